import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aTeacher, anAssignment, thisYear } from '../../../../test/make.ts'
import { encodeUnit } from '../../../organisation/public.ts'
import { vi as texts } from './texts/vi.ts'

const api = useApi()
let school_id: number
let office: Person
let homeroom: Person
let stranger: Person

type Cells = (string | number | Date | null)[]

/** An Excel file as a school has it: a title line, a header, rows. */
async function workbook(
  header: readonly string[],
  rows: readonly Cells[],
  prepare: (book: ExcelJS.Workbook, sheet: ExcelJS.Worksheet) => void = () => {},
): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('DS HS')
  sheet.addRow(['TRƯỜNG THCS NGUYỄN DU'])
  sheet.addRow([...header])
  for (const row of rows) sheet.addRow(row)
  prepare(book, sheet)
  return Buffer.from(await book.xlsx.writeBuffer())
}

async function upload(
  person: Person,
  content: Uint8Array,
  name = 'danh-sach.xlsx',
  columns: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const form = new FormData()
  form.append('file', new Blob([content as Uint8Array<ArrayBuffer>]), name)
  const response = await person.fetch(
    `/imports/${encodeUnit(school_id)}/${thisYear}?list=pupils&columns=${encodeURIComponent(JSON.stringify(columns))}`,
    {
      method: 'POST',
      body: form,
    },
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

interface Batch {
  state: string
  sheets: {
    unknownColumns: string[]
    counts: { new: number; changed: number; unchanged: number; refused: number }
    rows: {
      edges: {
        node: {
          row: number
          label: string
          status: string
          changes: { title: string; was: string; value: string }[]
          violations: { column: string; value: string; reason: string; remedy: string; suggested: string | null }[]
        }
      }[]
    }
  }[]
}

const fields = `{ state sheets { unknownColumns counts { new changed unchanged refused }
  rows(first: 500) { edges { node { row: number label status changes { title was value } violations { column value reason remedy suggested } } } } } }`

async function previewed(id: unknown): Promise<Batch> {
  const { data, errors } = await office.ask<{ importBatch: Batch }>(
    `query ($id: ID!) { importBatch(id: $id) ${fields} }`,
    { id },
  )
  if (errors) throw new Error(errors[0]?.message)
  return data!.importBatch
}

async function preview(header: readonly string[], rows: readonly Cells[], prepare?: Parameters<typeof workbook>[2]) {
  const { status, body } = await upload(office, await workbook(header, rows, prepare))
  if (status !== 201) throw new Error(JSON.stringify(body))
  const batch = await previewed(body.id)
  return { id: body.id, batch, sheet: batch.sheets[0]!, rows: batch.sheets[0]!.rows.edges.map(({ node }) => node) }
}

const write = (id: unknown, mode = 'all') =>
  office.ask<{ writeImport: Batch }>(
    `mutation ($id: ID!, $mode: ImportMode!) { writeImport(id: $id, mode: $mode) ${fields} }`,
    { id, mode },
  )
const undo = (id: unknown) =>
  office.ask<{ undoImport: Batch }>(`mutation ($id: ID!) { undoImport(id: $id) ${fields} }`, { id })

const pupilsNamed = (name: string) =>
  api.owner.selectFrom('student').selectAll().where('full_name', '=', name).execute()
const usual = ['TT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp']

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  school_id = await aSchool(owner, commune)
  const class_id = await aClass(owner, school_id, '6A1')
  await aClass(owner, school_id, '6A2')
  const lead = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  await anAssignment(owner, school_id, thisYear, lead, { class_id })
  await aPupil(owner, school_id, class_id, 'Nguyễn Văn Có')
  office = await api.as((await aTeacher(owner, school_id, 'Hà Thị Giáo Vụ', 'school_administrator')).account_id)
  homeroom = await api.as(lead.account_id)
  const other = await aSchool(owner, commune, 'THCS Văn Lang')
  stranger = await api.as((await aTeacher(owner, other, 'Vũ Đức Việt', 'principal')).account_id)
})

