import { closest, foldName } from '../../../platform/name.ts'
import type { ReadRow, ReadSheet } from '../../../platform/sheet-read.ts'
import type { Value } from '../../../platform/sheet.ts'
import type { Book } from './book.ts'
import { cellText, type GridColumn } from './columns.ts'
import { judgeCell, type Refusal } from './judge-cell.ts'
import type { Line } from './lines.ts'
import { nameOf } from './sheets/book-sheet.ts'

/** What a cell of a file would do to the book. */
export interface FileCell {
  line: number
  student_id: string
  column: GridColumn
  /** What the book holds. */
  was: string | null
  /** What the file says, as cell text where it can be taken, else as it stands there. */
  value: string | null
  kind: 'new' | 'changed' | 'refused' | 'kept'
  refusal: Refusal | null
  /** Far from the mark in the book: worth a second look. */
  far: boolean
}

/** A line of a file that belongs to no pupil for certain. */
export interface StrangeLine {
  line: number
  name: string
  why: 'unknown' | 'several' | 'twice'
  nearest: { student_id: string; name: string } | null
  cells: { column: GridColumn; value: string }[]
}

/** What a file would do, cell by cell; nothing is written. */
export interface FilePreview {
  by: 'code' | 'name'
  lines: number
  cells: FileCell[]
  /** Cells that say what the book says. */
  same: number
  strangers: StrangeLine[]
}

/** A difference of this many tenths and more asks for a second look. */
const farBy = 25

/** Compares a read file with the book. Pupils are found by code, else by name and birth date; nobody is guessed. */
export function previewFile(book: Book, lines: readonly Line[], read: ReadSheet): FilePreview {
  const preview: FilePreview = { by: 'name', lines: read.rows.length, cells: [], same: 0, strangers: [] }
  const columns = read.columns.map(({ key }) => key).filter(isGridColumn)
  const byCode = Map.groupBy(lines, ({ code }) => foldName(code))
  const byName = Map.groupBy(lines, (line) => foldName(nameOf(line)))
  const taken = new Set<string>()
  for (const row of read.rows) {
    const { found, by, name } = pupilOf(row, byCode, byName)
    if (by === 'code') preview.by = 'code'
    const [line] = found
    const why = !line ? 'unknown' : found.length > 1 ? 'several' : taken.has(line.student_id) ? 'twice' : null
    if (!line || why) {
      const cells = columns.flatMap((column) => {
        const value = textOf(row.values[column])
        return value === null ? [] : [{ column, value }]
      })
      const near = found.length > 1 ? undefined : closest(name, lines, nameOf)
      if (name || cells.length > 0)
        preview.strangers.push({
          line: row.number,
          name,
          why: why ?? 'unknown',
          nearest: near ? { student_id: near.student_id, name: nameOf(near) } : null,
          cells,
        })
      continue
    }
    taken.add(line.student_id)
    for (const column of columns) compareCell(preview, book, line, row, column)
  }
  return preview
}

function compareCell(preview: FilePreview, book: Book, line: Line, row: ReadRow, column: GridColumn): void {
  const unreadable = row.violations.find(({ key }) => key === column)
  const typed = unreadable ? unreadable.value : textOf(row.values[column])
  const was = cellText(line.result, column, book.assessment)
  const cell = { line: row.number, student_id: line.student_id, column, was, far: false, refusal: null }
  if (typed === null || typed.trim() === '') {
    if (was !== null) preview.cells.push({ ...cell, value: null, kind: 'kept' })
    return
  }
  judged(preview, book, line, { ...cell, value: typed })
}

function judged(preview: FilePreview, book: Book, line: Line, cell: Omit<FileCell, 'kind'>): void {
  const { student_id, column, was, value } = cell
  // A reason is asked for when the cells are sent; the preview judges everything else.
  const judgement = judgeCell(book, line, { student_id, column, was, value }, 'xem trước tệp')
  if (judgement.status === 'already') preview.same++
  else if (judgement.status === 'saved') {
    preview.cells.push({
      ...cell,
      value: judgement.value,
      kind: was === null ? 'new' : 'changed',
      far: isFar(was, judgement.value),
    })
  } else {
    const refusal =
      judgement.status === 'refused' ? judgement.refusal : { message: 'gradebook.refused.rejected', values: {} }
    preview.cells.push({ ...cell, kind: 'refused', refusal })
  }
}

function pupilOf(row: ReadRow, byCode: ReadonlyMap<string, Line[]>, byName: ReadonlyMap<string, Line[]>) {
  const code = textOf(row.values['code'])
  const name = textOf(row.values['full_name']) ?? ''
  const coded = code ? byCode.get(foldName(code)) : undefined
  if (coded) return { found: coded, by: 'code' as const, name: name || nameOf(coded[0]!) }
  const named = byName.get(foldName(name)) ?? []
  const born = named.filter((line) => line.birth_date === row.values['birth_date'])
  return {
    found: named.length > 1 && born.length === 1 ? born : named,
    by: 'name' as const,
    name: name || (code ?? ''),
  }
}

const isFar = (was: string | null, value: string | null): boolean =>
  was !== null &&
  value !== null &&
  /^\d/.test(was) &&
  /^\d/.test(value) &&
  Math.abs(Number(was) - Number(value)) * 10 >= farBy

const isGridColumn = (key: string): key is GridColumn => /^(regular_[1-8]|midterm|final|comment)$/.test(key)

const textOf = (value: Value | undefined): string | null =>
  value === null || value === undefined ? null : String(value)
