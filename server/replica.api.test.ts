import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '../platform/database.ts'
import { startPostgres, type Postgres } from './embedded-postgres.ts'
import { startReplica } from './embedded-replica.ts'
import { openReplicas, type Replicas } from './replicas.ts'

const log = pino({ level: 'silent' })
const folder = mkdtempSync(join(tmpdir(), 'truong-replica-'))
let first: Postgres
let second: Postgres
let primary: Kysely<Database>
let replicas: Replicas

beforeAll(async () => {
  // PostgreSQL does not run as root; its account must be able to enter.
  chmodSync(folder, 0o755)
  first = await startPostgres({ dataDir: join(folder, 'first'), log, memory: 16 })
  await first.ensureDatabase('replicated')
  primary = openDatabase(first.url('replicated'), 2, () => {}).db
  await sql`create table line (text text)`.execute(primary)
  await sql`insert into line values ('before')`.execute(primary)
  second = await startReplica({ of: join(folder, 'first'), dataDir: join(folder, 'second'), log })
  replicas = openReplicas([second.url('replicated')], primary, 2, log)
})

afterAll(async () => {
  await replicas.stop()
  await second.stop()
  rmSync(folder, { recursive: true, force: true })
})

const lines = async (db: Kysely<Database>) =>
  (await sql<{ text: string }>`select text from line`.execute(db)).rows.map(({ text }) => text)

test('figures are read from a replica that follows, and from the first database where it does not answer', async () => {
  await expect.poll(() => replicas.reading() !== primary, { timeout: 10_000 }).toBe(true)
  const reading = replicas.reading()
  expect(await lines(reading)).toEqual(['before'])
  await sql`insert into line values ('after')`.execute(primary)
  await expect.poll(() => lines(reading), { timeout: 10_000 }).toEqual(['before', 'after'])
  await expect(sql`insert into line values ('there')`.execute(reading)).rejects.toThrow('read-only')
})

test('when the first database is gone, the replica takes over with everything that was written', async () => {
  await sql`insert into line values ('last')`.execute(primary)
  await expect.poll(() => lines(replicas.reading()), { timeout: 10_000 }).toContain('last')
  await primary.destroy()
  await first.stop()
  const client = new Client({ connectionString: second.url('replicated') })
  await client.connect()
  await client.query('select pg_promote(true, 60)')
  await sleep(100)
  await client.query(`insert into line values ('new')`)
  expect((await client.query('select text from line')).rows.map(({ text }) => text)).toEqual([
    'before',
    'after',
    'last',
    'new',
  ])
  await client.end()
})
