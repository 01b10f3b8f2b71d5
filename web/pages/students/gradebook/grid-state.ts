import { closedCell, closedReason, meaningOf } from './grid-entry.ts'
import type { Closing } from './grid-entry.ts'
import { isExempt, isMarkColumn, shown } from './grid-model.ts'
import type { Cell, Column, Entry, Place, Range, Row, Sheet, Source } from './grid-model.ts'

/** What an action was, for its name in the undo button. */
export type ActionKind = 'type' | 'clear' | 'paste' | 'fill' | 'copy_column' | 'comment' | 'choose' | 'import'

/** One action as it can be undone: the cells with their texts before and after. */
export interface Action {
  kind: ActionKind
  cells: readonly { row: number; column: string; before: string | null; after: string | null }[]
}

/** The whole of the grid on the screen. Plain data; every function here takes one and gives the next. */
export interface GridState {
  sheet: Sheet
  rows: readonly Row[]
  cursor: Place
  /** Where the selection began; the cursor itself while one cell is selected. */
  anchor: Place
  /** What is being typed into the cell of the cursor; null while none is. */
  draft: string | null
  done: readonly Action[]
  undone: readonly Action[]
}

/** A text for a cell, as typed. */
export interface Write {
  row: number
  /** The key of a visible column. */
  column: string
  text: string | null
}

const actionsKept = 200

/** The grid as it opens: the cursor in the first open column, on the first pupil without a mark there. */
export function openGrid(sheet: Sheet, rows: readonly Row[]): GridState {
  const cursor = firstGap(sheet, rows)
  return { sheet, rows, cursor, anchor: cursor, draft: null, done: [], undone: [] }
}

/** The selected rectangle. */
export function rangeOf({ cursor, anchor }: GridState): Range {
  return {
    top: Math.min(cursor.row, anchor.row),
    bottom: Math.max(cursor.row, anchor.row),
    left: Math.min(cursor.col, anchor.col),
    right: Math.max(cursor.col, anchor.col),
  }
}

/** The column of the cursor. */
export const columnAt = ({ sheet, cursor }: GridState): Column => sheet.columns[cursor.col]!

/** The row of the cursor. */
export const rowAt = ({ rows, cursor }: GridState): Row => rows[cursor.row]!

/** Begins or goes on typing into the cell of the cursor; nothing where it takes nothing. */
export function type(state: GridState, text: string): GridState {
  return refusesTyping(state)
    ? state
    : { ...state, draft: text, anchor: state.draft === null ? state.cursor : state.anchor }
}

/** Why the cell of the cursor takes no typing: the column, the pupil; null where it does. */
export function refusesTyping(state: GridState): Closing | null {
  const row = rowAt(state)
  if (!row) return { why: 'not_in_section', day: null }
  return closedCell(state.sheet, row, columnAt(state))
}

/** Takes what was typed into the cell. */
export function commit(state: GridState): GridState {
  if (state.draft === null) return state
  const { draft, cursor } = state
  return write({ ...state, draft: null }, 'type', 'typed', [
    { row: cursor.row, column: columnAt(state).key, text: draft },
  ])
}

/** Forgets what is being typed; else takes a refused or waiting cell back to what the book holds; else one cell is selected. */
export function escape(state: GridState): GridState {
  if (state.draft !== null) return { ...state, draft: null }
  const { row, col } = state.cursor
  const key = state.sheet.columns[col]!.key
  const cell = state.rows[row]?.cells[key]
  if (cell?.entry && cell.entry.status !== 'waiting') return restore(state, row, key)
  return { ...state, anchor: state.cursor }
}

/** Takes a cell back to what the book holds. */
export const restore = (state: GridState, row: number, column: string): GridState =>
  apply(state, 'choose', 'typed', [{ row, column, text: state.rows[row]?.cells[column]?.stored ?? null }])

/** Decides a conflict for the own value: it is sent again, over the other one, which is now the known one. */
export function insist(state: GridState, row: number, column: string): GridState {
  const cell = state.rows[row]?.cells[column]
  if (!cell?.entry) return state
  const { text, source } = cell.entry
  return withCells(state, [{ row, column, cell: { ...cell, entry: { text, source, status: 'waiting' } } }])
}

/** Empties the selected cells. */
export function clear(state: GridState): GridState {
  const writes = selected(state).map(({ row, column }) => ({ row, column: column.key, text: null }))
  return write(state, 'clear', 'typed', takable(state, writes))
}

/** Writes texts as one action. Identical cells are left alone; what cannot be taken is refused in its own cell. */
export function write(state: GridState, kind: ActionKind, source: Source, writes: readonly Write[]): GridState {
  const meant = writes.flatMap((one): Change[] => {
    const row = state.rows[one.row]
    const column = state.sheet.columns.find((it) => it.key === one.column)
    if (!row || !column || column.kind === 'average') return []
    const meaning = meaningOf(state.sheet, row, column, one.text)
    if ('refusal' in meaning) {
      // A paste over a closed cell that already says the same is no wish to change it.
      const open = meaningOf(openly(state.sheet), openRow(row), { ...column, open: true }, one.text)
      if ('text' in open && open.text === (row.cells[open.column]?.stored ?? null)) return []
      return [{ row: one.row, column: column.key, text: one.text, refusal: meaning.refusal }]
    }
    return [{ row: one.row, column: meaning.column, text: meaning.text }]
  })
  return apply(state, kind, source, meant)
}

