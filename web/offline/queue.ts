import { placeKey } from './waiting.ts'
import type { Batch, CellOutcome, CellPlace, Keeping, Sent, WaitingCell } from './waiting.ts'

/** How the queue stands, for the status line. */
export interface QueueState {
  /** Cells not yet in their books and not refused. */
  waiting: number
  line: 'idle' | 'sending' | 'offline' | 'trouble'
  savedAt: string | null
}

/** What became of cells, told to the page that shows their book. `sent` is the value that was sent. */
export interface Settled {
  book: string
  cells: readonly (CellOutcome & { sent: string | null })[]
}

/** The parts of a queue that a test replaces. */
export interface QueueParts {
  keeping: Keeping
  send: (batch: Batch) => Promise<Sent>
  now?: () => number
  newId?: () => string
}

/** Waiting cells of one account, over all books: kept on the device, sent one save at a time. */
export interface MarkQueue {
  /** Puts cells in, or takes them out (null); they are sent after a delay that later cells prolong. */
  put(changes: readonly { place: CellPlace; cell: WaitingCell | null }[], delay: number): void
  /** Sends now whatever may be sent; resolves when nothing more can be done at the moment. */
  flush(): Promise<void>
  /** Whether a cell is on its way to its book, or may be there already without the answer having come. */
  isUnderWay(place: CellPlace): boolean
  /** The cells of a book, refused ones and conflicts among them. */
  of(book: string): readonly WaitingCell[]
  state(): QueueState
  /** How many cells are kept, refused ones and conflicts among them. */
  kept(): number
  subscribe(listener: () => void): () => void
  onSettled(listener: (settled: Settled) => void): () => void
  /** Forgets everything, here and on the device. */
  erase(): Promise<void>
  stop(): void
}

const cellsAtOnce = 500
const longestDelay = 3_000
const retryAfter = [2_000, 5_000, 15_000, 30_000]

