import DataLoader from 'dataloader'
import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { accountOf, loginIfFree, type OpenedAccount } from '../../identity/public.ts'
import type { StaffKey } from '../keys.ts'

/** A member of staff who works here today and has no account. */
export interface StaffWithoutAccount extends StaffKey {
  person_id: string
  full_name: string
  phone: string | null
}

/** The staff of a school who have no account yet, in Vietnamese order; for whoever may open one there. */
export async function staffWithoutAccount(ctx: Context, school_id: number): Promise<StaffWithoutAccount[]> {
  if (!may(ctx.ability, 'create', 'Account', { unit_id: school_id })) return []
  const { rows } = await sql<StaffWithoutAccount>`/* staff.without_account */
    select f.school_id, f.id as staff_id, f.person_id, f.full_name, f.phone from staff f
    where f.school_id = ${school_id} and ${allowed(ctx.ability, 'read', 'Staff', 'f')}
      and (f.left_on is null or f.left_on >= ${ctx.today}::date)
      and not exists (select from account a where a.person_id = f.person_id)
    order by f.given_name, f.rest_name, f.id limit 500`.execute(ctx.db)
  return rows
}

/**
 * Opens accounts from the school's own records of its staff, with the codes of their first passwords. The login is the
 * telephone number in the record where it is free, else made of the name. `only` names single records.
 */
export async function openStaffAccounts(
  ctx: Context,
  school_id: number,
  only: readonly string[] | null = null,
): Promise<OpenedAccount[]> {
  if (!may(ctx.ability, 'create', 'Account', { unit_id: school_id })) throw new NotFound('Unit')
  return change(ctx, 'account.open_staff', { school_id, proven: true }, async (ctx) => {
    const opened: OpenedAccount[] = []
    const wanted = (await staffWithoutAccount(ctx, school_id)).filter(
      ({ staff_id }) => only === null || only.includes(staff_id),
    )
    if (only !== null && wanted.length === 0) throw new NotFound('Staff')
    for (const { person_id, full_name, phone } of wanted) {
      const login = await loginIfFree(ctx, phone)
      opened.push(await accountOf(ctx, { person_id, display_name: full_name, login, unit_id: school_id }))
    }
    return opened
  })
}

const withAccount = new WeakMap<Context, DataLoader<string, boolean>>()

/** Whether persons have an account, all of a request at once; the caller has judged who may know. */
export function accountLoader(ctx: Context): DataLoader<string, boolean> {
  const known = withAccount.get(ctx)
  if (known) return known
  const loader = new DataLoader<string, boolean>(async (persons) => {
    const { rows } = await sql<{ person_id: string }>`/* staff.have_account */
      select person_id from account where person_id = any(${persons}::uuid[])`.execute(ctx.db)
    const found = new Set(rows.map(({ person_id }) => person_id))
    return persons.map((person_id) => found.has(person_id))
  })
  withAccount.set(ctx, loader)
  return loader
}
