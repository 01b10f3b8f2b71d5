/** What decides whether a column takes marks now. Times are ISO instants, days `YYYY-MM-DD`. */
export interface ColumnSituation {
  bookState: 'open' | 'submitted' | 'checked' | 'locked'
  /** When and by whom the column alone was locked. */
  columnLockedAt: string | null
  /** The entry window that applies; null where the school has set none. */
  window: { opensOn: string; closesOn: string } | null
  /** The furthest end of an unlock that covers this column and has not ended. */
  unlockedUntil: string | null
}

/** Whether a column takes marks, and if not why; an open column under an unlock asks for a reason with each change. */
export type Openness =
  | { open: true; reasonNeeded: boolean; until: string | null }
  | {
      open: false
      why: 'book_submitted' | 'book_checked' | 'book_locked' | 'column_locked' | 'not_yet' | 'closed'
      day: string | null
    }

/**
 * An unlock opens whatever is closed until it expires, and then every change needs a reason; otherwise the book's state,
 * the column's lock and the entry window decide, in this order. The school's own order of work, not a legal rule;
 * corrections after closing need the principal's approval by the records' rules (Circular 15/2026/TT-BGDĐT, Điều 21).
 */
export function columnOpenness(
  { bookState, columnLockedAt, window, unlockedUntil }: ColumnSituation,
  now: string,
  today: string,
): Openness {
  const closed = whyClosed()
  if (!closed) return { open: true, reasonNeeded: false, until: null }
  if (unlockedUntil && unlockedUntil > now) return { open: true, reasonNeeded: true, until: unlockedUntil }
  return closed

  function whyClosed(): Openness | null {
    if (bookState !== 'open') return { open: false, why: `book_${bookState}`, day: null }
    if (columnLockedAt) return { open: false, why: 'column_locked', day: columnLockedAt.slice(0, 10) }
    if (window && today < window.opensOn) return { open: false, why: 'not_yet', day: window.opensOn }
    if (window && today > window.closesOn) return { open: false, why: 'closed', day: window.closesOn }
    return null
  }
}
