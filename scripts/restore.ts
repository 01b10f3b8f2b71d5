import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { openFileStore } from '../platform/file.ts'
import { restore } from '../server/backup/restore.ts'
import { readConfig } from '../server/config.ts'
import { startPostgres } from '../server/embedded-postgres.ts'

// npm run restore -- FILE --key FILE, with the settings of the server that shall have the data: an empty database of your
// own, or a DATA_DIR that holds none yet. The server must not run.
const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true })
const [path] = positionals
if (!path || !values.key) throw new Error('npm run restore -- FILE --key FILE')
const identity = readFileSync(values.key, 'utf8').match(/^AGE-SECRET-KEY-\S+$/m)?.[0]
if (!identity) throw new Error(`${values.key} holds no key.`)
const config = readConfig()
const folder = join(config.dataDir, 'postgres')
if (!config.databaseOwnerUrl && existsSync(join(folder, 'database')))
  throw new Error(`${folder} holds a database already. Set another DATA_DIR.`)
const log = pino({ level: 'warn', base: null })
const postgres = config.databaseOwnerUrl
  ? null
  : await startPostgres({ dataDir: folder, log, memory: config.databaseMemory })
try {
  await postgres?.ensureDatabase(config.databaseName)
  const begun = performance.now()
  const { at, tables, files } = await restore({
    path,
    identity,
    ownerUrl: config.databaseOwnerUrl ?? postgres!.url(config.databaseName),
    files: openFileStore(join(config.dataDir, 'files')),
  })
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(`as of ${at}: ${rows} rows of ${tables.length} tables and ${files} files in ${seconds} s`)
} finally {
  await postgres?.stop()
}
