import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { pino } from 'pino'
import { dayIn } from '../../platform/context.ts'
import { openDatabase, type Database, type LocalDate } from '../../platform/database.ts'
import { newestYear } from '../../seeds/demo/calendar.ts'
import { generate } from '../../seeds/demo/generate.ts'
import { loadReference } from '../../seeds/reference/load.ts'
import { readConfig } from '../../server/config.ts'
import { startPostgres, type Postgres } from '../../server/embedded-postgres.ts'
import { migrate } from '../../server/migrate.ts'
import { startChild, type Child } from './child.ts'

/** A whole province on a durable database, the product and the bare server in processes of their own. */
export interface Ground {
  /** The database as its owner. */
  db: Kysely<Database>
  ownerUrl: string
  /** The same as the role of the product. */
  appUrl: string
  academicYear: number
  today: LocalDate
  /** Where uploaded files are kept. */
  folder: string
  product: Child
  bare: Child
  /** Signs an account in and gives its cookie. */
  cookieOf(account_id: string): Promise<string>
  /** A smaller province in the same PostgreSQL, of which a tenth of the schools keep books. */
  beside(pupils: number): Promise<Ground>
  stop(): Promise<void>
}

/** What to measure on. */
export interface GroundOptions {
  pupils: number
  /** The share of schools that keep books. */
  books: number
  /** A folder that keeps its province between runs, or that `npm run province` made; without it one is made and thrown away. */
  data: string | undefined
  /** A folder for CPU profiles of both servers. */
  profile: string | undefined
  /** How often PostgreSQL may end by itself. */
  ends?: number
}

/** Prepares the ground; fsync is on, as in production. */
export async function prepareGround({ pupils, books, data, profile, ends }: GroundOptions): Promise<Ground> {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'truong-bench-'))
  mkdirSync(folder, { recursive: true })
  // PostgreSQL does not run as root; its account must be able to enter.
  chmodSync(folder, 0o755)
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    log: pino({ level: 'error' }),
    memory: 1024,
    ...(ends !== undefined && { ends }),
  })
  const { databaseName } = readConfig({ DEMO: '1' })
  const ground = await groundIn(postgres, databaseName, { pupils, books, folder, profile })
  return {
    ...ground,
    beside: (fewer) => groundIn(postgres, `beside_${fewer}`, { pupils: fewer, books: 0.1, folder, profile: undefined }),
    async stop() {
      await ground.stop()
      await postgres.stop()
      if (!data) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function groundIn(
  postgres: Postgres,
  name: string,
  { pupils, books, folder, profile }: Omit<GroundOptions, 'data'> & { folder: string },
): Promise<Ground> {
  await postgres.ensureDatabase(name)
  const ownerUrl = postgres.url(name)
  await migrate(ownerUrl)
  await postgres.admit('truong_app')
  await loadReference(ownerUrl)
  const today = dayIn('Asia/Ho_Chi_Minh', new Date())
  await generate(ownerUrl, { size: pupils, books, seed: 'bench', today, stepwise: true })
  const appUrl = postgres.url(name, 'truong_app')
  const product = await startChild('product.ts', {
    args: [appUrl, join(folder, 'files')],
    node: startOptions(),
    profile,
  })
  const bare = await startChild('bare.ts', { args: [appUrl], profile })
  const { db } = openDatabase(`${ownerUrl}?statement_timeout=0`, 2, () => {})
  return {
    db,
    ownerUrl,
    appUrl,
    academicYear: newestYear(today),
    today,
    folder: join(folder, 'files'),
    product,
    bare,
    async cookieOf(account_id) {
      const token = randomBytes(32).toString('base64url')
      const hash = createHash('sha256').update(token).digest()
      await sql`insert into session (token_hash, account_id, expires_at) values (${hash}, ${account_id}, now() + interval '1 day')`.execute(
        db,
      )
      return `truong=${token}`
    },
    beside: () => Promise.reject(new Error('only the first province has another beside it')),
    async stop() {
      await product.stop()
      await bare.stop()
      await db.destroy()
    },
  }
}

/** The options of node with which `npm start` runs the server. */
export function startOptions(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    scripts: { start: string }
  }
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}
