import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openQueue, type MarkQueue, type Settled } from './queue.ts'
import { placeKey } from './waiting.ts'
import type { Batch, Keeping, Sent, WaitingCell } from './waiting.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const place = (column: string) => ({ book: 'b', student: 's', column })
const cell = (column: string, value: string | null, over: Partial<WaitingCell> = {}): WaitingCell => ({
  ...place(column),
  was: null,
  value,
  source: 'typed',
  reason: null,
  needsReason: false,
  status: 'waiting',
  at: 0,
  ...over,
})
const put = (queue: MarkQueue, one: WaitingCell, delay = 600) => queue.put([{ place: one, cell: one }], delay)

/** A device in memory, as it stands after the browser is closed. */
function aDevice(): Keeping & { cells: Map<string, WaitingCell>; batches: Map<string, Batch> } {
  const cells = new Map<string, WaitingCell>()
  const batches = new Map<string, Batch>()
  return {
    cells,
    batches,
    load: async () => ({ cells: [...cells.values()], batches: [...batches.values()] }),
    write: async ({ cells: changed = [], batch, doneBatch }) => {
      for (const one of changed) {
        if (one.cell) cells.set(placeKey(one.place), one.cell)
        else cells.delete(placeKey(one.place))
      }
      if (batch) batches.set(batch.id, batch)
      if (doneBatch) batches.delete(doneBatch)
    },
    erase: async () => {
      cells.clear()
      batches.clear()
    },
  }
}

/** A server with one book: remembers ids, writes by `was`. */
function aServer() {
  const book = new Map<string, string | null>()
  const answers = new Map<string, Sent>()
  const server = {
    book,
    line: true,
    answerLost: false,
    saves: [] as Batch[],
    send: async (batch: Batch): Promise<Sent> => {
      if (!server.line) return { kind: 'offline' }
      let answer = answers.get(batch.id)
      if (!answer) {
        server.saves.push(batch)
        answer = {
          kind: 'answered',
          savedAt: 'now',
          cells: batch.cells.map((one) => {
            const stored = book.get(one.column) ?? null
            if (one.value === 'refuse')
              return { ...one, status: 'refused', value: stored, refusal: { message: 'no', values: {} } }
            if (stored !== one.was && stored !== one.value)
              return { ...one, status: 'conflict', value: stored, other: { value: stored, by: 'Hùng', at: null } }
            book.set(one.column, one.value)
            return { ...one, status: 'saved', value: one.value }
          }),
        }
        answers.set(batch.id, answer)
      }
      return server.answerLost ? { kind: 'offline' } : answer
    },
  }
  return server
}

test('cells typed one after the other go in one save, a moment after the last', async () => {
  const server = aServer()
  const queue = await openQueue({ keeping: aDevice(), send: server.send })
  put(queue, cell('regular_1', '8.0'))
  await vi.advanceTimersByTimeAsync(400)
  put(queue, cell('regular_2', '7.0'))
  await vi.advanceTimersByTimeAsync(400)
  expect(server.saves).toHaveLength(0)
  expect(queue.state()).toMatchObject({ waiting: 2 })
  await vi.advanceTimersByTimeAsync(400)
  expect(server.saves.map((save) => save.cells.length)).toEqual([2])
  expect(queue.state()).toEqual({ waiting: 0, line: 'idle', savedAt: 'now' })
})

test('without a line cells wait on the device and go once, when it is back', async () => {
  const server = aServer()
  const device = aDevice()
  const queue = await openQueue({ keeping: device, send: server.send })
  server.line = false
  put(queue, cell('regular_1', '8.0'), 0)
  await vi.advanceTimersByTimeAsync(10)
  expect(queue.state()).toMatchObject({ waiting: 1, line: 'offline' })
  expect(device.cells.size).toBe(1)
  server.line = true
  await queue.flush()
  expect(server.saves).toHaveLength(1)
  expect(device.cells.size + device.batches.size).toBe(0)
})

