import { Writable } from 'node:stream'
import { describe, expect, test, vi } from 'vitest'
import type { Grid, ReadCell } from './cell.ts'
import { correctedWorkbook } from './sheet-corrected.ts'
import { gridFor, readSheet, retitled } from './sheet-read.ts'
import { understand } from './sheet-value.ts'
import { sheetWorkbook } from './sheet-workbook.ts'
import { headerCells, printed } from './sheet.ts'
import type { Sheet, SheetColumn } from './sheet.ts'
import { readWorkbook } from './workbook-read.ts'
import { writeWorkbook } from './workbook.ts'
import type { WorkbookSheet } from './workbook.ts'

// Each of these starts a thread, which a busy machine keeps waiting.
vi.setConfig({ testTimeout: 30_000 })

const mark = (key: string, title: string): SheetColumn => ({
  key,
  title,
  groups: ['Điểm'],
  kind: 'mark',
  width: 6,
  choices: [{ value: 'exempt', title: 'M', aliases: ['Miễn'] }],
})

const book: Sheet = {
  name: '9A2 Toán',
  letterhead: {
    left: [{ text: 'UBND PHƯỜNG VIỆT TRÌ' }, { text: 'TRƯỜNG THCS NGUYỄN DU', strong: true }],
    right: [
      { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', strong: true },
      { text: 'Độc lập - Tự do - Hạnh phúc', strong: true },
    ],
  },
  title: 'BẢNG ĐIỂM',
  subtitle: 'Năm học 2026 - 2027',
  facts: [
    [
      { label: 'Lớp', value: '9A2', strong: true },
      { label: 'Môn', value: 'Toán' },
    ],
  ],
  columns: [
    { key: 'number', title: 'STT', kind: 'number', width: 5, counter: true, locked: true },
    { key: 'code', title: 'Mã học sinh', kind: 'text', width: 14, required: true, locked: true },
    { key: 'name', title: 'Họ và tên', kind: 'text', width: 26, required: true, locked: true },
    { key: 'birth', title: 'Ngày sinh', kind: 'day', width: 11 },
    {
      key: 'sex',
      title: 'Giới tính',
      kind: 'choice',
      width: 8,
      choices: [
        { value: 'male', title: 'Nam' },
        { value: 'female', title: 'Nữ' },
      ],
    },
    mark('midterm', 'GK'),
    mark('final', 'CK'),
  ],
  remarks: [[{ text: 'Danh sách có 2 học sinh.' }]],
  place: 'Việt Trì, ngày 28 tháng 5 năm 2027',
  signatures: [
    { role: 'GIÁO VIÊN', name: 'Trần Thị Thu Lan' },
    { role: 'HIỆU TRƯỞNG', stamp: ['Kí số: Phạm Quốc Hùng'], name: 'Phạm Quốc Hùng' },
  ],
  footnote: 'M: miễn',
}
const rows = [
  {
    values: {
      number: 1,
      code: '0012',
      name: "H'Rin Niê",
      birth: '2012-05-04',
      sex: 'female',
      midterm: 85,
      final: null,
    },
  },
  { values: { number: 2, code: '0013', name: 'Đỗ Ân', birth: null, sex: 'male', midterm: 'exempt', final: 100 } },
]

test('a group stands over its columns, and a column without one reaches from top to bottom', () => {
  const cells = headerCells(book.columns).map(({ title, row, column, rows: height, columns }) => [
    title,
    row,
    column,
    height,
    columns,
  ])
  expect(cells).toEqual([
    ['STT', 0, 0, 2, 1],
    ['Mã học sinh *', 0, 1, 2, 1],
    ['Họ và tên *', 0, 2, 2, 1],
    ['Ngày sinh', 0, 3, 2, 1],
    ['Giới tính', 0, 4, 2, 1],
    ['Điểm', 0, 5, 1, 2],
    ['GK', 1, 5, 1, 1],
    ['CK', 1, 6, 1, 1],
  ])
})

test('equal titles under two groups stay apart', () => {
  const column = (group: string): SheetColumn => ({
    key: group,
    title: 'HK I',
    groups: [group],
    kind: 'mark',
    width: 6,
  })
  expect(headerCells([column('Toán'), column('Ngữ văn')]).filter(({ row }) => row === 0)).toHaveLength(2)
  const read = readSheet(
    { name: 'a', columns: [column('Toán'), column('Ngữ văn')] },
    gridOf([
      ['Ngữ văn', 'Toán'],
      ['HK I', 'HK I'],
      [7, 8],
    ]),
  )
  expect(read.rows[0]!.values).toEqual({ Toán: 80, 'Ngữ văn': 70 })
})

test('a form written as a workbook is read back as it was, its head, remarks and signatures left aside', async () => {
  const [grid] = await readWorkbook(await written(sheetWorkbook(book, rows)))
  const read = readSheet(book, grid!)
  expect(read.rows.map(({ values }) => values)).toEqual(rows.map(({ values }) => values))
  expect(read.rows.flatMap(({ violations }) => violations)).toEqual([])
  expect(read.unknown).toEqual([])
  expect(read.skipped.map(({ text }) => text)).toContain('GIÁO VIÊN HIỆU TRƯỞNG')
})

test("a school's own file is understood: other order, spelling, split names, title lines, a counting line, blank rows", () => {
  const sheet: Sheet = {
    name: 'Học sinh',
    columns: [
      {
        key: 'name',
        title: 'Họ và tên',
        kind: 'text',
        width: 20,
        required: true,
        parts: [['Họ đệm', 'Họ và đệm'], ['Tên']],
      },
      { key: 'birth', title: 'Ngày sinh', aliases: ['Ngày, tháng, năm sinh'], kind: 'day', width: 10 },
      { key: 'class', title: 'Lớp', kind: 'text', width: 6 },
    ],
  }
  const read = readSheet(
    sheet,
    gridOf([
      ['DANH SÁCH HỌC SINH'],
      [],
      ['TT', 'LỚP ', 'Ngay, thang, nam sinh', 'Họ  và đệm', 'TÊN', 'Ghi chú'],
      [1, 2, 3, 4, 5, 6],
      [1, '6A1', '5/9/2014', 'Nguyễn Thị', 'Ân', 'mới'],
      [],
      [2, null, { day: '2014-01-31' }, 'Đỗ', 'Bình'],
      [3],
      [null, null, null, null, null, 'Người lập biểu'],
    ]),
  )
  expect(read.rows).toEqual([
    { number: 5, values: { name: 'Nguyễn Thị Ân', birth: '2014-09-05', class: '6A1' }, violations: [] },
    { number: 7, values: { name: 'Đỗ Bình', birth: '2014-01-31', class: null }, violations: [] },
  ])
  expect(read.unknown).toEqual(['TT', 'Ghi chú'])
  expect(read.skipped.at(-1)).toEqual({ row: 9, text: 'Người lập biểu' })
})

test('a name whose title is merged over two columns is joined', () => {
  const grid = gridOf([
    ['Mã học sinh', 'Họ và tên', null],
    ['0012', 'Đỗ Thị', 'Ân'],
  ])
  grid.merges.push({ top: 1, left: 2, bottom: 1, right: 3 })
  expect(readSheet(book, grid).rows[0]!.values).toEqual({ code: '0012', name: 'Đỗ Thị Ân' })
})

test('a file without the columns is refused with their names; a column twice as well', () => {
  const reading = (cells: ReadCell[][]) => () => readSheet(book, gridOf(cells))
  const violations = (message: string, column: string, more: Record<string, string> = {}) => ({
    violations: [{ path: 'file', message, values: { sheet: 'a', column, ...more } }],
  })
  expect(
    reading([
      ['x', 'y'],
      [1, 2],
    ]),
  ).toThrow('sheet.no_header')
  expect(
    reading([
      ['Họ và tên', 'GK', 'Số'],
      ['Ân', 8, 'HS1'],
    ]),
  ).toThrow(expect.objectContaining(violations('sheet.column_missing', 'Mã học sinh', { key: 'code', titles: 'Số' })))
  expect(reading([['Mã học sinh', 'Họ và tên', 'Họ và tên']])).toThrow(
    expect.objectContaining(violations('sheet.column_twice', 'Họ và tên')),
  )
})

test('a title of the file that a person has matched is read as that column, and one matched with nothing is left', () => {
  const grid = gridOf([
    ['Số', 'Họ và tên', 'Giữa kì'],
    ['HS1', 'Ân', 8],
  ])
  const read = readSheet(retitled(book, { Số: 'code' }), grid)
  expect(read.rows[0]?.values).toMatchObject({ code: 'HS1' })
  expect(read.unknown).not.toContain('Số')
})

test('the tab is found by its name, else by its titles, and hidden tabs are left alone', () => {
  const other = { ...gridOf([['a'], ['b']]), name: 'Hướng dẫn' }
  const right = {
    ...gridOf([
      ['Mã học sinh', 'Họ và tên'],
      ['1', 'Ân'],
    ]),
    name: 'Sheet1',
  }
  const named = { ...right, name: '9a2  TOÁN' }
  expect(gridFor(book, [other, right])).toBe(right)
  expect(gridFor(book, [right, named])).toBe(named)
  expect(gridFor(book, [other, { ...right, hidden: true }])).toBeUndefined()
})

describe('one cell', () => {
  const column = (kind: SheetColumn['kind'], more: Partial<SheetColumn> = {}): SheetColumn => ({
    key: 'k',
    title: 'K',
    kind,
    width: 9,
    ...more,
  })
  const passed = [
    { value: 'pass', title: 'Đ' },
    { value: 'fail', title: 'CĐ' },
  ]
  const nation = [
    { value: '01', title: 'Kinh' },
    { value: '02', title: 'Tày' },
  ]

  test.each<[SheetColumn, ReadCell, unknown]>([
    [column('mark'), 7.5, 75],
    [column('mark'), '8,5', 85],
    [column('mark'), ' 8.5 ', 85],
    [column('mark'), '10', 100],
    [column('mark'), 0, 0],
    [column('mark'), 7.1, 71],
    [column('mark', { choices: passed }), 'đ', 'pass'],
    [column('mark', { choices: passed }), 'cd', 'fail'],
    [column('number'), '1.240', 1240],
    [column('number', { decimals: 2 }), '1,25', 1.25],
    [column('day'), '5/9/2014', '2014-09-05'],
    [column('day'), '05-09-2014', '2014-09-05'],
    [column('day'), '2014-09-05', '2014-09-05'],
    [column('day'), 41887, '2014-09-05'],
    [column('choice', { choices: nation }), 'TAY', '02'],
    [column('choice', { choices: nation }), '01', '01'],
    [column('text'), 2507894012, '2507894012'],
    [column('text'), '  H’Rin \t Niê ', 'H’Rin Niê'],
    [column('text'), ' ', null],
  ])('%o with %o holds %o', (one, cell, value) => {
    expect(understand(one, cell)).toEqual({ value })
  })

  test.each<[SheetColumn, ReadCell, string, unknown?]>([
    [column('mark'), 10.5, 'sheet.mark_range'],
    [column('mark'), '-1', 'sheet.mark_range'],
    [column('mark'), 68, 'sheet.mark_range', 68],
    [column('mark'), 'tám', 'sheet.mark_unknown'],
    [column('mark'), 8.25, 'sheet.mark_decimals'],
    [column('mark'), { day: '2026-05-08' }, 'sheet.mark_is_day', 85],
    [column('mark'), { error: '#REF!' }, 'sheet.formula'],
    [column('number'), 'hai', 'sheet.number_unknown'],
    [column('number', { min: 0 }), -1, 'sheet.number_low'],
    [column('number'), 1.5, 'sheet.number_decimals'],
    [column('day'), '31/02/2014', 'sheet.day_unknown'],
    [column('day'), '05/25/2014', 'sheet.day_unknown', '2014-05-25'],
    [column('day'), '5/9/14', 'sheet.day_year'],
    [column('day'), 2014, 'sheet.day_unknown'],
    [column('choice', { choices: nation }), 'Tàyy', 'sheet.choice_unknown', '02'],
    [column('text'), 'Nguyễn\u0000An', 'sheet.text_control'],
    [column('text'), 'a'.repeat(5000), 'sheet.text_long'],
  ])('%o with %o is refused: %s', (one, cell, reason, suggestion) => {
    const understood = understand(one, cell)
    expect(understood).toMatchObject({ reason })
    expect('suggestion' in understood ? understood.suggestion : undefined).toEqual(suggestion)
  })

  test('what is printed is read again', () => {
    for (const [one, value] of [
      [column('mark'), 85],
      [column('day'), '2014-09-05'],
      [column('number'), 1240],
      [column('choice', { choices: nation }), '02'],
    ] as const) {
      expect(understand(one, printed(one, value))).toEqual({ value })
    }
  })
})

test('the corrected file has every row where it stood, the refused cells coloured and the reason beside', async () => {
  const grid = gridOf([['DANH SÁCH'], ['Mã học sinh', 'Họ và tên', 'GK'], ['0012', 'Ân', 68], [], ['0013', null, 7]])
  grid.merges.push({ top: 1, left: 1, bottom: 1, right: 3 })
  const read = readSheet(book, grid)
  const violations = read.rows.flatMap((row) => row.violations)
  expect(violations).toMatchObject([
    {
      row: 3,
      column: 'GK',
      address: 'C3',
      value: '68',
      reason: 'sheet.mark_range',
      remedy: 'sheet.mark_range_remedy',
      suggested: '6,8',
    },
    { row: 5, column: 'Họ và tên', address: 'B5', reason: 'sheet.required' },
  ])
  const chunks: Buffer[] = []
  await correctedWorkbook(collector(chunks), grid, read, violations, {
    title: 'Lí do',
    words: ({ address, reason }) => `${address} ${reason}`,
  })
  const [corrected] = await readWorkbook(Buffer.concat(chunks))
  expect(corrected!.rows.map(({ number, cells }) => [number, ...cells])).toEqual([
    [1, 'DANH SÁCH'],
    [2, 'Mã học sinh', 'Họ và tên', 'GK', 'Lí do'],
    [3, '0012', 'Ân', 68, 'C3 sheet.mark_range'],
    [5, '0013', null, 7, 'B5 sheet.required'],
  ])
  expect(readSheet(book, corrected!).rows).toEqual(read.rows)
})

function gridOf(cells: ReadCell[][]): Grid {
  const all = cells.map((row, index) => ({ number: index + 1, hidden: false, cells: row }))
  return { name: 'a', hidden: false, rows: all.filter((row) => row.cells.length > 0), merges: [] }
}

async function written(sheet: WorkbookSheet): Promise<Buffer> {
  const chunks: Buffer[] = []
  await writeWorkbook(collector(chunks), [sheet])
  return Buffer.concat(chunks)
}

function collector(chunks: Buffer[]): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk)
      done()
    },
  })
}
