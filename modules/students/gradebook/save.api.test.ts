import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, someone, thisYear } from '../../../test/make.ts'
import { encodeStudent } from '../keys.ts'
import { encodeBook } from './keys.ts'

const api = useApi()
let lan: Person
let other: Person
let book: string
let pupils: { student_id: string; id: string }[]

const save = `mutation ($book: ID!, $id: UUID!, $cells: [CellInput!]!, $reason: String) {
  recordMarks(gradebook: $book, id: $id, source: typed, reason: $reason, cells: $cells) {
    savedAt cells { student column status value refusal by } rows { average missing }
  }
}`

interface Saved {
  recordMarks: {
    savedAt: string
    cells: {
      student: string
      column: string
      status: string
      value: string | null
      refusal: string | null
      by: string | null
    }[]
    rows: { average: string | null; missing: number }[]
  }
}

const cell = (pupil: number, column: string, value: string | null, was: string | null = null) => ({
  student: pupils[pupil]?.id,
  column,
  value,
  was,
})
const write = (person: Person, cells: unknown[], id: string = randomUUID()) =>
  person.ask<Saved>(save, { book, id, cells })

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  const school_id = await aSchool(owner, commune)
  const teacher = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  const colleague = await aTeacher(owner, school_id, 'Phạm Văn Hùng')
  const class_id = await aClass(owner, school_id, '9A2')
  const section_id = await aSection(owner, school_id, class_id, 'TOAN', teacher)
  await aSection(owner, school_id, await aClass(owner, school_id, '9A3'), 'TOAN', colleague)
  book = encodeBook({ school_id, academic_year: thisYear, section_id, term: 1 })
  pupils = []
  for (const name of ['Nguyễn Hoàng Anh', 'Trần Đức Anh', 'Hà Thị Diệp']) {
    const { student_id } = await aPupil(owner, school_id, class_id, name)
    pupils.push({ student_id, id: encodeStudent({ school_id, student_id }) })
  }
  lan = await api.as(teacher.account_id)
  other = await api.as(colleague.account_id)
})

test('a teacher writes a mark, reads it back in the grid and finds it in the history and the trail', async () => {
  const saved = await write(lan, [cell(0, 'regular_1', '8.5')])
  expect(saved.errors).toBeUndefined()
  expect(saved.data?.recordMarks.cells).toMatchObject([{ status: 'saved', value: '8.5' }])
  const { data } = await lan.ask<{ gradebook: { rows: { cells: (string | null)[] }[] } }>(
    'query ($id: ID!) { gradebook(id: $id) { rows { number givenName cells } } }',
    { id: book },
  )
  expect(data?.gradebook.rows[0]?.cells).toEqual(['8.5', null, null, null, null, null])
  const history = await lan.ask(
    'query ($b: ID!, $s: ID!) { cellHistory(gradebook: $b, student: $s, column: "regular_1") { before after by } }',
    { b: book, s: pupils[0]?.id },
  )
  expect(history.data).toEqual({ cellHistory: [{ before: null, after: '8.5', by: 'Trần Thị Thu Lan' }] })
  const trail = await api.owner
    .selectFrom('change' as never)
    .select('verb' as never)
    .where('account_id' as never, '=', lan.account_id as never)
    .execute()
  expect(trail).toContainEqual({ verb: 'gradebook.record_marks' })
})

