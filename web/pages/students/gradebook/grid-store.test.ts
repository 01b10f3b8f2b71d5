import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openQueue } from '../../../offline/queue.ts'
import type { Batch, Sent } from '../../../offline/waiting.ts'
import { shown } from './grid-model.ts'
import { aRow, aSheet } from './grid-samples.ts'
import { moveTo } from './grid-move.ts'
import { commit, type, undo } from './grid-state.ts'
import { openStore, type GridStore } from './grid-store.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A book of one pupil whose server answers when it is told to. */
async function aDesk() {
  const book = new Map<string, string | null>()
  const asked: { batch: Batch; answer: () => void }[] = []
  const send = (batch: Batch) =>
    new Promise<Sent>((resolve) => {
      for (const { column, value } of batch.cells) book.set(column, value)
      const cells = batch.cells.map(({ student, column, value }) => ({
        student,
        column,
        status: 'saved' as const,
        value,
      }))
      asked.push({ batch, answer: () => resolve({ kind: 'answered', savedAt: '2026-11-25T03:00:00Z', cells }) })
    })
  const keeping = {
    load: async () => ({ cells: [], batches: [] }),
    write: () => new Promise<void>((resolve) => void setTimeout(resolve, 50)),
    erase: async () => {},
  }
  const queue = await openQueue({ keeping, send })
  const store = openStore(aSheet(), [aRow('Nguyễn Hoàng Anh')], queue)
  return { book, asked, store }
}

const typed = (store: GridStore, text: string) =>
  store.run((state) => commit(type(moveTo(state, { row: 0, col: 0 }), text)), true)
const seen = (store: GridStore) => shown(store.get().rows[0]!.cells['regular_1'])
const passes = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

test('a mark that is undone while it is on its way is taken back in the book as well', async () => {
  const { book, asked, store } = await aDesk()
  typed(store, '8')
  await passes(100)
  expect(book.get('regular_1')).toBe('8.0')
  store.run(undo, true)
  expect(seen(store)).toBeNull()
  asked[0]!.answer()
  await passes(200)
  expect(asked[1]!.batch.cells).toMatchObject([{ column: 'regular_1', was: '8.0', value: null }])
  asked[1]!.answer()
  await passes(200)
  expect([seen(store), book.get('regular_1'), store.queue.state().waiting]).toEqual([null, null, 0])
})

test('a mark that is undone while the device notes its answer is taken back in the book as well', async () => {
  const { book, asked, store } = await aDesk()
  typed(store, '8')
  await passes(100)
  asked[0]!.answer()
  await passes(1)
  store.run(undo, true)
  await passes(200)
  asked[1]!.answer()
  await passes(200)
  expect([seen(store), book.get('regular_1')]).toEqual([null, null])
})

test('a mark that is undone before it was sent is not sent', async () => {
  const { asked, store } = await aDesk()
  store.run((state) => commit(type(moveTo(state, { row: 0, col: 0 }), '8')))
  store.run(undo)
  await passes(5_000)
  expect([seen(store), asked.length, store.queue.state().waiting]).toEqual([null, 0, 0])
})
