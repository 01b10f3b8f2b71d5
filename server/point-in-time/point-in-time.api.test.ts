import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newKeys } from '../backup/container.ts'
import { startPostgres, type Postgres } from '../embedded-postgres.ts'
import { copyBase, type CopiedDatabase } from './base.ts'
import { goBack } from './go-back.ts'
import { recordState, ship } from './keep.ts'
import { waitingIn, outboxIn } from './outbox.ts'
import { basesOf, prune, segmentsOf, systemsIn, type RecordPlace } from './record.ts'

const log = pino({ level: 'silent' })
const folder = mkdtempSync(join(tmpdir(), 'truong-record-'))
const record = join(folder, 'record')
const postgresDir = join(folder, 'first')
let keys: { identity: string; recipient: string }
let first: Postgres
let client: Client
let copied: CopiedDatabase
let place: RecordPlace
let rightMarks: Date

beforeAll(async () => {
  // PostgreSQL does not run as root; its account must be able to enter.
  chmodSync(folder, 0o755)
  keys = await newKeys()
  first = await startPostgres({ dataDir: postgresDir, log, memory: 16, archiving: true })
  await first.ensureDatabase('school')
  client = await connected(first)
  await client.query('create table mark (pupil int primary key, value int)')
  await client.query('insert into mark select n, 80 from generate_series(1, 500) n')
  copied = { ownerUrl: first.url('school'), postgresDir, recipient: keys.recipient }
  await copyBase(record, copied)
  place = { folder: record, systemId: systemsIn(record)[0]! }
  await client.query('update mark set value = 85 where pupil <= 250')
  await sleep(1100)
  rightMarks = await now()
  await sleep(50)
  // What somebody then wishes undone.
  await client.query('delete from mark')
  // The base copy left segments there already; the one with the deletion comes when PostgreSQL has closed it.
  for (const { rows } = await client.query<{ name: string }>(closed); (await shipped(rows[0]!.name)) === false;)
    await sleep(50)
}, 90_000)

afterAll(async () => {
  await client.end()
  await first.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The segment that was written last and is whole. */
const closed = `select pg_walfile_name(pg_switch_wal()) as name`
/** Takes what waits to the record, and says whether a segment is there. */
async function shipped(name: string): Promise<boolean> {
  await ship(place, copied)
  return segmentsOf(place).includes(name)
}

async function connected(postgres: Postgres): Promise<Client> {
  const opened = new Client({ connectionString: postgres.url('school') })
  await opened.connect()
  return opened
}
const now = async () => (await client.query<{ now: Date }>('select clock_timestamp() as now')).rows[0]!.now

/** What a database that went back holds, and whether it can be written to. */
async function marksAt(at: Date | null, name: string): Promise<{ count: number; sum: number }> {
  const dataDir = join(folder, name)
  await goBack({ folder: record, identity: keys.identity, at, postgresDir: dataDir, log })
  const postgres = await startPostgres({ dataDir, log, memory: 16 })
  const back = await connected(postgres)
  try {
    const { rows } = await back.query<{ count: number; sum: number }>(
      'select count(*)::int as count, coalesce(sum(value), 0)::int as sum from mark',
    )
    await back.query('insert into mark values (1000, 90)')
    return rows[0]!
  } finally {
    await back.end()
    await postgres.stop()
  }
}

test('the database goes back to an instant before everything was deleted, and takes marks again', async () => {
  expect(await marksAt(rightMarks, 'second')).toEqual({ count: 500, sum: 250 * 85 + 250 * 80 })
}, 60_000)

test('without an instant it comes as far as the record goes', async () => {
  expect(await marksAt(null, 'third')).toEqual({ count: 0, sum: 0 })
}, 60_000)

test('an instant outside the record is refused in words, and nothing is left behind', async () => {
  const asked = (at: Date) =>
    goBack({ folder: record, identity: keys.identity, at, postgresDir: join(folder, 'fourth'), log })
  await expect(asked(new Date('2020-01-01'))).rejects.toThrow('The record begins with')
  await expect(asked(new Date(Date.now() + 3_600_000))).rejects.toThrow('The record ends before')
  await expect(goBack({ folder: record, identity: keys.identity, at: null, postgresDir, log })).rejects.toThrow(
    'holds a database already',
  )
  const { identity } = await newKeys()
  await expect(goBack({ folder: record, identity, at: null, postgresDir: join(folder, 'fifth'), log })).rejects.toThrow(
    'cannot be opened with this key',
  )
  for (const name of ['fourth', 'fifth']) expect(existsSync(join(folder, name, 'database')), name).toBe(false)
}, 60_000)

test('what waits and the last copy are told; copies and segments that nobody needs are removed', async () => {
  await client.query('insert into mark values (1, 70)')
  await client.query('select pg_switch_wal()')
  await expect.poll(() => waitingIn(outboxIn(postgresDir)).length, { timeout: 20_000 }).toBeGreaterThan(0)
  const state = recordState(record, postgresDir)
  expect(state.waitingSince).toBeInstanceOf(Date)
  expect(state.copiedAt).toEqual(basesOf(place).at(-1)!.at)
  await ship(place, copied)
  expect(recordState(record, postgresDir).waitingSince).toBeNull()
  const before = segmentsOf(place)
  const second = basesOf(place).length
  await copyBase(record, copied)
  await ship(place, copied)
  prune(place, 30, new Date())
  expect(basesOf(place)).toHaveLength(second + 1)
  prune(place, 30, new Date(Date.now() + 31 * 86_400_000))
  expect(basesOf(place)).toHaveLength(1)
  const { segment } = basesOf(place)[0]!
  expect(
    segmentsOf(place).filter((name) => /^[0-9A-F]{24}/.test(name) && name.slice(8, 24) < segment.slice(8)),
  ).toEqual([])
  expect(segmentsOf(place).length).toBeLessThan(before.length + 4)
}, 60_000)
