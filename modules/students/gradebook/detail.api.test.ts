import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { up as exemptionsOfMarks } from '../../../schema/migrations/0016_exemption_of_marks.ts'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, anAssignment, aProvince, aPupil, aSchool, aSection, aTeacher, thisYear } from '../../../test/make.ts'
import { encodeKey } from '../../../platform/key.ts'
import { encodeStudent } from '../keys.ts'
import { encodeBook } from './keys.ts'

const api = useApi()
const who = {} as Record<'lan' | 'hung' | 'principal' | 'homeroom', Person>
const at = {} as { school_id: number; a2: number; a3: number; section: string; other: string; subject_id: number }
let book: string
let pupils: { student_id: string; person_id: string; id: string }[]

const record = `mutation ($book: ID!, $id: UUID!, $source: SaveSource!, $cells: [CellInput!]!) {
  recordMarks(gradebook: $book, id: $id, source: $source, cells: $cells) { cells { status value refusal } }
}`
const note = `mutation ($book: ID!, $s: ID!, $column: String!, $value: String!, $day: LocalDate, $form: String) {
  noteAttempt(gradebook: $book, student: $s, column: $column, value: $value, heldOn: $day, form: $form) { id column value heldOn form }
}`
const detail = `query ($book: ID!) { gradebook(id: $book) {
  canSeeResults attempts { id student column value heldOn form } exemptions { student extent term }
  rows { exempt cells }
} }`
const exempt = `mutation ($s: ID!, $n: Int!, $whole: Boolean!) {
  exemptPupil(student: $s, academicYear: ${thisYear}, subject: $n, wholeSubject: $whole, term: 1, document: "Kế hoạch giáo dục cá nhân") }`

interface Detail {
  gradebook: {
    canSeeResults: boolean
    attempts: {
      id: string
      student: string
      column: string
      value: string
      heldOn: string | null
      form: string | null
    }[]
    exemptions: { student: string; extent: string; term: number | null }[]
    rows: { exempt: boolean; cells: (string | null)[] }[]
  }
}

const code = ({ errors }: { errors?: readonly { extensions?: Record<string, unknown> }[] }) =>
  errors?.[0]?.extensions?.code
const detailOf = async (person: Person) => (await person.ask<Detail>(detail, { book })).data!.gradebook
const write = async (
  pupil: number,
  column: string,
  value: string | null,
  was: string | null = null,
  source = 'typed',
) => {
  const cells = [{ student: pupils[pupil]!.id, column, value, was }]
  const { data } = await who.lan.ask<{ recordMarks: { cells: { status: string; refusal: string | null }[] } }>(record, {
    book,
    id: randomUUID(),
    source,
    cells,
  })
  return data!.recordMarks.cells[0]!
}
const noted = (pupil: number, column: string, value: string, more: Record<string, unknown> = {}, person = who.lan) =>
  person.ask<{ noteAttempt: Detail['gradebook']['attempts'] }>(note, {
    book,
    s: pupils[pupil]!.id,
    column,
    value,
    ...more,
  })

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  const school_id = await aSchool(owner, commune)
  const lan = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  const hung = await aTeacher(owner, school_id, 'Phạm Văn Hùng')
  const principal = await aTeacher(owner, school_id, 'Lê Thị Hiền', 'principal')
  const homeroom = await aTeacher(owner, school_id, 'Vũ Văn Nam')
  const a2 = await aClass(owner, school_id, '9A2')
  const a3 = await aClass(owner, school_id, '9A3')
  const section = await aSection(owner, school_id, a2, 'TOAN', lan)
  const other = await aSection(owner, school_id, a3, 'TOAN', hung)
  await anAssignment(owner, school_id, thisYear, homeroom, { class_id: a2 })
  const { subject_id } = await owner
    .selectFrom('section')
    .select('subject_id')
    .where('id', '=', section)
    .executeTakeFirstOrThrow()
  Object.assign(at, { school_id, a2, a3, section, other, subject_id })
  book = encodeBook({ school_id, academic_year: thisYear, section_id: section, term: 1 })
  pupils = []
  for (const name of ['Nguyễn Hoàng Anh', 'Trần Đức Anh', 'Hà Thị Diệp', 'Bùi Ánh Dương']) {
    const made = await aPupil(owner, school_id, a2, name)
    pupils.push({ ...made, id: encodeStudent({ school_id, student_id: made.student_id }) })
  }
  who.lan = await api.as(lan.account_id)
  who.hung = await api.as(hung.account_id)
  who.principal = await api.as(principal.account_id)
  who.homeroom = await api.as(homeroom.account_id)
})

