import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../test/api.ts'
import { aProvince, aSchool, aUnit, someone } from '../../test/make.ts'
import type { Cell } from '../../platform/cell.ts'
import { readWorkbook } from '../../platform/workbook-read.ts'
import { writeWorkbook } from '../../platform/workbook.ts'
import { encodeUnit } from '../organisation/public.ts'

const api = useApi()
let school: number
let department: number
let unit: string
let principal: Person
let stranger: Person

type Rows = readonly (readonly Cell[])[]
const classes: Rows = [
  ['Lớp', 'Khối', 'Buổi học'],
  ['6A1', 6, 'Sáng'],
  ['6A2', 6, 'Chiều'],
  ['9A1', null, null],
]
const staff: Rows = [
  ['Mã nhân sự', 'Họ và tên', 'Môn được đào tạo', 'Tổ chuyên môn'],
  ['GV001', 'Trần Thị Thu Lan', 'Toán', 'Tự nhiên'],
  [null, 'Phạm Văn Hùng', 'Ngu van', 'Xã hội'],
]
const assignments: Rows = [
  ['Lớp', 'Môn', 'Mã giáo viên', 'Giáo viên'],
  ['6A1', 'Toán', 'GV001', null],
  ['6A1', 'Ngữ văn', null, 'Phạm Văn Hùng'],
  ['6A1', 'Chủ nhiệm', 'GV001', null],
  ['9A1', 'Toán', null, 'pham van hung'],
]

async function workbook(sheets: Record<string, Rows>): Promise<Buffer> {
  const stream = new PassThrough()
  const whole = buffer(stream)
  await writeWorkbook(
    stream,
    Object.entries(sheets).map(([name, [head = [], ...rows]]) => ({
      name,
      columns: head.map(() => ({ width: 12 })),
      header: head.map((value, column) => ({ row: 0, column, value })),
      rows: rows.map((cells) => ({ cells })),
    })),
  )
  return whole
}

async function upload(
  person: Person,
  file: Buffer,
  query = '',
  to = unit,
): Promise<{ status: number; id?: string; message?: string }> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(file)]), 'Đầu năm.xlsx')
  const response = await person.fetch(`/imports/${to}/2026${query}`, { method: 'POST', body: form })
  return { status: response.status, ...((await response.json()) as { id?: string; message?: string }) }
}

const previewing = `query ($id: ID!) { importBatch(id: $id) { state fileName sheets { list counts { new changed unchanged refused }
  rows { edges { node { number label status skipped changes { title was value } violations { address reason value } } } } } } }`
interface Preview {
  importBatch: {
    state: string
    sheets: {
      list: string
      counts: Record<'new' | 'changed' | 'unchanged' | 'refused', number>
      rows: {
        edges: {
          node: {
            number: number
            label: string
            status: string
            changes: { title: string; was: string; value: string }[]
            violations: { address: string; reason: string }[]
          }
        }[]
      }
    }[]
  }
}
const preview = async (id: string | undefined) => (await principal.ask<Preview>(previewing, { id })).data!.importBatch
const write = (id: string | undefined, mode: 'all' | 'good') =>
  principal.ask<{ writeImport: { state: string } }>(
    `mutation ($id: ID!) { writeImport(id: $id, mode: ${mode}) { state } }`,
    { id },
  )
const counted = async (table: 'class' | 'section' | 'staff' | 'assignment' | 'post') =>
  Number(
    (
      await api.owner
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where(table === 'post' ? ('unit_id' as never) : ('school_id' as never), '=', school as never)
        .executeTakeFirstOrThrow()
    ).n,
  )

beforeAll(async () => {
  const province = await aProvince(api.owner)
  const { commune } = province
  department = province.department
  school = await aSchool(api.owner, commune)
  unit = encodeUnit(school)
  const other = await aSchool(api.owner, commune, 'THCS Văn Lang')
  principal = await api.as(
    (await someone(api.owner, 'Phạm Quốc Hùng', { role: 'principal', unit_id: school })).account_id,
  )
  stranger = await api.as((await someone(api.owner, 'Lý Thị Mai', { role: 'principal', unit_id: other })).account_id)
})

