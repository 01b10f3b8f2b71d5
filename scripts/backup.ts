import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { openFileStore } from '../platform/file.ts'
import { identityIn, newKeys } from '../server/backup/container.ts'
import { runBackup, tryBackup } from '../server/backup/run.ts'
import { readConfig } from '../server/config.ts'
import { prepareDatabase } from '../server/prepare-database.ts'
import { runningDatabase } from '../server/running-database.ts'

// npm run backup, with the settings of the server, whether it runs or not: one encrypted file in BACKUP_DIR with the
// database and the uploaded files. --new-key FILE makes the key first and ends; --try --key FILE restores the new backup
// into a database that is thrown away, and compares.
const { values } = parseArgs({
  options: { 'new-key': { type: 'string' }, try: { type: 'boolean', default: false }, key: { type: 'string' } },
})
if (values['new-key']) await makeKey(values['new-key'])
else await backUpNow()

async function makeKey(file: string): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} is there already; a key is never written over.`)
  const { identity, recipient } = await newKeys()
  writeFileSync(file, `# Opens the backups for ${recipient}. Keep it away from the server.\n${identity}\n`, {
    mode: 0o600,
  })
  console.log(`BACKUP_RECIPIENT=${recipient}`)
}

async function backUpNow(): Promise<void> {
  const config = readConfig()
  if (!config.backup) throw new Error('BACKUP_DIR and BACKUP_RECIPIENT are missing (docs/operation.md, Backup).')
  if (values.try && !values.key) throw new Error('--key names the file of the key that opens the backup')
  const running = runningDatabase(config, 'postgres')
  const prepared = running ? null : await prepareDatabase(config, pino({ level: 'warn', base: null }))
  const ownerUrl = running ?? prepared!.ownerUrl
  try {
    const path = await runBackup(ownerUrl, openFileStore(join(config.dataDir, 'files')), config.backup)
    console.log(path)
    if (values.try) {
      const { tables, files } = await tryBackup(ownerUrl, path, identityIn(values.key!))
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      console.log(`restored for a trial: ${rows} rows of ${tables.length} tables and ${files} files, all as written`)
    }
  } finally {
    await prepared?.stop()
  }
}