test('another teacher of the same subject gets not found for reading and writing, and nothing is written', async () => {
  const read = await other.ask('query ($id: ID!) { gradebook(id: $id) { name } }', { id: book })
  expect(read.errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  const written = await write(other, [cell(1, 'regular_1', '9.0')])
  expect(written.errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  const { rows } = (
    await lan.ask<{ gradebook: { rows: { cells: (string | null)[] }[] } }>(
      'query ($id: ID!) { gradebook(id: $id) { rows { cells } } }',
      { id: book },
    )
  ).data!.gradebook
  expect(rows[1]?.cells[0]).toBeNull()
})

test('the same save sent twice is written once and answered alike', async () => {
  const id = randomUUID()
  const cells = [cell(1, 'regular_2', '7.0')]
  const first = await write(lan, cells, id)
  await write(lan, [cell(1, 'regular_2', '9.0', '7.0')])
  const again = await write(lan, cells, id)
  expect(again.data).toEqual(first.data)
  const { data } = await lan.ask<{ gradebook: { rows: { cells: (string | null)[] }[] } }>(
    'query ($id: ID!) { gradebook(id: $id) { rows { cells } } }',
    { id: book },
  )
  expect(data?.gradebook.rows[1]?.cells[1]).toBe('9.0')
})

test('a stale cell conflicts alone, with whose value stands, and its neighbours are saved', async () => {
  await write(lan, [cell(2, 'regular_1', '6.0')])
  const { data } = await write(lan, [cell(2, 'regular_1', '7.0', '5.0'), cell(2, 'regular_2', '8.0')])
  expect(data?.recordMarks.cells).toMatchObject([
    { status: 'conflict', value: '6.0', by: 'Trần Thị Thu Lan' },
    { status: 'saved', value: '8.0' },
  ])
})

test.each([
  ['10,5', 'gradebook.refused.above_ten'],
  ['-1', 'gradebook.refused.below_zero'],
  ['tám', 'gradebook.refused.not_a_mark'],
  ['Đ', 'gradebook.refused.letter_in_scored_subject'],
  ['7,55', 'gradebook.refused.too_many_decimals'],
])('"%s" in a mark cell is refused in its own cell while the rest goes through', async (typed, reason) => {
  const { data } = await write(lan, [cell(0, 'midterm', typed), cell(1, 'comment', `với ${typed}`, null)])
  expect(data?.recordMarks.cells[0]).toMatchObject({ status: 'refused', refusal: reason, value: null })
})

test('the average appears when the last mark is there, by the rule and in the sums', async () => {
  const columns = ['regular_1', 'regular_2', 'regular_3', 'regular_4', 'midterm', 'final']
  await write(lan, [cell(2, 'regular_1', null, '6.0'), cell(2, 'regular_2', null, '8.0')])
  const { data } = await write(
    lan,
    columns.map((column) => cell(2, column, '8.5')),
  )
  expect(data?.recordMarks.rows).toEqual([{ average: '8.5', missing: 0 }])
  const tally = await api.owner.selectFrom('section_tally').select(['complete', 'averages']).executeTakeFirstOrThrow()
  expect(tally.complete).toBe(1)
  expect(tally.averages[85]).toBe(1)
})

test('a year that the department opens takes marks from its first day', async () => {
  const { owner } = api
  const department = await owner
    .selectFrom('unit')
    .select('id')
    .where('kind', '=', 'department')
    .executeTakeFirstOrThrow()
  const administrator = await someone(owner, 'Đỗ Minh Quân', { role: 'administrator', unit_id: department.id })
  const opened = await (
    await api.as(administrator.account_id)
  ).ask(
    `mutation { setAcademicYear(year: 2033, startsOn: "2033-09-05", endsOn: "2034-05-31", terms: [
      { term: 1, startsOn: "2033-09-05", endsOn: "2034-01-14", resultsDueOn: "2034-01-18" }, { term: 2, startsOn: "2034-01-16", endsOn: "2034-05-28", resultsDueOn: "2034-05-31" }]) { year } }`,
  )
  expect(opened.errors).toBeUndefined()
  api.at(new Date('2033-10-01T02:00:00Z'))
  const school_id = await aSchool(owner, department.id, 'THCS Lê Lợi')
  const teacher = await aTeacher(owner, school_id, 'Lý Thị Mai')
  const class_id = await aClass(owner, school_id, '6A', 2033)
  const section_id = await aSection(owner, school_id, class_id, 'TOAN', teacher)
  const { student_id } = await aPupil(owner, school_id, class_id, 'Nguyễn Văn Bình')
  const saved = await (
    await api.as(teacher.account_id)
  ).ask<Saved>(save, {
    book: encodeBook({ school_id, academic_year: 2033, section_id, term: 1 }),
    id: randomUUID(),
    cells: [{ student: encodeStudent({ school_id, student_id }), column: 'regular_1', value: '7', was: null }],
  })
  expect(saved.errors).toBeUndefined()
  expect(saved).toMatchObject({ data: { recordMarks: { cells: [{ status: 'saved', value: '7.0' }] } } })
})
