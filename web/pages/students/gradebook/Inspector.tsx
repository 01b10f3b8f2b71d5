import { useText } from '../../../text.ts'
import { ColumnNote } from './ColumnNote.tsx'
import { CellHistory } from './CellHistory.tsx'
import { CommentHelp } from './CommentHelp.tsx'
import type { Book } from './gradebook-query.ts'
import type { Column } from './grid-model.ts'
import type { Unmatched } from './grid-paste.ts'
import { columnAt } from './grid-state.ts'
import { useGrid } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'
import { PasteLeft } from './PasteLeft.tsx'
import { Problems } from './Problems.tsx'
import { ReasonCard } from './ReasonCard.tsx'
import { Why } from './Why.tsx'

/** Beside the grid, never over it: what wants a decision, the history of the cell, why the average is what it is. */
export function Inspector({
  book,
  store,
  unmatched,
  onUnmatched,
  history,
  onHistory,
  onDescribe,
}: {
  book: Book
  store: GridStore
  unmatched: readonly Unmatched[]
  onUnmatched: (left: readonly Unmatched[]) => void
  history: boolean
  onHistory: () => void
  onDescribe: (column: Column) => void
}) {
  const t = useText()
  const state = useGrid(store)
  const comments = columnAt(state).kind === 'comment'
  return (
    <aside className="insp noprint" aria-label={t('gradebook.inspector')}>
      <ReasonCard store={store} />
      <Problems store={store} />
      {unmatched.length > 0 && <PasteLeft store={store} unmatched={unmatched} onUnmatched={onUnmatched} />}
      {comments && book.canMark && <CommentHelp book={book} store={store} />}
      <CellHistory book={book} store={store} shown={history} onToggle={onHistory} />
      {!comments && <Why store={store} />}
      <ColumnNote store={store} canMark={book.canMark} onDescribe={onDescribe} />
    </aside>
  )
}
