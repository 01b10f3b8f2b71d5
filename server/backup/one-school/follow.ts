import type { Client } from 'pg'
import { quoted } from '../tables.ts'
import { differs, was } from './compare.ts'
import { sameKey, type SchoolTable } from './school-tables.ts'

/** The tables whose rows decide what a person may reach. */
const rightsFollow = new Set(['staff', 'assignment', 'guardianship', 'student', 'enrollment', 'section_member'])

/** Brings the persons back whom the records name and who were taken out since; all others stay as they are today. */
export async function bringPersons(scratch: Client, live: Client, tables: readonly SchoolTable[]): Promise<void> {
  const { rows: keys } = await live.query<{ table: string; column: string }>(
    `select f.conrelid::regclass::text as table, a.attname::text as column
    from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
    where f.contype = 'f' and f.confrelid = 'person'::regclass and f.conparentid = 0`,
  )
  const named = keys
    .filter(({ table }) => tables.some(({ name }) => name === table))
    .map(({ table, column }) => `select ${quoted(column)} as id from ${was(table)}`)
  const { rows: missing } = await live.query<{ id: string }>(
    `select id from (${named.join(' union ')}) w where id is not null and not exists (select from person p where p.id = w.id)`,
  )
  if (missing.length === 0) return
  const { rows } = await scratch.query<{ row: unknown }>('select to_jsonb(p) as row from person p where id = any($1)', [
    missing.map(({ id }) => id),
  ])
  await live.query('insert into person select * from jsonb_populate_recordset(null::person, $1::jsonb)', [
    JSON.stringify(rows.map(({ row }) => row)),
  ])
}

/** Notes before the writing whose rights follow from rows that differ, by what they are now and by what they will be. */
export async function noteRights(live: Client, tables: readonly SchoolTable[]): Promise<void> {
  const persons = tables
    .filter(({ name }) => rightsFollow.has(name))
    .flatMap((table) =>
      [quoted(table.name), was(table.name)].flatMap((rows) =>
        table.columns
          .filter((column) => column === 'person_id' || column === 'child_id')
          .map(
            (column) =>
              `select r.${quoted(column)} as id from ${rows} r join ${differs(table.name)} d on ${sameKey(table, 'd', 'r')}`,
          ),
      ),
    )
  await live.query(`create temp table person_with_rights on commit drop as ${persons.join(' union ')}`)
}

/** Drops the rights of those persons that servers keep in memory. */
export async function dropRights(live: Client): Promise<void> {
  await live.query(
    'update person set access_version = access_version + 1 where id in (select id from person_with_rights)',
  )
}

/**
 * The sums came back as they stood; what was still to be counted then is to be counted again. What was written just now
 * has put itself down by the triggers of the records.
 */
export async function dueAsThen(scratch: Client, live: Client, school_id: number): Promise<void> {
  const { rows } = await scratch.query(
    'select distinct school_id, academic_year, term, grade, subject_id from sum_due where school_id = $1',
    [school_id],
  )
  await live.query(
    `insert into sum_due (school_id, academic_year, term, grade, subject_id)
    select school_id, academic_year, term, grade, subject_id from jsonb_populate_recordset(null::sum_due, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}