test("a school's own list is matched by its titles, previewed row by row, written with guardians, and taken back", async () => {
  const header = [
    'TT',
    'Họ và tên đệm',
    'Tên',
    'Ngày, tháng, năm sinh',
    'Nữ',
    'Giới tính',
    'Lớp học',
    'Dân tộc',
    'Họ và tên bố',
    'SĐT bố',
    'Họ tên mẹ',
    'Ghi chú riêng',
  ]
  const { id, sheet, rows } = await preview(header, [
    [
      1,
      'Lò Thị',
      'Mai',
      '05/09/2014',
      'x',
      'Nữ',
      'Lớp 6A1',
      'Thái',
      'Lò Văn Bun',
      '0987 654 321',
      'Quàng Thị Ín',
      null,
    ],
    [2, 'Nguyễn Văn', 'Có', '06/05/2013', null, 'Nam', '6a1', 'Kinh', null, null, null, 'đã có'],
    [3, 'Hoàng', 'Long', '31/02/2014', null, 'Nam', '6A1', 'Kinh', null, null, null, null],
  ])
  expect(sheet.counts).toEqual({ new: 1, changed: 0, unchanged: 1, refused: 1 })
  expect(sheet.unknownColumns).toEqual(['Nữ', 'Ghi chú riêng'])
  expect(rows[2]).toMatchObject({
    row: 5,
    status: 'refused',
    violations: [{ column: 'Ngày sinh', value: '31/02/2014', reason: expect.any(String), remedy: expect.any(String) }],
  })
  expect(await pupilsNamed('Lò Thị Mai')).toEqual([])

  expect((await write(id, 'all')).errors?.[0]?.extensions?.code).toBe('INVALID')
  expect((await write(id, 'good')).data?.writeImport.state).toBe('written')
  const [mai] = await pupilsNamed('Lò Thị Mai')
  expect(mai).toMatchObject({
    sex: 2,
    birth_date: '2014-09-05',
    ethnicity: '03',
    rest_name: 'Lò Thị',
    given_name: 'Mai',
    code: 'HS260001',
    class_id: expect.any(Number),
  })
  const guardians = await api.owner
    .selectFrom('guardianship')
    .select(['kind', 'full_name', 'phone'])
    .where('student_id', '=', mai!.id)
    .orderBy('kind')
    .execute()
  expect(guardians).toEqual([
    { kind: 'father', full_name: 'Lò Văn Bun', phone: '0987654321' },
    { kind: 'mother', full_name: 'Quàng Thị Ín', phone: null },
  ])
  const { rows: places } =
    await sql<object>`select number, starts_on, status from enrollment where student_id = ${mai!.id}`.execute(api.owner)
  expect(places).toEqual([{ number: 2, starts_on: '2026-09-05', status: 'studying' }])

  expect((await undo(id)).data?.undoImport.state).toBe('undone')
  expect(await pupilsNamed('Lò Thị Mai')).toEqual([])
})

test('sent again, only what differs is written, and a pupil changes class', async () => {
  const header = ['Mã HS', 'Họ tên', 'Ngày sinh', 'Giới tính', 'Lớp', 'Địa chỉ']
  const first = await preview(header, [['S1', 'Vừ A Dế', '01/02/2014', 'Nam', '6A1', 'Bản Nà Pheo']])
  await write(first.id)
  const again = await preview(header, [['S1', 'Vừ A Dế', '01/02/2014', 'Nam', '6A2', 'Bản Cầu Đất']])
  expect(again.rows[0]).toMatchObject({
    status: 'changed',
    changes: [
      { title: 'Lớp', was: '6A1', value: '6A2' },
      { title: 'Nơi ở hiện nay', was: 'Bản Nà Pheo', value: 'Bản Cầu Đất' },
    ],
  })
  await write(again.id)
  const third = await preview(header, [['S1', 'Vừ A Dế', '01/02/2014', 'Nam', '6A2', null]])
  expect(third.sheet.counts).toEqual({ new: 0, changed: 0, unchanged: 1, refused: 0 })
  const { rows } = await sql<{
    status: string
    ends_on: string | null
  }>`select e.status, e.ends_on from enrollment e join student s on s.id = e.student_id where s.code = 'S1' order by e.starts_on`.execute(
    api.owner,
  )
  expect(rows).toEqual([
    { status: 'moved_class', ends_on: '2026-11-24' },
    { status: 'studying', ends_on: null },
  ])
})

