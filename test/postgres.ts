import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'
import { dataHolder } from '../server/data-lock.ts'
import { startPostgres } from '../server/embedded-postgres.ts'
import { migrate } from '../server/migrate.ts'
import { endOrphan } from '../server/postgres-cluster.ts'
import { addressOf, execute, type TestServer } from './test-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

type Running = TestServer & { stop: () => Promise<void> }

const silent = pino({ level: 'silent' })
const prefix = 'truong-test-'
const run = globalThis as { testPostgres?: { users: number; running: Promise<Running> } }

/** One PostgreSQL with one migrated template for a whole run, whichever of vitest's projects need it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const ours = (run.testPostgres ??= { users: 0, running: start() })
  ours.users++
  const { stop, ...testServer } = await ours.running
  project.provide('testServer', testServer)
  return async () => {
    ours.users--
    if (ours.users > 0) return
    run.testPostgres = undefined
    await stop()
  }
}

async function start(): Promise<Running> {
  const outside = process.env.TEST_DATABASE_URL
  const server = outside ? { adminUrl: outside, stop: async () => {} } : await startOwn()
  const { adminUrl } = server
  const template = `template_test_${randomUUID().slice(0, 8)}`
  const appPassword = 'test'
  await execute(adminUrl, `create database ${template}`)
  await migrate(addressOf(adminUrl, template))
  await execute(adminUrl, `alter role truong_app login password '${appPassword}'`)
  return {
    adminUrl,
    template,
    appPassword,
    stop: async () => {
      await execute(adminUrl, `drop database ${template} with (force)`)
      await server.stop()
    },
  }
}

async function startOwn() {
  await removeLeftovers()
  const dataDir = join(tmpdir(), `${prefix}${randomUUID()}`)
  const postgres = await startPostgres({ dataDir, log: silent, durable: false, memory: 128 })
  return {
    adminUrl: postgres.url('postgres'),
    stop: async () => {
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** What runs that were killed have left behind. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const dataDir = join(tmpdir(), name)
    if (!name.startsWith(prefix) || !existsSync(join(dataDir, 'owner.json')) || dataHolder(dataDir)) continue
    try {
      await endOrphan(join(dataDir, 'database'), silent)
      rmSync(dataDir, { recursive: true, force: true })
    } catch {
      // Another account's.
    }
  }
}
