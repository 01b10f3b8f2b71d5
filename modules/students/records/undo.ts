import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { Reverts } from '../../../platform/revert.ts'
import { takeBack } from '../../../platform/take-back.ts'
import { moved } from '../enrollment/moved.ts'

type Judge = (ctx: Context, school_id: number, class_ids: readonly (number | null)[]) => boolean

const updates: Judge = (ctx, school_id) => may(ctx.ability, 'update', 'Student', { school_id })
const guards: Judge = (ctx, school_id) => may(ctx.ability, 'update', 'Guardianship', { school_id })
const enrols: Judge = (ctx, school_id) => may(ctx.ability, 'update', 'Enrollment', { school_id })
const counts: Judge = (ctx, school_id, class_ids) =>
  class_ids.every((class_id) => may(ctx.ability, 'update', 'Absence', { school_id, class_id: class_id ?? undefined }))

/** Which changes of pupils can be taken back, and who may: whoever may do the same again. */
const undoable: Record<string, Judge> = {
  'student.create': updates,
  'student.update': updates,
  'student.add_guardian': guards,
  'student.update_guardian': guards,
  'enrollment.enrol': enrols,
  'enrollment.return': enrols,
  'enrollment.change_class': enrols,
  'enrollment.leave': enrols,
  'enrollment.renumber': enrols,
  'absences.record': counts,
  'enrollment.set_group': enrols,
}

/**
 * Takes back a change of records, enrollment or absences; refuses with Conflict where a row was altered since, or where
 * marks, absences or a claimed guardianship stand on what would go.
 */
export async function undoStudents(ctx: Context, change_id: string): Promise<void> {
  const { verb, school_id, class_ids } = await changeOf(ctx, change_id)
  if (!undoable[verb]?.(ctx, school_id, class_ids)) throw new NotFound('Change')
  await change(ctx, `${verb}.undo`, { school_id, reverts: change_id }, async (open) => {
    await takeBack(open, change_id)
    await moved(open, { school_id, class_ids: class_ids.filter((class_id) => class_id !== null) })
  })
}

/** The same for the module's list of verbs that can be taken back. */
export const studentReverts: Reverts = Object.fromEntries(
  Object.entries(undoable).map(([verb, judge]) => [
    verb,
    { may: (ctx, school_id) => school_id !== null && judge(ctx, school_id, []), takeBack: undoStudents },
  ]),
)

async function changeOf(
  { db }: Context | Changing,
  change_id: string,
): Promise<{ verb: string; school_id: number; class_ids: (number | null)[] }> {
  const { rows } = await sql<{ verb: string; school_id: number; class_ids: (number | null)[] }>`/* students.change */
    select c.verb, c.school_id,
      (select coalesce(array_agg(distinct (v.image ->> 'class_id')::integer), '{}') from change_row r, lateral (values (r.before), (r.after)) v(image)
        where r.academic_year = c.academic_year and r.change_id = c.id and v.image is not null and r.table_name in ('enrollment', 'absence')) as class_ids
    from change c where c.id = ${change_id} and c.school_id is not null
      and not exists (select from change u where u.reverts = c.id and u.academic_year >= c.academic_year)`.execute(db)
  if (!rows[0]) throw new NotFound('Change')
  return rows[0]
}
