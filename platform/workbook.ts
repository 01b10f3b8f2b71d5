import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import ExcelJS from 'exceljs'
import { columnLetters } from './cell.ts'
import type { Cell } from './cell.ts'
import { columnStyles } from './workbook-style.ts'
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
  /** The foot of a printed page; &P is its number and &N the number of pages. */
  printFooter?: string
}

/** Rows written between two pauses, so that the server goes on answering. */
const rowsAtOnce = 200
/** Choices longer than this do not fit into a cell's rule and go to a hidden sheet. */
const longestInlineChoices = 255
const listSheet = '_lists'
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
    let next = writeBlocks(writer, 1, sheet.above ?? [], styles)
    next = writeBlocks(writer, next, sheet.header, styles)
    const first = next
    for await (const row of sheet.rows) {
      writeRow(writer, next++, row, styles)
      if (++rows % rowsAtOnce === 0) {
        onRows?.(rows)
        await nextTurn()
        signal?.throwIfAborted()
        if (stream.destroyed) await received
        if (stream.writableNeedDrain) await Promise.race([once(stream, 'drain'), received])
      }
    }
    addChoices(writer, sheet.columns, first, Math.max(first, next - 1), lists)
    writeBlocks(writer, next, sheet.below ?? [], styles)
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
    views: [{ state: 'frozen', xSplit: frozenColumns, ySplit: above + header, showGridLines: false }],
    headerFooter: sheet.printFooter ? { oddFooter: `&C&"Times New Roman"&10${sheet.printFooter}` } : {},
    pageSetup: {
      paperSize: 9,
      orientation: sheet.landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.6, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
      ...(header > 0 && { printTitlesRow: `${above + 1}:${above + header}` }),
    },
  }
}

function heightOf(blocks: readonly Block[]): number {
  return blocks.reduce((height, { row, rows = 1 }) => Math.max(height, row + rows), 0)
}

/** Writes blocks from a row on and gives the row after them. */
function writeBlocks(writer: Worksheet, top: number, blocks: readonly Block[], styles: RowStyles): number {
  const height = heightOf(blocks)
  for (const { row, column, rows = 1, columns = 1, value, look } of blocks) {
    for (let r = row; r < row + rows; r++) {
      for (let c = column; c < column + columns; c++) {
        const first = r === row && c === column
        fill(writer.getRow(top + r).getCell(c + 1), first ? value : null, styles.block(look ?? {}))
      }
    }
    if (rows > 1 || columns > 1) {
      writer.mergeCells(top + row, column + 1, top + row + rows - 1, column + columns)
    }
  }
  for (let row = 0; row < height; row++) {
    const line = writer.getRow(top + row)
    const sizes = blocks.filter((block) => block.row === row).map((block) => block.look?.height ?? 0)
    const size = Math.max(0, ...sizes)
    if (size) line.height = size
    line.commit()
  }
  return top + height
}

function writeRow(writer: Worksheet, number: number, { cells, look, looks }: BodyRow, styles: RowStyles): void {
  const row = writer.getRow(number)
  const style = styles.row(look)
  for (const [index, value] of cells.entries()) {
    const own = looks?.[index]
    fill(row.getCell(index + 1), value, (!own && style[index]) || styles.cell(index, look, own ?? {}))
  }
  row.commit()
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

function addChoices(
  writer: Worksheet,
  columns: readonly WorkbookColumn[],
  first: number,
  last: number,
  lists: Map<string, readonly string[]>,
): void {
  const validated = (writer as unknown as Validated).dataValidations
  for (const [index, { choices, hint }] of columns.entries()) {
    if (!choices?.length && !hint) continue
    const letters = columnLetters(index + 1)
    const prompt = hint ? { showInputMessage: true, prompt: hint.slice(0, 255) } : {}
    const list = choices?.length
      ? { type: 'list' as const, allowBlank: true, showErrorMessage: true, formulae: [choiceFormula(choices, lists)] }
      : { type: 'any' as ExcelJS.DataValidation['type'] }
    const area = first === last ? `${letters}${first}` : `${letters}${first}:${letters}${last}`
    validated.add(area, { ...list, ...prompt })
  }
}

/** A short list stands in the rule itself; a long one, or one with commas, in a column of a hidden sheet. */
function choiceFormula(choices: readonly string[], lists: Map<string, readonly string[]>): string {
  const inline = choices.join(',')
  if (inline.length <= longestInlineChoices && choices.every((choice) => !/[",]/.test(choice))) return `"${inline}"`
  const key = choices.join('\n')
  lists.set(key, choices)
  const letters = columnLetters([...lists.keys()].indexOf(key) + 1)
  return `'${listSheet}'!$${letters}$1:$${letters}$${choices.length}`
}

function writeLists(workbook: ExcelJS.stream.xlsx.WorkbookWriter, lists: Map<string, readonly string[]>): void {
  if (lists.size === 0) return
  const writer = workbook.addWorksheet(listSheet, { state: 'veryHidden' })
  const columns = [...lists.values()]
  const { row: plain } = columnStyles(columns.map(() => ({})))
  const style = plain()
  for (let number = 1; number <= Math.max(...columns.map((list) => list.length)); number++) {
    const row = writer.getRow(number)
    for (const [index, list] of columns.entries()) fill(row.getCell(index + 1), list[number - 1] ?? null, style[index]!)
    row.commit()
  }
  writer.commit()
}

type StyleOf = (value: Cell) => Partial<ExcelJS.Style>
type Worksheet = ExcelJS.Worksheet
/** The list of rules that the typings leave out. */
type Validated = { dataValidations: { add(address: string, rule: Partial<ExcelJS.DataValidation>): void } }

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
