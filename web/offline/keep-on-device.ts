import { openDB, type DBSchema } from 'idb'
import type { Seal, Sealed } from './seal.ts'
import { keptFor, placeKey } from './waiting.ts'
import type { Batch, Keeping, WaitingCell } from './waiting.ts'

/** A record as the device holds it: whose it is and what it says are in nobody's reach but the account's. */
interface Kept extends Sealed {
  name: string
  owner: string
  /** When it was typed, so that what is old is forgotten without being read. */
  at: number
}

interface Device extends DBSchema {
  kept: { key: string; value: Kept; indexes: { owner: string } }
}

type Content = { cell: WaitingCell } | { batch: Batch }

/**
 * Keeps one account's waiting cells in the browser's database, sealed with the account's key. Another account on the
 * same device reads and sends nothing of them; what is older than two weeks is forgotten. Null where the browser keeps
 * nothing (private windows).
 */
export async function keepOnDevice(seal: Seal): Promise<Keeping | null> {
  try {
    const db = await openDB<Device>('waiting-marks', 2, {
      upgrade(fresh) {
        for (const name of fresh.objectStoreNames) fresh.deleteObjectStore(name)
        fresh.createObjectStore('kept', { keyPath: 'name' }).createIndex('owner', 'owner')
      },
    })
    await forgetOld(Date.now() - keptFor)
    return {
      async load() {
        const kept = await db.getAllFromIndex('kept', 'owner', seal.owner)
        const opened = await Promise.allSettled(kept.map((one) => seal.open(one, one.name) as Promise<Content>))
        // What does not open is left alone: it is forgotten with the rest.
        const contents = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
        return {
          cells: contents.flatMap((one) => ('cell' in one ? [one.cell] : [])),
          batches: contents.flatMap((one) => ('batch' in one ? [one.batch] : [])),
        }
      },
      async write({ cells = [], batch, doneBatch }) {
        // Sealed before the transaction begins: it would end by itself while the sealing is waited for.
        const changes = await Promise.all([
          ...cells.map(({ place, cell }) => changeOf(`cell ${placeKey(place)}`, cell && { cell }, cell?.at ?? 0)),
          ...(batch ? [changeOf(`batch ${batch.id}`, { batch }, batch.at)] : []),
          ...(doneBatch ? [changeOf(`batch ${doneBatch}`, null, 0)] : []),
        ])
        const tx = db.transaction('kept', 'readwrite')
        for (const { name, kept } of changes) void (kept ? tx.store.put(kept) : tx.store.delete(name))
        await tx.done
      },
      async erase() {
        const tx = db.transaction('kept', 'readwrite')
        for (const name of await tx.store.index('owner').getAllKeys(seal.owner)) void tx.store.delete(name)
        await tx.done
      },
    }

    async function changeOf(text: string, content: Content | null, at: number) {
      const name = await seal.nameOf(text)
      const kept = content && { name, owner: seal.owner, at, ...(await seal.close(content, name)) }
      return { name, kept }
    }

    async function forgetOld(before: number) {
      const tx = db.transaction('kept', 'readwrite')
      for (let cursor = await tx.store.openCursor(); cursor; cursor = await cursor.continue()) {
        if (cursor.value.at < before) void cursor.delete()
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
