import { DatabaseError, type Client } from 'pg'
import { quoted } from '../tables.ts'
import { differs, goes, was } from './compare.ts'
import { listed, sameKey, type SchoolTable, type SchoolTables } from './school-tables.ts'

/**
 * Makes a school's rows as the backup has them, inside the transaction and the change that are open. Rows that go are gone
 * before others take their names and days; what they were named by is let loose before.
 */
export async function writeBack(live: Client, { putBack, attached }: SchoolTables): Promise<void> {
  for (const table of putBack) await letLoose(live, table)
  for (const table of putBack.toReversed().toSorted((a, b) => Number(a.named) - Number(b.named))) {
    for (const one of attached.filter(({ to }) => to === table))
      await live.query(`delete from ${quoted(one.table)} a where ${goes(one)}`)
    await live.query(
      `delete from ${quoted(table.name)} t using ${differs(table.name)} d where d.act = 'removed' and ${sameKey(table, 'd', 't')}`,
    )
  }
  for (const table of putBack) {
    await alterBack(live, table)
    await live.query(`
      insert into ${quoted(table.name)} (${listed(table.columns)}) overriding system value
      select ${listed(table.columns, 'w')} from ${was(table.name)} w join ${differs(table.name)} d on ${sameKey(table, 'd', 'w')}
      where d.act <> 'removed' and not exists (select from ${quoted(table.name)} t where ${sameKey(table, 't', 'w')})`)
  }
}

/** Rows that name another row than they did keep that one from going; they are taken out, or name none until they are as they were. */
async function letLoose(live: Client, table: SchoolTable): Promise<void> {
  const { name, key, references } = table
  const columns = [...new Set(references.flatMap((reference) => reference.columns))].filter(
    (column) => !key.includes(column),
  )
  if (columns.length === 0) return
  const other = `${differs(name)} d, ${was(name)} w where d.act = 'changed' and ${sameKey(table, 'd', 't')} and ${sameKey(table, 'w', 't')}
    and row(${listed(columns, 'w')}) is distinct from row(${listed(columns, 't')})`
  if (!table.named) {
    await live.query(`delete from ${quoted(name)} t using ${other}`)
    return
  }
  const { rows } = await live.query<{ column: string }>(
    `select attname::text as column from pg_attribute where attrelid = $1::regclass and attname = any($2) and not attnotnull`,
    [quoted(name), columns],
  )
  if (rows.length > 0)
    await live.query(
      `update ${quoted(name)} t set ${rows.map(({ column }) => `${quoted(column)} = null`).join(', ')} from ${other}`,
    )
}

/** Alters rows back. Where two have changed places in something unique, they leave their places first. */
async function alterBack(live: Client, table: SchoolTable): Promise<void> {
  const { name, columns, key } = table
  const values = columns.filter((column) => !key.includes(column))
  if (values.length === 0) return
  const left = new Set<string>()
  for (;;) {
    await live.query('savepoint altering')
    try {
      await live.query(`
        update ${quoted(name)} t set ${values.map((column) => `${quoted(column)} = w.${quoted(column)}`).join(', ')}
        from ${was(name)} w, ${differs(name)} d where d.act = 'changed' and ${sameKey(table, 'd', 't')} and ${sameKey(table, 'w', 't')}`)
      return
    } catch (error) {
      const constraint = error instanceof DatabaseError && isTaken(error.code) ? error.constraint : undefined
      if (!constraint || left.has(constraint)) throw error
      left.add(constraint)
      await live.query('rollback to savepoint altering')
      await leavePlaces(live, table, constraint, error as Error)
    }
  }
}

/** A unique key, or days that may not overlap. */
const isTaken = (code: string | undefined) => code === '23505' || code === '23P01'

async function leavePlaces(live: Client, table: SchoolTable, constraint: string, error: Error): Promise<void> {
  const { name, key } = table
  const changed = `${differs(name)} d where d.act = 'changed' and ${sameKey(table, 'd', 't')}`
  if (!table.named) {
    await live.query(`delete from ${quoted(name)} t using ${changed}`)
    return
  }
  const { rows } = await live.query<{ column: string }>(
    `select distinct a.attname::text as column from pg_depend u join pg_attribute a on a.attrelid = u.refobjid and a.attnum = u.refobjsubid
    where u.classid = 'pg_class'::regclass and u.objid = $1::regclass and u.refobjid = $2::regclass
      and a.atttypid = 'text'::regtype and a.attname <> all($3)`,
    [quoted(constraint), quoted(name), key],
  )
  if (rows.length === 0) throw error
  await live.query(
    `update ${quoted(name)} t set ${rows.map(({ column }) => `${quoted(column)} = left(md5(random()::text), 20)`).join(', ')} from ${changed}`,
  )
}
