import cluster from 'node:cluster'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { modules } from '../modules/all.ts'
import { openDatabase, type Database } from '../platform/database.ts'
import { openFileStore } from '../platform/file.ts'
import { scanWith } from '../platform/virus-scan.ts'
import { schema } from '../schema/index.ts'
import { createApp } from './app.ts'
import { openScanner } from './clamav.ts'
import type { Config } from './config.ts'
import { startJobs } from './jobs.ts'
import { readKnownDocuments } from './known-documents.ts'
import { openReplicas } from './replicas.ts'
import { openProvider } from './provider.ts'
import { openFigures } from './open-figures.ts'
import { openProbe } from './system-probe.ts'
import { loadTexts } from './texts.ts'

/** Where the built pages lie. */
export const webRoot = join(import.meta.dirname, '../dist/web')

/** A process that answers requests and runs jobs. */
export interface Serving {
  db: Kysely<Database>
  /** Takes no new requests, lets the running ones end, then lets go of the database. */
  stop(): Promise<void>
}

/**
 * Opens the database and answers on the configured port. Any number of processes may do so side by side: sessions, jobs
 * and locks are in PostgreSQL, and nothing sticks to a process.
 */
export async function serve(config: Config, appUrl: string, log: Logger): Promise<Serving> {
  const say = await loadTexts()
  const { db } = openDatabase(appUrl, config.databasePool, (error) =>
    log.warn({ err: error }, 'a database connection was lost'),
  )
  const replicas = openReplicas(config.databaseReplicaUrls, db, config.databasePool, log)
  const files = openFileStore(join(config.dataDir, 'files'))
  const tracing = config.traces && (await import('./tracing.ts')).startTracing(config.traces)
  const scanner = config.clamav ? openScanner(config.clamav, log) : null
  scanWith(scanner?.scan ?? null)
  const system = openProbe({ ...config, replicas: replicas.states, scanner })
  let ready = true
  const app = createApp({
    db,
    reading: replicas.reading,
    system,
    modules,
    schema,
    say,
    log,
    files,
    life: { hours: config.sessionHours, idleMinutes: config.sessionIdleMinutes },
    secure: config.publicUrl.protocol === 'https:',
    demandFactor: config.demandFactor,
    releaseOver: config.releaseOver,
    timeZone: config.timeZone,
    trustedProxies: config.trustedProxies,
    publicUrl: config.publicUrl,
    provider: config.provider && openProvider(config.provider, config.publicUrl, log),
    demo: config.demo,
    known: readKnownDocuments(webRoot),
    keepYears: config.keepAfterLeavingYears,
    onlyKnown: config.onlyKnownDocuments,
    webRoot: existsSync(webRoot) ? webRoot : null,
    // A process that is being replaced answers what has reached it; the port goes on.
    ready: () => ready || cluster.isWorker,
  })
  const open = await openFigures(db, log)
  const answer = open.before(app)
  const server = createServer((request, response) => {
    // A connection that is kept open would keep a leaving process alive.
    if (!ready) response.shouldKeepAlive = false
    answer(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const jobs = startJobs({ db, modules, files, say, timeZone: config.timeZone, log })
  return {
    db,
    async stop() {
      if (!ready) return
      ready = false
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeIdleConnections()
      })
      open.stop()
      await Promise.all([jobs.stop(), replicas.stop()])
      await db.destroy()
      if (tracing) await tracing.stop()
    },
  }
}
