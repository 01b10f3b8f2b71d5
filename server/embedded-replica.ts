import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { startPostgres, type Postgres } from './embedded-postgres.ts'
import { emptied, giveTo, isCopied } from './physical-copy.ts'
import { makeDataFolder, type Log } from './postgres-cluster.ts'

const slot = 'truong_replica'

/**
 * Starts a read-only copy of a running PostgreSQL inside the program and lets it follow: a base backup by the low-level
 * calls (https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP) the first time, then
 * streaming. `of` is the data folder of the one to follow, on this machine; `select pg_promote()` makes the copy the one
 * that is written to.
 */
export async function startReplica({
  of,
  dataDir,
  log,
  ends = 5,
}: {
  of: string
  dataDir: string
  log: Log
  /** How often within ten minutes it may end by itself before it is given up. */
  ends?: number
}): Promise<Postgres> {
  const origin = join(of, 'database')
  const copy = join(dataDir, 'database')
  const password = passwordsOf(of)['postgres']!
  const port = readFileSync(join(origin, 'postmaster.pid'), 'utf8').split('\n')[3]
  makeDataFolder(dataDir)
  if (!existsSync(copy)) {
    cpSync(join(of, 'database-passwords.json'), join(dataDir, 'database-passwords.json'))
    await copyRunning(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`, origin, copy)
  }
  // The port of the PostgreSQL inside the program is another one at each start; the last line holds.
  appendFileSync(
    join(copy, 'postgresql.auto.conf'),
    `\nprimary_conninfo = 'host=127.0.0.1 port=${port} user=postgres password=${password}'\nprimary_slot_name = '${slot}'\n`,
  )
  return startPostgres({ dataDir, log, ends })
}

async function copyRunning(url: string, origin: string, copy: string): Promise<void> {
  // The backup ends with the connection that began it, so one connection does all.
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      `select pg_create_physical_replication_slot($1, true)
      where not exists (select from pg_replication_slots where slot_name = $1)`,
      [slot],
    )
    await client.query(`select pg_backup_start('replica', true)`)
    const { uid, gid } = statSync(origin)
    mkdirSync(copy, { mode: 0o700 })
    cpSync(origin, copy, { recursive: true, filter: (path) => isCopied(path.slice(origin.length + 1)) })
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    writeFileSync(join(copy, 'backup_label'), rows[0]!.labelfile)
    writeFileSync(join(copy, 'standby.signal'), '')
    for (const name of emptied) mkdirSync(join(copy, name), { recursive: true, mode: 0o700 })
    if (process.getuid?.() === 0) giveTo(copy, uid, gid)
  } finally {
    await client.end()
  }
}

const passwordsOf = (dataDir: string) =>
  JSON.parse(readFileSync(join(dataDir, 'database-passwords.json'), 'utf8')) as Record<string, string>
