import type { Column, Content, ContentTable, CustomTableLayout, TableCell } from 'pdfmake/interfaces.d.ts'
import { alignment, headerCells, headerDepth, pageNumber, printed } from './sheet.ts'
import type { Fact, Paper, Run, Sheet, SheetColumn, SheetRow, Signature } from './sheet.ts'

/** A form as the PDF layout wants it: what flows, what stands at the foot of each page, the page and its type. */
export type PdfForm = {
  content: Content[]
  footer: (page: number, pages: number) => Content
  page: { orientation: 'portrait' | 'landscape'; width: number; height: number }
  margins: { left: number; top: number; right: number; bottom: number }
  style: { font: string; fontSize: number; lineHeight: number }
}

/** The name under which the paper's type is known to the layout. */
export const paperFont = 'Tinos'

const [short, long] = [595.28, 841.89]
/** 20 mm to the binding, 15 mm elsewhere; the foot stands inside the lower margin. */
const margins = { left: 56.7, top: 42.5, right: 42.5, bottom: 51 }
/** Sizes in points: body text, the table at its largest and smallest. */
const [bodySize, tableSize, smallestTable] = [12, 11.5, 7]
/** Long names of offices stay on one line. */
const letterheadSize = 11
/** The width of a letter of Tinos as a part of its size, with room for the wide ones. */
const letter = 0.52
const line = 0.6
const padding = 3
const gap = 2
const lineHeight = 1.15
/** The header stays with the first rows, and a row is never cut. */
const tableLook: CustomTableLayout = {
  hLineWidth: () => line,
  vLineWidth: () => line,
  paddingLeft: () => padding,
  paddingRight: () => padding,
  paddingTop: () => gap,
  paddingBottom: () => gap,
}

/** Draws a form for PDF, from the description that also gives the page and the workbook. */
export function sheetPdf({ sheet, rows }: Paper): PdfForm {
  const landscape = sheet.orientation === 'landscape'
  const page = landscape
    ? { orientation: 'landscape' as const, width: long, height: short }
    : { orientation: 'portrait' as const, width: short, height: long }
  const width = page.width - margins.left - margins.right
  return {
    page,
    margins,
    style: { font: paperFont, fontSize: bodySize, lineHeight },
    content: [...head(sheet), table(sheet.columns, rows, width), ...foot(sheet)],
    footer: (number, pages) => pageFoot(sheet, number, pages),
  }
}

function head({ letterhead, title, subtitle, facts = [] }: Sheet): Content[] {
  const content: Content[] = []
  if (letterhead) {
    const sides = [side(letterhead.left, '47%', 60), side(letterhead.right, '53%', 150)]
    content.push({ columns: sides, fontSize: letterheadSize, margin: [0, 0, 0, 8] })
  }
  if (title) content.push({ text: title, bold: true, fontSize: 15, alignment: 'center', margin: [0, 4, 0, 0] })
  if (subtitle) content.push({ text: subtitle, italics: true, alignment: 'center' })
  if (facts.length > 0) content.push({ stack: facts.map(factLine), margin: [0, 6, 0, 6] })
  else if (content.length > 0) content.push({ text: '', margin: [0, 4, 0, 0] })
  return content
}

/** One side of a letterhead: centred lines over a short rule. */
function side(lines: readonly Run[], width: string, rule: number): Column {
  const ruled = { canvas: [{ type: 'line' as const, x1: 0, y1: 1, x2: rule, y2: 1, lineWidth: 0.75 }] }
  return { width, alignment: 'center', stack: [...lines.map(run), { ...ruled, alignment: 'center' }] }
}

function factLine(facts: readonly Fact[]): Content {
  const columns = facts.map(({ label, value, strong }, index) => ({
    width: index === 0 ? '*' : 'auto',
    text: [`${label}: `, { text: value, bold: strong }],
  }))
  return { columns, columnGap: 14, margin: [0, 1, 0, 1] }
}

