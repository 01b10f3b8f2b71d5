import { useEffect, useState } from 'react'
import type { MarkQueue } from '../../offline/queue.ts'
import type { WaitingCell } from '../../offline/waiting.ts'
import { useViewer } from '../../shell/session.ts'

/** The cells of a book that this device still keeps: on their way, or refused and in conflict until somebody looks. */
export interface DeviceCells {
  book: string
  waiting: number
  toMend: number
}

/** What this device keeps of books, by book; nothing until it is known. */
export function useDeviceCells(books: readonly string[]): readonly DeviceCells[] {
  const account = useViewer().account.id
  const [kept, setKept] = useState<readonly DeviceCells[]>([])
  const names = books.join(' ')
  useEffect(() => {
    let stop = () => {}
    let gone = false
    const watch = (queue: MarkQueue) => {
      const read = () => setKept(names.split(' ').flatMap((book) => cellsOf(book, queue.of(book))))
      if (gone) return
      stop = queue.subscribe(read)
      read()
    }
    // Without a line the queue's program may not be there; then nothing can be said.
    void import('../../offline/marks.ts').then(({ marksQueue }) => marksQueue(account)).then(watch, () => {})
    return () => {
      gone = true
      stop()
    }
  }, [account, names])
  return kept
}

/** How many cells of a book wait and how many want to be looked at; nothing for a book without any. */
export function cellsOf(book: string, cells: readonly Pick<WaitingCell, 'status'>[]): DeviceCells[] {
  if (cells.length === 0) return []
  const waiting = cells.filter(({ status }) => status === 'waiting').length
  return [{ book, waiting, toMend: cells.length - waiting }]
}
