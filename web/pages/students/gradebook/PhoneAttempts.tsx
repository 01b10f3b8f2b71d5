import { useQuery } from 'urql'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Attempts } from './Attempts.tsx'
import { BookDetailQuery } from './gradebook-query.ts'
import type { Book } from './gradebook-query.ts'
import { nameOf } from './grid-paste.ts'
import { rowAt } from './grid-state.ts'
import { useGrid } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'

/** The results behind a regular mark, on a phone over the pad. */
export function PhoneAttempts({ book, store, onClose }: { book: Book; store: GridStore; onClose: () => void }) {
  const state = useGrid(store)
  const [{ data }, again] = useQuery({ query: BookDetailQuery, variables: { book: book.id } })
  return (
    <Dialog title={nameOf(rowAt(state).pupil)} onClose={onClose}>
      {data?.gradebook && (
        <Attempts
          detail={data.gradebook}
          store={store}
          state={state}
          onChange={() => again({ requestPolicy: 'network-only' })}
        />
      )}
    </Dialog>
  )
}
