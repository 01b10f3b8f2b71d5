import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { openFileStore } from '../platform/file.ts'
import { identityIn } from '../server/backup/container.ts'
import { restore } from '../server/backup/restore.ts'
import { readConfig } from '../server/config.ts'
import { startPostgres } from '../server/embedded-postgres.ts'

// npm run restore -- FILE --key FILE, with the settings of the server that shall have the data: an empty database of your
// own, or a DATA_DIR that holds none yet. The server must not run.
const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true })
const [path] = positionals
if (!path || !values.key) throw new Error('npm run restore -- FILE --key FILE')
const identity = identityIn(values.key)
const config = readConfig()
const folder = join(config.dataDir, 'postgres')
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
