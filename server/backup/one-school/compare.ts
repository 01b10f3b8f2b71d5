import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { columnsOf, quoted } from '../tables.ts'
import { listed, sameKey, type Attached, type SchoolTable, type SchoolTables } from './school-tables.ts'

/** How many rows of a table come back, are altered back, and go. */
export interface Difference {
  table: string
  added: number
  changed: number
  removed: number
}

/** The temporary table that holds a table's rows as the backup has them. */
export const was = (name: string): string => quoted(`was_${name}`)
/** The temporary table that says which rows of a table differ, and how. */
export const differs = (name: string): string => quoted(`differs_${name}`)

/** Copies a school's rows of the backup beside the live ones, into temporary tables that go with the transaction. */
export async function bringOver(
  scratch: Client,
  live: Client,
  tables: readonly SchoolTable[],
  school_id: number,
): Promise<void> {
  for (const table of tables) {
    const { name, columns, key } = table
    await live.query(
      `create temp table ${was(name)} on commit drop as select ${listed(columns)} from ${quoted(name)} where false`,
    )
    const rows = scratch.query(
      copyTo(`copy (select ${listed(columns)} from ${quoted(name)} where school_id = ${school_id}) to stdout`),
    )
    await pipeline(rows, live.query(copyFrom(`copy ${columnsOf({ name: `was_${name}`, columns })} from stdin`)))
    await live.query(`alter table ${was(name)} add primary key (${listed(key)}); analyze ${was(name)}`)
  }
}

/** Notes row by row what differs between then and now, and answers how many of each table do; tables that are the same are left out. */
export async function compare(
  live: Client,
  { putBack, attached }: SchoolTables,
  school_id: number,
): Promise<Difference[]> {
  const found: Difference[] = []
  for (const table of putBack) {
    const { name, columns, key } = table
    await live.query(`
      create temp table ${differs(name)} on commit drop as
      select ${key.map((column) => `coalesce(w.${quoted(column)}, t.${quoted(column)}) as ${quoted(column)}`).join(', ')},
        case when t.school_id is null then 'added' when w.school_id is null then 'removed' else 'changed' end as act
      from ${was(name)} w full join (select * from ${quoted(name)} where school_id = ${school_id}) t on ${sameKey(table, 'w', 't')}
      where t.school_id is null or w.school_id is null or row(${listed(columns, 'w')}) is distinct from row(${listed(columns, 't')})`)
    await live.query(`alter table ${differs(name)} add primary key (${listed(key)}); analyze ${differs(name)}`)
    const { rows } = await live.query<Omit<Difference, 'table'>>(
      `select ${(['added', 'changed', 'removed'] as const).map((act) => `count(*) filter (where act = '${act}')::integer as ${act}`).join(', ')} from ${differs(name)}`,
    )
    found.push({ table: name, ...rows[0]! })
  }
  for (const one of attached) {
    const { rows } = await live.query<{ removed: number }>(
      `select count(*)::integer as removed from ${quoted(one.table)} a where ${goes(one)}`,
    )
    found.push({ table: one.table, added: 0, changed: 0, removed: rows[0]!.removed })
  }
  return found.filter(({ added, changed, removed }) => added + changed + removed > 0)
}

/** Whether a row `a` names one that goes. */
export const goes = ({ columns, to, toColumns }: Attached): string => `exists (
  select from ${quoted(to.name)} t join ${differs(to.name)} d on ${sameKey(to, 'd', 't')} and d.act = 'removed'
  where t.school_id = a.school_id and (${listed(toColumns, 't')}) = (${listed(columns, 'a')}))`
