import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type Server } from 'node:http'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { pino, type Logger } from 'pino'
import { afterAll, beforeAll } from 'vitest'
import { modules } from '../modules/all.ts'
import { refreshSums } from '../modules/students/public.ts'
import { dayIn } from '../platform/context.ts'
import { openDatabase, type Database } from '../platform/database.ts'
import { openFileStore } from '../platform/file.ts'
import { schema } from '../schema/index.ts'
import { loadReference } from '../seeds/reference/load.ts'
import { createApp } from '../server/app.ts'
import { startJobs } from '../server/jobs.ts'
import { readKnownDocuments } from '../server/known-documents.ts'
import type { Provider } from '../server/provider.ts'
import { openFigures } from '../server/open-figures.ts'
import { openProbe } from '../server/system-probe.ts'
import { loadTexts } from '../server/texts.ts'
import { freshDatabase, type TestDatabase } from './database.ts'

/** The instant at which every test lives: a Wednesday in the first term of 2026–2027. */
export const frozenNow = new Date('2026-11-25T03:00:00Z')

/** A GraphQL answer as it comes over HTTP. */
export interface Answer<T> {
  status: number
  data: T | null
  errors?: {
    message: string
    extensions?: { code?: string; violations?: { path: string; message: string }[]; errorId?: string }
  }[]
}

/** A signed-in person's way to the system: documents and files over HTTP. */
export interface Person {
  account_id: string
  /** The cookie of the session, for a browser. */
  cookie: { name: string; value: string }
  ask<T = Record<string, unknown>>(document: string, variables?: Record<string, unknown>): Promise<Answer<T>>
  fetch(path: string, init?: RequestInit): Promise<Response>
}

/** A whole server on a database of its own. `owner` writes rows for the story; everything judged goes through `as`. */
export interface TestApi {
  owner: Kysely<Database>
  database: TestDatabase
  url: string
  /** Lets the sums follow what was written; the server does the same by itself every few seconds. */
  settle(): Promise<unknown>
  /** Moves the frozen clock. */
  at(now: Date): void
  /** Signs a person in by their account. */
  as(account_id: string): Promise<Person>
  visitor: Person
  /** A machine with a token of an account. */
  machine(account_id: string, token: string): Person
}

/**
 * Starts a server for a test file: one migrated database, the reference lists, a frozen clock; pages where they are given,
 * a second factor demanded and unknown documents refused where it is said.
 */
export function useApi(pages?: () => Promise<string>, demandFactor = false, onlyKnown = false): TestApi {
  const api = {} as TestApi & { stop(): Promise<void> }
  beforeAll(async () =>
    Object.assign(api, await startApi(await freshDatabase(), (await pages?.()) ?? null, demandFactor, onlyKnown)),
  )
  afterAll(() => api.stop())
  return api
}

/** Starts a server on a migrated database; for tests that bring a database of their own. */
export async function startApi(
  database: TestDatabase,
  webRoot: string | null,
  demandFactor = false,
  onlyKnown = false,
  log: Logger = pino({ level: process.env.TEST_LOG ?? 'silent' }),
  more: { provider?: (publicUrl: URL) => Provider; releaseOver?: number } = {},
): Promise<TestApi & { stop(): Promise<void> }> {
  await loadReference(database.ownerUrl)
  const pool = new Pool({ connectionString: database.ownerUrl, max: 2 })
  // Dropping the database at the end cuts what is still closing.
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
  const owner = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const { db } = openDatabase(database.appUrl, 8, () => {})
  const files = openFileStore(join(tmpdir(), `truong-test-${randomBytes(6).toString('hex')}`))
  let now = frozenNow
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // A passkey is bound to a name; browsers bind none to a number.
  const publicUrl = new URL(url.replace('127.0.0.1', 'localhost'))
  const parts = {
    db,
    modules,
    schema,
    say: await loadTexts(),
    log,
    files,
    life: { hours: 24 * 365 * 20, idleMinutes: 60 * 24 * 365 * 20 },
    secure: false,
    publicUrl,
    ...(more.releaseOver !== undefined && { releaseOver: more.releaseOver }),
    demandFactor,
    timeZone: 'Asia/Ho_Chi_Minh',
    clock: () => now,
    system: openProbe({
      workers: 1,
      dataDir: tmpdir(),
      backup: null,
      record: null,
      publicUrl: new URL(url),
      replicas: () => [],
      scanner: null,
    }),
  }
  const open = await openFigures(db, parts.log)
  server.on(
    'request',
    open.before(
      createApp({
        ...parts,
        trustedProxies: [],
        provider: more.provider?.(publicUrl) ?? null,
        demo: false,
        keepYears: 5,
        webRoot,
        known: readKnownDocuments(webRoot),
        onlyKnown,
        ready: () => true,
      }),
    ),
  )
  const jobs = startJobs(parts)
  return {
    owner,
    database,
    url,
    settle: () => refreshSums(db, dayIn(parts.timeZone, now)),
    at: (instant) => void (now = instant),
    as: (account_id) => signedIn(owner, url, account_id),
    visitor: personAt(url, '', ''),
    machine: (account_id, token) => machineAt(url, token, account_id),
    stop: async () => {
      open.stop()
      await jobs.stop()
      await close(server)
      await db.destroy()
      await owner.destroy()
      await database.drop()
    },
  }
}

async function signedIn(owner: Kysely<Database>, url: string, account_id: string): Promise<Person> {
  const { createHash } = await import('node:crypto')
  const token = randomBytes(32).toString('base64url')
  const token_hash = createHash('sha256').update(token).digest()
  await owner
    .insertInto('session')
    .values({
      token_hash,
      account_id,
      created_at: new Date('2040-01-01'),
      last_seen_at: new Date('2040-01-01'),
      proven_at: new Date('2040-01-01'),
      expires_at: new Date('2040-01-01'),
      address: null,
      agent: 'test',
    })
    .execute()
  return personAt(url, token, account_id)
}

function personAt(url: string, token: string, account_id: string): Person {
  const cookie = { name: 'truong', value: token }
  const headers = { cookie: token && `truong=${token}`, 'x-truong': '1', 'x-language': 'vi' }
  return callerAt(url, headers, { account_id, cookie })
}

function machineAt(url: string, token: string, account_id: string): Person {
  const headers = { authorization: `Bearer ${token}`, 'x-language': 'vi' }
  return callerAt(url, headers, { account_id, cookie: { name: '', value: '' } })
}

function callerAt(
  url: string,
  headers: Record<string, string>,
  { account_id, cookie }: Pick<Person, 'account_id' | 'cookie'>,
): Person {
  return {
    account_id,
    cookie,
    async ask(document, variables = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query: document, variables }),
      })
      return { status: response.status, ...(await response.json()) }
    },
    fetch: (path, init = {}) =>
      fetch(`${url}${path}`, {
        ...init,
        headers: { ...headers, ...(init.headers as Record<string, string> | undefined) },
      }),
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
