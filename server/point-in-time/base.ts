import { openSync, closeSync, readFileSync, readSync, readdirSync, renameSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Client } from 'pg'
import { writeContainer, type AddEntry } from '../backup/container.ts'
import { isCopied } from '../physical-copy.ts'
import { basePath, makePlace, type RecordPlace } from './record.ts'

/** A running PostgreSQL of the program's own, and whose key opens what is written. */
export interface CopiedDatabase {
  ownerUrl: string
  /** The folder with `database` and `database-passwords.json`. */
  postgresDir: string
  recipient: string
}

const chunkBytes = 4 * 1024 * 1024

/** The identifier that PostgreSQL gave itself when it was made. */
export async function systemIdOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select system_identifier::text as id from pg_control_system()')
  return rows[0]!.id
}

/**
 * Copies the data of a running PostgreSQL into one encrypted file of its record while everything goes on, by the low-level
 * calls (https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP). Files go in pieces of
 * 4 MB, `database/base/5/1259#0`, since one of them may have a gigabyte. Answers the path of the file.
 */
export async function copyBase(folder: string, { ownerUrl, postgresDir, recipient }: CopiedDatabase): Promise<string> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const place: RecordPlace = { folder, systemId: await systemIdOf(client) }
    makePlace(place)
    const making = join(folder, place.systemId, 'base.making')
    await client.query(`select pg_backup_start('base', true)`)
    let label = ''
    await writeContainer(making, recipient, async (add) => {
      await add('database-passwords.json', readFileSync(join(postgresDir, 'database-passwords.json')))
      const database = join(postgresDir, 'database')
      for (const path of filesBelow(database)) await addFile(database, path, add)
      // Waits until the last segment that the copy needs is in the outbox.
      const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(true)')
      label = rows[0]!.labelfile
      await add('database/backup_label#0', Buffer.from(label))
    })
    const segment = /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/m.exec(label)?.[1]
    if (!segment) throw new Error('PostgreSQL did not say where the copy begins.')
    const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at')
    // The name has no fraction of a second: the next one is surely after the end.
    const path = basePath(place, new Date(rows[0]!.at.getTime() + 1000), segment)
    renameSync(making, path)
    return path
  } finally {
    await client.end()
  }
}

function* filesBelow(folder: string, root = folder): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (!isCopied(relative(root, path))) continue
    if (entry.isDirectory()) yield* filesBelow(path, root)
    else if (entry.isFile()) yield path
  }
}

/** Adds a file piece by piece; one that is dropped meanwhile is not needed, and what is written meanwhile comes with the log. */
async function addFile(root: string, path: string, add: AddEntry): Promise<void> {
  const name = `database/${relative(root, path)}`
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    for (let piece = 0; ; piece += 1) {
      const chunk = Buffer.alloc(chunkBytes)
      const length = readSync(file, chunk, 0, chunkBytes, piece * chunkBytes)
      if (length > 0 || piece === 0) await add(`${name}#${piece}`, chunk.subarray(0, length))
      if (length < chunkBytes) return
    }
  } finally {
    closeSync(file)
  }
}
