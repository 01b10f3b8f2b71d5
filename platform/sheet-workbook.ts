import type { Cell } from './cell.ts'
import { alignment, headerCells } from './sheet.ts'
import type { Run, Sheet, SheetColumn, SheetRow, Value } from './sheet.ts'
import type { Block, BodyRow, WorkbookSheet } from './workbook.ts'
import type { Look } from './workbook-style.ts'

const headLook: Look = { bold: true, align: 'center', border: true, tint: 'head' }
const strong: Look = { bold: true }
const struck: Look = { struck: true }
/** Lines left for signing by hand. */
const signingLines = 4

/** Draws a form as a sheet of a workbook. Marks and days are real numbers and dates; locked columns cannot be changed. */
export function sheetWorkbook(
  sheet: Sheet,
  rows: Iterable<SheetRow> | AsyncIterable<SheetRow>,
  { protect = sheet.columns.some((column) => column.locked) }: { protect?: boolean } = {},
): WorkbookSheet {
  const { columns } = sheet
  return {
    name: sheet.name,
    landscape: sheet.orientation === 'landscape',
    columns: columns.map((column) => ({
      width: column.width,
      look: lookOf(column, protect),
      choices: column.kind === 'choice' ? column.choices?.map(({ title }) => title) : undefined,
      hint: column.hint,
    })),
    above: aboveOf(sheet),
    header: headerCells(columns).map(({ title, ...place }) => ({ ...place, value: title, look: headLook })),
    rows: bodyOf(columns, rows),
    below: belowOf(sheet),
    frozenColumns: sheet.frozenColumns,
    protect,
    printFooter: footerOf(sheet),
  }
}

/** In a foot, `&` begins a code of the spreadsheet; a name's own stands doubled. */
function footerOf({ pageNumbers, mark }: Sheet): string | undefined {
  const pages = pageNumbers?.replace('{page}', '&P').replace('{pages}', '&N')
  return [pages, mark?.replaceAll('&', '&&')].filter(Boolean).join(' · ') || undefined
}

function lookOf(column: SheetColumn, protect: boolean): Look {
  return {
    border: true,
    align: alignment(column),
    bold: column.strong,
    italic: column.italic,
    format: formatOf(column),
    ...(protect && (column.locked ? { tint: 'locked' as const } : { open: true })),
  }
}

function formatOf({ kind, decimals = 0 }: SheetColumn): string {
  if (kind === 'mark') return '0.0'
  if (kind === 'number') return decimals > 0 ? `0.${'0'.repeat(decimals)}` : '0'
  return kind === 'day' ? 'dd/mm/yyyy' : '@'
}

async function* bodyOf(
  columns: readonly SheetColumn[],
  rows: Iterable<SheetRow> | AsyncIterable<SheetRow>,
): AsyncIterable<BodyRow> {
  for await (const row of rows) {
    const look = row.struck ? struck : row.strong ? strong : undefined
    yield { cells: columns.map((column) => cellOf(column, row.values[column.key])), look }
  }
}

function cellOf(column: SheetColumn, value: Value | undefined): Cell {
  if (value === null || value === undefined) return null
  const choice = column.choices?.find((one) => one.value === value)
  if (choice) return choice.title
  if (column.kind === 'mark' && typeof value === 'number') return value / 10
  return column.kind === 'day' && typeof value === 'string' ? { day: value } : value
}

/** Letterhead, title and facts, each merged over its part of the table's width. */
function aboveOf({ columns, letterhead, title, subtitle, facts = [] }: Sheet): Block[] {
  const blocks: Block[] = []
  let row = 0
  const whole = (value: string, look: Look) =>
    blocks.push({ row: row++, column: 0, columns: columns.length, value, look: { align: 'center', ...look } })
  if (letterhead) {
    const [left, right] = spread(columns, [2, 3])
    for (const [side, lines] of [[left, letterhead.left] as const, [right, letterhead.right] as const]) {
      for (const [line, run] of lines.entries()) {
        if (side)
          blocks.push({ row: line, ...side, value: run.text, look: { align: 'center', ...face(run), wrap: false } })
      }
    }
    row = Math.max(letterhead.left.length, letterhead.right.length) + 1
  }
  if (title) whole(title, { bold: true, size: 15 })
  if (subtitle) whole(subtitle, { italic: true })
  for (const line of facts) {
    for (const [index, place] of spread(
      columns,
      line.map(() => 1),
    ).entries()) {
      const fact = line[index]!
      const look = { bold: fact.strong, align: 'left', wrap: false } as const
      blocks.push({ row, ...place, value: `${fact.label}: ${fact.value}`, look })
    }
    row++
  }
  if (row > 0) blocks.push({ row, column: 0, value: null })
  return blocks
}

/** Remarks, place and date, signatures and footnotes, merged over several columns so that an import skips them. */
function belowOf({ columns, remarks = [], place, signatures = [], footnote, verification }: Sheet): Block[] {
  const blocks: Block[] = []
  let row = 1
  const whole = (value: string, look: Look) =>
    blocks.push({ row: row++, column: 0, columns: columns.length, value, look: { align: 'left', ...look } })
  for (const runs of remarks) whole(runs.map(({ text }) => text).join(''), {})
  if (place) whole(place, { align: 'right', italic: true })
  const lines = Math.max(
    0,
    ...signatures.map((one) => one.stamp?.length ?? 0),
    signatures.length > 0 ? signingLines : 0,
  )
  for (const [index, span] of spread(
    columns,
    signatures.map(() => 1),
  ).entries()) {
    const { role, hint, stamp = [], name } = signatures[index]!
    const put = (line: number, value: string | undefined, look: Look) =>
      value && blocks.push({ row: row + line, ...span, value, look: { align: 'center', ...look } })
    put(0, role, { bold: true })
    put(1, hint, { italic: true })
    for (const [line, text] of stamp.entries()) put(2 + line, text, { size: 10 })
    put(2 + lines, name, { bold: true })
  }
  if (signatures.length > 0) row += lines + 4
  if (footnote) whole(footnote, { italic: true, size: 10 })
  if (verification) whole(verification, { italic: true, size: 10 })
  return blocks
}

function face({ strong: bold, italic }: Run): Look {
  return { bold, italic }
}

/** Divides the table's width into parts by their shares, at whole columns; fewer columns than parts give fewer parts. */
function spread(columns: readonly SheetColumn[], shares: readonly number[]): { column: number; columns: number }[] {
  const total = columns.reduce((sum, { width }) => sum + width, 0)
  const shareSum = shares.reduce((sum, share) => sum + share, 0)
  const places: { column: number; columns: number }[] = []
  let column = 0
  let filled = 0
  let wanted = 0
  for (const [index, share] of shares.entries()) {
    const left = shares.length - index - 1
    wanted += (total * share) / shareSum
    const first = column
    const last = columns.length - left
    if (first >= columns.length) break
    do filled += columns[column++]!.width
    while (column < last && (left === 0 || filled + columns[column]!.width / 2 <= wanted))
    places.push({ column: first, columns: column - first })
  }
  return places
}
