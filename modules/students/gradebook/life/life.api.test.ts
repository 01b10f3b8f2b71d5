import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { frozenNow, useApi, type Person } from '../../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, someone, thisYear } from '../../../../test/make.ts'
import { encodeUnit } from '../../../organisation/public.ts'
import { encodeStudent } from '../../keys.ts'
import { encodeBook } from '../keys.ts'

const api = useApi()
let school_id: number
let slug: string
let maths: string
let literature: string
let book: string
let pupils: string[]
const who = {} as Record<'lan' | 'other' | 'head' | 'principal' | 'stranger' | 'office' | 'standIn', Person>
let lanPerson: string

const scope = (more: object = {}) => ({ unit: encodeUnit(school_id), academicYear: thisYear, term: 1, ...more })
const changed = 'change changed unchanged'
const ask = <T = Record<string, { changed: number; unchanged: number; change: string }>>(
  person: Person,
  document: string,
  variables: Record<string, unknown> = {},
) => person.ask<T>(document, variables)
const lock = (person: Person, more: object = {}, columns: object | null = null) =>
  ask(
    person,
    `mutation ($s: BookScopeInput!, $c: ColumnScopeInput) { lockBooks(scope: $s, columns: $c) { ${changed} } }`,
    {
      s: scope(more),
      c: columns,
    },
  )
const write = async (
  person: Person,
  column: string,
  value: string | null,
  was: string | null = null,
  reason?: string,
) => {
  const { data, errors } = await person.ask<{ recordMarks: { cells: { status: string; refusal: string | null }[] } }>(
    'mutation ($b: ID!, $id: UUID!, $c: [CellInput!]!, $r: String) { recordMarks(gradebook: $b, id: $id, source: typed, reason: $r, cells: $c) { cells { status refusal } } }',
    { b: book, id: randomUUID(), r: reason ?? null, c: [{ student: pupils[0], column, value, was }] },
  )
  return data?.recordMarks.cells[0] ?? errors?.[0]?.extensions?.code
}
const tallyState = async () =>
  (await api.owner.selectFrom('section_tally').select('state').where('section_id', '=', maths).execute()).map(
    (it) => it.state,
  )

beforeAll(async () => {
  const { owner } = api
  const { commune, department } = await aProvince(owner)
  school_id = await aSchool(owner, commune)
  const elsewhere = await aSchool(owner, commune, 'THCS Lê Lợi')
  slug = (await owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow()).slug
  const lan = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  const other = await aTeacher(owner, school_id, 'Phạm Văn Hùng')
  const class_id = await aClass(owner, school_id, '9A2')
  maths = await aSection(owner, school_id, class_id, 'TOAN', lan)
  literature = await aSection(owner, school_id, class_id, 'NGU_VAN', other)
  book = encodeBook({ school_id, academic_year: thisYear, section_id: maths, term: 1 })
  pupils = []
  for (const name of ['Nguyễn Hoàng Anh', 'Hà Thị Diệp']) {
    const { student_id } = await aPupil(owner, school_id, class_id, name)
    pupils.push(encodeStudent({ school_id, student_id }))
  }
  const { subject_id } = await owner
    .selectFrom('section')
    .select('subject_id')
    .where('id', '=', maths)
    .executeTakeFirstOrThrow()
  const head = await someone(owner, 'Lê Minh', { role: 'team_head', unit_id: school_id, subject_ids: [subject_id] })
  const principal = await someone(owner, 'Phạm Quốc Hùng', { role: 'principal', unit_id: school_id })
  const stranger = await someone(owner, 'Vũ Thị Hoa', { role: 'principal', unit_id: elsewhere })
  const office = await someone(owner, 'Đỗ Văn An', { role: 'school_administrator', unit_id: school_id })
  const standIn = await someone(owner, 'Chuyên viên', { role: 'stand_in', unit_id: school_id })
  void department
  lanPerson = lan.person_id
  for (const [key, person] of Object.entries({ lan, other, head, principal, stranger, office, standIn }))
    who[key as keyof typeof who] = await api.as(person.account_id)
})