test('a batch on which marks or absences stand is not taken back, and the refusal names the pupils', async () => {
  const { id } = await preview(usual, [[1, 'Lý Thị Đứng', '01/03/2014', 'Nữ', '6A1']])
  await write(id)
  const [pupil] = await pupilsNamed('Lý Thị Đứng')
  await api.owner
    .insertInto('absence')
    .values({
      school_id,
      academic_year: thisYear,
      student_id: pupil!.id,
      person_id: pupil!.person_id,
      class_id: pupil!.class_id!,
      month: '2026-10-01',
      excused: 2,
    })
    .execute()
  const refused = await undo(id)
  expect(refused.errors?.[0]).toMatchObject({
    extensions: { code: 'CONFLICT' },
    message: expect.stringContaining('Lý Thị Đứng'),
  })
  expect(await pupilsNamed('Lý Thị Đứng')).toHaveLength(1)
})

test('dates as text, as serial numbers and as dates, names in NFD and apostrophes are understood alike', async () => {
  const { rows, id } = await preview(usual, [
    [1, 'Nguyễn Thị Hoà'.normalize('NFD'), '7-3-2014', 'Nữ', '6A1'],
    [2, 'Trần Văn Bê', 41_705, 'nam', '6A1'],
    [3, "H'Hen Êban", new Date('2014-03-07T00:00:00Z'), 'nu', '6A1'],
  ])
  expect(rows.map((row) => row.status)).toEqual(['new', 'new', 'new'])
  await write(id)
  for (const name of ['Nguyễn Thị Hoà', "H'Hen Êban", 'Trần Văn Bê'])
    expect(await pupilsNamed(name)).toMatchObject([{ birth_date: '2014-03-07' }])
})

test('Hòa and Hoà are one child: the second file changes nothing', async () => {
  const { id } = await preview(usual, [[1, 'Phạm Thị Hòa', '09/03/2014', 'Nữ', '6A1']])
  await write(id)
  const { sheet } = await preview(usual, [[1, 'phạm  thị hoà', '09/03/2014', 'Nữ', '6A1']])
  expect(sheet.counts.new).toBe(0)
})

test('two pupils of one name and birth date are told apart by class or code, never guessed', async () => {
  const { id, rows } = await preview(usual, [
    [1, 'Đỗ Thị Trùng', '09/04/2014', 'Nữ', '6A1'],
    [2, 'Đỗ Thị Trùng', '09/04/2014', 'Nữ', '6A2'],
    [3, 'Đỗ Thị Trùng', '09/04/2014', 'Nữ', '6A2'],
  ])
  expect(rows.map((row) => row.status)).toEqual(['new', 'new', 'refused'])
  await write(id, 'good')
  const again = await preview(['Họ và tên', 'Ngày sinh', 'Nơi sinh'], [['Đỗ Thị Trùng', '09/04/2014', 'Tân Lạc']])
  expect(again.rows[0]).toMatchObject({ status: 'refused', violations: [{ column: 'Họ và tên' }] })
  const inClass = await preview([...usual, 'Nơi sinh'], [[1, 'Đỗ Thị Trùng', '09/04/2014', 'Nữ', '6A2', 'Tân Lạc']])
  expect(inClass.rows[0]).toMatchObject({ status: 'changed', changes: [{ title: 'Nơi sinh' }] })
})

test.each<[string, Cells, string, string | null]>([
  ['a class that is not there', ['Lê Văn A', '01/01/2014', 'Nam', '6A9', null, null], 'Lớp', null],
  ['no class', ['Lê Văn B', '01/01/2014', 'Nam', null, null, null], 'Lớp', null],
  [
    'an identity number without its first 0',
    ['Lê Văn C', '01/01/2014', 'Nam', '6A1', 12_345_678_901, null],
    'Số định danh cá nhân',
    '012345678901',
  ],
  ['a birth date to come', ['Lê Văn D', '01/01/2034', 'Nam', '6A1', null, null], 'Ngày sinh', null],
  ['a year of two digits', ['Lê Văn E', '1/1/14', 'Nam', '6A1', null, null], 'Ngày sinh', null],
  ['a sex that is none', ['Lê Văn G', '01/01/2014', 'có', '6A1', null, null], 'Giới tính', null],
  [
    'an unknown policy group',
    ['Lê Văn H', '01/01/2014', 'Nam', '6A1', null, 'Con ông cháu cha'],
    'Diện chính sách',
    null,
  ],
])('%s is refused at its cell with the reason and the remedy', async (_, cells, column, suggested) => {
  const { rows } = await preview(['Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp', 'CCCD', 'Diện chính sách'], [cells])
  expect(rows[0]?.status).toBe('refused')
  expect(rows[0]?.violations).toMatchObject([{ column, suggested }])
  const { reason = '', remedy = '' } = rows[0]?.violations[0] ?? {}
  if (reason.startsWith('students.'))
    expect(texts).toMatchObject({ [reason]: expect.any(String), [remedy]: expect.any(String) })
})

