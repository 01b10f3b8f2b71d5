import { formatDay, formatMark, formatNumber } from './text.ts'

/** A value of a row: a mark in tenths, a day as `YYYY-MM-DD`, a choice by its value. */
export type Value = string | number | boolean | null

/** What may stand in a column of choices, or in a column of marks instead of a mark (Đ, CĐ, M, V). */
export type Choice = { value: string; title: string; aliases?: readonly string[] }

/** One column, the same for the page, the workbook, the PDF and the import. */
export type SheetColumn = {
  key: string
  title: string
  /** The titles over it, outermost first; neighbours under one title share it. */
  groups?: readonly string[]
  kind: 'text' | 'mark' | 'number' | 'day' | 'choice'
  /** In letters of body text. */
  width: number
  align?: 'left' | 'center' | 'right'
  strong?: boolean
  italic?: boolean
  /** How many decimals a number has; none unless said. */
  decimals?: number
  min?: number
  max?: number
  choices?: readonly Choice[]
  /** Other titles under which an import finds it. */
  aliases?: readonly string[]
  /** Titles of several columns that hold it in parts, joined by spaces: họ đệm and tên. */
  parts?: readonly (readonly string[])[]
  required?: boolean
  /** Filled by the system; shown, and locked in a workbook that people fill in. */
  locked?: boolean
  /** The running number of the row; a row with nothing else is empty. */
  counter?: boolean
  hint?: string
}

/** A row to draw. A struck row is a pupil who left. */
export type SheetRow = { values: Readonly<Record<string, Value | undefined>>; strong?: boolean; struck?: boolean }

/** A stretch of text in one face. */
export type Run = { text: string; strong?: boolean; italic?: boolean }

/** Something said over the table: Lớp: 9A2. */
export type Fact = { label: string; value: string; strong?: boolean }

/** Who signs: the office, a hint in brackets, the lines of a digital signature, the name. */
export type Signature = { role: string; hint?: string; stamp?: readonly string[]; name?: string }

/**
 * The one description of an official form or an import sheet. `sheet-workbook.ts` and `sheet-pdf.ts` and the page's
 * `Sheet` draw it; `sheet-read.ts` reads the same description back. Plain data, so that it travels to threads and jobs.
 */
export type Sheet = {
  name: string
  /** In a workbook, forms of one tab stand under each other, each on a page of its own; without it a form has its own tab. */
  tab?: string
  orientation?: 'portrait' | 'landscape'
  /** The office on the left, the nation and its motto on the right; the last line of each is underlined. */
  letterhead?: { left: readonly Run[]; right: readonly Run[] }
  title?: string
  subtitle?: string
  facts?: readonly (readonly Fact[])[]
  columns: readonly SheetColumn[]
  /** How many columns stay while the rest scrolls. */
  frozenColumns?: number
  remarks?: readonly (readonly Run[])[]
  /** Việt Trì, ngày 28 tháng 5 năm 2027 */
  place?: string
  signatures?: readonly Signature[]
  footnote?: string
  /** Where and with which code a printed copy is checked. */
  verification?: string
  /** How pages are counted, with {page} and {pages}; a form without one has no numbers. */
  pageNumbers?: string
  /** Who took the sheet out and when: on each printed page, so that a copy says whose it is. */
  mark?: string
}

/** A form with its rows, ready to be drawn. */
export type Paper = { sheet: Sheet; rows: readonly SheetRow[] }

/** A cell of the header over its rows and columns, counted from 0. */
export type HeaderCell = { row: number; column: number; rows: number; columns: number; title: string }

/** How many rows the header has. */
export function headerDepth(columns: readonly SheetColumn[]): number {
  return 1 + Math.max(0, ...columns.map(({ groups = [] }) => groups.length))
}

/** The header as merged cells: a column without groups reaches from top to bottom, equal neighbours share a group. */
export function headerCells(columns: readonly SheetColumn[]): HeaderCell[] {
  const depth = headerDepth(columns)
  const cells: HeaderCell[] = []
  for (const [column, { title, groups = [], required }] of columns.entries()) {
    for (const [row, group] of groups.entries()) {
      const before = cells.findLast((cell) => cell.row === row && cell.column + cell.columns === column)
      const path = groups.slice(0, row + 1).join('\n')
      const pathBefore = columns[column - 1]?.groups?.slice(0, row + 1).join('\n')
      if (before && path === pathBefore) before.columns++
      else cells.push({ row, column, rows: 1, columns: 1, title: group })
    }
    const row = groups.length
    cells.push({ row, column, rows: depth - row, columns: 1, title: required ? `${title} *` : title })
  }
  return cells.toSorted((a, b) => a.row - b.row || a.column - b.column)
}

/** A value as it is printed: 85 as 8,5, a day as 23/11/2026, a choice by its title; nothing for an empty cell. */
export function printed(column: SheetColumn, value: Value | undefined): string {
  if (value === null || value === undefined) return ''
  const choice = column.choices?.find((one) => one.value === value)
  if (choice) return choice.title
  if (column.kind === 'mark' && typeof value === 'number') return formatMark(value)
  if (column.kind === 'day' && typeof value === 'string') return formatDay(value)
  return typeof value === 'number' ? formatNumber(value, 'vi', column.decimals) : String(value)
}

/** How a column stands unless it says otherwise: words to the left, the rest in the middle. */
export function alignment(column: SheetColumn): 'left' | 'center' | 'right' {
  return column.align ?? (column.kind === 'text' ? 'left' : 'center')
}

/** The number of a page as the form counts it. */
export function pageNumber(sheet: Sheet, page: number, pages: number): string {
  return (sheet.pageNumbers ?? '').replace('{page}', String(page)).replace('{pages}', String(pages))
}
