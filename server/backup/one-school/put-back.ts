import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import { openChange } from '../archive-year.ts'
import { beginningOf } from '../restore.ts'
import { withRestored } from '../scratch.ts'
import { migrationsOf } from '../tables.ts'
import { bringOver, compare, type Difference } from './compare.ts'
import { bringPersons, dropRights, dueAsThen, noteRights } from './follow.ts'
import { addMarkLines, markLines } from './mark-history.ts'
import { listed, schoolTables, type SchoolTables } from './school-tables.ts'
import { writeBack } from './write.ts'

/** A school whose records are to be as they were, and the backup that holds them. */
export interface PutBackOptions {
  /** The database as its owner; the server may run. */
  ownerUrl: string
  path: string
  identity: string
  /** The school's code, an earlier code, or its name in addresses. */
  school: string
  /** Why, for the trail; null compares and writes nothing. */
  reason: string | null
}

/** What differs between the backup and now, and whether it was written. */
export interface PutBack {
  school: { id: number; code: string; name: string }
  /** The instant of the backup. */
  at: string
  differences: Difference[]
  /** How many cells of gradebooks say something else. */
  cells: number
  /** Tables with a school that stay as they are. */
  left: string[]
  written: boolean
}

/** How long tables may be in use before it is given up, in milliseconds. */
const patience = 60_000

/**
 * Puts one school's records back as they stand in a backup, in one transaction with an entry of the trail; rows of other
 * schools are not touched. Throws where the key, the school, the installation or the schema is not the right one.
 */
export async function putBackSchool(options: PutBackOptions): Promise<PutBack> {
  const { ownerUrl, path, identity } = options
  if (!existsSync(path)) throw new Error(`${path} is not there.`)
  const live = await connected(ownerUrl)
  try {
    const school = await schoolOf(live, options.school)
    assertSame((await beginningOf(path, identity)).migrations, await migrationsOf(live))
    return await withRestored({ path, identity, withFiles: false }, async (scratchUrl, { at }) => {
      const scratch = await connected(scratchUrl)
      try {
        await assertComparable(scratch, live, school.id)
        return { school, at, ...(await putBack(scratch, live, school.id, options)) }
      } finally {
        await scratch.end()
      }
    })
  } finally {
    // What is not committed by now ends with the connection.
    await live.end()
  }
}

async function connected(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  return client
}

async function schoolOf(live: Client, name: string): Promise<PutBack['school']> {
  const { rows } = await live.query<PutBack['school']>(
    `select id, code, name from unit where institution_code is not null
      and (code = $1 or slug = $1 or id = (select unit_id from unit_code_alias where code = $1))
    order by code <> $1, slug <> $1 limit 1`,
    [name],
  )
  if (!rows[0]) throw new Error(`There is no school with the code or address ${name}.`)
  return rows[0]
}

function assertSame(then: readonly string[], now: readonly string[]): void {
  if (then.join() !== now.join())
    throw new Error(
      `The schema of the backup (${then.at(-1)}) is not the schema of the database (${now.at(-1)}). Take a backup written since the last upgrade.`,
    )
}

/** The restored copy has the schema of this program, and must be of the same installation and know the school. */
async function assertComparable(scratch: Client, live: Client, school_id: number): Promise<void> {
  assertSame(await migrationsOf(scratch), await migrationsOf(live))
  for (const [question, fault] of [
    [
      `select encode(secret, 'hex') as secret from server_secret where purpose = 'device'`,
      'The backup is of another installation.',
    ],
    [
      'select academic_year from year_archive order by 1',
      'A year was archived or brought back since the backup was written. Take a later backup.',
    ],
  ] as const) {
    const [then, now] = [await scratch.query(question), await live.query(question)]
    if (JSON.stringify(then.rows) !== JSON.stringify(now.rows)) throw new Error(fault)
  }
  const { rowCount } = await scratch.query('select from unit where id = $1', [school_id])
  if (!rowCount) throw new Error('The school did not exist yet when the backup was written.')
}

async function putBack(
  scratch: Client,
  live: Client,
  school_id: number,
  { path, reason }: PutBackOptions,
): Promise<Pick<PutBack, 'differences' | 'cells' | 'left' | 'written'>> {
  const tables = await schoolTables(live)
  await live.query('begin')
  await bringOver(scratch, live, tables.putBack, school_id)
  if (reason !== null) await takeTables(live, tables)
  const differences = await compare(live, tables, school_id)
  const lines = await markLines(live, school_id)
  const found = { differences, cells: lines.length, left: tables.left }
  if (reason === null || differences.length === 0) return { ...found, written: false }
  try {
    const change_id = await openChange(live, 'unit.put_back', { school_id, reason: `${reason} (${basename(path)})` })
    await bringPersons(scratch, live, tables.putBack)
    await noteRights(live, tables.putBack)
    await writeBack(live, tables)
    await addMarkLines(live, change_id, reason, lines)
    await dropRights(live)
    await dueAsThen(scratch, live, school_id)
    await live.query('commit')
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    throw new Error(`Nothing was written: ${[error.message, error.detail].filter(Boolean).join(' ')}`, { cause: error })
  }
  return { ...found, written: true }
}

/**
 * Keeps everybody from writing to the tables until the end of the transaction; reading goes on. It is tried without waiting,
 * so that nobody who holds one table waits for another; later with a short wait, since a vacuum gives way to nobody else.
 */
async function takeTables(live: Client, { putBack: own, attached }: SchoolTables): Promise<void> {
  const names = [...own.map(({ name }) => name), ...attached.map(({ table }) => table), 'person']
  const begun = performance.now()
  for (;;) {
    const waited = performance.now() - begun
    await live.query('savepoint taking')
    try {
      await live.query(`set local lock_timeout = '2s'`)
      await live.query(`lock table ${listed(names)} in exclusive mode ${waited < patience / 3 ? 'nowait' : ''}`)
      return
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code !== '55P03') throw error
      if (waited > patience)
        throw new Error('Nothing was written: the tables are in use. Try again at a quieter hour.', { cause: error })
      await live.query('rollback to savepoint taking')
      await sleep(20)
    }
  }
}
