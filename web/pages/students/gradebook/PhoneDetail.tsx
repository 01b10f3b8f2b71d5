import { useQuery } from 'urql'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Attempts } from './Attempts.tsx'
import { CellHistory } from './CellHistory.tsx'
import { ExemptionNote } from './ExemptionNote.tsx'
import { BookDetailQuery } from './gradebook-query.ts'
import type { Book } from './gradebook-query.ts'
import { nameOf } from './grid-paste.ts'
import { columnAt, rowAt } from './grid-state.ts'
import { useGrid } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'
import { Why } from './Why.tsx'

/** What stands beside the grid on a wide screen, over the pad on a phone: results to choose from, history, the average. */
export function PhoneDetail({ book, store, onClose }: { book: Book; store: GridStore; onClose: () => void }) {
  const state = useGrid(store)
  const [{ data }, again] = useQuery({ query: BookDetailQuery, variables: { book: book.id } })
  const detail = data?.gradebook
  const { kind } = columnAt(state)
  return (
    <Dialog title={nameOf(rowAt(state).pupil)} onClose={onClose}>
      <div className="insp">
        {detail && kind === 'regular' && (
          <Attempts
            detail={detail}
            store={store}
            state={state}
            onChange={() => again({ requestPolicy: 'network-only' })}
          />
        )}
        <CellHistory book={book} store={store} state={state} shown />
        {kind !== 'comment' && <Why state={state} />}
        {detail && <ExemptionNote detail={detail} book={book} state={state} />}
      </div>
    </Dialog>
  )
}
