import {
  appendFileSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { readContainer } from '../backup/container.ts'
import { startPostgres } from '../embedded-postgres.ts'
import { emptied, giveTo } from '../physical-copy.ts'
import { makeDataFolder, nobody, type Log } from '../postgres-cluster.ts'
import { basesOf, segmentPath, segmentsOf, systemsIn, type RecordPlace } from './record.ts'

/** What to go back to, and where. */
export interface GoingBack {
  /** The folder of the record. */
  folder: string
  /** What opens it: `AGE-SECRET-KEY-…`. */
  identity: string
  /** The instant; null for the last that the record knows. */
  at: Date | null
  /** A folder for a PostgreSQL that holds none yet. */
  postgresDir: string
  log: Log
}

/** What came of it. */
export interface WentBack {
  /** The copy from which it began. */
  base: Date
  segments: number
  /** When the last change was made that is there; null where nothing was changed after the copy. */
  last: Date | null
}

/**
 * Makes the data of a PostgreSQL as they were at an instant: the last copy before it, and its write-ahead log from there
 * (https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-PITR-RECOVERY). Nothing that is there is touched: the folder must hold
 * no database yet. Throws in words where the record does not reach so far.
 */
export async function goBack({ folder, identity, at, postgresDir, log }: GoingBack): Promise<WentBack> {
  const database = join(postgresDir, 'database')
  if (existsSync(database)) throw new Error(`${postgresDir} holds a database already; name an empty DATA_DIR.`)
  const { place, base } = baseBefore(folder, at)
  makeDataFolder(postgresDir)
  const half = join(postgresDir, 'database-half')
  const received = join(postgresDir, 'wal-in')
  for (const path of [half, received]) rmSync(path, { recursive: true, force: true })
  await unpack(base.path, identity, postgresDir, half)
  mkdirSync(received, { mode: 0o700 })
  const needed = segmentsOf(place).filter(
    (name) => !/^[0-9A-F]{24}/.test(name) || name.slice(8) >= base.segment.slice(8),
  )
  for (const name of needed)
    await readContainer(segmentPath(place, name), identity, async (entry, content) =>
      writeFileSync(join(received, entry), content, { mode: 0o600 }),
    )
  appendFileSync(
    join(half, 'postgresql.auto.conf'),
    [
      '',
      `restore_command = 'cp "${received}/%f" "%p"'`,
      `recovery_target_action = 'promote'`,
      ...(at ? [`recovery_target_time = '${at.toISOString().replace('Z', '+00')}'`] : []),
      '',
    ].join('\n'),
  )
  writeFileSync(join(half, 'recovery.signal'), '')
  if (process.getuid?.() === 0) for (const path of [half, received]) giveTo(path, nobody, nobody)
  renameSync(half, database)
  try {
    const last = await recover(postgresDir, log, at)
    return { base: base.at, segments: needed.length, last }
  } catch (error) {
    // What did not come back whole is not left to be taken for it.
    rmSync(database, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(received, { recursive: true, force: true })
  }
}

function baseBefore(folder: string, at: Date | null) {
  const [systemId, ...others] = systemsIn(folder)
  if (!systemId) throw new Error(`${folder} holds no record of a database.`)
  if (others.length > 0)
    throw new Error(
      `${folder} holds the records of several databases (${[systemId, ...others].join(', ')}); move all but the one that is meant.`,
    )
  const place: RecordPlace = { folder, systemId }
  const bases = basesOf(place)
  const base = bases.findLast((one) => !at || one.at <= at)
  if (!base) throw new Error(`The record begins with ${bases[0]?.at.toISOString() ?? 'nothing'}, which is later.`)
  return { place, base }
}

/** Unpacks a copy: its pieces behind each other. */
async function unpack(path: string, identity: string, postgresDir: string, half: string): Promise<void> {
  let open: { name: string; file: number } | null = null
  const close = () => {
    if (open) closeSync(open.file)
    open = null
  }
  try {
    await readContainer(path, identity, async (entry, content) => {
      if (entry === 'database-passwords.json') return writeFileSync(join(postgresDir, entry), content, { mode: 0o600 })
      const name = entry.slice('database/'.length, entry.lastIndexOf('#'))
      if (open?.name !== name) {
        close()
        mkdirSync(dirname(join(half, name)), { recursive: true, mode: 0o700 })
        open = { name, file: openSync(join(half, name), 'w', 0o600) }
      }
      writeSync(open.file, content)
    })
  } finally {
    close()
  }
  for (const name of [
    ...emptied,
    'pg_tblspc',
    'pg_twophase',
    'pg_commit_ts',
    'pg_stat',
    'pg_logical/snapshots',
    'pg_logical/mappings',
  ])
    mkdirSync(join(half, name), { recursive: true, mode: 0o700 })
}

/** Lets PostgreSQL read its log up to the instant, open for writing there, and forget how it came there. */
async function recover(postgresDir: string, log: Log, at: Date | null): Promise<Date | null> {
  let tooShort = false
  // It may say so after it has let somebody in to read, so its words are listened to.
  const listening: Log = Object.assign(Object.create(log) as Log, {
    error: (said: { postgres?: string }, ...rest: never[]) => {
      if (/before configured recovery target was reached/.test(said.postgres ?? '')) tooShort = true
      else log.error(said, ...rest)
    },
  })
  try {
    const postgres = await startPostgres({ dataDir: postgresDir, log: listening, ends: 0 })
    return await recovered(postgres.url('postgres')).finally(() => postgres.stop())
  } catch (error) {
    if (tooShort)
      throw new Error(`The record ends before ${at?.toISOString()}; without --at it comes as far as it goes.`)
    throw error
  }
}

async function recovered(url: string): Promise<Date | null> {
  const client = new Client({ connectionString: url })
  // The statement under way tells of a lost connection.
  client.on('error', () => {})
  await client.connect()
  try {
    while ((await client.query<{ on: boolean }>('select pg_is_in_recovery() as on')).rows[0]!.on) await sleep(100)
    for (const name of ['restore_command', 'recovery_target_action', 'recovery_target_time'])
      await client.query(`alter system reset ${name}`)
    const { rows } = await client.query<{ last: Date | null }>('select pg_last_xact_replay_timestamp() as last')
    return rows[0]!.last
  } finally {
    await client.end().catch(() => {})
  }
}
