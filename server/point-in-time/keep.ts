import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Logger } from 'pino'
import type { RecordState } from '../../platform/system.ts'
import { writeContainer } from '../backup/container.ts'
import { copyBase, systemIdOf, type CopiedDatabase } from './base.ts'
import { outboxIn, waitingIn } from './outbox.ts'
import { basesOf, makePlace, prune, segmentPath, systemsIn, type RecordPlace } from './record.ts'

/** What keeping a record needs. */
export interface KeepingRecord extends CopiedDatabase {
  folder: string
  keepDays: number
  log: Logger
}

const pauseMilliseconds = 5_000
const baseEvery = 24 * 3_600_000

/** Takes what lies in the outbox to the record, encrypted, oldest first; answers how many segments went. */
export async function ship(place: RecordPlace, { postgresDir, recipient }: CopiedDatabase): Promise<number> {
  const outbox = outboxIn(postgresDir)
  const waiting = waitingIn(outbox)
  if (waiting.length > 0) makePlace(place)
  for (const { name } of waiting) {
    const path = join(outbox, name)
    // Written anew where a crash has left it in both places: it is the same.
    await writeContainer(segmentPath(place, name), recipient, (add) => add(name, readFileSync(path)))
    rmSync(path)
  }
  return waiting.length
}

/**
 * Keeps the record of a PostgreSQL of the program's own: segments as they come, and a copy of the data a day, without which
 * going back would take ever longer. What fails is said in the log and tried again; PostgreSQL keeps its segments meanwhile.
 */
export function keepRecord(keeping: KeepingRecord): { stop: () => Promise<void> } {
  const { folder, keepDays, log } = keeping
  const ending = new AbortController()
  const running = (async () => {
    const place = { folder, systemId: await systemId(keeping.ownerUrl) }
    while (!ending.signal.aborted) {
      await ship(place, keeping)
        .then(() => baseIfDue(place))
        .catch((error: unknown) => log.error({ err: error }, 'the record of the database did not grow'))
      await sleep(pauseMilliseconds, undefined, { signal: ending.signal }).catch(() => {})
    }
  })().catch((error: unknown) => log.error({ err: error }, 'the record of the database is not kept'))
  return {
    stop: () => {
      ending.abort()
      return running
    },
  }

  async function baseIfDue(place: RecordPlace): Promise<void> {
    const newest = basesOf(place).at(-1)
    if (ending.signal.aborted || (newest && Date.now() - newest.at.getTime() < baseEvery)) return
    const begun = performance.now()
    // The copy waits for its last segment in the outbox, which is taken away afterwards.
    const path = await copyBase(folder, keeping)
    log.info(
      `copied the database for going back to any instant, in ${Math.round((performance.now() - begun) / 1000)} s: ${path}`,
    )
    prune(place, keepDays, new Date())
  }
}

/** How a record is. */
export function recordState(folder: string, postgresDir: string): RecordState {
  const copies = systemsIn(folder).flatMap((systemId) => basesOf({ folder, systemId }))
  const newest = Math.max(...copies.map(({ at }) => at.getTime()))
  return {
    waitingSince: waitingIn(outboxIn(postgresDir))[0]?.at ?? null,
    copiedAt: copies.length > 0 ? new Date(newest) : null,
  }
}

async function systemId(ownerUrl: string): Promise<string> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  return systemIdOf(client).finally(() => client.end())
}
