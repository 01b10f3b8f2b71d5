import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { pino } from 'pino'
import { proveSums } from '../../modules/students/sums/prove.ts'
import { refreshSums } from '../../modules/students/public.ts'
import { openDatabase, type Database } from '../../platform/database.ts'
import { startReplica } from '../../server/embedded-replica.ts'
import type { Postgres } from '../../server/embedded-postgres.ts'
import { startChild, type Child } from '../bench/child.ts'
import type { Ground } from '../bench/ground.ts'
import { differences, keepSaving, teachersOf } from './teachers.ts'

/** What came of it: saves that were acknowledged, tries that were not, and what must not be. */
export interface FailedOver {
  rounds: number
  acknowledged: number
  refused: number
  /** From the blow to the first save that was acknowledged after it, in each round, in milliseconds. */
  outages: number[]
  faults: string[]
}

/**
 * Two processes of the program write to one PostgreSQL that a second one follows synchronously. While teachers save
 * without pause the first one is killed with all its processes, the second is promoted, and the program is started again
 * with its address, as docs/operation.md says. Then every book must be what was acknowledged, once and whole. In the next
 * round the second is the first. The ground's own PostgreSQL must not be started again when it ends (`ends: 0`).
 */
export async function surviveFailovers(
  ground: Ground,
  { rounds, teachers }: { rounds: number; teachers: number },
): Promise<FailedOver> {
  await Promise.all([ground.product.stop(), ground.bare.stop()])
  const people = await teachersOf(ground, teachers)
  const told: FailedOver = { rounds: 0, acknowledged: 0, refused: 0, outages: [], faults: [] }
  const database = new URL(ground.ownerUrl).pathname.slice(1)
  const room = dirname(ground.folder)
  let first = { folder: join(room, 'postgres'), ownerUrl: ground.ownerUrl, appUrl: ground.appUrl }
  const copies: Postgres[] = []
  let servers = await twoServers(first.appUrl, ground.folder)
  try {
    for (; told.rounds < rounds; told.rounds += 1) {
      const folder = join(room, `copy-${told.rounds}`)
      const copy = await startReplica({ of: first.folder, dataDir: folder, log: pino({ level: 'silent' }), ends: 0 })
      copies.push(copy)
      const second = { folder, ownerUrl: copy.url(database), appUrl: copy.url(database, 'truong_app') }
      await withDatabase(first.ownerUrl, followSynchronously)

      let turn = 0
      const round = { stopping: false, url: () => servers[turn++ % servers.length]!.url }
      const saving = people.map((one) => keepSaving(one, round, told))
      await sleep(1_500)
      killAll(first.folder)
      const blow = performance.now()
      await withDatabase(second.ownerUrl, promote)
      await Promise.all(servers.map((server) => server.stop()))
      servers = await twoServers(second.appUrl, ground.folder)
      const before = countOf(people)
      while (countOf(people) === before && performance.now() - blow < 60_000) await sleep(5)
      told.outages.push(Math.round(performance.now() - blow))
      await sleep(1_500)
      round.stopping = true
      await Promise.all(saving)
      if (countOf(people) - before < people.length) told.faults.push('saves did not go on')
      await withDatabase(second.ownerUrl, async (db) => {
        for (const one of people) told.faults.push(...(await differences(db, one)))
      })
      rmSync(first.folder, { recursive: true, force: true })
      first = second
    }
    told.acknowledged = countOf(people)
    await withDatabase(first.ownerUrl, async (db) => {
      await refreshSums(db, ground.today)
      const sums = await proveSums(db, ground.today, 1_000)
      if (sums.faults > 0) told.faults.push(`${sums.faults} of ${sums.compared} sums do not follow from the records`)
    })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    for (const copy of copies) await copy.stop()
  }
  return told
}

const twoServers = (url: string, folder: string): Promise<Child[]> =>
  Promise.all([1, 2].map(() => startChild('product.ts', { args: [url, folder], profile: undefined })))

const countOf = (people: readonly { saves: readonly string[] }[]): number =>
  people.reduce((sum, { saves }) => sum + saves.length, 0)

async function withDatabase(url: string, work: (db: Kysely<Database>) => Promise<void>): Promise<void> {
  const { db } = openDatabase(url, 1, () => {})
  try {
    await work(db)
  } finally {
    await db.destroy()
  }
}

/** From here on no save is acknowledged before the copy has it on its disk. */
async function followSynchronously(db: Kysely<Database>): Promise<void> {
  await sql`alter system set synchronous_standby_names = '*'`.execute(db)
  await sql`select pg_reload_conf()`.execute(db)
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const { rows } = await sql`select from pg_stat_replication where sync_state = 'sync'`.execute(db)
    if (rows.length > 0) return
    await sleep(100)
  }
  throw new Error('the copy does not follow')
}

/** Makes a copy the one that is written to; it has nobody yet whom it could wait for. */
async function promote(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ done: boolean }>`select pg_promote(true, 60) as done`.execute(db)
  if (!rows[0]?.done) throw new Error('the copy could not be promoted')
  await sql`alter system reset synchronous_standby_names`.execute(db)
  await sql`select pg_reload_conf()`.execute(db)
}

/** Ends a PostgreSQL as its machine's end would: every process at once, nothing said to anybody. */
function killAll(folder: string): void {
  const main = Number(readFileSync(join(folder, 'database', 'postmaster.pid'), 'utf8').split('\n')[0])
  const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  for (const pid of [main, ...children]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended by itself meanwhile.
    }
  }
}
