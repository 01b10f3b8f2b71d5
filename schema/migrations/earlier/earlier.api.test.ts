import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { refreshSums } from '../../../modules/students/public.ts'
import { openDatabase } from '../../../platform/database.ts'
import { migrate } from '../../../server/migrate.ts'
import { addressOf, execute } from '../../../test/test-server.ts'

const { adminUrl, template } = inject('testServer')
/** Released states of the schema; the rows of a state are those of the files up to its name. */
const states = ['0017_older_results', '0025_earlier_years', '0032_year_partitions', '0036_second_factor']
const seeds = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.sql'))
  .sort()

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return work(client).finally(() => client.end())
}

type Rows = Map<string, Record<string, unknown>[]>

/** Every row of every table that the migrations themselves do not keep, as PostgreSQL writes it. */
async function rowsOf(client: Client): Promise<Rows> {
  const { rows: tables } = await client.query<{ name: string }>(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not relispartition and relname not like 'kysely%' and relname <> 'sum_due' order by 1`)
  const all: Rows = new Map()
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from "${name}" t`)
    all.set(
      name,
      rows.map(({ row }) => row),
    )
  }
  return all
}

/** Everything that guards rows: constraints, indexes, triggers and policies of the tables, as they are written. */
async function guardsOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ guard: string }>(`
    select format('%s %s %s', conrelid::regclass, pg_get_constraintdef(k.oid), convalidated) as guard
      from pg_constraint k join pg_class c on c.oid = conrelid where connamespace = 'public'::regnamespace and not c.relispartition
    union all select pg_get_indexdef(indexrelid) || indisvalid from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and not c.relispartition
    union all select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not tgisinternal and c.relnamespace = 'public'::regnamespace and not c.relispartition
    union all select format('%s %s %s %s', polrelid::regclass, polname, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from pg_policy
    order by 1`)
  return rows.map(({ guard }) => guard)
}

const missing = (before: Rows, after: Rows): string[] =>
  [...before].flatMap(([name, rows]) =>
    rows
      .filter((row) => {
        const same = (other: Record<string, unknown>) =>
          Object.entries(row).every(([column, value]) => JSON.stringify(other[column]) === JSON.stringify(value))
        return !after.get(name)?.some(same)
      })
      .map((row) => `${name}: ${JSON.stringify(row)}`),
  )

test.each(states)(
  'a database left at %s keeps every row when it is brought to today, under all guards',
  async (state) => {
    const name = `earlier_${randomUUID().slice(0, 8)}`
    const url = addressOf(adminUrl, name)
    await execute(adminUrl, `create database ${name}`)
    try {
      await migrate(url, state)
      const before = await withClient(url, async (client) => {
        for (const file of seeds.filter((it) => it <= `${state}.sql`))
          await client.query(readFileSync(join(import.meta.dirname, file), 'utf8'))
        return rowsOf(client)
      })
      expect([...before.values()].filter((rows) => rows.length > 0).length).toBeGreaterThan(35)
      expect((await migrate(url)).length).toBeGreaterThan(0)
      await withClient(url, async (client) => {
        expect(missing(before, await rowsOf(client))).toEqual([])
        const today = await withClient(addressOf(adminUrl, template), guardsOf)
        expect(await guardsOf(client)).toEqual(today)
      })
      const { db } = openDatabase(url, 1, () => {})
      expect(await refreshSums(db, '2026-11-25').finally(() => db.destroy())).toBeGreaterThan(0)
      await withClient(url, async (client) => {
        const { rows } = await client.query(
          `select sum(pupils)::integer as pupils from school_pupil_sum where pupil_group = 'all' and term = 0`,
        )
        expect(rows).toEqual([{ pupils: 1 }])
        // What must not be is still refused, with the rows of then beside it.
        await expect(client.query('update enrollment set student_id = uuidv7()')).rejects.toThrow('foreign key')
        await expect(client.query('insert into person select * from person limit 1')).rejects.toThrow('duplicate key')
      })
    } finally {
      await execute(adminUrl, `drop database if exists ${name} with (force)`)
    }
  },
)
