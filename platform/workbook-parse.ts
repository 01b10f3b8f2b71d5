import ExcelJS from 'exceljs'
import type { Area, Grid, GridRow, ReadCell } from './cell.ts'
import type { ReadOutcome, WorkbookLimits } from './workbook-read.ts'

/** What exceljs holds when it has read, before it builds its own objects, as far as it is used here. */
type Model = { worksheets: SheetModel[] }
type SheetModel = { name: string; state?: string; mergeCells?: string[]; rows: RowModel[] }
type RowModel = { number: number; hidden?: boolean; cells: CellModel[] }
type CellModel = { address: string; type: number; value?: CellValue; result?: CellValue; text?: CellValue }
type CellValue = string | number | boolean | Date | { richText: { text: string }[] } | { error: string } | null
type Internals = { reconcile(model: Model, options: unknown): void } & Record<string, unknown>

/** Parts of a sheet that carry no values; whole-column validations and drawings alone can stop or crash the reader. */
const withoutValues = [
  'autoFilter',
  'cols',
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'extLst',
  'headerFooter',
  'hyperlinks',
  'legacyDrawing',
  'pageSetup',
  'picture',
  'rowBreaks',
  'sheetViews',
  'tableParts',
]
const partsWithoutValues = [
  '_processCommentEntry',
  '_processDrawingEntry',
  '_processDrawingRelsEntry',
  '_processMediaEntry',
  '_processTableEntry',
  '_processThemeEntry',
  '_processVmlDrawingEntry',
  '_processWorksheetRelsEntry',
]

/** Reads an inspected package into plain values; only what its limits say. */
export async function parseWorkbook(file: Buffer, limits: WorkbookLimits): Promise<ReadOutcome> {
  let sheets: SheetModel[]
  try {
    sheets = await sheetModels(file)
  } catch {
    return { refused: 'workbook.damaged' }
  }
  if (sheets.length === 0) return { refused: 'workbook.damaged' }
  if (sheets.length > limits.sheets) return { refused: 'workbook.too_many_sheets', values: { limit: limits.sheets } }
  const computed = sheets.some((sheet) => sheet.rows.some((row) => row.cells.some((cell) => cell.result !== undefined)))
  const grids: Grid[] = []
  let cells = 0
  for (const sheet of sheets) {
    const grid = gridOf(sheet, computed)
    const width = grid.rows.reduce((most, row) => Math.max(most, row.cells.length), 0)
    cells += grid.rows.reduce((sum, row) => sum + row.cells.length, 0)
    const values = { sheet: grid.name }
    if (width > limits.columns) {
      return { refused: 'workbook.too_many_columns', values: { ...values, limit: limits.columns } }
    }
    if (grid.rows.length > limits.rows || cells > limits.cells) {
      return { refused: 'workbook.too_many_rows', values: { ...values, limit: limits.rows } }
    }
    grids.push(grid)
  }
  return { grids }
}

/**
 * Reads with exceljs up to its plain model and no further: its own objects double the memory, and building them walks
 * every cell of a merged area and every anchor of a drawing, which an odd file makes endless or crashes.
 */
async function sheetModels(file: Buffer): Promise<SheetModel[]> {
  const workbook = new ExcelJS.Workbook()
  const xlsx = workbook.xlsx as unknown as Internals
  for (const part of partsWithoutValues) xlsx[part] = async () => undefined
  let sheets: SheetModel[] = []
  const reconcile = xlsx.reconcile.bind(xlsx)
  xlsx.reconcile = (model, options) => {
    reconcile(model, options)
    sheets = model.worksheets
    model.worksheets = []
  }
  // exceljs wants the Buffer of its own typings; it takes any bytes.
  await workbook.xlsx.load(file as unknown as ExcelJS.Buffer, { ignoreNodes: withoutValues })
  return sheets
}

function gridOf(sheet: SheetModel, computed: boolean): Grid {
  const rows: GridRow[] = []
  for (const row of sheet.rows) {
    const cells: ReadCell[] = []
    for (const cell of row.cells) {
      const value = plainValue(cell, computed)
      if (value === null || value === '') continue
      const column = columnOf(/^[A-Z]+/.exec(cell.address)?.[0] ?? '')
      while (cells.length < column - 1) cells.push(null)
      cells[column - 1] = value
    }
    if (cells.length > 0) rows.push({ number: row.number, hidden: row.hidden ?? false, cells })
  }
  const merges = (sheet.mergeCells ?? []).map(areaOf).filter((area) => area !== undefined)
  fillDown(rows, merges)
  return {
    name: sheet.name.normalize('NFC'),
    hidden: sheet.state === 'hidden' || sheet.state === 'veryHidden',
    rows,
    merges,
  }
}

/** A value merged over rows holds for each of them, in its first column: a class written once beside its pupils. */
function fillDown(rows: GridRow[], merges: readonly Area[]): void {
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  for (const { top, left, bottom } of merges) {
    const value = byNumber.get(top)?.cells[left - 1]
    if (value === null || value === undefined) continue
    for (const row of rows) {
      if (row.number <= top || row.number > bottom) continue
      while (row.cells.length < left) row.cells.push(null)
      row.cells[left - 1] = value
    }
  }
}

/**
 * The value a person sees. exceljs gives no result for a formula that gave an empty text nor for one never computed
 * (a file made by a program): where no formula of the file has a result, none was computed, and that is a fault.
 */
function plainValue(cell: CellModel, computed: boolean): ReadCell {
  switch (cell.type) {
    case ExcelJS.ValueType.Formula:
      return cell.result === undefined && !computed ? { error: '#FORMULA' } : plain(cell.result)
    case ExcelJS.ValueType.Hyperlink:
      return plain(cell.text)
    default:
      return plain(cell.value)
  }
}

function plain(value: CellValue | undefined): ReadCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object') return value
  if (value instanceof Date) return dayOrTime(value)
  return 'error' in value ? value : text(value.richText.map((run) => run.text).join(''))
}

function text(value: string): string {
  return value
    .replace(/_x000D_/g, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')
}

/** A date is a day; a time alone, which spreadsheets keep as a part of day 0, is a text. */
function dayOrTime(date: Date): ReadCell {
  if (Number.isNaN(date.getTime())) return { error: '#VALUE!' }
  const iso = date.toISOString()
  return date.getUTCFullYear() < 1900 ? iso.slice(11, 16) : { day: iso.slice(0, 10) }
}

function areaOf(reference: string): Area | undefined {
  const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference)
  if (!match) return undefined
  return { top: Number(match[2]), left: columnOf(match[1]!), bottom: Number(match[4]), right: columnOf(match[3]!) }
}

function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0)
}
