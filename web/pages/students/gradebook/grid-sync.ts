import { afterOutcome, type Settled } from '../../../offline/queue.ts'
import type { CellPlace, WaitingCell } from '../../../offline/waiting.ts'
import { withCells } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import type { Cell, Entry, Row, Source } from './grid-model.ts'

/** A change for the queue: a cell that waits now, or one that waits no longer. */
export interface QueueChange {
  place: CellPlace
  cell: WaitingCell | null
}

/** What the queue must learn after a step: every cell whose entry is another one. */
export function queueChanges(before: GridState, after: GridState, reason: string | null, at: number): QueueChange[] {
  if (before.rows === after.rows) return []
  return after.rows.flatMap((row, index) => {
    const old = before.rows[index]
    if (old === row) return []
    return Object.entries(row.cells).flatMap(([column, cell]): QueueChange[] =>
      cell.entry === old?.cells[column]?.entry ? [] : [changeOf(after, row, column, cell, reason, at)],
    )
  })
}

/**
 * A cell that was taken back to what the book held while its change is on its way: it waits on as the old value, else the
 * answer would bring the change back.
 */
export function takenBack(before: GridState, after: GridState, isUnderWay: (place: CellPlace) => boolean): GridState {
  if (before.rows === after.rows) return after
  const cells = after.rows.flatMap((held, row) =>
    held === before.rows[row]
      ? []
      : Object.entries(held.cells).flatMap(([column, { stored, entry }]) => {
          const gone = !entry && before.rows[row]?.cells[column]?.entry
          if (!gone || !isUnderWay({ book: after.sheet.id, student: held.pupil.id, column })) return []
          const waits: Entry = { text: stored, status: 'waiting', source: 'undone' }
          return [{ row, column, cell: { stored, entry: waits } }]
        }),
  )
  return withCells(after, cells)
}

/** Every waiting cell of a column that needs a reason, with the reason that was given now. */
export function reasonGiven(state: GridState, reason: string, at: number): QueueChange[] {
  return state.rows.flatMap((row) =>
    state.sheet.columns
      .filter((column) => column.reasonNeeded && row.cells[column.key]?.entry?.status === 'waiting')
      .map(({ key }) => changeOf(state, row, key, row.cells[key]!, reason, at)),
  )
}

/** Lays what waits on the device over the book as it came; what the book already holds waits no longer. */
export function overlay(state: GridState, waiting: readonly WaitingCell[]): GridState {
  return withCells(
    state,
    waiting.flatMap((one) => {
      const row = state.rows.findIndex(({ pupil }) => pupil.id === one.student)
      const cell = state.rows[row]?.cells[one.column]
      if (!cell || (one.value === cell.stored && one.status !== 'refused')) return []
      const entry: Entry = {
        text: one.value,
        status: one.status,
        source: one.source as Source,
        refusal: one.refusal,
        other: one.other,
      }
      return [{ row, column: one.column, cell: { stored: cell.stored, entry } }]
    }),
  )
}

/** The answers of the server, cell by cell. */
export function settle(state: GridState, settled: Settled): GridState {
  const index = new Map(state.rows.map(({ pupil }, row) => [pupil.id, row]))
  return withCells(
    state,
    settled.cells.flatMap((outcome) => {
      const row = index.get(outcome.student)
      const cell = row === undefined ? undefined : state.rows[row]?.cells[outcome.column]
      if (row === undefined || !cell) return []
      return [{ row, column: outcome.column, cell: settledCell(cell, outcome) }]
    }),
  )
}

/** What the book holds now, read again: cells on which nothing waits follow it. */
export function refresh(state: GridState, rows: readonly Row[]): GridState {
  const fresh = new Map(rows.map((row) => [row.pupil.id, row]))
  const cells = state.rows.flatMap((row, index) => {
    const now = fresh.get(row.pupil.id)
    return Object.entries(row.cells).flatMap(([column, cell]) => {
      const stored = now?.cells[column]?.stored
      return stored === undefined || cell.entry || cell.stored === stored
        ? []
        : [{ row: index, column, cell: { stored } }]
    })
  })
  return withCells(state, cells)
}

function settledCell(cell: Cell, outcome: Settled['cells'][number]): Cell {
  const stored = outcome.value
  if (!cell.entry) return { stored }
  const { text, source, status, refusal, other } = cell.entry
  const after = afterOutcome({ value: text, was: cell.stored, status, refusal, other }, outcome.sent, outcome)
  if (!after) return { stored }
  return { stored, entry: { text, source, status: after.status, refusal: after.refusal, other: after.other } }
}

function changeOf(
  { sheet }: GridState,
  row: Row,
  column: string,
  cell: Cell,
  reason: string | null,
  at: number,
): QueueChange {
  const place = { book: sheet.id, student: row.pupil.id, column }
  const { entry } = cell
  if (!entry) return { place, cell: null }
  // A comment and an exemption belong to the row: any open column carries them, and asks for a reason if all do.
  const own = sheet.columns.find((it) => it.key === column && column !== 'comment')
  const open = sheet.columns.filter((it) => it.open)
  const needsReason = own ? own.reasonNeeded : open.length > 0 && open.every((it) => it.reasonNeeded)
  return {
    place,
    cell: {
      ...place,
      was: cell.stored,
      value: entry.text,
      source: entry.source,
      reason: needsReason ? reason : null,
      needsReason,
      status: entry.status,
      refusal: entry.refusal,
      other: entry.other,
      at,
    },
  }
}