test('handing in a book with empty cells is refused with what each column lacks, and done with a reason', async () => {
  await write(who.lan, 'regular_1', '8.0')
  const document = `mutation ($b: ID!, $a: Boolean, $r: String) { submitBook(gradebook: $b, acceptMissing: $a, reason: $r) { ${changed} } }`
  const refused = await ask(who.lan, document, { b: book })
  expect(refused.errors?.[0]?.extensions?.code).toBe('INVALID')
  expect(refused.errors?.[0]?.extensions?.violations?.[0]).toMatchObject({
    path: 'regular_1',
    message: 'Thường xuyên 1: còn 1 ô trống.',
  })
  const noReason = await ask(who.lan, document, { b: book, a: true })
  expect(noReason.errors?.[0]?.extensions?.violations?.[0]?.path).toBe('reason')
  const done = await ask(who.lan, document, { b: book, a: true, r: 'Chờ kiểm tra cuối kì' })
  expect(done.data?.submitBook).toMatchObject({ changed: 1 })
  expect(await tallyState()).toEqual(['submitted'])
  expect(await write(who.lan, 'regular_2', '7.0')).toMatchObject({ refusal: 'gradebook.refused.book_submitted' })
})

test('the teacher takes the book back while nobody has checked it; afterwards only the checker gives it back', async () => {
  const takeBack = `mutation ($b: ID!) { takeBackBook(gradebook: $b) { ${changed} } }`
  expect((await ask(who.lan, takeBack, { b: book })).data?.takeBackBook).toMatchObject({ changed: 1 })
  expect(await tallyState()).toEqual(['open'])
  await ask(
    who.lan,
    `mutation ($b: ID!) { submitBook(gradebook: $b, acceptMissing: true, reason: "Chờ cuối kì") { ${changed} } }`,
    { b: book },
  )
  const check = `mutation ($s: BookScopeInput!) { checkBooks(scope: $s) { ${changed} } }`
  expect((await ask(who.lan, check, { s: scope() })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await ask(who.head, check, { s: scope() })).data?.checkBooks).toMatchObject({ changed: 1, unchanged: 0 })
  expect((await ask(who.lan, takeBack, { b: book })).errors?.[0]?.extensions?.code).toBe('CONFLICT')
  const back = `mutation ($s: BookScopeInput!) { returnBooks(scope: $s, reason: "Thiếu điểm em Diệp") { ${changed} } }`
  expect((await ask(who.head, back, { s: scope({ books: [book] }) })).data?.returnBooks).toMatchObject({ changed: 1 })
  const notice = await api.owner
    .selectFrom('notice')
    .selectAll()
    .where('person_id', '=', lanPerson)
    .executeTakeFirstOrThrow()
  expect(notice).toMatchObject({ text_key: 'book.notice_returned', link: `/${slug}/2026-2027/hk1/9a2/toan` })
})

