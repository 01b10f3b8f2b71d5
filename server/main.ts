import { join } from 'node:path'
import { modules } from '../modules/all.ts'
import { openDatabase } from '../platform/database.ts'
import { openFileStore } from '../platform/file.ts'
import { announce } from './announce.ts'
import { startNightly } from './backup/nightly.ts'
import { keepRecord } from './point-in-time/keep.ts'
import { buildPages } from './build-pages.ts'
import { startChores } from './chores.ts'
import { readConfig } from './config.ts'
import { openLog } from './log.ts'
import { prepareDatabase } from './prepare-database.ts'
import { serve, webRoot } from './serve.ts'
import { startWorkers } from './workers.ts'

// Prepares the database and the pages, then answers: by itself, or through as many processes as are configured.
const begun = performance.now()
const config = readConfig()
const log = openLog({ level: config.logLevel, base: null })

// The pages are built while the database starts; each takes some seconds on a new machine.
const [database] = await Promise.all([prepareDatabase(config, log), buildPages(webRoot, log)])
const { db } = openDatabase(database.appUrl, 2, (error) => log.warn({ err: error }, 'a database connection was lost'))
const serving = await answer().catch(async (error: unknown) => {
  log.fatal({ err: error }, `port ${config.port} cannot be used`)
  await database.stop()
  process.exit(1)
})
const chores = startChores({ db, modules, timeZone: config.timeZone, log })
const files = openFileStore(join(config.dataDir, 'files'))
const { ownerUrl } = database
const nightly =
  config.backup && startNightly({ db, ownerUrl, files, keeping: config.backup, timeZone: config.timeZone, log })
const record =
  config.record && keepRecord({ ...config.record, ownerUrl, postgresDir: join(config.dataDir, 'postgres'), log })
let stopping = false
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
// One process alone has nothing to renew: a closed terminal ends it.
process.on('SIGHUP', () => void (serving.renew?.() ?? stop()))
await announce(config, db, performance.now() - begun)

async function answer(): Promise<{ stop(): Promise<void>; renew?(): Promise<void> }> {
  if (config.workers === 1) return serve(config, database.appUrl, log)
  return startWorkers(config.workers, database.appUrl, log)
}

async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(1), 20_000).unref()
  nightly?.stop()
  await Promise.all([serving.stop(), chores.stop(), record?.stop()])
  await db.destroy()
  await database.stop()
  process.exit(0)
}
