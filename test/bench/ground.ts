import { randomBytes, createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { pino } from 'pino'
import { modules } from '../../modules/all.ts'
import { openDatabase, type Database } from '../../platform/database.ts'
import { openFileStore } from '../../platform/file.ts'
import { schema } from '../../schema/index.ts'
import { generate } from '../../seeds/demo/generate.ts'
import { loadReference } from '../../seeds/reference/load.ts'
import { createApp } from '../../server/app.ts'
import { startPostgres } from '../../server/embedded-postgres.ts'
import { migrate } from '../../server/migrate.ts'
import { loadTexts } from '../../server/texts.ts'

/** A whole province on a durable database of its own, the product's server on it, and the addresses for a bare one. */
export interface Ground {
  db: Kysely<Database>
  appUrl: string
  ownerUrl: string
  url: string
  /** Signs an account in and gives its cookie. */
  cookieOf(account_id: string): Promise<string>
  stop(): Promise<void>
}

/** Prepares the ground for a number of pupils; fsync is on, as in production. */
export async function prepareGround(pupils: number): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'truong-bench-'))
  // PostgreSQL does not run as root; its account must be able to enter.
  chmodSync(dataDir, 0o755)
  const log = pino({ level: 'error' })
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), log, memory: 1024 })
  await postgres.ensureDatabase('bench')
  const ownerUrl = postgres.url('bench')
  await migrate(ownerUrl)
  await postgres.admit('truong_app')
  await loadReference(ownerUrl)
  await generate(ownerUrl, { size: pupils, seed: 'bench', today: '2026-11-25' })
  const appUrl = postgres.url('bench', 'truong_app')
  const { db } = openDatabase(appUrl, 8, () => {})
  const server = createServer()
  const url = await listen(server)
  server.on(
    'request',
    createApp({
      db,
      modules,
      schema,
      say: await loadTexts(),
      log,
      files: openFileStore(join(dataDir, 'files')),
      life: { hours: 12, idleMinutes: 60 },
      secure: false,
      timeZone: 'Asia/Ho_Chi_Minh',
      trustedProxies: [],
      publicUrl: new URL(url),
      demo: true,
      webRoot: null,
      ready: () => true,
    }),
  )
  return {
    db,
    appUrl,
    ownerUrl,
    url,
    async cookieOf(account_id) {
      const token = randomBytes(32).toString('base64url')
      const hash = createHash('sha256').update(token).digest()
      await sql`insert into session (token_hash, account_id, expires_at) values (${hash}, ${account_id}, now() + interval '1 day')`.execute(
        db,
      )
      return `truong=${token}`
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await db.destroy()
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Listens on a free port of this machine and gives the address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
