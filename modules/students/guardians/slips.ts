import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { endSessionsOfPerson, issueCode, notify, raiseAccess, revokeCodes } from '../../identity/public.ts'
import type { GuardianshipTable } from '../tables.ts'
import type { GuardianshipKey } from './keys.ts'

/** How long a guardian's slip lives, in days. */
export const slipDays = 90
const slipsAtOnce = 300

/** A printed slip: bound to one child and one guardian of the record. The code is seen this once. */
export interface GuardianSlip {
  school_id: number
  guardianship_id: string
  kind: GuardianshipTable['kind']
  guardian_name: string
  child_name: string
  class_name: string
  school_name: string
  code: string
  expires_at: Date
}

/**
 * Prints slips for guardians of one school; an earlier open slip of the same guardian dies. For a guardian who has an
 * account the new slip is the way to a new password.
 */
export async function printSlips(ctx: Context, keys: readonly GuardianshipKey[]): Promise<GuardianSlip[]> {
  const school_id = keys[0]?.school_id
  if (school_id === undefined) return []
  if (keys.length > slipsAtOnce)
    throw new Invalid({ path: 'guardians', message: 'guardian.too_many', values: { limit: slipsAtOnce } })
  const ids = [...new Set(keys.filter((key) => key.school_id === school_id).map((key) => key.guardianship_id))]
  return change(ctx, 'guardian.print_slips', { school_id }, async (ctx) => {
    const { rows } = await sql<Omit<GuardianSlip, 'code' | 'expires_at'> & { has_second_fact: boolean }>`
      select g.school_id, g.id as guardianship_id, g.kind, g.full_name as guardian_name, s.full_name as child_name, c.name as class_name, u.name as school_name,
        g.identity_number is not null or length(regexp_replace(coalesce(g.phone, ''), '\\D', '', 'g')) >= 9 as has_second_fact
      from guardianship g
      join student s on s.school_id = g.school_id and s.id = g.student_id
      join class c on c.school_id = s.school_id and c.id = s.class_id
      join unit u on u.id = s.school_id
      where g.school_id = ${school_id} and g.id = any(${ids}::uuid[]) and (g.valid_to is null or g.valid_to > ${ctx.today}::date)
        and ${allowed(ctx.ability, 'invite', 'Student', 's')}
      order by c.grade, c.name, s.given_name, s.rest_name, g.kind`.execute(ctx.db)
    if (rows.length !== ids.length || ids.length !== new Set(keys.map((key) => key.guardianship_id)).size)
      throw new NotFound('Guardianship')
    const slips: GuardianSlip[] = []
    for (const { has_second_fact, ...row } of rows) {
      if (!has_second_fact) {
        const values = { name: row.guardian_name, child: row.child_name }
        throw new Invalid({ path: 'guardians', message: 'guardian.no_second_fact', values })
      }
      const purpose = { kind: 'guardian', school_id, guardianship_id: row.guardianship_id } as const
      slips.push({ ...row, ...(await issueCode(ctx, purpose, slipDays, ctx.account?.id ?? null)) })
    }
    return slips
  })
}

/**
 * The school ends a guardian's access to a child, with a reason: open slips die, sessions end, the next request reads
 * nothing of the child. The other guardians who have claimed the child are told.
 */
export async function endGuardianAccess(ctx: Context, key: GuardianshipKey, reason: string): Promise<void> {
  if (!may(ctx.ability, 'end', 'Guardianship', { school_id: key.school_id })) throw new NotFound('Guardianship')
  if (!reason.trim()) throw new Invalid({ path: 'reason', message: 'account.reason_needed' })
  await change(ctx, 'guardian.end', { school_id: key.school_id, reason: reason.trim() }, async (ctx) => {
    const { rows } = await sql<{ person_id: string; child_id: string; full_name: string }>`/* guardians.end */
      update guardianship g set valid_to = ${ctx.today}::date, end_reason = ${reason.trim()}
      where g.school_id = ${key.school_id} and g.id = ${key.guardianship_id} and ${allowed(ctx.ability, 'end', 'Guardianship', 'g')}
        and (g.valid_to is null or g.valid_to > ${ctx.today}::date)
      returning g.person_id, g.child_id, g.full_name`.execute(ctx.db)
    const ended = rows[0]
    if (!ended) throw new NotFound('Guardianship')
    await revokeCodes(ctx, { kind: 'guardian', ...key })
    await raiseAccess(ctx.db, [ended.person_id])
    await endSessionsOfPerson(ctx.db, ended.person_id)
    await tellOtherGuardians(ctx, ended, 'guardian.notice_ended')
  })
}

/** Tells the other guardians who have claimed a child, in whatever school, what happened to one of them. */
export async function tellOtherGuardians(
  ctx: Pick<Context, 'db' | 'now' | 'today'>,
  about: { person_id: string; child_id: string; full_name: string },
  text_key: string,
): Promise<void> {
  const { rows } = await sql<{ person_id: string; child_name: string }>`/* guardians.others */
    select g.person_id, s.full_name as child_name from guardianship g join student s on s.school_id = g.school_id and s.id = g.student_id
    where g.child_id = ${about.child_id} and g.person_id <> ${about.person_id} and g.claimed_at is not null
      and (g.valid_to is null or g.valid_to > ${ctx.today}::date)`.execute(ctx.db)
  await notify(
    ctx,
    rows.map((row) => row.person_id),
    { kind: 'guardian', text_key, values: { name: about.full_name, child: rows[0]?.child_name ?? '' } },
  )
}