/** Opens the queue with what the device has kept; open batches go first, each under its own id. */
export async function openQueue({
  keeping,
  send,
  now = Date.now,
  newId = () => crypto.randomUUID(),
}: QueueParts): Promise<MarkQueue> {
  const kept = await keeping.load()
  const cells = new Map(kept.cells.map((cell) => [placeKey(cell), cell]))
  const open: Batch[] = [...kept.batches]
  const listeners = new Set<() => void>()
  const settledListeners = new Set<(settled: Settled) => void>()
  let state: QueueState = { waiting: 0, line: 'idle', savedAt: null }
  let sending: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let due = 0
  let failures = 0
  let stopped = false
  let writing: Promise<void> = Promise.resolve()
  tell({})
  if (cells.size + open.length > 0) schedule(0)

  return {
    put(changes, delay) {
      for (const { place, cell } of changes) {
        if (cell) cells.set(placeKey(place), cell)
        else cells.delete(placeKey(place))
      }
      void keep({ cells: changes })
      tell({})
      schedule(delay)
    },
    flush,
    isUnderWay: ({ book, student, column }) =>
      open.some(
        (batch) => batch.book === book && batch.cells.some((it) => it.student === student && it.column === column),
      ),
    of: (book) => [...cells.values()].filter((cell) => cell.book === book),
    state: () => state,
    kept: () => cells.size,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onSettled: (listener) => {
      settledListeners.add(listener)
      return () => settledListeners.delete(listener)
    },
    async erase() {
      stopped = true
      clearTimeout(timer)
      cells.clear()
      open.length = 0
      await keeping.erase()
      tell({ line: 'idle' })
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }

  function schedule(delay: number) {
    if (stopped) return
    const at = now()
    // Typing on and on still sends something now and then.
    const wanted = due > at ? Math.min(at + delay, Math.max(due, at + longestDelay)) : at + delay
    due = wanted
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), wanted - at)
  }

  function flush(): Promise<void> {
    if (stopped) return Promise.resolve()
    clearTimeout(timer)
    due = 0
    sending ??= sendAll().finally(() => {
      sending = undefined
      if (!stopped && state.line === 'idle' && nextCells().length > 0) schedule(0)
    })
    return sending
  }

  async function sendAll(): Promise<void> {
    for (let batch = nextBatch(); batch && !stopped; batch = nextBatch()) {
      tell({ line: 'sending' })
      // On the device before it is on the way: a browser closed now repeats it under the same id.
      await keep({ batch })
      const sent = await send(batch).catch((): Sent => ({ kind: 'offline' }))
      if (sent.kind === 'offline' || sent.kind === 'trouble') {
        tell({ line: sent.kind })
        schedule(retryAfter[Math.min(failures++, retryAfter.length - 1)]!)
        return
      }
      failures = 0
      await settle(batch, sent)
    }
    tell({ line: 'idle' })
  }

  function nextBatch(): Batch | undefined {
    if (open[0]) return open[0]
    const ready = nextCells()
    const first = ready[0]
    if (!first) return undefined
    const { book, source, reason } = first
    const chosen = ready
      .filter((cell) => cell.book === book && cell.source === source && cell.reason === reason)
      .slice(0, cellsAtOnce)
    const batch: Batch = {
      id: newId(),
      book,
      source,
      reason,
      cells: chosen.map(({ student, column, was, value }) => ({ student, column, was, value })),
      at: now(),
    }
    open.push(batch)
    return batch
  }

  function nextCells(): WaitingCell[] {
    return [...cells.values()].filter(
      (cell) => cell.status === 'waiting' && (!cell.needsReason || cell.reason !== null),
    )
  }

  async function settle(batch: Batch, sent: Exclude<Sent, { kind: 'offline' | 'trouble' }>): Promise<void> {
    open.splice(open.indexOf(batch), 1)
    const outcomes: readonly CellOutcome[] =
      sent.kind === 'answered'
        ? sent.cells
        : batch.cells.map(({ student, column, was }) => ({
            student,
            column,
            status: 'refused',
            value: was,
            refusal: { message: sent.message, values: {} },
          }))
    const changes = outcomes.flatMap((outcome) => settleCell(batch, outcome))
    const withSent = outcomes.map((outcome) => ({ ...outcome, sent: sentOf(batch, outcome) }))
    // At once: a page that hears of it later would take a cell typed meanwhile for one that knows the old value.
    for (const listener of settledListeners) listener({ book: batch.book, cells: withSent })
    await keep({ cells: changes, doneBatch: batch.id })
    tell({ savedAt: sent.kind === 'answered' ? sent.savedAt : state.savedAt })
  }

  function settleCell(batch: Batch, outcome: CellOutcome) {
    const place = { book: batch.book, student: outcome.student, column: outcome.column }
    const cell = cells.get(placeKey(place))
    if (!cell) return []
    const settled = afterOutcome(cell, sentOf(batch, outcome), outcome)
    if (settled) cells.set(placeKey(place), settled)
    else cells.delete(placeKey(place))
    return [{ place, cell: settled }]
  }

  /** Writes to the device stand in line, so that an older state never overwrites a newer one. */
  function keep(changes: Parameters<Keeping['write']>[0]): Promise<void> {
    writing = writing.then(() => (stopped ? undefined : keeping.write(changes))).catch(() => {})
    return writing
  }

  function tell(change: Partial<QueueState>) {
    const waiting = [...cells.values()].filter((cell) => cell.status === 'waiting').length
    state = { ...state, ...change, waiting }
    for (const listener of listeners) listener()
  }
}

/**
 * A waiting cell after its answer: gone when the book holds it; a conflict or a refusal stays with its reason. One that
 * was typed again meanwhile waits on, knowing what the book holds now, unless somebody else's value has come between.
 */
export function afterOutcome<C extends Pick<WaitingCell, 'value' | 'was' | 'status' | 'refusal' | 'other'>>(
  cell: C,
  sent: string | null,
  outcome: CellOutcome,
): C | null {
  const same = cell.value === sent
  if (outcome.status === 'conflict') {
    if (cell.value === outcome.value) return null
    return {
      ...cell,
      was: outcome.value,
      status: 'conflict',
      other: outcome.other ?? { value: outcome.value, by: null, at: null },
    }
  }
  if (!same) return cell.status === 'waiting' && cell.value === outcome.value ? null : { ...cell, was: outcome.value }
  if (outcome.status === 'refused') return { ...cell, was: outcome.value, status: 'refused', refusal: outcome.refusal }
  return null
}

const sentOf = (batch: Batch, { student, column }: CellOutcome): string | null =>
  batch.cells.find((cell) => cell.student === student && cell.column === column)?.value ?? null
