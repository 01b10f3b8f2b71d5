// `npm run admin-link`: prints a one-time link by which an administrator of the sở is made, whether the server runs or not.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { openDatabase } from '../platform/database.ts'
import { readConfig, type Config } from '../server/config.ts'
import { dataHolder } from '../server/data-lock.ts'
import { adminLink } from '../server/first-run.ts'
import { prepareDatabase } from '../server/prepare-database.ts'

const config = readConfig(process.env)
if (config.demo) {
  console.error('A demo has its accounts already. Set DEMO=0 for an installation of your own.')
  process.exit(1)
}
const running = runningDatabase(config)
const prepared = running ? null : await prepareDatabase(config, pino({ level: 'warn', base: null }))
const { db } = openDatabase(running ?? prepared!.appUrl, 1, () => {})
try {
  console.log(`\n  ${await adminLink(config, db)}\n`)
} finally {
  await db.destroy()
  await prepared?.stop()
}

/** The address of the PostgreSQL inside a server that runs now: its port stands in its own file, its password beside. */
function runningDatabase({ databaseUrl, dataDir, databaseName }: Config): string | null {
  if (databaseUrl) return databaseUrl
  const folder = join(dataDir, 'postgres')
  const file = join(folder, 'database', 'postmaster.pid')
  if (dataHolder(folder) === null || !existsSync(file)) return null
  const port = readFileSync(file, 'utf8').split('\n')[3]
  const passwords = JSON.parse(readFileSync(join(folder, 'database-passwords.json'), 'utf8')) as Record<string, string>
  return `postgres://truong_app:${passwords['truong_app']}@127.0.0.1:${port}/${databaseName}`
}
