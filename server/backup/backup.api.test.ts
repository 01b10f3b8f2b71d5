import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openFileStore } from '../../platform/file.ts'
import { generate } from '../../seeds/demo/generate.ts'
import { useApi } from '../../test/api.ts'
import { addressOf, execute } from '../../test/test-server.ts'
import { newKeys } from './container.ts'
import { restore } from './restore.ts'
import { runBackup, tryBackup } from './run.ts'

const api = useApi()
const place = join(tmpdir(), `truong-test-${randomUUID()}`)
const files = openFileStore(join(place, 'files'))
const folder = join(place, 'backups')
const { adminUrl } = inject('testServer')
const emptied: string[] = []
let keys: { identity: string; recipient: string }
let path: string

beforeAll(async () => {
  await generate(api.database.ownerUrl, { size: 740, seed: 'backup', today: '2026-11-25' })
  const { sha256, size } = await files.put(Buffer.from('Bảng điểm'))
  await query(api.database.ownerUrl, 'insert into file (sha256, size) values ($1, $2)', [sha256, size])
  keys = await newKeys()
  path = await runBackup(api.database.ownerUrl, files, { folder, recipient: keys.recipient, keepDays: 30 })
})

afterAll(async () => {
  for (const name of emptied) await execute(adminUrl, `drop database if exists ${name} with (force)`)
  rmSync(place, { recursive: true, force: true })
})

async function emptyDatabase(): Promise<string> {
  const name = `restored_${randomUUID().slice(0, 8)}`
  emptied.push(name)
  await execute(adminUrl, `create database ${name}`)
  return addressOf(adminUrl, name)
}

async function query(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return client
    .query(text, values)
    .then(({ rows }) => rows as Record<string, unknown>[])
    .finally(() => client.end())
}

/** Everything in a few tables, the trail and the sums among them, as one digest each. */
const digests = (url: string) =>
  query(
    url,
    ['student', 'subject_result', 'change', 'change_row', 'mark_change', 'school_pupil_sum', 'server_secret', 'account']
      .map(
        (name) =>
          `select '${name}' as name, count(*), md5(string_agg(t::text, chr(10) order by t::text)) from ${name} t`,
      )
      .join(' union all '),
  )

test('a backup restored into an empty database holds every row and file, and what guards them', async () => {
  const url = await emptyDatabase()
  const restored = openFileStore(join(place, 'restored'))
  const manifest = await restore({ path, identity: keys.identity, ownerUrl: url, files: restored })
  expect(manifest.tables.length).toBeGreaterThan(50)
  expect(await digests(url)).toEqual(await digests(api.database.ownerUrl))
  const chunks: Buffer[] = []
  const { sha256 } = (await query(url, 'select sha256 from file'))[0] as { sha256: string }
  for await (const chunk of (await restored.open(sha256))!) chunks.push(chunk as Buffer)
  expect(Buffer.concat(chunks).toString()).toBe('Bảng điểm')
  const guards = `select
    (select count(*)::integer from pg_constraint where connamespace = 'public'::regnamespace) as constraints,
    (select count(*)::integer from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = 'public'::regnamespace) as indexes,
    (select count(*)::integer from pg_trigger where tgenabled = 'O') as triggers,
    (select count(*)::integer from pg_policy) as policies`
  expect(await query(url, guards)).toEqual(await query(api.database.ownerUrl, guards))
  const [next] = await query(url, `select nextval(pg_get_serial_sequence('class', 'id'))::integer as id`)
  const [last] = await query(url, 'select max(id) as id from class')
  expect(Number(next!['id'])).toBeGreaterThan(Number(last!['id']))
})

test('nothing in a backup can be read without its key, and no other key opens it', async () => {
  expect(readFileSync(path).toString('latin1')).not.toContain('Nguy')
  const other = await newKeys()
  await expect(restore({ path, identity: other.identity, ownerUrl: await emptyDatabase(), files })).rejects.toThrow(
    'cannot be opened with this key',
  )
})

test('a damaged or cut backup leaves the database as empty as it was, and a whole one is restored there afterwards', async () => {
  const whole = readFileSync(path)
  const damaged = Buffer.from(whole)
  damaged[Math.floor(whole.length / 2)]! ^= 1
  for (const content of [damaged, whole.subarray(0, Math.floor(whole.length * 0.9))]) {
    const bad = join(place, 'bad.age')
    writeFileSync(bad, content)
    const url = await emptyDatabase()
    await expect(restore({ path: bad, identity: keys.identity, ownerUrl: url, files })).rejects.toThrow(
      /unexpected|invalid|truncated|tag|whole|incomplete|auth/i,
    )
    expect(await query(url, `select relname from pg_class where relnamespace = 'public'::regnamespace`)).toEqual([])
    const again = await restore({ path, identity: keys.identity, ownerUrl: url, files })
    expect(again.tables.length).toBeGreaterThan(50)
  }
})

test('a database that holds something is not written over', async () => {
  await expect(restore({ path, identity: keys.identity, ownerUrl: api.database.ownerUrl, files })).rejects.toThrow(
    'not empty',
  )
})

test('old backups go once a new one is whole, and each run and trial is noted', async () => {
  mkdirSync(folder, { recursive: true })
  const old = join(folder, 'truong-20200101-020000.age')
  writeFileSync(old, '')
  utimesSync(old, new Date('2020-01-01'), new Date('2020-01-01'))
  const newer = await runBackup(api.database.ownerUrl, files, { folder, recipient: keys.recipient, keepDays: 30 })
  expect(readdirSync(folder)).not.toContain('truong-20200101-020000.age')
  await tryBackup(api.database.ownerUrl, newer, keys.identity)
  const runs = await query(api.database.ownerUrl, 'select kind, error, rows > 1000 as full from backup_run order by at')
  expect(runs).toEqual([
    { kind: 'backup', error: null, full: true },
    { kind: 'backup', error: null, full: true },
    { kind: 'trial', error: null, full: true },
  ])
})
