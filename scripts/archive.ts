import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { archiveYear } from '../server/backup/archive-year.ts'
import { identityIn } from '../server/backup/container.ts'
import { restoreYear } from '../server/backup/restore-year.ts'
import { readConfig } from '../server/config.ts'
import { prepareDatabase } from '../server/prepare-database.ts'
import { runningDatabase } from '../server/running-database.ts'

// npm run archive -- --year 2020 --key FILE, with the settings of the server, whether it runs or not: the history of that
// year's marks goes into one encrypted file in BACKUP_DIR (or --folder), is read back with the key, and leaves the database.
// npm run archive -- --restore FILE --year 2020 --key FILE brings it back.
const { values } = parseArgs({
  options: {
    year: { type: 'string' },
    key: { type: 'string' },
    restore: { type: 'string' },
    folder: { type: 'string' },
  },
})
const year = Number(values.year)
if (!Number.isInteger(year) || year < 1990 || year > 2100 || !values.key)
  throw new Error(
    'npm run archive -- --year 2020 --key FILE, or npm run archive -- --restore FILE --year 2020 --key FILE',
  )
const identity = identityIn(values.key)
const config = readConfig()
const folder = values.folder ?? (config.backup && join(config.backup.folder, 'years'))
if (!values.restore && (!config.backup || !folder))
  throw new Error('BACKUP_DIR and BACKUP_RECIPIENT are missing (docs/operation.md, Backup).')
const running = runningDatabase(config, 'postgres')
const prepared = running ? null : await prepareDatabase(config, pino({ level: 'warn', base: null }))
const ownerUrl = running ?? prepared!.ownerUrl
try {
  if (values.restore)
    console.log(`${await restoreYear({ ownerUrl, year, path: values.restore, identity })} rows are back`)
  else
    console.log(await archiveYear({ ownerUrl, year, folder: folder!, recipient: config.backup!.recipient, identity }))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await prepared?.stop()
}
