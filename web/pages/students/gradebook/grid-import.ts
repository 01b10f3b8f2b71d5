import { withCells, write } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import type { ImportedCell } from './import-preview.ts'

/** Writes the cells of an import as one action. A cell that changed since its preview is shown as a conflict instead. */
export function writeImported(state: GridState, cells: readonly ImportedCell[]): GridState {
  const placed = cells.flatMap((cell) => {
    const row = state.rows.findIndex(({ pupil }) => pupil.id === cell.student)
    const stored = state.rows[row]?.cells[cell.column]?.stored
    return stored === undefined ? [] : [{ ...cell, row, stored }]
  })
  const fresh = placed.filter((cell) => cell.stored === cell.was || cell.stored === cell.value)
  const stale = placed.filter((cell) => !fresh.includes(cell))
  const writes = fresh.map(({ row, column, value }) => ({ row, column, text: value }))
  return withCells(
    write(state, 'import', 'imported', writes),
    stale.map(({ row, column, value, stored }) => ({
      row,
      column,
      cell: {
        stored,
        entry: { text: value, status: 'conflict', source: 'imported', other: { value: stored, by: null, at: null } },
      },
    })),
  )
}