function table(columns: readonly SheetColumn[], rows: readonly SheetRow[], width: number): ContentTable {
  const letters = columns.reduce((sum, column) => sum + column.width, 0)
  const free = width - columns.length * (2 * padding + line) - line
  const fontSize = Math.max(smallestTable, Math.min(tableSize, free / (letters * letter)))
  const widths = columns.map((column) => (free * column.width) / letters)
  const body = [
    ...headerRows(columns, fontSize, widths),
    ...rows.map((row) => columns.map((column) => cell(column, row))),
  ]
  return {
    layout: tableLook,
    fontSize,
    table: {
      headerRows: headerDepth(columns),
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths,
      body,
    },
  }
}

function headerRows(columns: readonly SheetColumn[], fontSize: number, widths: readonly number[]): TableCell[][] {
  const rows: TableCell[][] = Array.from({ length: headerDepth(columns) }, () => columns.map(() => ({})))
  const height = fontSize * lineHeight * 1.15 + 2 * gap + line
  for (const { row, column, rows: rowSpan, columns: colSpan, title } of headerCells(columns)) {
    // A title over several rows is let down by hand: the layout's own middle counts only the last of the rows.
    const room = widths.slice(column, column + colSpan).reduce((sum, width) => sum + width, 0)
    const lines = Math.ceil((title.length * fontSize * letter) / room)
    const down = Math.max(0, ((rowSpan - lines) * height) / 2)
    rows[row]![column] = { text: title, bold: true, alignment: 'center', margin: [0, down, 0, 0], rowSpan, colSpan }
  }
  return rows
}

function cell(column: SheetColumn, { values, strong, struck }: SheetRow): TableCell {
  return {
    text: printed(column, values[column.key]),
    alignment: alignment(column),
    bold: strong || column.strong,
    italics: column.italic,
    verticalAlignment: 'middle',
    ...(struck && { decoration: 'lineThrough' as const }),
  }
}

function foot({ remarks = [], place, signatures = [] }: Sheet): Content[] {
  const content: Content[] = remarks.map((runs, index) => ({
    text: runs.map(run),
    margin: [0, index === 0 ? 8 : 1, 0, 1],
  }))
  if (signatures.length === 0 && !place) return content
  const signed: Content[] = place ? [{ text: place, italics: true, alignment: 'right', margin: [0, 6, 4, 2] }] : []
  if (signatures.length > 0)
    signed.push({ columns: signatures.map(signature), columnGap: 10, margin: [0, place ? 0 : 10, 0, 0] })
  return [...content, { unbreakable: true, stack: signed }]
}

function signature({ role, hint, stamp, name }: Signature): Column {
  const stamped: Content = {
    margin: [4, 8, 4, 4],
    layout: { hLineWidth: () => line, vLineWidth: () => line },
    table: { widths: ['*'], body: [[{ text: (stamp ?? []).join('\n'), fontSize: 10, alignment: 'left' }]] },
  }
  const blank: Content = { text: ' ', margin: [0, 0, 0, 40] }
  return {
    width: '*',
    alignment: 'center',
    stack: [
      { text: role, bold: true },
      { text: hint ?? ' ', italics: true },
      stamp && stamp.length > 0 ? stamped : blank,
      { text: name ?? ' ', bold: true },
    ],
  }
}

function pageFoot(sheet: Sheet, page: number, pages: number): Content {
  const notes = [sheet.footnote, sheet.verification].filter(Boolean).join(' ')
  const number = pageNumber(sheet, page, pages)
  if (!notes && !number) return ''
  const length = (sheet.orientation === 'landscape' ? long : short) - margins.left - margins.right
  return {
    margin: [margins.left, 8, margins.right, 0],
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: length, y2: 0, lineWidth: line }] },
      {
        margin: [0, 3, 0, 0],
        fontSize: 9.5,
        columns: [
          { width: '*', text: notes },
          { width: 'auto', text: number, noWrap: true },
        ],
        columnGap: 12,
      },
    ],
  }
}

function run({ text, strong, italic }: Run): { text: string; bold?: boolean; italics?: boolean } {
  return { text, bold: strong, italics: italic }
}
