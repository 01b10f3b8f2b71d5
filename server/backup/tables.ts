import type { Client } from 'pg'

/** A table as it is copied: without generated columns, partitions through the table that they are parts of. */
export interface CopiedTable {
  name: string
  columns: string[]
}

/** What a backup says of itself; the last entry in it. */
export interface Manifest {
  /** Of this format; a newer one is refused. */
  format: 1
  /** When the snapshot was taken. */
  at: string
  /** The migrations that the database had. */
  migrations: string[]
  tables: (CopiedTable & { rows: number; sha256: string })[]
  sequences: { name: string; value: number }[]
  files: number
}

/** All tables but those of the migrations themselves; the academic years first, since marks need their partitions. */
export async function copiedTables(client: Client): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(`
    select c.relname as name, array_agg(a.attname order by a.attnum)::text[] as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not like 'kysely%' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname <> 'academic_year', c.relname`)
  return rows
}

/** The migrations that a database has, in their order. */
export async function migrationsOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name')
  return rows.map(({ name }) => name)
}

/** A name for SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** `"table" ("column", …)` of a copied table. */
export const columnsOf = ({ name, columns }: CopiedTable): string =>
  `${quoted(name)} (${columns.map(quoted).join(', ')})`