test('the workbook to fill in has a tab for each list, with codes prefilled', async () => {
  const response = await principal.fetch(`/imports/${unit}/2026/workbook.xlsx?lists=classes,staff,assignments`)
  expect(response.status).toBe(200)
  const grids = await readWorkbook(Buffer.from(await response.arrayBuffer()))
  expect(grids.filter(({ hidden }) => !hidden).map(({ name }) => name)).toEqual(['Lớp học', 'Nhân sự', 'Phân công'])
  expect(JSON.stringify(grids[1])).toContain('GV001')
})

test('a whole school comes by one workbook: preview, write, and nothing before the write', async () => {
  const { id } = await upload(
    principal,
    await workbook({ 'Lớp học': classes, 'Nhân sự': staff, 'Phân công': assignments }),
  )
  const shown = await preview(id)
  expect(shown.sheets.map(({ list, counts }) => [list, counts.new, counts.refused])).toEqual([
    ['classes', 3, 0],
    ['staff', 2, 0],
    ['assignments', 4, 0],
  ])
  expect(await counted('class')).toBe(0)
  expect(await counted('staff')).toBe(0)
  expect((await write(id, 'all')).data?.writeImport.state).toBe('written')
  expect([await counted('class'), await counted('staff'), await counted('assignment')]).toEqual([3, 2, 4])
  expect(await counted('section')).toBe(36)
  const board = await principal.ask<{
    assignmentBoard: { loads: { staff: { fullName: string }; periodsAWeek: number; homeroom: number }[] }
  }>(
    'query ($unit: ID!) { assignmentBoard(unit: $unit, academicYear: 2026) { loads { staff { fullName } periodsAWeek homeroom } } }',
    { unit },
  )
  expect(board.data?.assignmentBoard.loads).toEqual([
    { staff: { fullName: 'Phạm Văn Hùng' }, periodsAWeek: 8, homeroom: 0 },
    { staff: { fullName: 'Trần Thị Thu Lan' }, periodsAWeek: 4, homeroom: 1 },
  ])
})

test('the same workbook again changes nothing, and one sheet alone shows the changed rows', async () => {
  const again = await upload(
    principal,
    await workbook({ 'Lớp học': classes, 'Nhân sự': staff, 'Phân công': assignments }),
  )
  const shown = await preview(again.id)
  expect(shown.sheets.map(({ counts }) => counts.unchanged)).toEqual([3, 2, 4])
  const nothing = await write(again.id, 'all')
  expect(nothing.errors?.[0]?.message).toBe('Không có dòng nào mới hoặc thay đổi, nên không có gì để ghi.')
  const moved = classes.map(([name, grade, shift], index) =>
    index === 1 ? [name!, grade!, 'Cả ngày'] : [name!, grade!, shift!],
  )
  const one = await preview((await upload(principal, await workbook({ 'Bất kì': moved }), '?list=classes')).id)
  expect(one.sheets[0]?.counts).toEqual({ new: 0, changed: 1, unchanged: 2, refused: 0 })
  expect(one.sheets[0]?.rows.edges[0]?.node.changes).toEqual([{ title: 'Buổi học', was: 'Sáng', value: 'Cả ngày' }])
})

test('refused rows name cell and reason; the good ones are written alone, and the corrected file comes back', async () => {
  const rows: Rows = [
    ['Lớp', 'Khối'],
    ['7A1', 7],
    ['10A1', 10],
    ['8B', 'tám'],
    ['7a1', 7],
  ]
  const { id } = await upload(principal, await workbook({ 'Lớp học': rows }))
  const [sheet] = (await preview(id)).sheets
  expect(sheet?.counts).toEqual({ new: 1, changed: 0, unchanged: 0, refused: 3 })
  const refused = sheet?.rows.edges.flatMap(({ node }) =>
    node.violations.map(({ address, reason }) => `${address} ${reason}`),
  )
  expect(refused).toEqual(['B3 classes.grade_not_taught', 'B4 sheet.number_unknown', 'A5 preview.twice'])
  const all = await write(id, 'all')
  expect(all.errors?.[0]?.extensions?.code).toBe('INVALID')
  const corrected = await principal.fetch(`/imports/${id}/corrected.xlsx?list=classes`)
  const [grid] = await readWorkbook(Buffer.from(await corrected.arrayBuffer()))
  expect(JSON.stringify(grid)).toContain('Trường không dạy khối này. Các khối của trường: 6, 7, 8, 9. Ghi lại khối.')
  expect((await write(id, 'good')).data?.writeImport.state).toBe('written')
  expect(await counted('class')).toBe(4)
  const twice = await write(id, 'good')
  expect(twice.errors?.[0]?.extensions?.code).toBe('CONFLICT')
})

