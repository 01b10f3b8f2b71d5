import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, thisYear } from '../../../test/make.ts'
import { encodeStudent } from '../keys.ts'
import { encodeKey } from '../../../platform/key.ts'
import { decodeBook, encodeBook } from './keys.ts'

const api = useApi()
let lan: Person
let other: Person
let address: Record<string, unknown>
let book: string
let anh: string

const at = `query ($unit: String!, $year: Int!, $class: String!, $subject: String!) {
  gradebookAt(unit: $unit, academicYear: $year, term: 1, class: $class, subject: $subject) {
    id canMark tenthsWithoutComma place { unitName className subjectName }
    rows { givenName provisional why { rule divisor terms { label position value weight } missing { label position why } } }
  }
}`
const describe = `mutation ($book: ID!, $column: String!, $label: String, $day: LocalDate) {
  describeColumn(gradebook: $book, column: $column, label: $label, heldOn: $day, note: "Chương 2") { column label heldOn note }
}`
const record = `mutation ($book: ID!, $id: UUID!, $cells: [CellInput!]!) {
  recordMarks(gradebook: $book, id: $id, source: typed, cells: $cells) { cells { status } }
}`
const sections = `{ mySections { gradebook place { class subject } pupils regularDue entered complete closesOn } }`

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  const school_id = await aSchool(owner, commune)
  const teacher = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  const colleague = await aTeacher(owner, school_id, 'Phạm Văn Hùng')
  const class_id = await aClass(owner, school_id, '9A2')
  const section_id = await aSection(owner, school_id, class_id, 'TOAN', teacher)
  await aSection(owner, school_id, await aClass(owner, school_id, '9A3'), 'TOAN', colleague)
  const { student_id } = await aPupil(owner, school_id, class_id, 'Nguyễn Hoàng Anh')
  await aPupil(owner, school_id, class_id, 'Trần Đức Anh')
  await owner
    .insertInto('entry_window')
    .values({
      school_id,
      academic_year: thisYear,
      term: 1,
      kind: 'midterm',
      opens_on: '2026-11-01',
      closes_on: '2026-11-30',
    })
    .execute()
  anh = encodeStudent({ school_id, student_id })
  book = encodeBook({ school_id, academic_year: thisYear, section_id, term: 1 })
  const { slug } = await owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow()
  address = { unit: slug, year: thisYear, class: '9a2', subject: 'toan' }
  lan = await api.as(teacher.account_id)
  other = await api.as(colleague.account_id)
})