/** Takes back the last action wherever its cells still stand as it left them. */
export function undo(state: GridState): GridState {
  const kept = commit(state)
  const action = kept.done.at(-1)
  if (!action) return kept
  const next = revert(kept, action, 'before', 'after')
  return { ...next, done: kept.done.slice(0, -1), undone: [...kept.undone, action] }
}

/** Does again what was undone last. */
export function redo(state: GridState): GridState {
  const action = state.undone.at(-1)
  if (!action) return state
  const next = revert(state, action, 'after', 'before')
  return { ...next, undone: state.undone.slice(0, -1), done: [...state.done, action] }
}

/** An action that was written elsewhere (an import), so that it can be undone here. */
export const remember = (state: GridState, action: Action): GridState => ({
  ...state,
  done: [...state.done, action].slice(-actionsKept),
  undone: [],
})

/** The selected cells row by row. */
export function selected(state: GridState): { row: number; column: Column }[] {
  const { top, bottom, left, right } = rangeOf(state)
  return Array.from({ length: bottom - top + 1 }, (_, index) => top + index).flatMap((row) =>
    state.sheet.columns.slice(left, right + 1).map((column) => ({ row, column })),
  )
}

/** Those writes that hit cells which take something: what a fill or a clearing leaves out silently. */
export function takable(state: GridState, writes: readonly Write[]): Write[] {
  return writes.filter((one) => {
    const column = state.sheet.columns.find((it) => it.key === one.column)
    const row = state.rows[one.row]
    return column && row && !closedCell(state.sheet, row, column)
  })
}

/** Replaces cells without an action: answers of the server, waiting cells found on the device. */
export function withCells(state: GridState, cells: readonly { row: number; column: string; cell: Cell }[]): GridState {
  if (cells.length === 0) return state
  const rows = [...state.rows]
  for (const { row, column, cell } of cells) {
    const before = rows[row]
    if (before) rows[row] = { ...before, cells: { ...before.cells, [column]: cell } }
  }
  return { ...state, rows }
}

/** The places that want a decision, in reading order: refused cells and conflicts. */
export function problems({ rows, sheet }: GridState): (Place & { column: string; entry: Entry })[] {
  return rows.flatMap((row, index) =>
    Object.entries(row.cells).flatMap(([column, { entry }]) => {
      if (!entry || entry.status === 'waiting') return []
      const col = sheet.columns.findIndex((it) => it.key === column)
      return [{ row: index, col: Math.max(0, col), column, entry }]
    }),
  )
}

interface Change {
  row: number
  column: string
  text: string | null
  refusal?: Entry['refusal']
}

function apply(state: GridState, kind: ActionKind, source: Source, changes: readonly Change[]): GridState {
  const last = new Map(changes.map((one) => [`${one.row} ${one.column}`, one]))
  const real = [...last.values()].filter(({ row, column, text, refusal }) => {
    const cell = state.rows[row]?.cells[column]
    return (
      shown(cell) !== text ||
      cell?.entry?.status === 'conflict' ||
      Boolean(refusal) !== (cell?.entry?.status === 'refused')
    )
  })
  if (real.length === 0) return state
  const action: Action = {
    kind,
    cells: real.map(({ row, column, text }) => ({
      row,
      column,
      before: shown(state.rows[row]?.cells[column]),
      after: text,
    })),
  }
  return remember(put(state, source, real), action)
}

function put(state: GridState, source: Source, changes: readonly Change[]): GridState {
  return withCells(
    state,
    changes.map(({ row, column, text, refusal }) => {
      const stored = state.rows[row]?.cells[column]?.stored ?? null
      const entry: Entry = refusal ? { text, status: 'refused', source, refusal } : { text, status: 'waiting', source }
      return { row, column, cell: !refusal && text === stored ? { stored } : { stored, entry } }
    }),
  )
}

function revert(state: GridState, action: Action, to: 'before' | 'after', from: 'before' | 'after'): GridState {
  const standing = action.cells.filter(({ row, column, ...it }) => shown(state.rows[row]?.cells[column]) === it[from])
  const changes = standing.map(({ row, column, ...it }): Change => {
    const visible = state.sheet.columns.find((one) => one.key === column)
    const held = state.rows[row]
    if (!visible || !held || it[to] === held.cells[column]?.stored) return { row, column, text: it[to] }
    const meaning = meaningOf(state.sheet, held, visible, it[to])
    return { row, column, text: it[to], ...('refusal' in meaning ? { refusal: meaning.refusal } : {}) }
  })
  return put(state, 'undone', changes)
}

const openly = (sheet: Sheet): Sheet => ({ ...sheet, canMark: true })
const openRow = (row: Row): Row => ({ ...row, pupil: { ...row.pupil, leftOn: null } })

function firstGap(sheet: Sheet, rows: readonly Row[]): Place {
  const started = sheet.columns
    .map((column, col) => ({ column, col }))
    .filter(({ column }) => isMarkColumn(column) && !closedReason(sheet, column))
  const gap = (key: string) =>
    rows.findIndex((row) => !row.pupil.leftOn && !isExempt(row) && shown(row.cells[key]) === null)
  const half = started.find(({ column }) => gap(column.key) > 0) ?? started.find(({ column }) => gap(column.key) === 0)
  if (half) return { row: Math.max(0, gap(half.column.key)), col: half.col }
  return { row: 0, col: 0 }
}
