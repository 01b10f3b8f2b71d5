import { sql } from 'kysely'
import { allowed, visible, type Action } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { unaccented } from '../../../platform/name.ts'
import type { StaffKey } from '../keys.ts'
import type { StaffRow } from '../tables.ts'

const staffColumns = sql.raw(
  'f.school_id, f.id, f.person_id, f.code, f.full_name, f.rest_name, f.given_name, f.sex, f.birth_date, f.phone, f.email, f.team, f.subject_ids, f.started_on, f.left_on',
)

/** A school's staff in Vietnamese order; who has left only when wanted. Columns out of reach are empty. */
export async function staffOf(
  ctx: Context,
  school_id: number,
  { search = '', left = false }: { search?: string; left?: boolean } = {},
): Promise<StaffRow[]> {
  const like = `%${unaccented(search).replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<StaffRow>`/* staff.list */
    select ${staffColumns} from staff f
    where f.school_id = ${school_id} and ${allowed(ctx.ability, 'read', 'Staff', 'f')}
      and (${left} or f.left_on is null or f.left_on >= ${ctx.today}::date) and f.search_name like ${like}
    order by f.given_name, f.rest_name, f.id limit 1000`.execute(ctx.db)
  return rows.map((row) => visible(ctx.ability, 'Staff', row))
}

/** A member of staff on whom an action is permitted; NotFound otherwise. */
export async function findStaff(ctx: Context, action: Action, { school_id, staff_id }: StaffKey): Promise<StaffRow> {
  const { rows } = await sql<StaffRow>`/* staff.find */
    select ${staffColumns} from staff f
    where f.school_id = ${school_id} and f.id = ${staff_id} and ${allowed(ctx.ability, action, 'Staff', 'f')}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('Staff')
  return rows[0]
}

/** The next free code of a school's staff: GV and a number. */
export async function nextStaffCode({ db }: Context, school_id: number): Promise<string> {
  const { rows } = await sql<{ last: number }>`/* staff.last_code */
    select coalesce(max(substring(code from '^GV([0-9]{1,6})$')::integer), 0) as last from staff where school_id = ${school_id}`.execute(
    db,
  )
  return `GV${String((rows[0]?.last ?? 0) + 1).padStart(3, '0')}`
}
