import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import ExcelJS from 'exceljs'
import type { Cell } from './cell.ts'
import { addChoices, listSheet, writeLists } from './workbook-choices.ts'
import { bodySize, columnStyles } from './workbook-style.ts'
import type { Look, RowStyles } from './workbook-style.ts'

/** A piece of a head or a foot, merged over its rows and columns; `row` and `column` count from 0 within its part. */
export type Block = { row: number; column: number; rows?: number; columns?: number; value: Cell; look?: Look }

/** A row of a table to write, with a look of its own and of single cells where they differ from their column's. */
export type BodyRow = { cells: readonly Cell[]; look?: Look; looks?: Readonly<Record<number, Look>> }

/** A column to write: its width in letters, the look of its cells, what may be chosen, a hint beside the cell. */
export type WorkbookColumn = { width: number; look?: Look; choices?: readonly string[]; hint?: string }

/** A sheet to write: blocks above, a header that stays and repeats in print, rows that may come as a stream, blocks below. */
export type WorkbookSheet = {
  name: string
  columns: readonly WorkbookColumn[]
  above?: readonly Block[]
  header: readonly Block[]
  rows: Iterable<BodyRow> | AsyncIterable<BodyRow>
  below?: readonly Block[]
  landscape?: boolean
  /** How many columns stay while the rest scrolls. */
  frozenColumns?: number
  /** Locks every cell whose look does not say `open`; without a password, against slips and not against people. */
  protect?: boolean
  /** Further tables under the first, of the same columns, each beginning a new page. */
  further?: readonly WorkbookPart[]
  /** The foot of a printed page; &P is its number and &N the number of pages. */
  printFooter?: string
}

/** A table under another on one sheet. */
export type WorkbookPart = Pick<WorkbookSheet, 'above' | 'header' | 'rows' | 'below'>

/** Rows written between two pauses, so that the server goes on answering. */
const rowsAtOnce = 200
/** Control characters that XML cannot carry. */
const unwritable = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu

/**
 * Writes a workbook to a stream, sheet after sheet and row after row; memory does not grow with the rows.
 * A text stays a text whatever it begins with: no value becomes a formula, now or after an edit.
 */
export async function writeWorkbook(
  stream: Writable,
  sheets: readonly WorkbookSheet[],
  { signal, onRows }: { signal?: AbortSignal; onRows?: (written: number) => void } = {},
): Promise<{ rows: number }> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  workbook.creator = ''
  workbook.lastModifiedBy = ''
  const received = finished(stream, { readable: false })
  received.catch(() => undefined)
  const names = sheetNames(sheets)
  const lists = new Map<string, readonly string[]>()
  let rows = 0
  for (const [index, sheet] of sheets.entries()) {
    const writer = workbook.addWorksheet(names[index]!, pageOf(sheet))
    protectionInItsPlace(writer)
    writer.columns = sheet.columns.map(({ width }) => ({ width }))
    const styles = columnStyles(sheet.columns.map(({ look }) => look ?? {}))
    const widths = sheet.columns.map(({ width }) => width)
    let next = 1
    for (const part of [sheet, ...(sheet.further ?? [])]) {
      if (next > 1) writer.getRow(next++).addPageBreak()
      next = writeBlocks(writer, next, part.above ?? [], styles, widths)
      next = writeBlocks(writer, next, part.header, styles, widths)
      const first = next
      for await (const row of part.rows) {
        writeRow(writer, next++, row, styles, widths)
        if (++rows % rowsAtOnce === 0) {
          onRows?.(rows)
          await nextTurn()
          signal?.throwIfAborted()
          if (stream.destroyed) await received
          if (stream.writableNeedDrain) await Promise.race([once(stream, 'drain'), received])
        }
      }
      addChoices(writer, sheet.columns, first, Math.max(first, next - 1), lists)
      next = writeBlocks(writer, next, part.below ?? [], styles, widths)
    }
    if (sheet.protect) {
      await writer.protect('', { selectLockedCells: true, selectUnlockedCells: true, formatColumns: true })
    }
    writer.commit()
  }
  writeLists(workbook, lists)
  await Promise.race([workbook.commit(), received])
  await received
  onRows?.(rows)
  return { rows }
}

