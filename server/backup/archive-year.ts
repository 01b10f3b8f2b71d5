import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Client } from 'pg'
import { archivedDigest, changeDigest, verifyTrail } from '../../modules/trail/public.ts'
import { openDatabase } from '../../platform/database.ts'
import { addTable, linesIn } from './back-up.ts'
import { whatStandsOpen } from './closed-year.ts'
import { readContainer, writeContainer } from './container.ts'
import { copiedTables, type CopiedTable, type Manifest } from './tables.ts'

/** A year to be archived, and where to. */
export interface ArchiveYearOptions {
  /** The database as its owner. */
  ownerUrl: string
  year: number
  folder: string
  /** For whose key the file is written, and the key itself: the file is read back before anything is taken away. */
  recipient: string
  identity: string
}

/** What the file of a year says of itself; the last entry in it. */
export interface YearManifest {
  format: 1
  academic_year: number
  at: string
  tables: Manifest['tables']
}

/** The tables whose rows of an archived year leave the database, in an order that their keys give. */
export const leavingTables: Readonly<Record<string, string>> = {
  mark_change: 'school_id, academic_year, section_id, student_id, term, "column", position',
  grade_save: 'school_id, academic_year, id',
}

/**
 * Writes the history of a closed year's marks into one encrypted file, reads it back, and only then takes it out of the
 * database, in one transaction with the entry of the trail and the row that says so. Throws what stands open and where,
 * where the trail is not as it was sealed, or where the file does not read as written; then nothing is left behind.
 * Answers the file.
 */
export async function archiveYear({
  ownerUrl,
  year,
  folder,
  recipient,
  identity,
}: ArchiveYearOptions): Promise<string> {
  const client = new Client({ connectionString: ownerUrl })
  client.on('error', () => {})
  await client.connect()
  let path: string | undefined
  try {
    const open = await whatStandsOpen(client, year)
    if (open.length > 0) throw new Error(`The year is not archived.\n${open.join('\n')}`)
    await assertTrail(ownerUrl)
    // The locks come before the snapshot: nothing is written to the year between its copy and its going.
    await client.query('begin isolation level repeatable read')
    await client.query(`set local lock_timeout = '30s'`)
    await client.query(`lock table mark_change_${year}, subject_result_${year} in share mode`)
    const stillOpen = await whatStandsOpen(client, year)
    if (stillOpen.length > 0) throw new Error(`The year is not archived.\n${stillOpen.join('\n')}`)
    await collectChanges(client, year)
    const stamp = new Date().toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const target = join(folder, `truong-year-${year}-${stamp}.age`)
    if (existsSync(target)) throw new Error(`${target} is there already.`)
    path = target
    const manifest = await writeYear(client, year, path, recipient)
    if (manifest.tables.every(({ rows }) => rows === 0))
      throw new Error(`The year is not archived. The academic year ${year}–${year + 1} has no history of marks.`)
    await assertReadsAs(path, identity, manifest)
    await takeAway(client, year, path, manifest)
    await client.query('commit')
    return path
  } catch (error) {
    if (path) await rm(path, { force: true })
    throw error
  } finally {
    await client.end()
  }
}

/** The trail as it stands is what the archive will be compared with: a fault in it must not be carried over. */
async function assertTrail(ownerUrl: string): Promise<void> {
  const { db } = openDatabase(ownerUrl, 1, () => {})
  const { faults } = await verifyTrail(db).finally(() => db.destroy())
  if (faults.length > 0)
    throw new Error(`The trail is not as it was sealed (${faults.length} faults, npm run verify-trail names them).`)
}

