import { sql } from 'kysely'
import type { Changing } from './change.ts'
import { Conflict } from './errors.ts'

interface Pair {
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

interface TrailRow extends Pair {
  table: string
}

interface TrailRun {
  table: string
  act: 'insert' | 'update' | 'delete'
  rows: Pair[]
}

interface Shape {
  key: string[]
  /** Columns that can be written: the generated ones cannot. */
  columns: string[]
}

type Rows = readonly Record<string, unknown>[]
type RowsOf = (table: string) => Rows
type Guard = (ctx: Changing, rows: Rows, added: RowsOf, written: RowsOf) => Promise<void>
const guards = new Map<string, Guard>()

/**
 * Lets the owner of a table say what stands on its rows before they are taken back: throws Conflict that names it. What
 * the same change added to other tables goes with them, and what it altered there (also in `written`) comes back.
 */
export function guardTakeBack(table: string, guard: Guard): void {
  guards.set(table, guard)
}

/**
 * Takes back what a change wrote, from the trail: added rows go, altered and removed ones come back as they were.
 * Refuses with Conflict where a row was altered since (`undo.altered`) or something stands on it (`undo.stands_on`).
 * `counters` only go forward: they are not compared, and a row whose counter the change raised is raised once more, so
 * that rights which the change dropped are dropped again.
 */
export async function takeBack(
  ctx: Changing,
  change_id: string,
  counters: readonly string[] = ['access_version'],
): Promise<void> {
  const { rows } = await sql<TrailRow>`/* trail.of_change */
    select table_name as table, before, after from change_row
    where change_id = ${change_id} and academic_year = (select academic_year from change where id = ${change_id})
    order by position desc`.execute(ctx.db)
  const imagesOf = (of: readonly TrailRow[]) => (table: string) =>
    of.filter((row) => row.table === table).map(({ after }) => after ?? {})
  const added = rows.filter(({ before }) => before === null)
  const [addedTo, writtenTo] = [imagesOf(added), imagesOf(rows)]
  for (const table of new Set(added.map((row) => row.table)))
    await guards.get(table)?.(ctx, addedTo(table), addedTo, writtenTo)
  const shapes = await shapesOf(ctx, [...new Set(rows.map((row) => row.table))])
  for (const run of runsOf(rows, shapes)) await restore(ctx, run, shapes.get(run.table)!, counters)
}

/** Rows of one table and one act in a row come back together, but a row that was written twice comes back twice. */
function runsOf(rows: readonly TrailRow[], shapes: ReadonlyMap<string, Shape>): TrailRun[] {
  const runs: TrailRun[] = []
  let seen = new Set<string>()
  for (const { table, before, after } of rows) {
    const act = before === null ? 'insert' : after === null ? 'delete' : 'update'
    const row = after ?? before ?? {}
    const key = shapes
      .get(table)!
      .key.map((column) => String(row[column]))
      .join(' ')
    const last = runs.at(-1)
    if (last?.table === table && last.act === act && !seen.has(key)) {
      last.rows.push({ before, after })
      seen.add(key)
    } else {
      runs.push({ table, act, rows: [{ before, after }] })
      seen = new Set([key])
    }
  }
  return runs
}

async function shapesOf({ db }: Changing, tables: readonly string[]): Promise<Map<string, Shape>> {
  const { rows } = await sql<{ table: string } & Shape>`/* trail.shapes */
    select c.relname as table,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select array_agg(a.attname::text) from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any(${tables}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.table, row]))
}

async function restore(
  { db }: Changing,
  run: TrailRun,
  { key, columns }: Shape,
  counters: readonly string[],
): Promise<void> {
  const table = sql.table(run.table)
  const sameKey = sql.join(
    key.map((column) => sql`t.${sql.ref(column)} = r.${sql.ref(column)}`),
    sql` and `,
  )
  const still = sql`to_jsonb(t) @> (r_row - ${counters}::text[])`
  const after = sql`jsonb_array_elements(${JSON.stringify(run.rows.map((row) => row.after))}::jsonb) as a(r_row),
    lateral jsonb_populate_record(null::${table}, a.r_row) r`
  const expected = run.rows.length
  try {
    if (run.act === 'insert') {
      const { numAffectedRows } =
        await sql`delete from ${table} t using ${after} where ${sameKey} and ${still}`.execute(db)
      if (Number(numAffectedRows) !== expected) throw new Conflict('undo.altered', null, null, { table: run.table })
      return
    }
    const names = run.act === 'update' ? columns.filter((column) => !counters.includes(column)) : columns
    const list = sql.join(names.map((column) => sql.ref(column)))
    const before = JSON.stringify(run.rows.map((row) => row.before))
    if (run.act === 'delete') {
      await sql`insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, ${before}::jsonb)`.execute(
        db,
      )
      return
    }
    const raised = columns.filter((column) => counters.includes(column))
    const set = sql.join([
      ...names.map((column) => sql`${sql.ref(column)} = b.${sql.ref(column)}`),
      ...raised.map((column) => sql`${sql.ref(column)} = t.${sql.ref(column)} + 1`),
    ])
    const pairs = sql`jsonb_array_elements(${JSON.stringify(run.rows)}::jsonb) as a(pair),
      lateral (select a.pair -> 'after' as r_row) w, lateral jsonb_populate_record(null::${table}, a.pair -> 'after') r,
      lateral jsonb_populate_record(null::${table}, a.pair -> 'before') b`
    const { numAffectedRows } =
      await sql`update ${table} t set ${set} from ${pairs} where ${sameKey} and ${still}`.execute(db)
    if (Number(numAffectedRows) !== expected) throw new Conflict('undo.altered', null, null, { table: run.table })
  } catch (error) {
    if (isTaken(error)) throw new Conflict('undo.taken', null, null, { table: error.table ?? run.table })
    if (isForeignKey(error)) throw new Conflict('undo.stands_on', null, null, { table: error.table ?? run.table })
    throw error
  }
}

function isForeignKey(error: unknown): error is { code: string; table?: string } {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23503'
}

/** What would come back stands in the place of something newer: the same name, the same days. */
function isTaken(error: unknown): error is { code: string; table?: string } {
  return (
    typeof error === 'object' && error !== null && 'code' in error && (error.code === '23505' || error.code === '23P01')
  )
}
