import { createHash } from 'node:crypto'
import { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { FileStore } from '../../platform/file.ts'
import { writeContainer, type AddEntry } from './container.ts'
import { copiedTables, migrationsOf, quoted, type CopiedTable, type Manifest } from './tables.ts'

/** What is backed up, and where to. */
export interface BackUpOptions {
  /** The database as its owner: PostgreSQL of the program's own or any other. */
  ownerUrl: string
  files: FileStore
  path: string
  /** Whose key opens the backup: `age1…`. */
  recipient: string
}

const entryBytes = 4 * 1024 * 1024

/**
 * Writes the whole database as of one instant, and the uploaded files, into one encrypted file while everything goes on.
 * Rows are copied in PostgreSQL's text form, so that a newer PostgreSQL reads them too.
 */
export async function backUp({ ownerUrl, files, path, recipient }: BackUpOptions): Promise<Manifest> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const { rows: now } = await client.query<{ at: Date }>('select now() as at')
    const manifest: Manifest = {
      format: 1,
      at: now[0]!.at.toISOString(),
      migrations: await migrationsOf(client),
      tables: [],
      sequences: await sequencesOf(client),
      files: 0,
    }
    await writeContainer(path, recipient, async (add) => {
      await add('begin.json', Buffer.from(JSON.stringify({ ...manifest, tables: await copiedTables(client) })))
      for (const table of await copiedTables(client)) manifest.tables.push(await addTable(client, table, add))
      manifest.files = await addFiles(client, files, add)
      await add('manifest.json', Buffer.from(JSON.stringify(manifest)))
    })
    return manifest
  } finally {
    await client.end()
  }
}

/** Adds the rows of a table, or those that a condition and an order name, and answers how many with their digest. */
export async function addTable(
  client: Client,
  table: CopiedTable,
  add: AddEntry,
  which = '',
): Promise<Manifest['tables'][number]> {
  const columns = table.columns.map(quoted).join(', ')
  const stream = client.query(copyTo(`copy (select ${columns} from ${quoted(table.name)} ${which}) to stdout`))
  const hash = createHash('sha256')
  let waiting: Buffer[] = []
  let size = 0
  let number = 0
  let rows = 0
  const flush = async () => {
    const content = Buffer.concat(waiting)
    waiting = []
    size = 0
    hash.update(content)
    await add(`table/${table.name}/${String(number++).padStart(6, '0')}`, content)
  }
  for await (const chunk of stream) {
    waiting.push(chunk as Buffer)
    size += (chunk as Buffer).length
    rows += linesIn(chunk as Buffer)
    if (size >= entryBytes) await flush()
  }
  if (size > 0) await flush()
  return { ...table, rows, sha256: hash.digest('hex') }
}

/**
 * The rows in a piece of PostgreSQL's text form, where each ends with the only line feed in it. What the server says of
 * their number may come after the end of the stream.
 */
export function linesIn(content: Buffer): number {
  let lines = 0
  for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) lines++
  return lines
}

/** The files that the database knows in this snapshot. One that is missing stops the backup: it would be missed when it is needed. */
async function addFiles(client: Client, files: FileStore, add: AddEntry): Promise<number> {
  const { rows } = await client.query<{ sha256: string }>('select sha256 from file order by sha256')
  for (const { sha256 } of rows) {
    const stream = await files.open(sha256)
    if (!stream) throw new Error(`The file ${sha256} is in the database and not in the folder of files.`)
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    await add(`file/${sha256}`, Buffer.concat(chunks))
  }
  return rows.length
}

async function sequencesOf(client: Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select sequencename as name, last_value as value from pg_sequences where schemaname = 'public' order by 1`,
  )
  return rows.flatMap(({ name, value }) => (value === null ? [] : [{ name, value: Number(value) }]))
}
