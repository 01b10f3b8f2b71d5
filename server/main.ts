import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pino } from 'pino'
import { modules } from '../modules/all.ts'
import { openDatabase } from '../platform/database.ts'
import { openFileStore } from '../platform/file.ts'
import { schema } from '../schema/index.ts'
import { createApp } from './app.ts'
import { buildPages } from './build-pages.ts'
import { readConfig } from './config.ts'
import { prepareDatabase } from './prepare-database.ts'
import { announce } from './announce.ts'
import { startChores } from './chores.ts'
import { startJobs } from './jobs.ts'
import { loadTexts } from './texts.ts'

const begun = performance.now()
const config = readConfig()
const log = pino({ level: config.logLevel, base: null })
const webRoot = join(import.meta.dirname, '../dist/web')

// The pages are built while the database starts; each takes some seconds on a new machine.
const [database, say] = await Promise.all([prepareDatabase(config, log), loadTexts(), buildPages(webRoot, log)])
const { db } = openDatabase(database.appUrl, config.databasePool, (error) =>
  log.warn({ err: error }, 'a database connection was lost'),
)
const files = openFileStore(join(config.dataDir, 'files'))
const life = { hours: config.sessionHours, idleMinutes: config.sessionIdleMinutes }
const secure = config.publicUrl.protocol === 'https:'
let ready = true

const app = createApp({
  db,
  modules,
  schema,
  say,
  log,
  files,
  life,
  secure,
  timeZone: config.timeZone,
  trustedProxies: config.trustedProxies,
  publicUrl: config.publicUrl,
  demo: config.demo,
  webRoot: existsSync(webRoot) ? webRoot : null,
  ready: () => ready,
})
const jobs = startJobs({ db, modules, files, say, timeZone: config.timeZone, log })
const chores = startChores({ db, modules, timeZone: config.timeZone, log })
const server = createServer(app).listen(
  config.port,
  config.host,
  () => void announce(config, db, performance.now() - begun),
)
server.on('error', (error) => {
  log.fatal({ err: error }, `port ${config.port} cannot be used`)
  void stop(1)
})
process.on('SIGTERM', () => void stop(0))
process.on('SIGINT', () => void stop(0))

/** Takes no new requests, lets the running ones end, then lets go of the database. */
async function stop(code: number): Promise<void> {
  if (!ready) return
  ready = false
  const late = setTimeout(() => process.exit(1), 15_000)
  late.unref()
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeIdleConnections()
  })
  await Promise.all([jobs.stop(), chores.stop()])
  await db.destroy()
  await database.stop()
  process.exit(code)
}
