import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startOf } from './data-lock.ts'
import { startPostgres, type Postgres } from './embedded-postgres.ts'

const log = pino({ level: 'silent' })
const running: Postgres[] = []
let dataDir: string

beforeEach(() => {
  dataDir = join(tmpdir(), `truong-test-${crypto.randomUUID()}`)
})

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('data outlive a stop, and days and letters are in order', async () => {
  const first = await start()
  await query(first.url('postgres'), 'create table kept as select 7 as mark')
  await stop(first)
  const second = await start()
  expect(await query(second.url('postgres'), 'select mark from kept')).toEqual([{ mark: 7 }])
  const names = `select string_agg(name, ' ' order by name) as names from unnest('{Đạt,Dũng,Ân,An,Ăn}'::text[]) as name`
  expect(await query(second.url('postgres'), names)).toEqual([{ names: 'An Ăn Ân Dũng Đạt' }])
  expect(await query(second.url('postgres'), 'show data_checksums')).toEqual([{ data_checksums: 'on' }])
})

test('the application signs in once its role exists and is admitted, and nobody without a password', async () => {
  const postgres = await start()
  await postgres.ensureDatabase('truong')
  await postgres.ensureDatabase('truong')
  await expect(query(postgres.url('truong', 'truong_app'), 'select 1')).rejects.toThrow('authentication failed')
  await query(postgres.url('truong'), 'create role truong_app')
  await postgres.admit('truong_app')
  expect(await query(postgres.url('truong', 'truong_app'), 'select current_user as me')).toEqual([{ me: 'truong_app' }])
  const guess = postgres.url('truong').replace(postgres.password('postgres'), 'guess')
  await expect(query(guess, 'select 1')).rejects.toThrow('authentication failed')
  expect(statSync(join(dataDir, 'database-passwords.json')).mode & 0o777).toBe(0o600)
})

test('PostgreSQL is started again at the same address when it is killed', async () => {
  const postgres = await start()
  const killed = postmaster()
  process.kill(killed, 'SIGKILL')
  await expect
    .poll(() => query(postgres.url('postgres'), 'select 1 as alive').catch(() => []), { timeout: 15_000 })
    .toEqual([{ alive: 1 }])
  expect(postmaster()).not.toBe(killed)
})

test('a second server is refused while the first one lives, and takes over when it was killed', async () => {
  const module = JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))
  const code = `
    const { startPostgres } = await import(${module})
    const quiet = { debug() {}, info() {}, warn() {}, error() {} }
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: quiet, durable: false })
    console.log('ready')
    setInterval(() => {}, 1000)`
  const other = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(other.stdout, 'data')
  await expect(start()).rejects.toThrow(`in use by process ${other.pid}`)

  const orphan = postmaster()
  other.kill('SIGKILL')
  await once(other, 'exit')
  expect(startOf(orphan)).not.toBeNull()
  const postgres = await start()
  expect(startOf(orphan)).toBeNull()
  expect(await query(postgres.url('postgres'), 'select 1 as alive')).toEqual([{ alive: 1 }])
})

test('a process that has inherited the number of a dead PostgreSQL does not keep the data shut', async () => {
  await stop(await start())
  writeFileSync(join(dataDir, 'database/postmaster.pid'), `${process.pid}\n`)
  const postgres = await start()
  expect(await query(postgres.url('postgres'), 'select 1 as alive')).toEqual([{ alive: 1 }])
})

async function start(): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir, log, durable: false, memory: 16 })
  running.push(postgres)
  return postgres
}

async function stop(postgres: Postgres): Promise<void> {
  running.splice(running.indexOf(postgres), 1)
  await postgres.stop()
}

function postmaster(): number {
  return Number(readFileSync(join(dataDir, 'database/postmaster.pid'), 'utf8').split('\n')[0])
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows as unknown[]
  } finally {
    await client.end()
  }
}
