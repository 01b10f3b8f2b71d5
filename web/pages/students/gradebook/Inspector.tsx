import { memo, useDeferredValue } from 'react'
import { useQuery } from 'urql'
import { useText } from '../../../text.ts'
import { Attempts } from './Attempts.tsx'
import { ColumnNote } from './ColumnNote.tsx'
import { CellHistory } from './CellHistory.tsx'
import { CommentHelp } from './CommentHelp.tsx'
import { ExemptionNote } from './ExemptionNote.tsx'
import { BookDetailQuery } from './gradebook-query.ts'
import type { Book } from './gradebook-query.ts'
import type { Column } from './grid-model.ts'
import type { Unmatched } from './grid-paste.ts'
import { columnAt } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import { useStillGrid } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'
import { PasteLeft } from './PasteLeft.tsx'
import { Problems } from './Problems.tsx'
import { ReasonCard } from './ReasonCard.tsx'
import { Why } from './Why.tsx'

interface InspectorProps {
  book: Book
  store: GridStore
  unmatched: readonly Unmatched[]
  onUnmatched: (left: readonly Unmatched[]) => void
  history: boolean
  onHistory: () => void
  onDescribe: (column: Column) => void
}

/** Beside the grid, never over it: what wants a decision, the history of the cell, why the average is what it is. */
export function Inspector(props: InspectorProps) {
  // The key is drawn first; what stands beside it follows a moment later.
  return <Parts {...props} state={useDeferredValue(useStillGrid(props.store))} />
}

const Parts = memo(function Parts({
  book,
  store,
  state,
  unmatched,
  onUnmatched,
  history,
  onHistory,
  onDescribe,
}: InspectorProps & { state: GridState }) {
  const t = useText()
  const [{ data }, again] = useQuery({ query: BookDetailQuery, variables: { book: book.id } })
  const { kind } = columnAt(state)
  const comments = kind === 'comment'
  const detail = data?.gradebook
  return (
    <aside className="insp noprint" aria-label={t('gradebook.inspector')}>
      <ReasonCard store={store} state={state} />
      <Problems store={store} state={state} results={detail?.canSeeResults ? book : undefined} />
      {unmatched.length > 0 && <PasteLeft store={store} unmatched={unmatched} onUnmatched={onUnmatched} />}
      {comments && book.canMark && <CommentHelp book={book} store={store} state={state} />}
      <CellHistory book={book} store={store} state={state} shown={history} onToggle={onHistory} />
      {detail && kind === 'regular' && (
        <Attempts
          detail={detail}
          store={store}
          state={state}
          onChange={() => again({ requestPolicy: 'network-only' })}
        />
      )}
      {!comments && <Why state={state} />}
      {detail && <ExemptionNote detail={detail} book={book} state={state} />}
      <ColumnNote state={state} canMark={book.canMark} onDescribe={onDescribe} />
    </aside>
  )
})
