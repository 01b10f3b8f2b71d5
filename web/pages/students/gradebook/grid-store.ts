import { useSyncExternalStore } from 'react'
import type { MarkQueue } from '../../../offline/queue.ts'
import { openGrid } from './grid-state.ts'
import type { GridState } from './grid-state.ts'
import { overlay, queueChanges, reasonGiven, refresh, settle, takenBack } from './grid-sync.ts'
import type { Row, Sheet } from './grid-model.ts'

/** A moment after a cell was left its change is sent. */
const afterTyping = 600

/** The grid on the screen together with its queue: every step is drawn at once and what it changed is put to be sent. */
export interface GridStore {
  get(): GridState
  /** The state without what is being typed: the same object until something else changes. */
  still(): GridState
  /** Makes a step; `now` sends at once (a paste, a fill). */
  run(step: (state: GridState) => GridState, now?: boolean): void
  /** Why columns are changed that are unlocked for a time; null until it was said. */
  reason(): string | null
  giveReason(reason: string): void
  /** Lays the book as it was read again under what is being typed. */
  refresh(sheet: Sheet, rows: readonly Row[]): void
  subscribe(listener: () => void): () => void
  queue: MarkQueue
}

/** Opens the store of a book; `close` when the page is left. */
export function openStore(sheet: Sheet, rows: readonly Row[], queue: MarkQueue): GridStore & { close(): void } {
  let state = overlay(openGrid(sheet, rows), queue.of(sheet.id))
  let reason: string | null = null
  const listeners = new Set<() => void>()
  let still = state
  const show = (next: GridState) => {
    if (next === state) return
    state = next
    if (!sameButDraft(still, next)) still = { ...next, draft: null }
    for (const listener of listeners) listener()
  }
  const close = queue.onSettled((settled) => {
    if (settled.book === sheet.id) show(settle(state, settled))
  })
  return {
    queue,
    close,
    get: () => state,
    still: () => still,
    run(step, now = false) {
      const before = state
      show(takenBack(before, step(before), queue.isUnderWay))
      const changes = queueChanges(before, state, reason, Date.now())
      if (changes.length > 0) queue.put(changes, now ? 0 : afterTyping)
    },
    reason: () => reason,
    giveReason(given) {
      reason = given
      const changes = reasonGiven(state, given, Date.now())
      if (changes.length > 0) queue.put(changes, 0)
      show({ ...state, sheet: { ...state.sheet } })
    },
    refresh: (fresh, held) => show({ ...refresh(state, held), sheet: fresh }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The grid's state, drawn again with every step. */
export const useGrid = (store: GridStore): GridState => useSyncExternalStore(store.subscribe, store.get)

/** The grid's state for what stands around the table: nothing there is drawn again while a mark is being typed. */
export const useStillGrid = (store: GridStore): GridState => useSyncExternalStore(store.subscribe, store.still)

/** How the queue stands. */
export const useQueueState = ({ queue }: GridStore) => useSyncExternalStore(queue.subscribe, queue.state)

const sameButDraft = (a: GridState, b: GridState): boolean =>
  a.rows === b.rows && a.cursor === b.cursor && a.anchor === b.anchor && a.done === b.done && a.sheet === b.sheet
