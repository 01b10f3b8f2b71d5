import { sql } from 'kysely'
import { may } from '../../platform/ability.ts'
import type { Changing } from '../../platform/change.ts'
import type { Context } from '../../platform/context.ts'
import { Conflict } from '../../platform/errors.ts'
import { revertsOf, type Reverts } from '../../platform/revert.ts'
import { guardTakeBack } from '../../platform/take-back.ts'
import { assignmentVerbs } from './assignments/commands.ts'

const keepsStaff = ({ ability }: Context, school_id: number | null) =>
  school_id !== null && may(ability, 'update', 'Staff', { school_id })
const assigns = ({ ability }: Context, school_id: number | null) =>
  school_id !== null && may(ability, 'assign', 'Assignment', { school_id })

/** What of staff and assignments can be taken back, and by whom. */
export const teacherReverts: Reverts = {
  ...revertsOf(['staff.add', 'staff.alter', 'staff.leave'], keepsStaff),
  ...revertsOf(assignmentVerbs, assigns),
}

guardTakeBack('staff', refuseWhileUsed)

/** Refuses to take staff away who teach, lead a class, or have an account by now. */
async function refuseWhileUsed(
  { db }: Changing,
  rows: readonly Record<string, unknown>[],
  added: (table: string) => readonly Record<string, unknown>[],
): Promise<void> {
  const ids = (table: string) => added(table).map((row) => String(row['id']))
  const people = rows.map((row) => String(row['person_id']))
  const { rows: used } = await sql<{
    names: string | null
    assignments: number
    accounts: number
  }>`/* staff.stands_on */
    with used as (
      select f.full_name, (select count(*) from assignment a where a.school_id = f.school_id and a.person_id = f.person_id
          and a.id <> all(${ids('assignment')}::uuid[])) as assignments,
        (select count(*) from account a where a.person_id = f.person_id and a.unit_id = f.school_id
          and a.id <> all(${ids('account')}::uuid[])) as accounts
      from staff f where f.school_id = ${Number(rows[0]?.['school_id'])} and f.person_id = any(${people}::uuid[]))
    select string_agg(full_name, ', ' order by full_name) filter (where assignments + accounts > 0) as names,
      sum(assignments)::integer as assignments, sum(accounts)::integer as accounts from used`.execute(db)
  const { names, assignments, accounts } = used[0] ?? { names: null, assignments: 0, accounts: 0 }
  if (names) throw new Conflict('staff.undo_stands', null, null, { names: shortened(names), assignments, accounts })
}

const namesAtMost = 5

function shortened(names: string): string {
  const list = names.split(', ')
  return list.length > namesAtMost ? `${list.slice(0, namesAtMost).join(', ')}… (${list.length})` : names
}
