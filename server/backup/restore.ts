import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { Client } from 'pg'
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams'
import type { FileStore } from '../../platform/file.ts'
import { migrate } from '../migrate.ts'
import { readContainer } from './container.ts'
import { columnsOf, copiedTables, quoted, type CopiedTable, type Manifest } from './tables.ts'

/** What is restored, and where to. */
export interface RestoreOptions {
  path: string
  /** The key that opens the backup: `AGE-SECRET-KEY-1…`. */
  identity: string
  /** An empty database, as its owner. */
  ownerUrl: string
  files: FileStore
}

/**
 * Fills an empty database from a backup: the schema of that time, its rows, and then whatever the program has learnt
 * since. The rows come in one transaction, which ends only when every table has the rows and the digest that were written
 * down; a damaged or cut file leaves an empty database. Returns what was restored.
 */
export async function restore({ path, identity, ownerUrl, files }: RestoreOptions): Promise<Manifest> {
  const client = new Client({ connectionString: ownerUrl })
  client.on('error', () => {})
  await client.connect()
  let loading: Loading | undefined
  let manifest: Manifest | undefined
  try {
    await assertEmpty(client)
  } catch (error) {
    await client.end()
    throw error
  }
  try {
    await readContainer(path, identity, async (name, content) => {
      const [kind, first = ''] = name.split('/')
      if (name === 'begin.json') loading = await begin(client, ownerUrl, JSON.parse(content.toString()) as Manifest)
      else if (kind === 'table') await loading?.add(first, content)
      else if (kind === 'file') await files.put(content)
      else if (name === 'manifest.json') manifest = JSON.parse(content.toString()) as Manifest
    })
    if (!loading || !manifest) throw new Error(`${path} is not a whole backup.`)
    await loading.end(manifest)
    await client.query('commit')
    await client.query('analyze')
  } catch (error) {
    // The transaction of the rows ends with its connection.
    await client.end()
    await emptyAgain(ownerUrl)
    throw error
  }
  await client.end()
  await migrate(ownerUrl)
  return manifest
}

/**
 * What a backup says of itself at its beginning, before any row: enough to know whether the key fits and of which schema
 * it is.
 */
export async function beginningOf(path: string, identity: string): Promise<Omit<Manifest, 'files'>> {
  let found: Manifest | undefined
  const enough = new Error('enough')
  await readContainer(path, identity, async (name, content) => {
    if (name === 'begin.json') found = JSON.parse(content.toString()) as Manifest
    throw enough
  }).catch((error: unknown) => {
    if (error !== enough) throw error
  })
  if (!found?.migrations) throw new Error(`${path} is not a backup of the whole database.`)
  return found
}

interface Loading {
  add(table: string, content: Buffer): Promise<void>
  end(manifest: Manifest): Promise<void>
}

async function assertEmpty(client: Client): Promise<void> {
  const { rows } = await client.query(
    `select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') limit 1`,
  )
  if (rows.length > 0) throw new Error('The database is not empty. A backup is restored into an empty one.')
}

/** Takes the schema away that was made for a backup which could not be read to its end: the database is as it was found. */
async function emptyAgain(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  await client
    .query('drop schema public cascade; create schema public; grant usage on schema public to public')
    .finally(() => client.end())
}

/** Makes the schema of the backup and opens the transaction that takes its rows. */
async function begin(client: Client, ownerUrl: string, { format, migrations, tables }: Manifest): Promise<Loading> {
  if (format !== 1) throw new Error('The backup was written by a newer version of the program.')
  await migrate(ownerUrl, migrations.at(-1))
  const known = new Map((await copiedTables(client)).map((table) => [table.name, table]))
  await client.query('begin')
  const rebuild = await setAside(client)
  await client.query(`truncate ${[...known.keys()].map(quoted).join(', ')}`)
  const done = new Map<string, { rows: number; sha256: string }>()
  let open: { table: CopiedTable; stream: CopyStreamQuery; hash: Hash } | null = null

  async function close(): Promise<void> {
    if (!open) return
    const { table, stream, hash } = open
    stream.end()
    await finished(stream)
    done.set(table.name, { rows: stream.rowCount, sha256: hash.digest('hex') })
    open = null
    if (table.name === 'academic_year') await client.query('select ensure_year(year) from academic_year')
  }

  return {
    async add(name, content) {
      if (open?.table.name !== name) {
        await close()
        const table = tables.find((it) => it.name === name)
        if (!table) throw new Error(`The backup holds rows of ${name}, which it does not name.`)
        const stream = client.query(copyFrom(`copy ${columnsOf(table)} from stdin`))
        // Whoever waits for its end hears of a failure; one that nobody waits for must not end the process.
        stream.on('error', () => {})
        open = { table, stream, hash: createHash('sha256') }
      }
      open!.hash.update(content)
      if (!open!.stream.write(content)) await once(open!.stream, 'drain')
    },
    async end(manifest) {
      await close()
      for (const { name, rows, sha256 } of manifest.tables) {
        const found = done.get(name) ?? { rows: 0, sha256: createHash('sha256').digest('hex') }
        if (found.rows !== rows || found.sha256 !== sha256)
          throw new Error(`${name} came with ${found.rows} rows; ${rows} were written, or they are not the same.`)
      }
      for (const { name, value } of manifest.sequences)
        await client.query('select setval($1, $2)', [quoted(name), value])
      await rebuild()
      // Before that, the rows of the year's own books would be refused.
      if (known.has('year_archive')) await client.query('select close_year(academic_year) from year_archive')
    },
  }
}

/** Takes foreign keys, plain indexes and triggers away while rows come, and gives back what brings them again. */
async function setAside(client: Client): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<{ drop: string; add: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`)
  const { rows: indexes } = await client.query<{ drop: string; add: string }>(`
    select format('drop index %s', i.indexrelid::regclass) as drop, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') as add
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace and not i.indisunique and not c.relispartition
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`)
  const { rows: tables } = await client.query<{ name: string }>(`
    select distinct t.tgrelid::regclass::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and not c.relispartition`)
  for (const { drop } of [...keys, ...indexes]) await client.query(drop)
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`)
  return async () => {
    for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`)
    for (const { add } of [...indexes, ...keys]) await client.query(add)
  }
}
