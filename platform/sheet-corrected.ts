import type { Writable } from 'node:stream'
import { columnLetters } from './cell.ts'
import type { Area, Cell, Grid, ReadCell } from './cell.ts'
import type { ReadSheet } from './sheet-read.ts'
import { shown } from './sheet-value.ts'
import type { CellViolation } from './sheet-value.ts'
import { writeWorkbook } from './workbook.ts'
import type { Block, BodyRow } from './workbook.ts'
import type { Look } from './workbook-style.ts'

const headLook: Look = { bold: true, align: 'center', border: true, tint: 'head' }
const wrongLook: Look = { tint: 'bad' }

/**
 * Gives a file back with what is wrong in it: every row where it stood, refused cells coloured, and a last column with
 * reason and remedy in words. The file can be corrected and sent again; the last column is ignored then.
 */
export async function correctedWorkbook(
  stream: Writable,
  grid: Grid,
  read: ReadSheet,
  violations: readonly CellViolation[],
  { title, words }: { title: string; words: (violation: CellViolation) => string },
): Promise<void> {
  const width = Math.max(1, ...grid.rows.map((row) => row.cells.length))
  const byRow = Map.groupBy(violations, ({ row }) => row)
  const head = grid.rows.filter(({ number }) => number <= read.header.bottom)
  const body = grid.rows.filter(({ number }) => number > read.header.bottom)
  const reason: Block = { row: read.header.bottom - 1, column: width, value: title, look: headLook }
  const columns = Array.from({ length: width }, (_, column) => ({
    width: widthOf(grid, column),
    look: { border: true },
  }))
  await writeWorkbook(stream, [
    {
      name: grid.name,
      columns: [...columns, { width: 60, look: { border: true } }],
      header: [...head.flatMap(({ number, cells }) => headBlocks(number, cells, read, grid.merges)), reason],
      rows: correctedRows(body, read.header.bottom + 1, width, byRow, words),
    },
  ])
}

function headBlocks(number: number, cells: readonly ReadCell[], read: ReadSheet, merges: readonly Area[]): Block[] {
  const inHeader = number >= read.header.top
  return cells.flatMap((cell, column) => {
    const area = merges.find((one) => holds(one, number, column + 1))
    if (cell === null || cell === undefined || (area && (area.top !== number || area.left !== column + 1))) return []
    const span = area && area.bottom <= read.header.bottom ? area : undefined
    const size = span && { rows: span.bottom - span.top + 1, columns: span.right - span.left + 1 }
    return [{ row: number - 1, column, ...size, value: plain(cell), look: inHeader ? headLook : { bold: true } }]
  })
}

function holds({ top, left, bottom, right }: Area, row: number, column: number): boolean {
  return top <= row && row <= bottom && left <= column && column <= right
}

function* correctedRows(
  rows: Grid['rows'],
  first: number,
  width: number,
  byRow: ReadonlyMap<number, CellViolation[]>,
  words: (violation: CellViolation) => string,
): Iterable<BodyRow> {
  let next = first
  for (const { number, cells } of rows) {
    for (; next < number; next++) yield { cells: [] }
    next++
    const wrong = byRow.get(number) ?? []
    const looks = Object.fromEntries(wrong.map(({ address }) => [columnIndex(address, width), wrongLook]))
    const padded = Array.from({ length: width }, (_, column) => plain(cells[column] ?? null))
    yield {
      cells: [...padded, wrong.map(words).join('\n') || null],
      looks: { ...looks, ...(wrong.length > 0 && { [width]: wrongLook }) },
    }
  }
}

function columnIndex(address: string, width: number): number {
  return Array.from({ length: width }, (_, column) => columnLetters(column + 1)).indexOf(
    /^[A-Z]+/.exec(address)?.[0] ?? '',
  )
}

function plain(cell: ReadCell): Cell {
  return cell !== null && typeof cell === 'object' && 'error' in cell ? cell.error : cell
}

/** A width that shows what stands in a column, within reason. */
function widthOf(grid: Grid, column: number): number {
  const longest = Math.max(...grid.rows.slice(0, 200).map((row) => shown(row.cells[column]).length))
  return Math.min(40, Math.max(6, longest + 2))
}
