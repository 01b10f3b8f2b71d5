import type { Client } from 'pg'
import { copiedTables, quoted } from '../tables.ts'

/** A table whose rows belong to one school each, as the catalogue describes it. */
export interface SchoolTable {
  name: string
  /** All but the generated ones. */
  columns: string[]
  /** Of the primary key; the first is the school. */
  key: string[]
  /** The columns of each foreign key, the school left out, and the table that it names. */
  references: { table: string; columns: string[] }[]
  /** Whether rows of another table name its rows. */
  named: boolean
}

/** What of the tables with a school is put back, and what stays as it is. */
export interface SchoolTables {
  /** Those that are named come before those that name them. */
  putBack: SchoolTable[]
  /** The trail, histories that are only added to, the queue of the sums, and what belongs to persons. */
  left: string[]
  /** Rows that are only added to and name a row that is put back: they go with it. */
  attached: Attached[]
}

/** A foreign key from rows that are only added to. */
export interface Attached {
  table: string
  columns: string[]
  to: SchoolTable
  toColumns: string[]
}

interface Found {
  name: string
  key: string[]
  altered: boolean
}

/**
 * Reads from the catalogue which rows are a school's own: the key begins with the school, the table is fenced, and the
 * program may alter its rows. What the program may only add to is history, and so is a key that is counted up.
 */
export async function schoolTables(client: Client): Promise<SchoolTables> {
  const { rows } = await client.query<Found>(`
    select c.relname as name, k.key,
      c.relrowsecurity and k.key[1] = 'school_id' and not k.counted and has_table_privilege('truong_app', c.oid, 'update') as altered
    from pg_class c
    join pg_attribute s on s.attrelid = c.oid and s.attname = 'school_id' and not s.attisdropped
    join lateral (
      select array_agg(a.attname order by o.place)::text[] as key, bool_or(a.attidentity = 'a') as counted
      from pg_index i, unnest(i.indkey) with ordinality o(number, place), pg_attribute a
      where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = o.number) k on true
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`)
  const { rows: keys } = await client.query<{ from: string; to: string; columns: string[]; toColumns: string[] }>(`
    select f.conrelid::regclass::text as from, f.confrelid::regclass::text as to,
      (select array_agg(a.attname order by o.place)::text[] from unnest(f.conkey) with ordinality o(number, place)
        join pg_attribute a on a.attrelid = f.conrelid and a.attnum = o.number where a.attname <> 'school_id') as columns,
      (select array_agg(a.attname order by o.place)::text[] from unnest(f.confkey) with ordinality o(number, place)
        join pg_attribute a on a.attrelid = f.confrelid and a.attnum = o.number where a.attname <> 'school_id') as "toColumns"
    from pg_constraint f where f.contype = 'f' and f.connamespace = 'public'::regnamespace and f.conparentid = 0 and f.conrelid <> f.confrelid`)
  const columns = new Map((await copiedTables(client)).map((table) => [table.name, table.columns]))
  const own = new Set(rows.filter(({ altered }) => altered).map(({ name }) => name))
  const tables = rows
    .filter(({ name }) => own.has(name))
    .map(({ name, key }) => ({
      name,
      key,
      columns: columns.get(name)!,
      references: keys
        .filter(({ from, to }) => from === name && own.has(to))
        .map(({ to, columns: names }) => ({ table: to, columns: names })),
      named: keys.some(({ to }) => to === name),
    }))
  return {
    putBack: namedFirst(tables),
    left: rows.filter(({ altered }) => !altered).map(({ name }) => name),
    attached: keys
      .filter(({ from, to }) => !own.has(from) && own.has(to))
      .map(({ from, to, ...rest }) => ({ ...rest, table: from, to: tables.find(({ name }) => name === to)! })),
  }
}

/**
 * Tables that name no other come first, marks among them: a section refuses to owe fewer columns than hold marks.
 */
function namedFirst(tables: readonly SchoolTable[]): SchoolTable[] {
  const sorted: SchoolTable[] = []
  let waiting = [...tables]
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name))
    const free = waiting.filter(({ references }) => references.every(({ table }) => !names.has(table)))
    if (free.length === 0) throw new Error(`${[...names].join(', ')} name one another in a circle.`)
    sorted.push(...free)
    waiting = waiting.filter((table) => !free.includes(table))
  }
  return sorted
}

/** `a."x" = b."x" and …` over the columns of a table's key. */
export const sameKey = ({ key }: Pick<SchoolTable, 'key'>, a: string, b: string): string =>
  key.map((column) => `${a}.${quoted(column)} = ${b}.${quoted(column)}`).join(' and ')

/** `a."x", a."y"` of some columns. */
export const listed = (columns: readonly string[], of = ''): string =>
  columns.map((column) => `${of && `${of}.`}${quoted(column)}`).join(', ')
