import ExcelJS from 'exceljs'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aParent, aProvince, aPupil, aSchool, aTeacher, anAssignment, thisYear } from '../../../test/make.ts'
import { readWorkbook } from '../../../platform/workbook-read.ts'
import { encodeUnit } from '../../organisation/public.ts'
import { encodeStudent } from '../keys.ts'

const api = useApi()
let school_id: number
let a6: number
let a7: number
let office: Person
let homeroom: Person
let teacher: Person
let stranger: Person
let parent: Person
let an: string
let binh: string

type Cells = (string | number | null)[]
const head = [
  'Họ và tên',
  'Ngày sinh',
  'Trường',
  'Lớp cũ',
  'Học tập',
  'Rèn luyện',
  'Số buổi nghỉ',
  'Kết quả cả năm',
  'Danh hiệu',
  'Toán',
  'GDTC',
]
const row = (
  name: string,
  last: string,
  level: string,
  conduct: string | null,
  outcome: string,
  more: Cells = [],
): Cells => [name, '06/05/2013', 'THCS Văn Lang', last, level, conduct, 3, outcome, ...more]

async function workbook(rows: readonly Cells[], header = head, name = 'Kết quả năm trước'): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet(name)
  sheet.addRow(header)
  for (const cells of rows) sheet.addRow(cells)
  return Buffer.from(await book.xlsx.writeBuffer())
}

async function upload(person: Person, file: Buffer, query = '?list=last_results') {
  const form = new FormData()
  form.append('file', new Blob([file as Uint8Array<ArrayBuffer>]), 'ket-qua.xlsx')
  const response = await person.fetch(`/imports/${encodeUnit(school_id)}/${thisYear}${query}`, {
    method: 'POST',
    body: form,
  })
  return { status: response.status, id: ((await response.json()) as { id: string }).id }
}

interface Batch {
  importBatch: {
    sheets: {
      list: string
      counts: Record<'new' | 'changed' | 'unchanged' | 'refused', number>
      rows: {
        edges: {
          node: {
            status: string
            changes: { title: string; was: string; value: string }[]
            violations: { column: string; reason: string }[]
          }
        }[]
      }
    }[]
  }
}
const preview = async (rows: readonly Cells[], header = head) => {
  const { id } = await upload(office, await workbook(rows, header))
  const { data } = await office.ask<Batch>(
    `query ($id: ID!) { importBatch(id: $id) { sheets { list counts { new changed unchanged refused }
      rows { edges { node { status changes { title was value } violations { column reason } } } } } } }`,
    { id },
  )
  const sheet = data!.importBatch.sheets[0]!
  return { id, counts: sheet.counts, rows: sheet.rows.edges.map(({ node }) => node) }
}
const write = (id: string) =>
  office.ask<{ writeImport: { state: string } }>('mutation ($id: ID!) { writeImport(id: $id, mode: good) { state } }', {
    id,
  })
const undo = (id: string) => office.ask('mutation ($id: ID!) { undoImport(id: $id) { state } }', { id })

const years = (person: Person, student: string) =>
  person.ask<{ student: { carriedYears: object[]; enrollments: { repeating: boolean }[] } }>(
    `query ($id: ID!) { student(id: $id) { enrollments { repeating } carriedYears { academicYear grade className schoolName level conduct absences
      outcome title source recordedBy subjects { subject { name } average passed } } } }`,
    { id: student },
  )

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  school_id = await aSchool(owner, commune)
  a6 = await aClass(owner, school_id, '6A1')
  a7 = await aClass(owner, school_id, '7A1')
  const lead = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  await anAssignment(owner, school_id, thisYear, lead, { class_id: a7 })
  homeroom = await api.as(lead.account_id)
  teacher = await api.as((await aTeacher(owner, school_id, 'Vũ Thị Khác')).account_id)
  office = await api.as((await aTeacher(owner, school_id, 'Hà Thị Giáo Vụ', 'school_administrator')).account_id)
  const other = await aSchool(owner, commune, 'THCS Văn Lang')
  stranger = await api.as((await aTeacher(owner, other, 'Vũ Đức Việt', 'principal')).account_id)
  const pupil = await aPupil(owner, school_id, a7, 'Nguyễn Văn An')
  an = encodeStudent({ school_id, student_id: pupil.student_id })
  const second = await aPupil(owner, school_id, a7, 'Trần Thị Bình')
  binh = encodeStudent({ school_id, student_id: second.student_id })
  await aPupil(owner, school_id, a6, 'Lê Văn Lớp Sáu')
  parent = await api.as((await aParent(owner, school_id, pupil, 'Nguyễn Văn Bố')).account_id)
})

test('last year’s results are previewed, written as carried, shown with their source, and taken back as one', async () => {
  const { id, counts } = await preview([
    row('Nguyễn Văn An', '6B', 'Tốt', 'Tốt', 'Lên lớp', ['Học sinh Giỏi', 8.5, 'Đ']),
    row('Trần Thị Bình', '7C', 'Chưa đạt', 'Khá', 'Lưu ban'),
    row('Lê Văn Lớp Sáu', '5A', 'Hoàn thành tốt', null, 'Hoàn thành chương trình tiểu học'),
  ])
  expect(counts).toEqual({ new: 3, changed: 0, unchanged: 0, refused: 0 })
  expect((await years(office, an)).data?.student.carriedYears).toEqual([])
  expect((await write(id)).data?.writeImport.state).toBe('written')
  const shown = await years(office, an)
  expect(shown.data?.student).toEqual({
    enrollments: [{ repeating: false }],
    carriedYears: [
      {
        academicYear: thisYear - 1,
        grade: 6,
        className: '6B',
        schoolName: 'THCS Văn Lang',
        level: 4,
        conduct: 4,
        absences: 3,
        outcome: 'promoted',
        title: 'good',
        source: 'file',
        recordedBy: 'Hà Thị Giáo Vụ',
        subjects: [
          { subject: { name: 'Toán' }, average: '8.5', passed: null },
          { subject: { name: 'Giáo dục thể chất' }, average: null, passed: true },
        ],
      },
    ],
  })
  // Whom last year kept back repeats the grade this year.
  expect((await years(office, binh)).data?.student.enrollments).toEqual([{ repeating: true }])

  expect((await undo(id)).errors).toBeUndefined()
  expect((await years(office, binh)).data?.student).toEqual({ enrollments: [{ repeating: false }], carriedYears: [] })
})