test('an address opens the book with its names; a colleague without the section gets not found', async () => {
  const { data, errors } = await lan.ask<{ gradebookAt: Record<string, unknown> }>(at, address)
  expect(errors).toBeUndefined()
  expect(data?.gradebookAt).toMatchObject({
    id: book,
    canMark: true,
    tenthsWithoutComma: false,
    place: { unitName: 'THCS Nguyễn Du', className: '9A2', subjectName: 'Toán' },
  })
  const refused = await other.ask(at, address)
  expect(refused.errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
})

test('a half-filled row explains its provisional average and what lacks', async () => {
  const cells = [
    { student: anh, column: 'regular_1', value: '8,5' },
    { student: anh, column: 'midterm', value: '7,5' },
  ]
  await lan.ask(record, { book, id: randomUUID(), cells })
  const { data } = await lan.ask<{ gradebookAt: { rows: { provisional: string; why: Record<string, unknown> }[] } }>(
    at,
    address,
  )
  expect(data?.gradebookAt.rows[0]).toMatchObject({
    provisional: '7.8',
    why: {
      rule: 'circular-22-2021/9.1.b',
      divisor: 3,
      terms: [
        { label: 'regular', position: 1, value: 85, weight: 1 },
        { label: 'midterm', position: 1, value: 75, weight: 2 },
      ],
      missing: [
        { label: 'regular', position: 2, why: 'no_mark' },
        { label: 'regular', position: 3, why: 'no_mark' },
        { label: 'regular', position: 4, why: 'no_mark' },
        { label: 'final', position: 1, why: 'no_mark' },
      ],
    },
  })
})

test('a column gets a name, a day and a note; a day of another year and another column are refused', async () => {
  const named = await lan.ask(describe, { book, column: 'regular_3', label: ' Kiểm tra 15 phút ', day: '2026-10-20' })
  expect(named.data).toEqual({
    describeColumn: { column: 'regular_3', label: 'Kiểm tra 15 phút', heldOn: '2026-10-20', note: 'Chương 2' },
  })
  const outside = await lan.ask(describe, { book, column: 'regular_3', day: '2024-10-20' })
  expect(outside.errors?.[0]?.extensions?.violations).toMatchObject([{ path: 'heldOn' }])
  expect((await lan.ask(describe, { book, column: 'average' })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await other.ask(describe, { book, column: 'regular_3' })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
})

test("phrases are the teacher's own, in their order", async () => {
  const phrases = ['{ten} nắm chắc kiến thức.', 'Cần luyện thêm.']
  const set = 'mutation ($book: ID!, $phrases: [String!]!) { setCommentPhrases(gradebook: $book, phrases: $phrases) }'
  expect((await lan.ask(set, { book, phrases: [...phrases, '  '] })).data).toEqual({ setCommentPhrases: phrases })
  const read = 'query ($book: ID!) { gradebook(id: $book) { phrases earlierComments { comment } } }'
  expect((await lan.ask(read, { book })).data).toEqual({ gradebook: { phrases, earlierComments: [] } })
  expect((await other.ask(set, { book, phrases })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
})

test('one view shows all own sections with what is entered and by when', async () => {
  const { data } = await lan.ask<{ mySections: unknown[] }>(sections)
  expect(data?.mySections).toEqual([
    {
      gradebook: book,
      place: { class: '9a2', subject: 'toan' },
      pupils: 2,
      regularDue: 4,
      entered: [1, 0, 0, 0, 1, 0],
      complete: 0,
      closesOn: [null, null, null, null, '2026-11-30', null],
    },
  ])
})

test('the principal decides how the teachers of the school type; a teacher does not', async () => {
  const { owner } = api
  const { unit_id: school_id } = await owner
    .selectFrom('post')
    .select('unit_id')
    .where('role', '=', 'teacher')
    .executeTakeFirstOrThrow()
  const head = await api.as((await aTeacher(owner, Number(school_id), 'Phạm Quốc Hùng', 'principal')).account_id)
  const set = 'mutation ($book: ID!) { setMarkTyping(gradebook: $book, tenthsWithoutComma: true) }'
  expect((await lan.ask(set, { book })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await head.ask(set, { book })).data).toEqual({ setMarkTyping: true })
  const { data } = await lan.ask<{ gradebookAt: { tenthsWithoutComma: boolean } }>(at, address)
  expect(data?.gradebookAt.tenthsWithoutComma).toBe(true)
})

test('comments of the first term are offered for the second, to a teacher of the section alone', async () => {
  const cells = [{ student: anh, column: 'comment', value: 'Tiến bộ rõ.' }]
  await lan.ask(record, { book, id: randomUUID(), cells })
  const second = encodeBook({ ...decodeBook(book), term: 2 })
  const read = 'query ($book: ID!) { gradebook(id: $book) { earlierComments { student comment } } }'
  expect((await lan.ask(read, { book: second })).data).toEqual({
    gradebook: { earlierComments: [{ student: anh, comment: 'Tiến bộ rõ.' }] },
  })
  expect((await other.ask(read, { book: second })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
})

test('waiting cells go under the account they belong to, and anybody else is asked to sign in', async () => {
  const document = `mutation ($book: ID!, $id: UUID!, $account: ID!, $cells: [CellInput!]!) {
    recordMarks(gradebook: $book, id: $id, account: $account, source: typed, cells: $cells) { cells { status } }
  }`
  const cells = [{ student: anh, column: 'regular_2', value: '7,0' }]
  const account = encodeKey('Account', [lan.account_id])
  const stolen = await other.ask(document, { book, id: randomUUID(), account, cells })
  expect(stolen.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED')
  const sent = await lan.ask(document, { book, id: randomUUID(), account, cells })
  expect(sent.data).toEqual({ recordMarks: { cells: [{ status: 'saved' }] } })
})