/** The changes that have marks in the year. All must be sealed, and have marks in no other year. */
async function collectChanges(client: Client, year: number): Promise<void> {
  await client.query(
    `create temp table leaving_change on commit drop as select distinct change_id from mark_change where academic_year = ${year}`,
  )
  const { rows } = await client.query<{ unsealed: number; shared: number }>(
    `select count(*) filter (where not exists (select from trail_seal s where s.to_id >= l.change_id))::integer as unsealed,
      count(*) filter (where exists (select from mark_change m join change c on c.id = l.change_id
        where m.school_id = c.school_id and m.at = c.at and m.change_id = l.change_id and m.academic_year <> $1))::integer as shared
    from leaving_change l`,
    [year],
  )
  if (rows[0]!.unsealed > 0)
    throw new Error(
      `${rows[0]!.unsealed} changes of the year are not sealed yet; the running server does it within a minute.`,
    )
  if (rows[0]!.shared > 0) throw new Error(`${rows[0]!.shared} changes have marks in another year too.`)
}

async function writeYear(client: Client, year: number, path: string, recipient: string): Promise<YearManifest> {
  const tables = (await copiedTables(client)).filter(({ name }) => name in leavingTables)
  const manifest: YearManifest = { format: 1, academic_year: year, at: new Date().toISOString(), tables: [] }
  await writeContainer(path, recipient, async (add) => {
    await add('begin.json', Buffer.from(JSON.stringify({ ...manifest, tables })))
    for (const table of tables) manifest.tables.push(await addTable(client, table, add, rowsOf(table, year)))
    await add('year.json', Buffer.from(JSON.stringify(manifest)))
  })
  return manifest
}

/** Which rows of a table leave, in which order. */
export const rowsOf = ({ name }: Pick<CopiedTable, 'name'>, year: number): string =>
  `where academic_year = ${year} order by ${leavingTables[name]}`

/** Opens the file with the key and compares each table's rows and digest with what was copied. */
async function assertReadsAs(path: string, identity: string, { tables }: YearManifest): Promise<void> {
  const read = new Map(tables.map(({ name }) => [name, { lines: 0, hash: createHash('sha256') }]))
  await readContainer(path, identity, async (name, content) => {
    const [kind, table = ''] = name.split('/')
    const found = kind === 'table' ? read.get(table) : undefined
    if (!found) return
    found.hash.update(content)
    found.lines += linesIn(content)
  })
  for (const { name, rows, sha256 } of tables) {
    const { lines, hash } = read.get(name)!
    if (lines !== rows || hash.digest('hex') !== sha256)
      throw new Error(`${path} holds ${lines} rows of ${name}; ${rows} were written, or they are not the same.`)
  }
}

async function takeAway(client: Client, year: number, path: string, { tables }: YearManifest): Promise<void> {
  const sha256 = await digestOfFile(path)
  await client.query(`truncate mark_change_${year}`)
  await client.query('delete from grade_save where academic_year = $1', [year])
  await client.query('select close_year($1)', [year])
  await client.query(
    `insert into archived_change (change_id, academic_year, digest)
      select c.id, $1, ${changeDigest} from change c join leaving_change l on l.change_id = c.id`,
    [year],
  )
  await openChange(client, 'year.archive')
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  await client.query(
    `insert into year_archive (academic_year, file_name, file_sha256, rows, changes, changes_sha256)
      select y.academic_year, $2, $3, $4, (select count(*) from archived_change where academic_year = $1), ${archivedDigest}
      from (select $1::smallint as academic_year) y`,
    [year, basename(path), sha256, rows],
  )
}

/**
 * Opens an entry of the trail for the rest of the transaction, done by nobody but the system, and answers its id. Sealing
 * waits for it: an entry that came into the order behind a seal would stand there as put in.
 */
export async function openChange(
  client: Client,
  verb: string,
  about: { school_id: number; reason: string } | null = null,
): Promise<string> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('trail.seal', 0))`)
  const { rows } = await client.query<{ id: string }>(
    `with opened as (
      insert into change (verb, school_id, reason, at, academic_year)
      values ($1, $2, $3, clock_timestamp(), academic_year_of(clock_timestamp())) returning id, academic_year)
    select id, set_config('truong.change', id::text, true), set_config('truong.change_year', academic_year::text, true) from opened`,
    [verb, about?.school_id ?? null, about?.reason ?? null],
  )
  return rows[0]!.id
}

/** The digest of a file as it lies on the disk, in hexadecimal. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
