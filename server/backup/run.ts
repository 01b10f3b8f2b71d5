import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import type { FileStore } from '../../platform/file.ts'
import { backUp } from './back-up.ts'
import { withRestored } from './scratch.ts'
import { quoted, type Manifest } from './tables.ts'

/** Where backups are kept, for how long, and for whose key. */
export interface Keeping {
  folder: string
  recipient: string
  /** Older ones are removed once a new one is whole. */
  keepDays: number
}

const named = /^truong-\d{8}-\d{6}\.age(\.half)?$/
/** What a backup that was cut short has left is no day old only while another is being written. */
const halfKept = 86_400_000

/** Writes a backup named by its time, notes it in `backup_run`, and removes those that are too old. Answers the file. */
export async function runBackup(ownerUrl: string, files: FileStore, keeping: Keeping): Promise<string> {
  mkdirSync(keeping.folder, { recursive: true, mode: 0o700 })
  const stamp = new Date().toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const name = `truong-${stamp}.age`
  const path = join(keeping.folder, name)
  await noted(ownerUrl, 'backup', name, async () => {
    const manifest = await backUp({ ownerUrl, files, path, recipient: keeping.recipient })
    return { ...sizeOf(manifest), bytes: statSync(path).size }
  })
  for (const other of readdirSync(keeping.folder)) {
    const kept = other.endsWith('.half') ? halfKept : keeping.keepDays * 86_400_000
    if (named.test(other) && other !== name && statSync(join(keeping.folder, other)).mtimeMs < Date.now() - kept)
      rmSync(join(keeping.folder, other))
  }
  return path
}

/**
 * Restores a backup into a PostgreSQL that is made for it and thrown away, and compares every table with what the backup
 * says. Noted in `backup_run` of the database at `ownerUrl`. Throws what differs.
 */
export async function tryBackup(ownerUrl: string, path: string, identity: string): Promise<Manifest> {
  let manifest: Manifest | undefined
  await noted(ownerUrl, 'trial', path.split('/').at(-1)!, () =>
    withRestored({ path, identity, withFiles: true }, async (trialUrl, restored) => {
      await assertSame(trialUrl, restored)
      manifest = restored
      return sizeOf(restored)
    }),
  )
  return manifest!
}

async function assertSame(url: string, { tables }: Manifest): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const { name, rows } of tables) {
      const found = await client.query<{ count: string }>(`select count(*) from ${quoted(name)}`)
      if (Number(found.rows[0]!.count) !== rows)
        throw new Error(`${name} holds ${found.rows[0]!.count} rows of ${rows}.`)
    }
  } finally {
    await client.end()
  }
}

const sizeOf = ({ tables, files }: Manifest) => ({ rows: tables.reduce((sum, { rows }) => sum + rows, 0), files })

async function noted(
  ownerUrl: string,
  kind: 'backup' | 'trial',
  file_name: string,
  work: () => Promise<{ rows: number; files: number; bytes?: number }>,
): Promise<void> {
  const at = new Date()
  const done = await work().then(
    (size) => ({ ...size, error: null }),
    (error: unknown) => ({ rows: null, files: null, error }),
  )
  const seconds = (Date.now() - at.getTime()) / 1000
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  await client
    .query(
      'insert into backup_run (at, kind, file_name, seconds, bytes, rows, files, error) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [
        at,
        kind,
        file_name,
        seconds,
        'bytes' in done ? done.bytes : null,
        done.rows,
        done.files,
        done.error && String(done.error),
      ],
    )
    .finally(() => client.end())
  if (done.error) throw done.error
}
