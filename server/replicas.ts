import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { Logger } from 'pino'
import { openDatabase, type Database } from '../platform/database.ts'
import type { ReplicaState } from '../platform/system.ts'

/** Databases that follow the one that is written to. */
export interface Replicas {
  /** One that answers and is not far behind, in turns; the one that is written to where there is none. */
  reading(): Kysely<Database>
  states(): ReplicaState[]
  stop(): Promise<void>
}

/** A replica further behind than this is left out until it has caught up. */
const lagAtMost = 30
const lookEvery = 2000

/** Opens the replicas and keeps looking which of them are well. */
export function openReplicas(urls: readonly string[], primary: Kysely<Database>, pool: number, log: Logger): Replicas {
  const replicas = urls.map((url, index) => {
    const replica = {
      ...openDatabase(url, pool, () => void (replica.well = false)),
      well: false,
      lag: null as number | null,
      name: `replica ${index + 1}`,
    }
    return replica
  })
  const ending = new AbortController()
  const looking = replicas.map(async (replica) => {
    while (!ending.signal.aborted) {
      replica.lag = await lagOf(replica.db)
      const well = replica.lag !== null && replica.lag <= lagAtMost
      if (well !== replica.well) log[well ? 'info' : 'warn'](`${replica.name} is ${well ? 'used' : 'left out'}`)
      replica.well = well
      await sleep(lookEvery, undefined, { signal: ending.signal }).catch(() => {})
    }
  })
  let turn = 0
  return {
    reading() {
      const well = replicas.filter((replica) => replica.well)
      return well.length ? well[turn++ % well.length]!.db : primary
    },
    states: () => replicas.map(({ name, well, lag }) => ({ name, used: well, lag })),
    async stop() {
      ending.abort()
      await Promise.all(looking)
      await Promise.all(replicas.map(({ db }) => db.destroy()))
    },
  }
}

/** How many seconds a replica is behind; null where it does not answer in time. */
async function lagOf(db: Kysely<Database>): Promise<number | null> {
  // A quiet primary sends nothing: then nothing received is nothing behind.
  const asked = sql<{ lag: number }>`/* replica.lag */
    select case when pg_last_wal_receive_lsn() is not distinct from pg_last_wal_replay_lsn() then 0
      else coalesce(extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()), 0) end::float8 as lag`.execute(
    db,
  )
  return Promise.race([
    asked.then(
      ({ rows }) => rows[0]!.lag,
      () => null,
    ),
    sleep(lookEvery).then(() => null),
  ])
}