test.each(['lan', 'head', 'stranger', 'standIn'] as const)(
  '%s cannot lock, unlock or publish the school, and nothing changes',
  async (person) => {
    for (const document of [
      `mutation ($s: BookScopeInput!) { lockBooks(scope: $s) { ${changed} } }`,
      `mutation ($s: BookScopeInput!) { unlockBooks(scope: $s, until: "2026-11-26T00:00:00Z", reason: "nhập nhầm") { ${changed} } }`,
      `mutation ($s: BookScopeInput!) { publishColumns(scope: $s) { columns } }`,
    ]) {
      const published = person === 'lan' && document.includes('publish')
      // A teacher publishes own sections, and is refused as soon as another's book is named.
      const named = published
        ? { books: [encodeBook({ school_id, academic_year: thisYear, section_id: literature, term: 1 })] }
        : {}
      expect((await ask(who[person], document, { s: scope(named) })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
    }
    expect(await tallyState()).toEqual(['open'])
  },
)

test('the school locks many books in one change with counts, undoes it, and the sums follow', async () => {
  const first = await lock(who.principal)
  expect(first.data?.lockBooks).toMatchObject({ changed: 2, unchanged: 0 })
  expect((await lock(who.office)).data?.lockBooks).toMatchObject({ changed: 0, unchanged: 2 })
  expect(new Set(await tallyState())).toEqual(new Set(['locked']))
  expect(await write(who.lan, 'regular_2', '7.0')).toMatchObject({ refusal: 'gradebook.refused.book_locked' })
  const undo = 'mutation ($c: UUID!) { undoChange(change: $c) }'
  const change = first.data?.lockBooks?.change
  expect((await ask(who.stranger, undo, { c: change })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await ask(who.principal, undo, { c: change })).data).toEqual({ undoChange: true })
  expect(new Set(await tallyState())).toEqual(new Set(['open']))
  expect((await ask(who.principal, undo, { c: change })).errors?.[0]?.extensions?.code).toBe('CONFLICT')
})

test('an unlock needs a reason, lasts at most seven days, opens with a reason for each mark, and expires by itself', async () => {
  await lock(who.principal, { class: null, books: [book] })
  const unlock = `mutation ($s: BookScopeInput!, $u: DateTime!, $r: String!) { unlockBooks(scope: $s, until: $u, reason: $r) { ${changed} } }`
  const until = new Date(frozenNow.getTime() + 3_600_000).toISOString()
  const far = new Date(frozenNow.getTime() + 8 * 86_400_000).toISOString()
  expect(
    (await ask(who.principal, unlock, { s: scope({ books: [book] }), u: until, r: 'ừ' })).errors?.[0]?.extensions?.code,
  ).toBe('INVALID')
  expect(
    (await ask(who.principal, unlock, { s: scope({ books: [book] }), u: far, r: 'nhập nhầm cột' })).errors?.[0]
      ?.extensions?.code,
  ).toBe('INVALID')
  expect(
    (await ask(who.office, unlock, { s: scope({ books: [book] }), u: until, r: 'nhập nhầm cột' })).errors?.[0]
      ?.extensions?.code,
  ).toBe('NOT_FOUND')
  expect(
    (await ask(who.principal, unlock, { s: scope({ books: [book] }), u: until, r: 'nhập nhầm cột' })).data?.unlockBooks,
  ).toMatchObject({ changed: 1 })
  expect(await write(who.lan, 'regular_2', '7.0')).toMatchObject({ refusal: 'gradebook.refused.reason_needed' })
  expect(await write(who.lan, 'regular_2', '7.0', null, 'nhập nhầm cột')).toMatchObject({ status: 'saved' })
  api.at(new Date(frozenNow.getTime() + 2 * 3_600_000))
  expect(await write(who.lan, 'regular_3', '7.0', null, 'nhập nhầm cột')).toMatchObject({
    refusal: 'gradebook.refused.book_locked',
  })
  api.at(frozenNow)
  const remove = `mutation ($s: BookScopeInput!) { removeLocks(scope: $s, reason: "mở lại cả sổ") { ${changed} } }`
  expect((await ask(who.principal, remove, { s: scope({ books: [book] }) })).data?.removeLocks).toMatchObject({
    changed: 1,
  })
  await ask(who.principal, `mutation ($s: BookScopeInput!) { endUnlocks(scope: $s) { ${changed} } }`, { s: scope() })
})

test('a column is locked alone, by kind and position, and by the days on which it was held', async () => {
  expect(
    (await lock(who.principal, { books: [book] }, { kind: 'regular', position: 1 })).data?.lockBooks,
  ).toMatchObject({ changed: 1 })
  expect(await write(who.lan, 'regular_1', '9.0', '8.0')).toMatchObject({ refusal: 'gradebook.refused.column_locked' })
  await api.owner
    .insertInto('assessment_column')
    .values({
      school_id,
      academic_year: thisYear,
      section_id: maths,
      term: 1,
      kind: 'midterm',
      position: 1,
      held_on: '2026-10-28',
      label: null,
      form: null,
      note: null,
      locked_at: null,
      locked_by: null,
      published_at: null,
      published_by: null,
    })
    .execute()
  const dated = await lock(who.principal, {}, { heldFrom: '2026-10-01', heldTo: '2026-10-31' })
  expect(dated.data?.lockBooks).toMatchObject({ changed: 1, unchanged: 1 })
  expect(await write(who.lan, 'midterm', '9.0')).toMatchObject({ refusal: 'gradebook.refused.column_locked' })
  const remove = `mutation ($s: BookScopeInput!, $c: ColumnScopeInput) { removeLocks(scope: $s, columns: $c, reason: "mở lại cột") { ${changed} } }`
  expect((await ask(who.principal, remove, { s: scope(), c: { kind: 'midterm' } })).data?.removeLocks).toMatchObject({
    changed: 1,
  })
  expect(await write(who.lan, 'midterm', '9.0')).toMatchObject({ status: 'saved' })
})

test('the narrowest entry window decides, and closes by its day without anybody doing anything', async () => {
  const set = `mutation ($u: ID!, $k: AssessmentKind, $g: Int, $c: LocalDate!) { setEntryWindow(unit: $u, academicYear: 2026, term: 1, kind: $k, grade: $g, opensOn: "2026-09-05", closesOn: $c) { id closesOn } }`
  const unit = encodeUnit(school_id)
  expect(
    (await ask(who.lan, set, { u: unit, k: 'final', g: null, c: '2026-11-20' })).errors?.[0]?.extensions?.code,
  ).toBe('NOT_FOUND')
  const wide = await ask<{ setEntryWindow: { id: string } }>(who.office, set, {
    u: unit,
    k: 'final',
    g: null,
    c: '2026-11-20',
  })
  expect(await write(who.lan, 'final', '9.0')).toMatchObject({ refusal: 'gradebook.refused.closed' })
  const narrow = await ask<{ setEntryWindow: { id: string } }>(who.office, set, {
    u: unit,
    k: 'final',
    g: 9,
    c: '2026-11-30',
  })
  expect(await write(who.lan, 'final', '9.0')).toMatchObject({ status: 'saved' })
  const { data } = await who.principal.ask<{ books: { books: { id: string; late: string[] }[] } }>(
    'query ($u: String!) { books(unit: $u, academicYear: 2026, term: 1) { books { id late } } }',
    { u: slug },
  )
  expect(data?.books.books.find((it) => it.id === book)?.late).toEqual([])
  const remove = 'mutation ($id: ID!) { removeEntryWindow(id: $id) }'
  expect((await ask(who.stranger, remove, { id: narrow.data?.setEntryWindow.id })).errors?.[0]?.extensions?.code).toBe(
    'NOT_FOUND',
  )
  await ask(who.office, remove, { id: narrow.data?.setEntryWindow.id })
  const late = await who.principal.ask<{ books: { books: { id: string; late: string[] }[] } }>(
    'query ($u: String!) { books(unit: $u, academicYear: 2026, term: 1) { books { id late } } }',
    { u: slug },
  )
  expect(late.data?.books.books.find((it) => it.id === book)?.late).toEqual(['final'])
  const told = await ask<{ remindTeachers: { books: number; people: number } }>(
    who.principal,
    'mutation ($s: BookScopeInput!, $u: String!) { remindTeachers(scope: $s, unit: $u, kind: final) { books people } }',
    { s: scope(), u: slug },
  )
  expect(told.data?.remindTeachers).toEqual({ books: 2, people: 2 })
  const notice = await api.owner
    .selectFrom('notice')
    .selectAll()
    .where('text_key', '=', 'book.notice_reminder')
    .where('person_id', '=', lanPerson)
    .executeTakeFirstOrThrow()
  expect(notice.values).toMatchObject({ kind: 'final', entered: 1, due: 2, day: '20/11/2026' })
  await ask(who.office, remove, { id: wide.data?.setEntryWindow.id })
})

test('publishing touches the columns that hold marks, once, and is taken back with a reason', async () => {
  const publish =
    'mutation ($s: BookScopeInput!, $c: ColumnScopeInput) { publishColumns(scope: $s, columns: $c) { change columns books } }'
  const first = await ask<{ publishColumns: { columns: number; books: number } }>(who.lan, publish, {
    s: scope(),
    c: null,
  })
  // Regular 1 and 2, midterm and final hold marks; literature is not hers.
  expect(first.data?.publishColumns).toMatchObject({ columns: 4, books: 1 })
  const again = await ask<{ publishColumns: { columns: number } }>(who.principal, publish, { s: scope(), c: null })
  expect(again.data?.publishColumns).toMatchObject({ columns: 0 })
  const back =
    'mutation ($s: BookScopeInput!, $c: ColumnScopeInput, $r: String!) { unpublishColumns(scope: $s, columns: $c, reason: $r) { columns } }'
  expect((await ask(who.lan, back, { s: scope(), c: { kind: 'midterm' }, r: '' })).errors?.[0]?.extensions?.code).toBe(
    'INVALID',
  )
  const taken = await ask<{ unpublishColumns: { columns: number } }>(who.lan, back, {
    s: scope(),
    c: { kind: 'midterm' },
    r: 'chấm lại đề số 2',
  })
  expect(taken.data?.unpublishColumns).toEqual({ columns: 1 })
})
