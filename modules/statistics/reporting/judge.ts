import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import type { ReturnChanged } from './commands.ts'
import type { ReturnKey } from './keys.ts'
import { hold, tellSchool } from './steps.ts'

/**
 * Sends a return back to its school with a reason: by the commune before the department has approved it, by the
 * department at any time. The school is told.
 */
export async function sendBackReturn(ctx: Context, key: ReturnKey, reason: string): Promise<ReturnChanged> {
  const of = { school_id: key.school_id }
  const department = may(ctx.ability, 'approve', 'SchoolReturn', of)
  if (!department && !may(ctx.ability, 'check', 'SchoolReturn', of)) throw new NotFound('SchoolReturn')
  const words = reason.replace(/\s+/gu, ' ').trim()
  if (words.length < 3 || words.length > 500) throw new Invalid({ path: 'reason', message: 'reporting.fault.reason' })
  return change(ctx, 'return.send_back', { ...of, reason: words }, async (open) => {
    await hold(open, key, department ? ['submitted', 'checked', 'approved'] : ['submitted', 'checked'])
    await sql`/* return.send_back */ update school_return set state = 'returned', returned_at = ${open.now}, returned_by = ${open.account!.id},
        return_reason = ${words}, checked_at = null, checked_by = null, approved_at = null, approved_by = null
      where school_id = ${key.school_id} and academic_year = ${key.academic_year} and period = ${key.period}`.execute(
      open.db,
    )
    await tellSchool(open, key, words)
    return { change_id: open.change.id, key }
  })
}

/** What was done to many returns at once. */
export interface ReturnsChanged {
  change_id: string
  changed: number
}

/** The commune has checked returns that schools handed in; those that stand elsewhere stay as they are. */
export const checkReturns = (ctx: Context, keys: readonly ReturnKey[]): Promise<ReturnsChanged> =>
  judge(ctx, keys, 'return.check', 'check', ({ now, account }) => ({
    set: sql`state = 'checked', checked_at = ${now}, checked_by = ${account!.id}`,
    from: sql`r.state = 'submitted' and r.office_id is not null`,
  }))

/** The department approves returns: they are frozen, and count in totals and in the yearbook from now on. */
export const approveReturns = (ctx: Context, keys: readonly ReturnKey[]): Promise<ReturnsChanged> =>
  judge(ctx, keys, 'return.approve', 'approve', ({ now, account }) => ({
    set: sql`state = 'approved', approved_at = ${now}, approved_by = ${account!.id}`,
    from: sql`r.state = case when r.office_id is null then 'submitted' else 'checked' end`,
  }))

async function judge(
  ctx: Context,
  keys: readonly ReturnKey[],
  verb: 'return.check' | 'return.approve',
  action: 'check' | 'approve',
  step: (open: Changing) => { set: ReturnType<typeof sql>; from: ReturnType<typeof sql> },
): Promise<ReturnsChanged> {
  const [first] = keys
  if (
    !first ||
    keys.some(({ academic_year, period }) => academic_year !== first.academic_year || period !== first.period)
  )
    throw new NotFound('SchoolReturn')
  const one = keys.length === 1 ? { school_id: first.school_id } : {}
  return change(ctx, verb, one, async (open) => {
    const { set, from } = step(open)
    const { numAffectedRows } = await sql`/* return.judge */ update school_return r set ${set}
      where r.school_id = any(${keys.map(({ school_id }) => school_id)}::integer[]) and r.academic_year = ${first.academic_year} and r.period = ${first.period}
        and ${from} and ${allowed(open.ability, action, 'SchoolReturn', 'r')}`.execute(open.db)
    const changed = Number(numAffectedRows)
    if (changed === 0) throw new NotFound('SchoolReturn')
    return { change_id: open.change.id, changed }
  })
}
