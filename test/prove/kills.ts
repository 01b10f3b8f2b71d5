import { readFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { proveSums } from '../../modules/students/sums/prove.ts'
import { refreshSums } from '../../modules/students/public.ts'
import { sealTrail, verifyTrail } from '../../modules/trail/seal.ts'
import type { Database } from '../../platform/database.ts'
import { startChild, type Child } from '../bench/child.ts'
import type { Ground } from '../bench/ground.ts'
import { fillDisk } from './small-disk.ts'
import { differences, keepSaving, teachersOf } from './teachers.ts'

/** What is done to the system while everybody saves; `disk` needs the ground on a file system of its own (small-disk.ts). */
export type Blow = 'server' | 'postgres' | 'network' | 'restart' | 'slow' | 'disk'
export const blows: readonly Blow[] = ['server', 'postgres', 'network', 'restart', 'slow']

/** What came of it: saves that were acknowledged, tries that were not, and what must not be. */
export interface Survived {
  rounds: number
  acknowledged: number
  refused: number
  faults: string[]
}

/**
 * Lets teachers save without pause, strikes once a round, waits until each has had the save that was under way acknowledged
 * (the same save sent again), and then compares every book with what was acknowledged: there once, none half, averages,
 * history, sums and remembered answers in agreement.
 */
export async function surviveBlows(
  ground: Ground,
  { rounds, teachers, only = blows }: { rounds: number; teachers: number; only?: readonly Blow[] },
): Promise<Survived> {
  const people = await teachersOf(ground, teachers)
  const line = await cuttableLine(ground.appUrl)
  let product = await startChild('product.ts', { args: [line.url, ground.folder], profile: undefined })
  const survived: Survived = { rounds: 0, acknowledged: 0, refused: 0, faults: [] }
  for (; survived.rounds < rounds; survived.rounds += 1) {
    const blow = only[survived.rounds % only.length]!
    const round = { stopping: false, url: () => product.url }
    const saving = people.map((one) => keepSaving(one, round, survived))
    await sleep(300 + Math.random() * 700)
    product = await strike(blow, ground, line, product)
    await sleep(300 + Math.random() * 500)
    round.stopping = true
    await Promise.all(saving)
    for (const one of people)
      survived.faults.push(...(await differences(ground.db, one)).map((what) => `${blow}: ${what}`))
  }
  survived.acknowledged = people.reduce((sum, { saves }) => sum + saves.length, 0)
  await refreshSums(ground.db, ground.today)
  const sums = await proveSums(ground.db, ground.today, 1_000)
  if (sums.faults > 0) survived.faults.push(`${sums.faults} of ${sums.compared} sums do not follow from the records`)
  await product.stop()
  await line.stop()
  // Nothing is under way any more: all of the trail is sealed, and follows from what is stored.
  await sealTrail(ground.db, '0 seconds')
  const { faults } = await verifyTrail(ground.db)
  if (faults.length > 0) survived.faults.push(`${faults.length} places of the trail are not as they were sealed`)
  return survived
}

async function strike(blow: Blow, ground: Ground, line: Line, product: Child): Promise<Child> {
  switch (blow) {
    case 'server':
      await product.kill()
      return startChild('product.ts', { args: [line.url, ground.folder], profile: undefined })
    case 'restart':
      await product.stop()
      return startChild('product.ts', { args: [line.url, ground.folder], profile: undefined })
    case 'network':
      await line.cut(700)
      return product
    case 'slow':
      await line.slowDown(1_500)
      return product
    case 'disk':
      await fillDisk(ground)
      await untilItAnswers(ground.db)
      return product
    case 'postgres':
      process.kill(await postmasterOf(ground.db), 'SIGKILL')
      await untilItAnswers(ground.db)
      return product
  }
}

/** The process that all of PostgreSQL's are children of. */
async function postmasterOf(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{
    pid: number
  }>`select pid from pg_stat_activity where backend_type = 'checkpointer'`.execute(db)
  const stat = readFileSync(`/proc/${rows[0]!.pid}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

async function untilItAnswers(db: Kysely<Database>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answered = await sql`select 1`.execute(db).then(
      () => true,
      () => false,
    )
    if (answered) return
    await sleep(100)
  }
  throw new Error('PostgreSQL did not come back')
}

interface Line {
  /** The database's address through the line. */
  url: string
  /** Breaks all connections and takes none for some milliseconds. */
  cut(milliseconds: number): Promise<void>
  /** Lets every piece come late by its own measure for some milliseconds, and some stand still. */
  slowDown(milliseconds: number): Promise<void>
  stop(): Promise<void>
}

/** How late a piece comes on a slow line: 5 to 60 ms, and one in fifty stands still for half a second to a second and a half. */
const lateness = () => (Math.random() < 0.02 ? 500 + Math.random() * 1_000 : 5 + Math.random() * 55)

/** A line to the database that can be cut and slowed down. */
async function cuttableLine(address: string): Promise<Line> {
  const url = new URL(address)
  const target = { host: url.hostname, port: Number(url.port) }
  const sockets = new Set<Socket>()
  let whole = true
  let slow = false
  const server = createServer((near) => {
    if (!whole) return near.destroy()
    const far = connect(target)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      // One piece after the other, so that a late one holds back what follows, as TCP does.
      const late = new Transform({
        transform: (piece, _, done) => void (slow ? setTimeout(done, lateness(), null, piece) : done(null, piece)),
      })
      socket.pipe(late).pipe(other)
    }
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    async cut(milliseconds) {
      whole = false
      for (const socket of sockets) socket.destroy()
      await sleep(milliseconds)
      whole = true
    },
    async slowDown(milliseconds) {
      slow = true
      await sleep(milliseconds)
      slow = false
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
