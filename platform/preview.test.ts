import { expect, test } from 'vitest'
import type { Grid, ReadCell } from './cell.ts'
import { preview, refusals, refusedCell, writable } from './preview.ts'
import type { Verdict } from './preview.ts'
import { readSheet } from './sheet-read.ts'
import type { ReadRow } from './sheet-read.ts'
import { inWords } from './sheet-value.ts'
import type { Sheet } from './sheet.ts'
import { translator } from './text.ts'
import type { TextKey } from './text.ts'
import { vi } from './texts/vi.ts'

const sheet: Sheet = {
  name: 'Học sinh',
  columns: [
    { key: 'code', title: 'Mã', kind: 'text', width: 10, required: true },
    { key: 'name', title: 'Họ và tên', kind: 'text', width: 20, required: true },
    { key: 'midterm', title: 'GK', kind: 'mark', width: 6 },
    { key: 'final', title: 'CK', kind: 'mark', width: 6 },
  ],
}
const records = new Map([
  ['1', { name: 'Đỗ Ân', midterm: 80 }],
  ['2', { name: 'Lê Bình', midterm: 70 }],
])

test('every row is judged once: new, changed with both values, unchanged, refused', async () => {
  const read = readOf([
    ['1', 'Đỗ Ân', 8],
    ['2', 'Lê Bình', 7.5],
    ['3', 'Vũ Chi', 9],
    ['4', 'Bùi Dũng', 68],
    ['1', 'Đỗ Ân', 8],
  ])
  const judged = await preview(sheet, read, { judge: judgeRow, identity: ({ values }) => String(values.code) })
  expect(judged.counts).toEqual({ new: 1, changed: 1, unchanged: 1, refused: 2 })
  expect(judged.lines.map(({ row, kind }) => [row, kind])).toEqual([
    [2, 'unchanged'],
    [3, 'changed'],
    [4, 'new'],
    [5, 'refused'],
    [6, 'refused'],
  ])
  expect(judged.lines[1]).toMatchObject({ label: 'Lê Bình', differences: [{ key: 'midterm', was: 70, value: 75 }] })
  expect(refusals(judged)).toMatchObject([
    { address: 'C5', reason: 'sheet.mark_range', suggested: '6,8' },
    { address: 'A6', reason: 'preview.twice', values: { row: 2 } },
  ])
  expect(writable(judged).map(({ row }) => row)).toEqual([3, 4])
  expect(JSON.parse(JSON.stringify(judged))).toEqual(judged)
})

test('where cells stand alone a refused cell does not hold up its neighbours, nor the rule of a module the rest', async () => {
  const read = readOf([
    ['1', 'Đỗ Ân', 'tám', 9],
    ['2', 'Lê Bình', 7, 8],
  ])
  const locked = (row: ReadRow): Verdict[] =>
    ['midterm', 'final']
      .filter((key) => key in row.values)
      .map((key) =>
        key === 'final' && row.values.code === '2'
          ? { key, kind: 'refused', violations: [refusedCell(sheet, read, row, key, 'gradebook.locked')] }
          : { key, kind: 'new' },
      )
  const judged = await preview(sheet, read, { judge: locked, byCell: true })
  expect(judged.lines.map(({ row, key, kind }) => [row, key, kind])).toEqual([
    [2, 'midterm', 'refused'],
    [2, 'final', 'new'],
    [3, 'midterm', 'new'],
    [3, 'final', 'refused'],
  ])
  expect(refusals(judged)[1]).toMatchObject({ address: 'D3', value: '8,0', reason: 'gradebook.locked' })
})

test('2,000 rows are judged while the server goes on answering', async () => {
  const rows = Array.from({ length: 2000 }, (_, row): ReadCell[] => [`${row}`, `Nguyễn Văn ${row}`, (row % 101) / 10])
  let turns = 0
  const timer = setInterval(() => turns++, 0)
  const judged = await preview(sheet, readOf(rows), { judge: judgeRow })
  clearInterval(timer)
  expect(judged.lines).toHaveLength(2000)
  expect(turns).toBeGreaterThan(0)
})

test('a refusal is said in words, with the value meant or the remedy', () => {
  const say = (key: string, values?: Record<string, string | number>) => translator('vi', vi)(key as TextKey, values)
  const [range, word] = readOf([['1', 'Đỗ Ân', 68, 'tám']]).rows[0]!.violations
  expect(inWords(say, range!)).toBe('Điểm từ 0 đến 10. Có phải 6,8?')
  expect(inWords(say, word!)).toBe('“tám” không phải là điểm. Ghi số từ 0 đến 10, ví dụ 7,5.')
})

function judgeRow({ values }: ReadRow): Verdict {
  const record = records.get(String(values.code))
  if (!record) return { kind: 'new' }
  if (record.midterm === values.midterm) return { kind: 'unchanged', label: record.name }
  const difference = { key: 'midterm', was: record.midterm, value: values.midterm ?? null }
  return { kind: 'changed', label: record.name, differences: [difference] }
}

function readOf(rows: ReadCell[][]) {
  const cells: ReadCell[][] = [sheet.columns.map(({ title }) => title), ...rows]
  const grid: Grid = {
    name: 'Học sinh',
    hidden: false,
    merges: [],
    rows: cells.map((row, index) => ({ number: index + 1, hidden: false, cells: row })),
  }
  return readSheet(sheet, grid)
}