/** Names as spreadsheets allow them: 31 letters, none of []:*?/\, each once. */
function sheetNames(sheets: readonly WorkbookSheet[]): string[] {
  const taken = new Set([listSheet])
  return sheets.map((sheet, index) => {
    const plain =
      sheet.name
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || String(index + 1)
    let name = plain.slice(0, 31)
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${plain.slice(0, 27)} ${copy}`
    taken.add(name.toLowerCase())
    return name
  })
}

function pageOf(sheet: WorkbookSheet): Partial<ExcelJS.AddWorksheetOptions> {
  const above = heightOf(sheet.above ?? [])
  const header = heightOf(sheet.header)
  const frozenColumns = sheet.frozenColumns ?? 0
  return {
    properties: { defaultRowHeight: lineHeight(bodySize) },
    // Of several tables no header can stay over all of them.
    views: [
      { state: 'frozen', xSplit: frozenColumns, ySplit: sheet.further ? 0 : above + header, showGridLines: false },
    ],
    headerFooter: sheet.printFooter ? { oddFooter: `&C&"Times New Roman"&10${sheet.printFooter}` } : {},
    pageSetup: {
      paperSize: 9,
      orientation: sheet.landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.6, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
      ...(header > 0 && !sheet.further && { printTitlesRow: `${above + 1}:${above + header}` }),
    },
  }
}

function heightOf(blocks: readonly Block[]): number {
  return blocks.reduce((height, { row, rows = 1 }) => Math.max(height, row + rows), 0)
}

/** Writes blocks from a row on and gives the row after them. */
function writeBlocks(
  writer: Worksheet,
  top: number,
  blocks: readonly Block[],
  styles: RowStyles,
  widths: readonly number[],
): number {
  const height = heightOf(blocks)
  const heights = new Map<number, number>()
  for (const { row, column, rows = 1, columns = 1, value, look = {} } of blocks) {
    for (let r = row; r < row + rows; r++) {
      for (let c = column; c < column + columns; c++) {
        const first = r === row && c === column
        fill(writer.getRow(top + r).getCell(c + 1), first ? value : null, styles.block(look))
      }
    }
    if (rows > 1 || columns > 1) {
      writer.mergeCells(top + row, column + 1, top + row + rows - 1, column + columns)
    }
    const width = widths.slice(column, column + columns).reduce((sum, one) => sum + one, 0)
    const own =
      look.wrap === false ? lineHeight(look.size) : (linesOf(value, width, look.size) * lineHeight(look.size)) / rows
    for (let r = row; r < row + rows; r++) heights.set(r, Math.max(heights.get(r) ?? 0, own))
  }
  for (let row = 0; row < height; row++) {
    const line = writer.getRow(top + row)
    line.height = heights.get(row) ?? lineHeight()
    line.commit()
  }
  return top + height
}

function writeRow(
  writer: Worksheet,
  number: number,
  { cells, look, looks }: BodyRow,
  styles: RowStyles,
  widths: readonly number[],
): void {
  const row = writer.getRow(number)
  const style = styles.row(look)
  let lines = 1
  for (const [index, value] of cells.entries()) {
    const own = looks?.[index]
    fill(row.getCell(index + 1), value, (!own && style[index]) || styles.cell(index, look, own ?? {}))
    lines = Math.max(lines, linesOf(value, widths[index] ?? Infinity))
  }
  // A height is said only where it is needed: a row without one grows with what people type.
  if (lines > 1) row.height = lines * lineHeight()
  row.commit()
}

/** Merged and streamed cells are not measured by the spreadsheet; the lines of a text are estimated by its letters. */
function linesOf(value: Cell, width: number, size = bodySize): number {
  if (typeof value !== 'string' || (value.length <= width && !value.includes('\n'))) return 1
  const letters = Math.max(1, (1.15 * width * bodySize) / size)
  return value.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / letters)), 0)
}

/** The height of a line in points; Vietnamese stacks diacritics over capitals. */
function lineHeight(size = bodySize): number {
  return size * 1.4
}

function fill(cell: ExcelJS.Cell, value: Cell, style: StyleOf): void {
  cell.style = style(value)
  if (value === null) return
  if (typeof value === 'object') cell.value = new Date(`${value.day}T00:00:00Z`)
  else cell.value = typeof value === 'string' ? cellText(value) : value
}

/** Text as XML can carry it and a cell can hold it. */
function cellText(text: string): string {
  return text.toWellFormed().replace(unwritable, '').slice(0, 32_767)
}

type StyleOf = (value: Cell) => Partial<ExcelJS.Style>
type Worksheet = ExcelJS.Worksheet
/**
 * The streaming writer puts a sheet's protection after its data validations, where Excel calls the file damaged
 * (the standard wants it right after the rows). It is written in its place instead.
 */
function protectionInItsPlace(writer: unknown): void {
  const internal = writer as { _writeCloseSheetData(): void; _writeSheetProtection(): void }
  const closeRows = internal._writeCloseSheetData.bind(writer)
  const protection = internal._writeSheetProtection.bind(writer)
  internal._writeCloseSheetData = () => {
    closeRows()
    protection()
  }
  internal._writeSheetProtection = () => undefined
}