test('the homeroom teacher and the parent read the carried year, another teacher and another school do not', async () => {
  const { id } = await preview([row('Nguyễn Văn An', '6B', 'Khá', 'Tốt', 'Lên lớp')])
  await write(id)
  expect((await years(homeroom, an)).data?.student.carriedYears).toHaveLength(1)
  expect((await years(parent, an)).data?.student.carriedYears).toHaveLength(1)
  expect((await years(teacher, an)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await years(stranger, an)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  const file = await workbook([row('Nguyễn Văn An', '6B', 'Khá', 'Tốt', 'Lên lớp')])
  expect((await upload(stranger, file)).status).toBe(404)
  expect((await upload(homeroom, file)).status).toBe(404)
  // Sent again only what differs is written; an empty cell keeps what stands.
  const again = await preview([
    ['Nguyễn Văn An', '06/05/2013', null, null, 'Tốt', null, null, 'Lên lớp', null, null, null],
  ])
  expect(again.rows).toMatchObject([
    { status: 'changed', changes: [{ title: 'Kết quả học tập', was: 'Khá', value: 'Tốt' }] },
  ])
  await undo(id)
})

test.each<[string, Cells, string, string]>([
  ['a pupil whom the school has not', row('Kẻ Lạ', '6B', 'Tốt', 'Tốt', 'Lên lớp'), 'Họ và tên', 'carried.unknown'],
  ['no conduct', row('Nguyễn Văn An', '6B', 'Tốt', null, 'Lên lớp'), 'Kết quả rèn luyện', 'carried.conduct_needed'],
  [
    'a title without its levels',
    row('Nguyễn Văn An', '6B', 'Khá', 'Tốt', 'Lên lớp', ['HSG']),
    'Danh hiệu',
    'carried.title_needs',
  ],
  [
    'a pass with a level of Chưa đạt',
    row('Nguyễn Văn An', '6B', 'Chưa đạt', 'Tốt', 'Lên lớp'),
    'Kết quả cả năm',
    'carried.pass_needs',
  ],
  [
    'a grade that this year’s class does not follow',
    row('Nguyễn Văn An', '8B', 'Tốt', 'Tốt', 'Lên lớp'),
    'Lớp năm trước',
    'carried.not_next',
  ],
  [
    'one kept back who sits a grade higher',
    row('Nguyễn Văn An', '6B', 'Chưa đạt', 'Tốt', 'Ở lại lớp'),
    'Kết quả cả năm',
    'carried.kept_back',
  ],
  [
    'a level finished in its middle',
    row('Nguyễn Văn An', '6B', 'Tốt', 'Tốt', 'HTCT'),
    'Kết quả cả năm',
    'carried.not_last_grade',
  ],
  ['a mark over ten', row('Nguyễn Văn An', '6B', 'Tốt', 'Tốt', 'Lên lớp', [null, 10.5]), 'Toán', 'sheet.mark_range'],
  [
    'a level that is none',
    row('Nguyễn Văn An', '6B', 'Giỏi', 'Tốt', 'Lên lớp'),
    'Kết quả học tập',
    'sheet.choice_unknown',
  ],
])('%s is refused at its cell', async (_, cells, column, reason) => {
  const { rows } = await preview([cells])
  expect(rows).toMatchObject([{ status: 'refused', violations: [{ column, reason }] }])
})

test('a result that follows from the school’s own books is not overwritten by a file', async () => {
  const pupil = await aPupil(api.owner, school_id, a7, 'Phạm Văn Nhà')
  const before = await aClass(api.owner, school_id, '6A9', thisYear - 1)
  await api.owner
    .insertInto('year_result')
    .values({
      school_id,
      academic_year: thisYear - 1,
      student_id: pupil.student_id,
      class_id: before,
      person_id: pupil.person_id,
      level: 3,
      rule_version: 'test',
    })
    .execute()
  const { rows } = await preview([row('Phạm Văn Nhà', '6A9', 'Tốt', 'Tốt', 'Lên lớp')])
  expect(rows).toMatchObject([{ status: 'refused', violations: [{ reason: 'carried.own_result' }] }])
})

test('the workbook names the pupils who came, and rows left empty in it say nothing', async () => {
  const response = await office.fetch(
    `/imports/${encodeUnit(school_id)}/${thisYear}/workbook.xlsx?lists=classes,pupils,last_results`,
  )
  const file = Buffer.from(await response.arrayBuffer())
  const grid = (await readWorkbook(file)).find(({ name }) => name === 'Kết quả năm trước')!
  expect(JSON.stringify(grid)).toContain('Nguyễn Văn An')
  const { id } = await upload(office, file, '')
  const { data } = await office.ask<Batch>(
    'query ($id: ID!) { importBatch(id: $id) { sheets { list counts { new changed unchanged refused } } } }',
    { id },
  )
  const sheet = data!.importBatch.sheets.find(({ list }) => list === 'last_results')!
  expect(sheet.counts).toMatchObject({ new: 0, changed: 0, refused: 0 })
  expect(sheet.counts.unchanged).toBeGreaterThan(2)
})