test('merged cells and further sheets do no harm', async () => {
  const { sheet, rows } = await preview(
    usual,
    [
      [1, 'Bàn Văn Gộp', '01/06/2014', 'Nam', '6A1'],
      [2, 'Bàn Thị Gộp', '02/06/2014', 'Nữ', null],
      [null, 'Danh sách có 2 học sinh', null, null, null],
    ],
    (book, page) => {
      page.mergeCells('A1:E1')
      page.mergeCells('E3:E4')
      page.mergeCells('B5:E5')
      book.addWorksheet('Ghi chú').addRow(['Không phải danh sách'])
      book.addWorksheet('Trống')
    },
  )
  expect(sheet.counts).toEqual({ new: 2, changed: 0, unchanged: 0, refused: 0 })
  expect(rows.map((row) => row.label)).toEqual(['Bàn Văn Gộp', 'Bàn Thị Gộp'])
})

test('columns that nobody knows are matched by a person: on upload where one is needed, and in the preview', async () => {
  const file = await workbook(
    ['Em', 'Ngày sinh', 'Lớp', 'Bố cháu'],
    [['Sùng A Khớp', '03/07/2014', '6A1', 'Sùng A Bố']],
  )
  const refused = await upload(office, file)
  expect(refused.status).toBe(422)
  expect(refused.body.violations).toMatchObject([{ values: { key: 'full_name', titles: 'Em\nBố cháu' } }])
  const taken = await upload(office, file, 'a.xlsx', { Em: 'full_name' })
  expect(taken.status).toBe(201)
  expect((await previewed(taken.body.id)).sheets[0]).toMatchObject({ unknownColumns: ['Bố cháu'], counts: { new: 1 } })
  const columns = { Em: 'full_name', 'Bố cháu': 'father_name' }
  const match = (person: Person) =>
    person.fetch(`/imports/${String(taken.body.id)}/columns`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ list: 'pupils', columns }),
    })
  expect((await match(stranger)).status).toBe(404)
  expect((await match(office)).status).toBe(200)
  expect((await previewed(taken.body.id)).sheets[0]).toMatchObject({ unknownColumns: [], counts: { new: 1 } })
  await write(taken.body.id)
  const [pupil] = await pupilsNamed('Sùng A Khớp')
  const guardians = await api.owner
    .selectFrom('guardianship')
    .select('full_name')
    .where('student_id', '=', pupil!.id)
    .execute()
  expect(guardians).toEqual([{ full_name: 'Sùng A Bố' }])
})

test('the corrected file comes back with the reason beside each refused row', async () => {
  const { id } = await preview(usual, [[1, 'Lê Văn Sai', '32/13/2014', 'Nam', '6A1']])
  const response = await office.fetch(`/imports/${String(id)}/corrected.xlsx?list=pupils`)
  expect(response.status).toBe(200)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  expect(book.worksheets[0]!.getRow(3).getCell(6).text).toContain('32/13/2014')
})

/** A zip with one entry, as small as one can be. */
function zip(name: string, content: Buffer, size = content.length): Buffer {
  const packed = deflateRawSync(content)
  const crc = Buffer.alloc(4)
  const sizes = Buffer.alloc(8)
  sizes.writeUInt32LE(packed.length, 0)
  sizes.writeUInt32LE(size, 4)
  const tail = Buffer.alloc(4)
  tail.writeUInt16LE(name.length, 0)
  const common = Buffer.concat([Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]), crc, sizes, tail])
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, Buffer.from(name), packed])
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002', 'latin1'),
    Buffer.from([20, 0]),
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ])
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

