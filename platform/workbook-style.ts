import type ExcelJS from 'exceljs'
import type { Cell } from './cell.ts'

/** How a cell looks; what is not said is the column's, then plain. */
export type Look = {
  bold?: boolean
  italic?: boolean
  struck?: boolean
  size?: number
  align?: 'left' | 'center' | 'right'
  /** Lines wrap unless said otherwise. */
  wrap?: boolean
  border?: boolean
  tint?: 'head' | 'locked' | 'bad' | 'wait'
  /** A number format as spreadsheets write it: 0.0 shows 7.5 as 7,5 where the reader's language has a comma. */
  format?: string
  /** May be changed in a protected sheet. */
  open?: boolean
}

/** Gives the style of a value. Styles are shared objects: the writer knows them again by identity. */
type StyleOf = (value: Cell) => Partial<ExcelJS.Style>

/** The styles of one sheet: of a block, of a whole row by column, of one cell that differs. */
export type RowStyles = {
  block: (look: Look) => StyleOf
  row: (look?: Look) => StyleOf[]
  cell: (index: number, row: Look | undefined, look: Look) => StyleOf
}

/** What a text may begin with to be taken for a formula, by a spreadsheet or by one who opens an export of it. */
const formulaStart = /^[=+\-@\t\r]/
const dayFormat = 'dd/mm/yyyy'
const paper = 'Times New Roman'
/** The size of type in points where a look says nothing else. */
export const bodySize = 12
const tints = { head: 'FFEFEDE6', locked: 'FFF1EFE9', bad: 'FFFDECEB', wait: 'FFFFF3D9' }

/** Prepares the styles of a sheet from the looks of its columns. */
export function columnStyles(columns: readonly Look[]): RowStyles {
  const byLook = new Map<string, StyleOf>()
  const styleOf = (look: Look): StyleOf => {
    const key = JSON.stringify(look)
    let style = byLook.get(key)
    if (!style) byLook.set(key, (style = styles(look)))
    return style
  }
  const plain = columns.map(styleOf)
  const byRowLook = new Map<Look, StyleOf[]>()
  return {
    block: styleOf,
    row: (look) => {
      if (!look) return plain
      let row = byRowLook.get(look)
      if (!row) byRowLook.set(look, (row = columns.map((column) => styleOf({ ...column, ...look }))))
      return row
    },
    cell: (index, row, look) => styleOf({ ...columns[index], ...row, ...look }),
  }
}

function styles(look: Look): StyleOf {
  const plain = style(look)
  const text = style({ ...look, format: '@' })
  const day = style({ ...look, format: dayFormat })
  return (value) => {
    if (typeof value === 'string') return look.format === undefined && !formulaStart.test(value) ? plain : text
    return value !== null && typeof value === 'object' ? day : plain
  }
}

function style(look: Look): Partial<ExcelJS.Style> {
  const line = { style: 'thin' } as const
  return {
    font: { name: paper, size: look.size ?? bodySize, bold: look.bold, italic: look.italic, strike: look.struck },
    alignment: { horizontal: look.align, vertical: 'middle', wrapText: look.wrap ?? true },
    protection: { locked: !look.open },
    ...(look.format !== undefined && { numFmt: look.format }),
    ...(look.border && { border: { top: line, left: line, bottom: line, right: line } }),
    ...(look.tint && { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: tints[look.tint] } } }),
  }
}
