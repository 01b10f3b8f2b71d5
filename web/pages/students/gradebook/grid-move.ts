import { shown } from './grid-model.ts'
import type { Place } from './grid-model.ts'
import { commit, problems } from './grid-state.ts'
import type { GridState } from './grid-state.ts'

/** Puts the cursor somewhere; with `extend` the selection grows from where it began. A draft is kept first. */
export function moveTo(state: GridState, place: Place, extend = false): GridState {
  const kept = commit(state)
  const cursor = {
    row: clamp(place.row, kept.rows.length),
    col: clamp(place.col, kept.sheet.columns.length),
  }
  return { ...kept, cursor, anchor: extend ? kept.anchor : cursor }
}

/** Moves the cursor by rows and columns. */
export const moveBy = (state: GridState, rows: number, cols: number, extend = false): GridState =>
  moveTo(state, { row: state.cursor.row + rows, col: state.cursor.col + cols }, extend)

/** Moves to the edge of what is filled, as spreadsheets do: to the last cell before a gap, or over the gap. */
export function moveToEdge(state: GridState, rows: number, cols: number, extend = false): GridState {
  const filled = ({ row, col }: Place) => shown(state.rows[row]?.cells[state.sheet.columns[col]?.key ?? '']) !== null
  const inside = ({ row, col }: Place) =>
    row >= 0 && col >= 0 && row < state.rows.length && col < state.sheet.columns.length
  const next = ({ row, col }: Place): Place => ({ row: row + rows, col: col + cols })
  let at = state.cursor
  if (!inside(next(at))) return state
  const through = filled(at) && filled(next(at))
  at = next(at)
  while (inside(next(at)) && (through ? filled(next(at)) : !filled(at))) at = next(at)
  return moveTo(state, at, extend)
}

/** Tab: to the right, then to the next row; null where the grid ends and the focus goes on. */
export function moveByTab(state: GridState, back: boolean): GridState | null {
  const last = { row: state.rows.length - 1, col: state.sheet.columns.length - 1 }
  const { row, col } = state.cursor
  if (back) {
    if (row === 0 && col === 0) return null
    return moveTo(state, col > 0 ? { row, col: col - 1 } : { row: row - 1, col: last.col })
  }
  if (row === last.row && col === last.col) return null
  return moveTo(state, col < last.col ? { row, col: col + 1 } : { row: row + 1, col: 0 })
}

/** Selects a whole column. */
export const selectColumn = (state: GridState, col: number): GridState => ({
  ...commit(state),
  anchor: { row: 0, col },
  cursor: { row: state.rows.length - 1, col },
})

/** Moves to the next or previous cell that wants a decision. */
export function toProblem(state: GridState, back: boolean): GridState {
  const all = problems(state)
  if (all.length === 0) return state
  const order = (place: Place) => place.row * 100 + place.col
  const here = order(state.cursor)
  const next = back
    ? (all.findLast((it) => order(it) < here) ?? all.at(-1))
    : (all.find((it) => order(it) > here) ?? all[0])
  return next ? moveTo(state, next) : state
}

const clamp = (value: number, length: number) => Math.max(0, Math.min(value, length - 1))
