import { displayOf } from './grid-entry.ts'
import { isExempt, isMarkColumn, shown } from './grid-model.ts'
import { columnAt, commit, rangeOf, takable, write } from './grid-state.ts'
import type { GridState, Write } from './grid-state.ts'

/** Fills the selection down from its first row; one selected cell fills its column to the last pupil. */
export function fillDown(state: GridState, onlyEmpty: boolean): GridState {
  const kept = commit(state)
  const { top, bottom, left, right } = rangeOf(kept)
  const end = top === bottom ? kept.rows.length - 1 : bottom
  const writes = kept.sheet.columns.slice(left, right + 1).flatMap((column): Write[] => {
    const text = shown(kept.rows[top]?.cells[column.key])
    if (text === null || column.kind === 'average') return []
    return below(kept, top + 1, end, column.key, onlyEmpty, () => text)
  })
  return write(kept, 'fill', 'filled', takable(kept, writes))
}

/** The empty cells of the column take what the mark column before holds: "same as last column". */
export function likeColumnBefore(state: GridState): GridState {
  const kept = commit(state)
  const column = columnAt(kept)
  const before = kept.sheet.columns[kept.cursor.col - 1]
  if (!before || !isMarkColumn(column) || !isMarkColumn(before)) return kept
  const { top, bottom } = rangeOf(kept)
  const [from, end] = top === bottom ? [0, kept.rows.length - 1] : [top, bottom]
  const writes = below(kept, from, end, column.key, true, (row) => shown(kept.rows[row]?.cells[before.key]))
  return write(kept, 'copy_column', 'filled', takable(kept, writes))
}

/** Puts a phrase into the comments of the selected pupils; `{ten}` is the given name. Several pupils: only empty ones. */
export function addPhrase(state: GridState, phrase: string): GridState {
  const kept = commit(state)
  const { top, bottom } = rangeOf(kept)
  const one = top === bottom
  const writes = kept.rows.slice(top, bottom + 1).flatMap((row, index): Write[] => {
    const now = shown(row.cells['comment'])
    if (now !== null && !one) return []
    const said = phrase.replaceAll('{ten}', row.pupil.givenName)
    return [{ row: top + index, column: 'comment', text: now === null ? said : `${now} ${said}` }]
  })
  return write(kept, 'comment', 'filled', takable(kept, writes))
}

/** Copies comments of the term before into empty ones, by pupil's id. */
export function copyComments(state: GridState, comments: ReadonlyMap<string, string>): GridState {
  const kept = commit(state)
  const writes = kept.rows.flatMap((row, index): Write[] => {
    const text = comments.get(row.pupil.id)
    return text && shown(row.cells['comment']) === null ? [{ row: index, column: 'comment', text }] : []
  })
  return write(kept, 'comment', 'filled', takable(kept, writes))
}

/** The selection as a spreadsheet takes it: tabs, lines, a comma before the decimal. */
export function copyText(state: GridState, averages: (row: number) => string): string {
  const { top, bottom, left, right } = rangeOf(state)
  return state.rows
    .slice(top, bottom + 1)
    .map((row, index) =>
      state.sheet.columns
        .slice(left, right + 1)
        .map((column) => {
          if (column.kind === 'average') return averages(top + index)
          if (isMarkColumn(column) && isExempt(row)) return 'M'
          const text = displayOf(column, shown(row.cells[column.key]))
          return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
        })
        .join('\t'),
    )
    .join('\n')
}

function below(
  state: GridState,
  from: number,
  to: number,
  column: string,
  onlyEmpty: boolean,
  textFor: (row: number) => string | null,
): Write[] {
  const rows = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
  return rows.flatMap((row): Write[] => {
    const held = state.rows[row]
    const text = textFor(row)
    if (!held || text === null || (column !== 'comment' && isExempt(held))) return []
    if (onlyEmpty && shown(held.cells[column]) !== null) return []
    return [{ row, column, text }]
  })
}
