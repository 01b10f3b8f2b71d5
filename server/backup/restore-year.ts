import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { Client } from 'pg'
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams'
import { digestOfFile, leavingTables, openChange, type YearManifest } from './archive-year.ts'
import { readContainer } from './container.ts'
import { columnsOf, type CopiedTable } from './tables.ts'

/** A year to be brought back, and from where. */
export interface RestoreYearOptions {
  /** The database as its owner. */
  ownerUrl: string
  year: number
  path: string
  identity: string
}

/**
 * Brings the history of an archived year back from its file, in one transaction with the entry of the trail. Throws where
 * the year is not in the archive, the file is not the one that was written then, or its rows are not the same; then the
 * year stays archived as it was. Answers how many rows came.
 */
export async function restoreYear({ ownerUrl, year, path, identity }: RestoreYearOptions): Promise<number> {
  const client = new Client({ connectionString: ownerUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`set local lock_timeout = '30s'`)
    const { rows } = await client.query<{ file_name: string; file_sha256: string }>(
      'select file_name, file_sha256 from year_archive where academic_year = $1 for update',
      [year],
    )
    if (!rows[0]) throw new Error(`The academic year ${year}–${year + 1} is not in the archive.`)
    if ((await digestOfFile(path)) !== rows[0].file_sha256)
      throw new Error(`${path} is not the file that was written for this year: ${rows[0].file_name}.`)
    // Books of the year are read meanwhile as before; the way in for writing opens with the end of the transaction.
    await client.query(`alter table mark_change_${year} disable trigger archived`)
    const manifest = await load(client, path, identity)
    await client.query('delete from archived_change where academic_year = $1', [year])
    await client.query('select reopen_year($1)', [year])
    await openChange(client, 'year.restore')
    await client.query('delete from year_archive where academic_year = $1', [year])
    await client.query('commit')
    await client.query(`analyze mark_change_${year}, grade_save`)
    return manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  } finally {
    await client.end()
  }
}

async function load(client: Client, path: string, identity: string): Promise<YearManifest> {
  const tables = new Map<string, CopiedTable>()
  const done = new Map<string, { rows: number; sha256: string }>()
  let manifest: YearManifest | undefined
  let open: { name: string; stream: CopyStreamQuery; hash: Hash } | null = null

  async function close(): Promise<void> {
    if (!open) return
    const { name, stream, hash } = open
    stream.end()
    await finished(stream)
    done.set(name, { rows: stream.rowCount, sha256: hash.digest('hex') })
    open = null
  }

  await readContainer(path, identity, async (entry, content) => {
    const [kind, name = ''] = entry.split('/')
    if (kind === 'begin.json')
      for (const table of (JSON.parse(content.toString()) as YearManifest).tables) tables.set(table.name, table)
    if (kind === 'year.json') manifest = JSON.parse(content.toString()) as YearManifest
    const table = tables.get(name)
    if (kind !== 'table' || !table || !(name in leavingTables)) return
    if (open?.name !== name) {
      await close()
      const stream = client.query(copyFrom(`copy ${columnsOf(table)} from stdin`))
      // Whoever waits for its end hears of a failure; one that nobody waits for must not end the process.
      stream.on('error', () => {})
      open = { name, stream, hash: createHash('sha256') }
    }
    open!.hash.update(content)
    if (!open!.stream.write(content)) await once(open!.stream, 'drain')
  })
  await close()
  if (manifest?.format !== 1) throw new Error(`${path} is not the whole file of a year.`)
  for (const { name, rows, sha256 } of manifest.tables) {
    const found = done.get(name) ?? { rows: 0, sha256: createHash('sha256').digest('hex') }
    if (found.rows !== rows || found.sha256 !== sha256)
      throw new Error(`${name} came with ${found.rows} rows; ${rows} were written, or they are not the same.`)
  }
  return manifest
}
