import { useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { problemOf } from '../../../graphql.ts'
import { marksQueue } from '../../../offline/marks.ts'
import type { MarkQueue } from '../../../offline/queue.ts'
import { usePlace } from '../../../shell/place.ts'
import { useViewer } from '../../../shell/session.ts'
import { say } from '../../../text.ts'
import { NotFound } from '../../NotFound.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { GradebookAtQuery, rowsOf, sheetOf, variablesOf } from './gradebook-query.ts'
import type { Book } from './gradebook-query.ts'
import { GridLoading } from './GridLoading.tsx'
import { GridPage } from './GridPage.tsx'
import { NoPupils } from './NoPupils.tsx'
import { writeImported } from './grid-import.ts'
import { takeHanded } from './import-preview.ts'
import { openStore } from './grid-store.ts'
import type { GridStore } from './grid-store.ts'
import { PhonePage } from './PhonePage.tsx'
import { useNarrow } from './use-narrow.ts'
import './gradebook.css'
import './grid.css'
import './inspector.css'

/** How long a book may stand on the screen before coming back to it reads it again. */
const staleAfter = 60_000

/** The page of a section's book: the grid on a wide screen, one column at a time on a phone. */
export function Gradebook() {
  const variables = variablesOf(usePlace())
  const { account } = useViewer()
  const [{ data, error }, again] = useQuery({
    query: GradebookAtQuery,
    variables: variables ?? { unit: '', year: 0, term: 1, class: '', subject: '' },
    pause: !variables,
    requestPolicy: 'network-only',
  })
  const queue = useQueue(account.id)
  const read = () => again({ requestPolicy: 'network-only' })
  if (!variables) return <NotFound />
  const book = data?.gradebookAt
  if (!book && error) {
    return (
      <main id="main" className="page">
        <ErrorState problem={problemOf(error)} onRetry={read} />
      </main>
    )
  }
  if (!book || !queue) return <GridLoading />
  if (book.rows.length === 0) return <NoPupils book={book} />
  return <OpenBook key={book.id} book={book} queue={queue} onStale={read} />
}

/** Holds the store of one book; a book read again is laid under what is being typed. */
function OpenBook({ book, queue, onStale }: { book: Book; queue: MarkQueue; onStale: () => void }) {
  const [store, setStore] = useState<GridStore>()
  const narrow = useNarrow()
  useEffect(() => {
    const opened = openStore(sheetOf(book), rowsOf(book), queue)
    const imported = takeHanded(book.id)
    if (imported.length > 0) {
      opened.run((state) => writeImported(state, imported), true)
      announce(say('gradebook.imported', { count: imported.length }))
    }
    setStore(opened)
    return () => opened.close()
    // The store lives as long as the page shows this book; later readings are laid into it below.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [queue])
  useEffect(() => store?.refresh(sheetOf(book), rowsOf(book)), [store, book])
  useEffect(() => {
    let seen = Date.now()
    const onVisible = () => {
      if (document.visibilityState === 'hidden') return void queue.flush()
      if (Date.now() - seen > staleAfter) onStale()
      seen = Date.now()
    }
    document.addEventListener('visibilitychange', onVisible)
    return () => document.removeEventListener('visibilitychange', onVisible)
  })
  if (!store) return <GridLoading />
  return narrow ? (
    <PhonePage book={book} store={store} onReload={onStale} />
  ) : (
    <GridPage book={book} store={store} onReload={onStale} />
  )
}

function useQueue(account: string): MarkQueue | undefined {
  const [queue, setQueue] = useState<MarkQueue>()
  useEffect(() => {
    let gone = false
    void marksQueue(account).then((opened) => !gone && setQueue(opened))
    return () => {
      gone = true
    }
  }, [account])
  return queue
}
