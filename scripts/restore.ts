import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { openFileStore } from '../platform/file.ts'
import { instantAt } from '../platform/text.ts'
import { identityIn } from '../server/backup/container.ts'
import { putBackSchool } from '../server/backup/one-school/put-back.ts'
import { restore } from '../server/backup/restore.ts'
import { readConfig } from '../server/config.ts'
import { startPostgres } from '../server/embedded-postgres.ts'
import { goBack } from '../server/point-in-time/go-back.ts'
import { prepareDatabase } from '../server/prepare-database.ts'
import { runningDatabase } from '../server/running-database.ts'

// npm run restore -- FILE --key FILE, with the settings of the server that shall have the data: an empty database of your
// own, or a DATA_DIR that holds none yet. The server must not run.
// npm run restore -- --record DIR --key FILE [--at '2026-11-26 10:15'] makes the database in a DATA_DIR that holds none yet as
// it was at an instant (in TIME_ZONE), or as far as the record in DIR goes.
// npm run restore -- --backup FILE --key FILE --school CODE puts the records of that school alone back as they stand in a
// backup, in the database of a server that runs or not; it only says what differs unless --write --reason TEXT is given.
const { values, positionals } = parseArgs({
  options: {
    key: { type: 'string' },
    record: { type: 'string' },
    at: { type: 'string' },
    backup: { type: 'string' },
    school: { type: 'string' },
    write: { type: 'boolean', default: false },
    reason: { type: 'string' },
  },
  allowPositionals: true,
})
const [path] = positionals
if (!values.key || [path, values.record, values.backup].filter(Boolean).length !== 1)
  throw new Error(`npm run restore -- FILE --key FILE
npm run restore -- --record DIR --key FILE [--at TIME]
npm run restore -- --backup FILE --key FILE --school CODE [--write --reason TEXT]`)
const identity = identityIn(values.key)
const config = readConfig()
const folder = join(config.dataDir, 'postgres')
const log = pino({ level: 'warn', base: null })
if (values.record) await fromRecord(values.record)
else if (values.backup) await oneSchool(values.backup)
else await fromBackup(path!)

async function fromRecord(record: string): Promise<void> {
  if (config.databaseOwnerUrl) throw new Error('A database of your own goes back by its own tools.')
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)$/.exec(values.at ?? '') ?? []
  if (values.at && (!day || !time)) throw new Error("--at is written as '2026-11-26 10:15'")
  const at = day && time ? instantAt(day, time, config.timeZone) : null
  const begun = performance.now()
  const { base, segments, last } = await goBack({ folder: record, identity, at, postgresDir: folder, log })
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  const spoken = (instant: Date) => instant.toLocaleString('sv', { timeZone: config.timeZone })
  console.log(
    `from the copy of ${spoken(base)} and ${segments} segments in ${seconds} s; last change ${last ? spoken(last) : 'before it'}`,
  )
  console.log(
    `The uploaded files are not part of the record: copy ${join(config.dataDir, 'files')} or take them from a backup.`,
  )
}

async function fromBackup(file: string): Promise<void> {
  const postgres = config.databaseOwnerUrl
    ? null
    : await startPostgres({ dataDir: folder, log, memory: config.databaseMemory })
  try {
    await postgres?.ensureDatabase(config.databaseName)
    const begun = performance.now()
    const { at, tables, files } = await restore({
      path: file,
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
}

async function oneSchool(backup: string): Promise<void> {
  const { school, write, reason = '' } = values
  if (!school) throw new Error('--school names the school by its code or its name in addresses')
  if (write && reason.trim().length < 5) throw new Error('--reason says why, for the trail; five letters at least')
  const running = runningDatabase(config, 'postgres')
  const prepared = running ? null : await prepareDatabase(config, log)
  try {
    const done = await putBackSchool({
      ownerUrl: running ?? prepared!.ownerUrl,
      path: backup,
      identity,
      school,
      reason: write ? reason.trim() : null,
    })
    const at = new Date(done.at).toLocaleString('sv', { timeZone: config.timeZone })
    console.log(`${done.school.name} (${done.school.code}) as of ${at}`)
    if (done.differences.length > 0) console.table(done.differences)
    console.log(`${done.cells} cells of gradebooks. Stays as it is: ${done.left.join(', ')}.`)
    if (done.written) console.log('All of it is written.')
    else if (done.differences.length === 0) console.log('Nothing differs.')
    else console.log('Nothing is written. To write it: --write --reason "why, for the trail"')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  } finally {
    await prepared?.stop()
  }
}