test('the first result noted behind a mark keeps that mark beside it, and the chosen one becomes the mark with its history', async () => {
  await write(0, 'regular_2', '6.0')
  const first = await noted(0, 'regular_2', '8,5', { day: '2026-10-14', form: ' Vấn  đáp ' })
  expect(first.errors).toBeUndefined()
  expect(first.data?.noteAttempt.map(({ value, heldOn, form }) => [value, heldOn, form])).toEqual([
    ['6.0', null, null],
    ['8.5', '2026-10-14', 'Vấn đáp'],
  ])
  expect((await detailOf(who.lan)).rows[0]?.cells[1]).toBe('6.0')
  await noted(0, 'regular_2', '7')
  expect((await detailOf(who.lan)).attempts).toHaveLength(3)
  expect(await write(0, 'regular_2', '8.5', '6.0', 'chosen')).toMatchObject({ status: 'saved' })
  const history = await who.lan.ask<{ cellHistory: { after: string; source: string }[] }>(
    'query ($b: ID!, $s: ID!) { cellHistory(gradebook: $b, student: $s, column: "regular_2") { after source } }',
    { b: book, s: pupils[0]!.id },
  )
  expect(history.data?.cellHistory[0]).toEqual({ after: '8.5', source: 'chosen' })
  expect((await detailOf(who.homeroom)).attempts.map((it) => it.value)).toEqual(['6.0', '7.0', '8.5'])
})

test('a result that cannot be is refused with the reason; a midterm has none behind it, an exempt pupil neither', async () => {
  const refusal = async (...args: Parameters<typeof noted>) => {
    const { errors } = await noted(...args)
    const { violations } = errors![0]!.extensions as { violations: { path: string; message: string }[] }
    return violations[0]
  }
  expect(await refusal(1, 'regular_1', '11')).toMatchObject({ path: 'value', message: expect.stringContaining('“11”') })
  expect(await refusal(1, 'regular_1', 'V')).toMatchObject({ path: 'value' })
  expect(await refusal(1, 'midterm', '8')).toMatchObject({ path: 'column' })
  expect(await refusal(1, 'regular_1', '8', { day: '2024-10-01' })).toMatchObject({ path: 'heldOn' })
  expect(await refusal(1, 'regular_1', '8', { form: 'x'.repeat(61) })).toMatchObject({ path: 'form' })
  expect((await detailOf(who.lan)).attempts.filter((it) => it.student === pupils[1]!.id)).toEqual([])
})

test('only whoever may mark the book notes and drops; in a locked column nobody does', async () => {
  const { data } = await noted(2, 'regular_1', '5')
  const own = data!.noteAttempt.find((it) => it.column === 'regular_1')!
  const drop = (person: Person, attempt = own.id) =>
    person.ask('mutation ($book: ID!, $a: ID!) { dropAttempt(gradebook: $book, attempt: $a) { id } }', {
      book,
      a: attempt,
    })
  for (const person of [who.hung, who.homeroom, who.principal]) {
    expect(code(await noted(2, 'regular_1', '9', {}, person))).toBe('NOT_FOUND')
    expect(code(await drop(person))).toBe('NOT_FOUND')
  }
  expect(code(await who.hung.ask(detail, { book }))).toBe('NOT_FOUND')
  expect(code(await drop(who.lan, encodeKey('Attempt', [at.school_id, randomUUID()])))).toBe('NOT_FOUND')
  const { school_id, section: section_id } = at
  const key = {
    school_id,
    academic_year: thisYear,
    section_id,
    term: 1 as const,
    kind: 'regular' as const,
    position: 1,
  }
  await api.owner
    .insertInto('assessment_column')
    .values({ ...key, label: null, held_on: null, form: null, note: null, published_at: null, published_by: null })
    .execute()
  const lock = (locked_at: Date | null) =>
    api.owner.updateTable('assessment_column').set({ locked_at }).where('section_id', '=', section_id).execute()
  await lock(new Date('2026-10-15T03:00:00Z'))
  expect(code(await noted(2, 'regular_1', '9'))).toBe('INVALID')
  expect(code(await drop(who.lan))).toBe('INVALID')
  await lock(null)
  expect((await drop(who.lan)).errors).toBeUndefined()
  expect((await detailOf(who.lan)).attempts.some((it) => it.id === own.id)).toBe(false)
})

