// `npm run admin-link`: prints a one-time link by which an administrator of the sở is made, whether the server runs or not.
import { pino } from 'pino'
import { openDatabase } from '../platform/database.ts'
import { readConfig } from '../server/config.ts'
import { adminLink } from '../server/first-run.ts'
import { prepareDatabase } from '../server/prepare-database.ts'
import { runningDatabase } from '../server/running-database.ts'

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