test('a written workbook is taken back whole, unless something stands on it', async () => {
  const before = [await counted('class'), await counted('section'), await counted('staff'), await counted('post')]
  const { id } = await upload(
    principal,
    await workbook({
      'Lớp học': [
        ['Lớp', 'Khối'],
        ['8A1', 8],
      ],
      'Nhân sự': [
        ['Họ và tên', 'Giới tính'],
        ['Ngô Bảo Châu', 'Nam'],
      ],
    }),
  )
  await write(id, 'all')
  expect(await counted('staff')).toBe(before[2]! + 1)
  const undo = () =>
    principal.ask<{ undoImport: { state: string } }>('mutation ($id: ID!) { undoImport(id: $id) { state } }', { id })
  expect((await undo()).data?.undoImport.state).toBe('undone')
  expect([await counted('class'), await counted('section'), await counted('staff'), await counted('post')]).toEqual(
    before,
  )
  const next = await upload(
    principal,
    await workbook({
      'Lớp học': [
        ['Lớp', 'Khối'],
        ['8A2', 8],
      ],
    }),
  )
  await write(next.id, 'all')
  const board = await principal.ask<{
    assignmentBoard: { classes: { class: { id: string; name: string } }[]; loads: { staff: { id: string } }[] }
  }>(
    'query ($unit: ID!) { assignmentBoard(unit: $unit, academicYear: 2026) { classes { class { id name } } loads { staff { id } } } }',
    { unit },
  )
  const room = board.data?.assignmentBoard.classes.find(({ class: one }) => one.name === '8A2')?.class.id
  await principal.ask(
    'mutation ($unit: ID!, $cells: [AssignmentCell!]!) { setAssignments(unit: $unit, academicYear: 2026, from: "2026-11-25", cells: $cells) { change } }',
    { unit, cells: [{ class: room, staff: board.data?.assignmentBoard.loads[0]?.staff.id }] },
  )
  const standing = await principal.ask('mutation ($id: ID!) { undoImport(id: $id) { state } }', { id: next.id })
  expect(standing.errors?.[0]).toMatchObject({ extensions: { code: 'CONFLICT' } })
  expect(standing.errors?.[0]?.message).toContain('phân công')
})

test('a row can be left out before writing', async () => {
  const { id } = await upload(
    principal,
    await workbook({
      'Lớp học': [
        ['Lớp', 'Khối'],
        ['8C1', 8],
        ['8C2', 8],
      ],
    }),
  )
  await principal.ask('mutation ($id: ID!) { decideImportRow(id: $id, list: "classes", row: 2, skip: true) { id } }', {
    id,
  })
  await write(id, 'all')
  const names = (
    await api.owner
      .selectFrom('class')
      .select('name')
      .where('school_id', '=', school)
      .where('name', 'like', '8C%')
      .execute()
  ).map(({ name }) => name)
  expect(names).toEqual(['8C2'])
})

