import { sql, type SqlBool } from 'kysely'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid } from '../../../platform/errors.ts'
import { bookLock, findBookWith, type Book, type BookKey } from './book.ts'
import { gridColumns, type GridColumn } from './columns.ts'
import { linesFrom, linesSql, type Line, type LinesFound } from './lines.ts'
import { judgeCell, type CellChange, type Judgement, type Refusal } from './judge-cell.ts'
import { resultOf } from './result.ts'
import { writeBook } from './write-book.ts'

/** One touched cell: what the person saw and what it shall be, both as cell text. */
export interface CellInput {
  student_id: string
  column: string
  was: string | null
  value: string | null
}

/** How the cells came about; kept in the history. */
export type SaveSource = 'typed' | 'pasted' | 'filled' | 'imported' | 'chosen' | 'undone'

/** A save of touched cells. The id is the client's; a repetition gets the first answer and writes nothing. */
export interface SaveInput {
  id: string
  source: SaveSource
  reason: string | null
  cells: readonly CellInput[]
}

/** What became of one cell. */
export interface CellAnswer {
  student_id: string
  column: string
  status: 'saved' | 'already' | 'conflict' | 'refused'
  /** What the book holds now. */
  value: string | null
  refusal: Refusal | null
  /** For a conflict: whose value stands, and since when. */
  by: string | null
  at: string | null
}

/** A row's derived values after the save. */
export interface RowAnswer {
  student_id: string
  average: number | null
  passed: boolean | null
  missing: number
}

/** The answer of a save, remembered with its id. */
export interface SaveAnswer {
  saved_at: string
  change_id: string
  cells: CellAnswer[]
  rows: RowAnswer[]
}

const cellsAtMost = 2_000

/**
 * Writes touched cells of a book in one transaction, with one answer per cell: stored = was → written; stored = value →
 * already there; else a conflict for that cell alone. Averages, history, sums and the remembered answer are written in the
 * same statement. Throws NotFound where the person may not mark, Invalid for an over-large or nameless column.
 */
export async function recordMarks(ctx: Context, key: BookKey, input: SaveInput): Promise<SaveAnswer> {
  if (input.cells.length > cellsAtMost)
    throw new Invalid({ path: 'cells', message: 'gradebook.too_many_cells', values: { limit: cellsAtMost } })
  if (input.cells.some((cell) => !gridColumns.has(cell.column)))
    throw new Invalid({ path: 'cells', message: 'gradebook.unknown_column' })
  const options = { school_id: key.school_id, reason: input.reason, alone: bookLock(key) }
  return change(ctx, 'gradebook.record_marks', options, async (open) => {
    const { book, more } = await findBookWith(
      open,
      'mark',
      key,
      sql<LinesFound & { remembered: Remembered | null }>`${linesSql(key, sql<SqlBool>`true`)},
        (select json_build_object('answer', answer, 'account_id', account_id) from grade_save
          where school_id = g.school_id and academic_year = g.academic_year and id = ${input.id}) as remembered`,
    )
    if (!more.remembered) return record(open, book, linesFrom(key, more), input)
    if (more.remembered.account_id !== ctx.account?.id)
      throw new Invalid({ path: 'id', message: 'gradebook.save_id_taken' })
    return more.remembered.answer
  })
}

interface Remembered {
  answer: SaveAnswer
  account_id: string
}

async function record(ctx: Changing, book: Book, lines: readonly Line[], input: SaveInput): Promise<SaveAnswer> {
  const byStudent = new Map(lines.map((line) => [line.student_id, { ...line }]))
  const judged = input.cells.map((cell) => ({
    cell,
    judgement: judgeCell(book, byStudent.get(cell.student_id), cell, input.reason),
  }))
  const changes: CellChange[] = []
  for (const { judgement } of judged) {
    if (judgement.status !== 'saved') continue
    const line = byStudent.get(judgement.change.student_id)
    if (!line) continue
    line.result = { ...resultOf(book, line, { ...line.result, ...judgement.change.set }) }
    changes.push(judgement.change)
  }
  const touched = new Set(changes.map((it) => it.student_id))
  const holders = await holdersOf(
    ctx,
    book,
    judged.flatMap(({ cell, judgement }) => (judgement.status === 'conflict' ? [cell] : [])),
  )
  const answer: SaveAnswer = {
    saved_at: ctx.now.toISOString(),
    change_id: ctx.change.id,
    cells: judged.map(({ cell, judgement }) => answerFor(cell, judgement, holders)),
    rows: [...touched].map((id) => {
      const result = byStudent.get(id)?.result
      return {
        student_id: id,
        average: result?.average ?? null,
        passed: result?.passed ?? null,
        missing: result?.missing ?? 0,
      }
    }),
  }
  await writeBook(ctx, book, [...byStudent.values()], {
    touched,
    changes,
    save: { id: input.id, source: input.source, reason: input.reason, answer },
  })
  return answer
}

function answerFor(
  cell: CellInput,
  judgement: Judgement,
  holders: Map<string, { by: string; at: string }>,
): CellAnswer {
  const holder = judgement.status === 'conflict' ? holders.get(`${cell.student_id} ${cell.column}`) : undefined
  return {
    student_id: cell.student_id,
    column: cell.column,
    status: judgement.status,
    value: judgement.status === 'refused' ? judgement.stored : judgement.value,
    refusal: judgement.status === 'refused' ? judgement.refusal : null,
    by: holder?.by ?? null,
    at: holder?.at ?? null,
  }
}

/** Whose value stands in cells that conflict, and since when. */
async function holdersOf(
  ctx: Changing,
  book: Book,
  cells: readonly CellInput[],
): Promise<Map<string, { by: string; at: string }>> {
  if (cells.length === 0) return new Map()
  const { rows } = await sql<{ student_id: string; column: GridColumn; by: string; at: Date }>`/* gradebook.holders */
    select distinct on (h.student_id, h."column") h.student_id, h."column", h.account_name as by, h.at
    from mark_change h
    where h.school_id = ${book.school_id} and h.academic_year = ${book.academic_year} and h.section_id = ${book.section_id} and h.term = ${book.term}
      and h.student_id = any(${cells.map((cell) => cell.student_id)}::uuid[])
    order by h.student_id, h."column", h.position desc`.execute(ctx.db)
  return new Map(rows.map((row) => [`${row.student_id} ${row.column}`, { by: row.by, at: row.at.toISOString() }]))
}