test('an answer that was lost is asked for again under the same id, also after the browser was closed', async () => {
  const server = aServer()
  const device = aDevice()
  server.answerLost = true
  const first = await openQueue({ keeping: device, send: server.send })
  put(first, cell('regular_1', '8.0'), 0)
  await vi.advanceTimersByTimeAsync(10)
  first.stop()
  expect(server.book.get('regular_1')).toBe('8.0')
  // A colleague writes meanwhile; the repetition must not overwrite it.
  server.book.set('regular_1', '9.0')
  server.answerLost = false
  const second = await openQueue({ keeping: device, send: server.send })
  await vi.advanceTimersByTimeAsync(10)
  expect(server.saves).toHaveLength(1)
  expect(server.book.get('regular_1')).toBe('9.0')
  expect(second.state().waiting).toBe(0)
})

test('a cell typed again while it is on its way goes on from what the book then holds', async () => {
  const server = aServer()
  let release = () => {}
  const gate = new Promise<void>((resolve) => (release = resolve))
  const queue = await openQueue({ keeping: aDevice(), send: async (batch) => (await gate, server.send(batch)) })
  put(queue, cell('regular_1', '8.0'), 0)
  await vi.advanceTimersByTimeAsync(10)
  put(queue, cell('regular_1', '8.5'), 0)
  release()
  await vi.advanceTimersByTimeAsync(50)
  expect(server.saves.map((save) => save.cells[0])).toMatchObject([
    { was: null, value: '8.0' },
    { was: '8.0', value: '8.5' },
  ])
  expect(queue.state().waiting).toBe(0)
})

test('a conflict and a refusal stay with their reasons and are not sent again by themselves', async () => {
  const server = aServer()
  server.book.set('midterm', '8.0')
  const settled: Settled[] = []
  const queue = await openQueue({ keeping: aDevice(), send: server.send })
  queue.onSettled((one) => settled.push(one))
  put(queue, cell('midterm', '7.5'), 0)
  put(queue, cell('final', 'refuse'), 0)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(queue.of('b')).toMatchObject([
    { column: 'midterm', status: 'conflict', was: '8.0', other: { by: 'Hùng' } },
    { column: 'final', status: 'refused', refusal: { message: 'no' } },
  ])
  expect(server.saves).toHaveLength(1)
  expect(settled[0]?.cells).toMatchObject([
    { sent: '7.5', value: '8.0' },
    { sent: 'refuse', value: null },
  ])
})

test('a cell that needs a reason waits until one is given', async () => {
  const server = aServer()
  const queue = await openQueue({ keeping: aDevice(), send: server.send })
  put(queue, cell('midterm', '7.5', { needsReason: true }), 0)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(server.saves).toHaveLength(0)
  put(queue, cell('midterm', '7.5', { needsReason: true, reason: 'Phúc tra' }), 0)
  await vi.advanceTimersByTimeAsync(10)
  expect(server.saves).toMatchObject([{ reason: 'Phúc tra' }])
})

test('a book that is no longer open to the person refuses its cells and keeps what was typed', async () => {
  const queue = await openQueue({
    keeping: aDevice(),
    send: async () => ({ kind: 'rejected', message: 'gradebook.refused.no_longer_yours' }),
  })
  put(queue, cell('midterm', '7.5'), 0)
  await vi.advanceTimersByTimeAsync(10)
  expect(queue.of('b')).toMatchObject([
    { status: 'refused', value: '7.5', refusal: { message: 'gradebook.refused.no_longer_yours' } },
  ])
})

test('erasing leaves nothing on the device', async () => {
  const device = aDevice()
  const queue = await openQueue({ keeping: device, send: async () => ({ kind: 'offline' }) })
  put(queue, cell('midterm', '7.5'), 0)
  await vi.advanceTimersByTimeAsync(10)
  await queue.erase()
  expect(device.cells.size + device.batches.size).toBe(0)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(device.cells.size).toBe(0)
})