const ole = (mark: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(500),
    Buffer.from(mark, 'utf16le'),
    Buffer.alloc(500),
  ])

test.each<[string, string, () => Promise<Buffer> | Buffer, RegExp]>([
  ['of 0 bytes', 'rong.xlsx', () => Buffer.alloc(0), /trống|rỗng|không có/i],
  [
    'renamed from text',
    'danh-sach.xlsx',
    () => Buffer.from('Họ và tên;Ngày sinh\nLê Văn An;01/01/2014'),
    /không phải/i,
  ],
  ['of the old format', 'cu.xls', () => ole('Workbook'), /xlsx/i],
  ['with a password', 'khoa.xlsx', () => ole('EncryptedPackage'), /mật khẩu/i],
  ['with macros', 'macro.xlsm', () => zip('xl/vbaProject.bin', Buffer.from('x')), /macro/i],
  ['that is a zip bomb', 'bom.xlsx', () => zip('xl/workbook.xml', Buffer.alloc(60 * 1024 * 1024)), /./],
  ['that is a zip but no workbook', 'anh.xlsx', () => zip('word/document.xml', Buffer.from('<x/>')), /không phải/i],
  ['without the needed columns', 'khac.xlsx', () => workbook(['Món', 'Giá'], [['Bút', 3000]]), /Họ và tên/],
  ['without a row', 'khong-dong.xlsx', () => workbook(usual, []), /./],
])('a file %s is refused with what to do, and the server goes on', async (_, name, make, words) => {
  const { status, body } = await upload(office, await make(), name)
  expect(status).toBe(422)
  const violations = body.violations as { path: string; message: string }[]
  expect(violations[0]?.path).toBe('file')
  expect(violations[0]?.message).toMatch(words)
  expect(violations[0]?.message).not.toMatch(/^[a-z_]+\.[a-z_]+$/)
})

test('a file of 50 MB is refused while it still arrives', async () => {
  const { status, body } = await upload(office, Buffer.alloc(50 * 1024 * 1024, 'PK'), 'to.xlsx')
  expect([413, 422]).toContain(status)
  expect((body.violations as { message: string }[])[0]?.message).toMatch(/MB/)
})

test('neither another school nor a homeroom teacher brings a list to this school', async () => {
  const file = await workbook(usual, [[1, 'Kẻ Lạ', '01/01/2014', 'Nam', '6A1']])
  const answers = [await upload(stranger, file), await upload(homeroom, file), await upload(api.visitor, file)]
  expect(answers.map(({ status }) => status)).toEqual([
    404,
    404,
    expect.toSatisfy((status: number) => status === 401 || status === 404),
  ])
})

test('2,000 rows are previewed with less than 4 seconds of work, so in under 5 on a machine that does nothing else', async () => {
  for (let room = 3; room <= 50; room++) await aClass(api.owner, school_id, `6A${room}`)
  const rows = Array.from({ length: 2_000 }, (_, index): Cells => [
    index + 1,
    `Nguyễn Thị ${String.fromCodePoint(65 + (index % 26))} ${index}`,
    `0${1 + (index % 9)}/0${1 + (index % 8)}/2014`,
    index % 2 ? 'Nam' : 'Nữ',
    `6A${1 + (index % 50)}`,
    'Kinh',
    'Thôn Đồng Tâm, xã Tân Lạc',
    `Nguyễn Văn Bố ${index}`,
    `09${String(10_000_000 + index)}`,
    `Trần Thị Mẹ ${index}`,
  ])
  const file = await workbook([...usual, 'Dân tộc', 'Địa chỉ', 'Họ tên cha', 'SĐT cha', 'Họ tên mẹ'], rows)
  const begun = process.cpuUsage()
  const { status, body } = await upload(office, file)
  const { user, system } = process.cpuUsage(begun)
  expect(status).toBe(201)
  const { sheets } = await previewed(body.id)
  expect(sheets[0]?.counts).toEqual({ new: 2_000, changed: 0, unchanged: 0, refused: 0 })
  // Time on the clock says as much about the neighbours as about this; time of the processor does not.
  expect((user + system) / 1e6).toBeLessThan(4)
  expect((await write(body.id)).errors).toBeUndefined()
}, 60_000)
