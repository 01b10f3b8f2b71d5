import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { Conflict, NotFound } from '../../platform/errors.ts'
import { revertOf } from '../../platform/revert.ts'

/** Whether a person may take changes of a verb back in a unit: whoever may do the same again. */
export const undoableFor = (ctx: Context, verb: string, unit_id: number | null): boolean =>
  revertOf(verb)?.may(ctx, unit_id) ?? false

/** Takes any change back that a module knows to take back; what was taken back already is a Conflict. */
export async function undoChange(ctx: Context, change_id: string): Promise<void> {
  const { rows } = await sql<{ verb: string; school_id: number | null; undone: boolean }>`/* trail.undo */
    select c.verb, c.school_id, exists (select from change r where r.reverts = c.id) as undone from change c where c.id = ${change_id}`.execute(
    ctx.db,
  )
  const [done] = rows
  const revert = done && revertOf(done.verb)
  if (!done || !revert?.may(ctx, done.school_id)) throw new NotFound('Change')
  if (done.undone) throw new Conflict('undo.already')
  await revert.takeBack(ctx, change_id)
}
