import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import { splitName } from '../../../platform/name.ts'
import { offerSchoolRecords, type RecordedPerson } from '../../identity/public.ts'

/** Posts of those who work in a school. Pupils hold one as well, and a stand-in works elsewhere. */
const staffRoles = new Set([
  'principal',
  'vice_principal',
  'school_administrator',
  'team_head',
  'teacher',
  'clerk',
  'librarian',
  'equipment_keeper',
])

offerSchoolRecords({ withoutAccount, followPost })

async function withoutAccount({ db, today }: Changing, school_id: number): Promise<RecordedPerson[]> {
  const { rows } = await sql<RecordedPerson>`/* staff.names_without_account */
    select f.person_id, f.full_name, p.identity_number from staff f join person p on p.id = f.person_id
    where f.school_id = ${school_id} and (f.left_on is null or f.left_on >= ${today}::date)
      and not exists (select from account a where a.person_id = f.person_id)`.execute(db)
  return rows
}

/**
 * Nobody works in a school without a record: a post opens one in the same change, or opens one that had ended again. It
 * gets no code, so that it takes none of those that the school's own list brings.
 */
async function followPost(
  ctx: Changing,
  post: { person_id: string; unit_id: number; role: string; valid_from?: string | null },
): Promise<void> {
  if (!staffRoles.has(post.role)) return
  const { person_id, unit_id: school_id } = post
  const from = post.valid_from ?? ctx.today
  const { rows: again } = await sql<{ id: string }>`/* staff.back */
    update staff set left_on = null where school_id = ${school_id} and person_id = ${person_id} and left_on < ${from}::date returning id`.execute(
    ctx.db,
  )
  if (again.length > 0) return
  const { rows } = await sql<{ display_name: string }>`/* staff.name_of_account */
    select a.display_name from account a join unit u on u.id = ${school_id} and u.kind in ('school', 'centre')
    where a.person_id = ${person_id} and not exists (select from staff f where f.school_id = u.id and f.person_id = a.person_id)`.execute(
    ctx.db,
  )
  const [account] = rows
  if (!account) return
  const { rest, given } = splitName(account.display_name)
  await sql`/* staff.of_post */
    insert into staff (school_id, person_id, full_name, rest_name, given_name, started_on)
    values (${school_id}, ${person_id}, ${account.display_name}, ${rest}, ${given}, ${from})`.execute(ctx.db)
}