test('M exempts nobody who types it; the exemption of the principal does, and follows the pupil into the next class', async () => {
  await write(2, 'regular_1', '7.0')
  for (const column of ['regular_1', 'regular_2', 'exempt'])
    expect(await write(2, column, 'M', column === 'regular_1' ? '7.0' : null)).toMatchObject({
      status: 'refused',
      refusal: 'gradebook.refused.exempt_by_school',
    })
  expect((await detailOf(who.lan)).rows[2]).toMatchObject({
    exempt: false,
    cells: ['7.0', null, null, null, null, null],
  })

  const ask = (person: Person) =>
    person.ask('mutation ($b: ID!, $s: ID!) { askExemption(gradebook: $b, student: $s) }', {
      b: book,
      s: pupils[2]!.id,
    })
  expect((await ask(who.lan)).data).toEqual({ askExemption: true })
  await ask(who.lan)
  for (const person of [who.hung, who.homeroom]) expect(code(await ask(person))).toBe('NOT_FOUND')
  const told = await sql<{ link: string; values: Record<string, string> }>`
    select link, "values" from notice where text_key = 'gradebook.notice_exemption'`.execute(api.owner)
  expect(told.rows).toMatchObject([{ values: { name: 'Hà Thị Diệp', class: '9A2', by: 'Trần Thị Thu Lan' } }])
  expect(told.rows[0]?.link).toMatch(/^\/results\/\w+\/2026-2027\/hk1\/9a2\?pupil=\w+$/)

  await api.owner
    .updateTable('student')
    .set({ disability: 'vận động' })
    .where('id', '=', pupils[2]!.student_id)
    .execute()
  const decided = { s: pupils[2]!.id, n: at.subject_id, whole: true }
  expect((await who.principal.ask(exempt, decided)).errors).toBeUndefined()
  const now = await detailOf(who.lan)
  expect(now.rows[2]).toMatchObject({ exempt: true })
  expect(now.exemptions).toEqual([{ student: pupils[2]!.id, extent: 'subject', term: 1 }])
  expect([now.canSeeResults, (await detailOf(who.homeroom)).canSeeResults]).toEqual([false, true])
  expect(await write(2, 'regular_2', 'M')).toMatchObject({ status: 'already' })
  expect(await write(2, 'regular_2', '8')).toMatchObject({ status: 'refused', refusal: 'gradebook.refused.exempt' })
  expect(code(await noted(2, 'regular_2', '8'))).toBe('INVALID')

  const moved = await who.principal.ask(
    'mutation ($s: ID!, $c: ID!) { changeClass(student: $s, class: $c, on: "2026-11-25") { change } }',
    { s: pupils[2]!.id, c: encodeKey('Class', [at.school_id, at.a3]) },
  )
  expect(moved.errors).toBeUndefined()
  const { rows } = await sql<{ term: number; exempt: boolean }>`
    select term, exempt from subject_result where section_id = ${at.other} and student_id = ${pupils[2]!.student_id}`.execute(
    api.owner,
  )
  expect(rows).toEqual([{ term: 1, exempt: true }])
})

test('an M that was typed into a book before stays, as an exemption that says so and can be ended', async () => {
  await write(3, 'regular_1', '7.0')
  const ofOld = api.owner
    .updateTable('subject_result')
    .set({ exempt: true })
    .where('student_id', '=', pupils[3]!.student_id)
  await ofOld.execute()
  await exemptionsOfMarks(api.owner as unknown as Kysely<unknown>)
  await exemptionsOfMarks(api.owner as unknown as Kysely<unknown>)
  const { rows } = await sql<{ id: string; term: number; document: string }>`
    select id, term, document from exemption where student_id = ${pupils[3]!.student_id} and ended_at is null`.execute(
    api.owner,
  )
  expect(rows).toMatchObject([{ term: 1, document: 'Chữ M gõ trong sổ điểm, chưa có giấy tờ' }])
  const ended = await who.principal.ask('mutation ($id: ID!) { endExemption(id: $id, reason: "không có giấy tờ") }', {
    id: encodeKey('Exemption', [at.school_id, rows[0]!.id]),
  })
  expect(ended.errors).toBeUndefined()
  expect((await detailOf(who.lan)).rows.at(-1)).toMatchObject({
    exempt: false,
    cells: ['7.0', null, null, null, null, null],
  })
})
