import { daysBetween } from '../../shell/running-term.ts'

/** What a book's section says about entry, as the page of today reads it. */
export interface BookOfToday {
  gradebook: string
  state: string
  pupils: number
  regularDue: number
  entered: readonly number[]
  closesOn: readonly (string | null)[]
  heldOn: readonly (string | null)[]
}

/** A kind of mark that is to be entered in a book, and by when. */
export interface EntryWork<Book extends BookOfToday = BookOfToday> {
  book: Book
  kind: 'regular' | 'midterm' | 'final'
  done: number
  of: number
  due: string
  /** Days from today; negative when it is over. */
  days: number
  heldOn: string | null
}

/** From here on a day of entry is work of today. */
const soon = 21

/** What is to be entered, the most urgent first: what is late or due within three weeks, and not yet whole. */
export function entryWork<Book extends BookOfToday>(books: readonly Book[], today: string): EntryWork<Book>[] {
  return books
    .filter((book) => book.state === 'open')
    .flatMap((book) => kindsOf(book, today))
    .filter(({ done, of, days }) => done < of && days <= soon)
    .toSorted((a, b) => a.days - b.days || a.done / a.of - b.done / b.of)
}

function kindsOf<Book extends BookOfToday>(book: Book, today: string): EntryWork<Book>[] {
  const { regularDue, entered, closesOn, heldOn, pupils } = book
  const columns = [
    { kind: 'regular', from: 0, to: regularDue },
    { kind: 'midterm', from: regularDue, to: regularDue + 1 },
    { kind: 'final', from: regularDue + 1, to: regularDue + 2 },
  ] as const
  return columns.flatMap(({ kind, from, to }) => {
    const due = closesOn[from]
    if (!due) return []
    const counts = entered.slice(from, to)
    return {
      book,
      kind,
      due,
      days: daysBetween(today, due),
      done: counts.reduce((sum, count) => sum + Math.min(count, pupils), 0),
      of: pupils * counts.length,
      heldOn: heldOn[from] ?? null,
    }
  })
}