test('what is no workbook, empty, or of another school is refused with its reason', async () => {
  expect(await upload(principal, Buffer.from(''))).toMatchObject({ status: 422 })
  expect((await upload(principal, Buffer.from('họ tên;lớp'))).message).toContain('không phải tệp Excel')
  expect(
    (
      await upload(
        principal,
        await workbook({
          Khác: [
            ['Tên sách', 'Giá'],
            ['Toán 6', 20],
          ],
        }),
      )
    ).message,
  ).toContain('Lớp học, Nhân sự, Phân công')
  expect((await upload(stranger, await workbook({ 'Lớp học': classes }))).status).toBe(404)
  expect((await stranger.fetch(`/imports/${unit}/2026/workbook.xlsx`)).status).toBe(404)
  const { id } = await upload(
    principal,
    await workbook({
      'Lớp học': [
        ['Lớp', 'Khối'],
        ['9X', 9],
      ],
    }),
  )
  for (const document of [
    'query ($id: ID!) { importBatch(id: $id) { id } }',
    'mutation ($id: ID!) { writeImport(id: $id, mode: all) { id } }',
    'mutation ($id: ID!) { undoImport(id: $id) { id } }',
    'mutation ($id: ID!) { discardImport(id: $id) { id } }',
  ])
    expect((await stranger.ask(document, { id })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await stranger.fetch(`/imports/${id}/corrected.xlsx`)).status).toBe(404)
})

test('two thousand rows are previewed with less than four seconds of work, so in under five on a machine that does nothing else', async () => {
  const people: Rows = [
    ['Họ và tên', 'Tổ chuyên môn'],
    ...Array.from({ length: 2000 }, (_, n): Cell[] => [`Nguyễn Văn Số${n}`, 'Tổ']),
  ]
  const file = await workbook({ 'Nhân sự': people })
  const begun = process.cpuUsage()
  const { id } = await upload(principal, file)
  const { user, system } = process.cpuUsage(begun)
  // Time on the clock says as much about the neighbours as about this; time of the processor does not.
  expect((user + system) / 1e6).toBeLessThan(4)
  expect((await preview(id)).sheets[0]?.counts.new).toBe(2000)
})

test('a list of upper secondary classes names the subject in which a class is specialised', async () => {
  const upper = await aUnit(api.owner, {
    kind: 'school',
    name: 'THPT chuyên Hùng Vương',
    parent: department,
    institution_code: 'C3',
  })
  const lead = await api.as((await someone(api.owner, 'Vũ Hà', { role: 'principal', unit_id: upper })).account_id)
  const list = await workbook({
    'Lớp học': [
      ['Lớp', 'Khối', 'Các môn lựa chọn', 'Lớp chuyên'],
      ['10 Tin', 10, 'Vật lí, Hoá học, Sinh học', 'tin hoc'],
      ['10 Toán', 10, 'Vật lí', 'Toán'],
      ['10 Hai', 10, null, 'Toán, Tin học'],
      ['10 GDTC', 10, null, 'Giáo dục thể chất'],
    ],
  })
  const { id } = await upload(lead, list, '', encodeUnit(upper))
  const { data } = await lead.ask<Preview>(previewing, { id })
  const rows = data!.importBatch.sheets[0]!.rows.edges.map(({ node }) => node)
  expect(rows.map(({ status }) => status)).toEqual(['new', 'new', 'refused', 'refused'])
  expect(rows.flatMap(({ violations }) => violations.map(({ reason }) => reason))).toEqual([
    'classes.one_specialised',
    'classes.subject_unknown',
  ])
  await lead.ask('mutation ($id: ID!) { writeImport(id: $id, mode: good) { state } }', { id })
  const { data: written } = await lead.ask<{
    classes: { name: string; specialisedSubject: { name: string }; sections: { name: string }[] }[]
  }>(
    'query ($unit: ID!) { classes(unit: $unit, academicYear: 2026) { name specialisedSubject { name } sections { name } } }',
    { unit: encodeUnit(upper) },
  )
  expect(written?.classes.map(({ name, specialisedSubject }) => [name, specialisedSubject.name])).toEqual([
    ['10 Tin', 'Tin học'],
    ['10 Toán', 'Toán'],
  ])
  expect(written?.classes[0]?.sections.map(({ name }) => name)).toContain('Tin học 10 Tin')
  const again = await upload(lead, list, '', encodeUnit(upper))
  const second = (await lead.ask<Preview>(previewing, { id: again.id })).data!.importBatch.sheets[0]!
  expect(second.counts).toMatchObject({ new: 0, changed: 0, unchanged: 2 })
})
