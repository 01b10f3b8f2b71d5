import { openDB, type DBSchema } from 'idb'
import { keptFor } from './waiting.ts'
import type { Batch, Keeping, WaitingCell } from './waiting.ts'

interface Device extends DBSchema {
  cells: {
    key: [string, string, string, string]
    value: WaitingCell & { account: string }
    indexes: { account: string }
  }
  batches: { key: string; value: Batch & { account: string }; indexes: { account: string } }
}

/**
 * Keeps one account's waiting cells in the browser's database. Another account on the same device reads and sends
 * nothing of them; what is older than two weeks is forgotten. Null where the browser keeps nothing (private windows).
 */
export async function keepOnDevice(account: string): Promise<Keeping | null> {
  try {
    const db = await openDB<Device>('waiting-marks', 1, {
      upgrade(fresh) {
        fresh
          .createObjectStore('cells', { keyPath: ['account', 'book', 'student', 'column'] })
          .createIndex('account', 'account')
        fresh.createObjectStore('batches', { keyPath: 'id' }).createIndex('account', 'account')
      },
    })
    await forgetOld(Date.now() - keptFor)
    return {
      async load() {
        const [cells, batches] = await Promise.all([
          db.getAllFromIndex('cells', 'account', account),
          db.getAllFromIndex('batches', 'account', account),
        ])
        return {
          cells: cells.map(({ account: _, ...cell }) => cell),
          batches: batches.map(({ account: _, ...batch }) => batch),
        }
      },
      async write({ cells = [], batch, doneBatch }) {
        const tx = db.transaction(['cells', 'batches'], 'readwrite')
        for (const { place, cell } of cells) {
          if (cell) void tx.objectStore('cells').put({ ...cell, account })
          else void tx.objectStore('cells').delete([account, place.book, place.student, place.column])
        }
        if (batch) void tx.objectStore('batches').put({ ...batch, account })
        if (doneBatch) void tx.objectStore('batches').delete(doneBatch)
        await tx.done
      },
      async erase() {
        const tx = db.transaction(['cells', 'batches'], 'readwrite')
        for (const name of ['cells', 'batches'] as const) {
          const store = tx.objectStore(name)
          for (const key of await store.index('account').getAllKeys(account)) void store.delete(key as never)
        }
        await tx.done
      },
    }

    async function forgetOld(before: number) {
      const tx = db.transaction(['cells', 'batches'], 'readwrite')
      for (const name of ['cells', 'batches'] as const) {
        for (let cursor = await tx.objectStore(name).openCursor(); cursor; cursor = await cursor.continue()) {
          if (cursor.value.at < before) void cursor.delete()
        }
      }
      await tx.done
    }
  } catch {
    return null
  }
}

/** Keeps nothing beyond the page: a shared computer, a private window. */
export const keepNothing: Keeping = {
  load: async () => ({ cells: [], batches: [] }),
  write: async () => {},
  erase: async () => {},
}
