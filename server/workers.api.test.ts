import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../test/database.ts'

let database: TestDatabase
let program: ChildProcess
let url: string

beforeAll(async () => {
  database = await freshDatabase()
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  program = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      WORKERS: '2',
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATABASE_POOL: '2',
      DEMO: '0',
      LOG_LEVEL: 'silent',
    },
    stdio: 'ignore',
  })
  await untilProcesses(2)
})

afterAll(async () => {
  program.kill('SIGTERM')
  if (program.exitCode === null) await once(program, 'exit')
  await database.drop()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** Each request comes over a connection of its own, so that the processes take turns; one handed to a process that is killed just then gets no answer. */
const get = (path: string) =>
  fetch(`${url}${path}`, { headers: { connection: 'close' }, signal: AbortSignal.timeout(10_000) })

/** The processes that answer, by their own word. */
async function processes(): Promise<Set<number>> {
  const pids = await Promise.all(
    Array.from({ length: 8 }, async () => Number((await get('/health')).headers.get('x-process'))),
  )
  return new Set(pids)
}

async function untilProcesses(count: number, without: ReadonlySet<number> = new Set()): Promise<Set<number>> {
  for (const end = Date.now() + 80_000; Date.now() < end;) {
    const pids = await processes().catch(() => new Set<number>())
    if (pids.size === count && [...pids].every((pid) => !without.has(pid))) return pids
    await sleep(200)
  }
  throw new Error(`no ${count} processes`)
}

test('two processes answer behind one port, and metrics are those of both together', async () => {
  expect((await processes()).size).toBe(2)
  const text = await (await get('/metrics')).text()
  expect(text).toContain('truong_sums_lag_seconds 0')
  expect(text).toContain('truong_processes 2\n')
  expect(text).toContain('truong_processes_wanted 2\n')
  const counts = [...text.matchAll(/^truong_http_seconds_count\{.*route="health".*\} (\d+)$/gm)].map((found) =>
    Number(found[1]),
  )
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(8)
})

test('a new version goes in without a refused request, and a process that is killed is replaced', async () => {
  const before = await processes()
  let asking = true
  const refused: string[] = []
  let answered = 0
  const asks = Array.from({ length: 2 }, async () => {
    while (asking) {
      await sleep(20)
      await get('/ready').then(
        ({ status }) => void (status === 200 ? answered++ : refused.push(String(status))),
        (error: Error) => void refused.push(String(error.cause ?? error)),
      )
    }
  })
  program.kill('SIGHUP')
  const renewed = await untilProcesses(2, before)
  asking = false
  await Promise.all(asks)
  expect(refused).toEqual([])
  expect(answered).toBeGreaterThan(20)
  const [victim] = renewed
  process.kill(victim!, 'SIGKILL')
  await untilProcesses(2, new Set([victim!]))
  // Four processes start one after the other, each with the whole program.
}, 180_000)
