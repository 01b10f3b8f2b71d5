import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

/** Adds persons, one for each identity number or null, and gives their ids in the same order. */
export async function addPersons(db: Db, identity_numbers: readonly (string | null)[]): Promise<string[]> {
  if (identity_numbers.length === 0) return []
  const { rows } = await sql<{ id: string }>`/* identity.add_persons */
    with wanted as materialized (select position, number, uuidv7() as id from unnest(${identity_numbers}::text[]) with ordinality as w(number, position)),
    added as (insert into person (id, identity_number) select id, number from wanted order by position)
    select id from wanted order by position`.execute(db)
  return rows.map((row) => row.id)
}

/** The persons who bear these identity numbers. */
export async function personsByIdentityNumber(db: Db, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map()
  const { rows } = await sql<{ id: string; identity_number: string }>`/* identity.by_identity_number */
    select coalesce(alias_of, id) as id, identity_number from person where identity_number = any(${numbers}::text[])`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.identity_number, row.id]))
}

/** The identity numbers of persons, for records that show them. */
export async function identityNumbersOf(db: Db, person_ids: readonly string[]): Promise<Map<string, string>> {
  if (person_ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; identity_number: string }>`/* identity.identity_numbers */
    select id, identity_number from person where id = any(${person_ids}::uuid[]) and identity_number is not null`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.id, row.identity_number]))
}

/** Gives persons their identity numbers; the caller has made sure that nobody else bears them. */
export async function setIdentityNumbers(
  db: Db,
  numbers: readonly { person_id: string; identity_number: string | null }[],
): Promise<void> {
  if (numbers.length === 0) return
  await sql`/* identity.set_identity_numbers */
    update person p set identity_number = n.identity_number
    from jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb) n(person_id uuid, identity_number text)
    where p.id = n.person_id and p.identity_number is distinct from n.identity_number`.execute(db)
}
