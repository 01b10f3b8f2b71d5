import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, Unauthenticated } from '../../../platform/errors.ts'
import { attempt } from '../attempts.ts'
import { normalLogin } from '../rules/login.ts'
import type { SessionLife } from '../rules/session-life.ts'
import { hasFactor, takeCode } from '../second-factor/check.ts'
import { enter, type Entrant, type Entry } from '../sessions.ts'
import { isVoucher, makeVoucher, spendVoucher } from '../vouchers.ts'

/** Whom a provider has let in: its own lasting name of the person, and the login it gives where that is believed. */
export interface Vouched {
  issuer: string
  subject: string
  /** The claim that the installation believes to be a login; null where none is. */
  login: string | null
  /** Whether the provider asked for a second factor. */
  factor: boolean
}

/** What signing in came to: a session, or a code of the own second factor is wanted yet. */
export type ProviderEntry = { token: string } | { codeFor: string; voucher: Buffer }

const unknown = { path: '', message: 'provider.unknown' } as const
const codeMinutes = 5

/**
 * Opens a session for whom the provider has let in. Throws Invalid `provider.unknown` where no open account is theirs. An
 * account with a second factor of its own is asked for it, unless the provider vouches for one.
 */
export function signInByProvider(
  ctx: Context,
  vouched: Vouched,
  entry: Entry,
  life: SessionLife,
): Promise<ProviderEntry> {
  return attempt(ctx, 'provider', unknown, async () => {
    const account = (await connectedAccount(ctx, vouched)) ?? (await accountByLogin(ctx, vouched))
    if (!account) return null
    if (!vouched.factor && (await hasFactor(ctx.db, account.id)))
      return { codeFor: account.id, voucher: await makeVoucher(ctx, 'provider.code', account.id, codeMinutes) }
    return { token: await enter(ctx, account, { ...entry, factorVouched: vouched.factor }, life) }
  })
}

/** Ends what `signInByProvider` began, with a code of the own second factor. */
export async function codeAfterProvider(
  ctx: Context,
  from: { codeFor: string; voucher: Buffer; code: string },
  entry: Entry,
  life: SessionLife,
): Promise<string> {
  const began = await isVoucher(ctx, 'provider.code', from.codeFor, from.voucher)
  const account = began && (await activeAccount(ctx, from.codeFor))
  if (!account) throw new Invalid({ path: '', message: 'provider.too_late' })
  await takeCode(ctx, account.id, from.code)
  if (!(await spendVoucher(ctx, 'provider.code', from.codeFor, from.voucher)))
    throw new Invalid({ path: '', message: 'provider.too_late' })
  return enter(ctx, account, entry, life)
}

/** Binds the provider's name of a person to the account that asked for it. One that is bound to another is refused. */
export async function connectProvider(ctx: Context, vouched: Vouched, asked: Buffer): Promise<void> {
  const { account } = ctx
  if (!account) throw new Unauthenticated()
  if (!(await spendVoucher(ctx, 'provider.connect', account.id, asked)))
    throw new Invalid({ path: '', message: 'provider.too_late' })
  await change(ctx, 'provider.connect', { schools: [] }, (open) => bind(open, account.id, vouched))
}

async function connectedAccount(ctx: Context, { issuer, subject }: Vouched): Promise<Entrant | undefined> {
  const found = await ctx.db
    .updateTable('provider_identity')
    .set({ used_at: ctx.now })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .returning('account_id')
    .executeTakeFirst()
  return found && activeAccount(ctx, found.account_id)
}

/** The account whose login the provider gives, bound from now on. One that is bound already stays with whom it is bound to. */
async function accountByLogin(ctx: Context, vouched: Vouched): Promise<Entrant | undefined> {
  if (!vouched.login) return undefined
  const account = await ctx.db
    .selectFrom('account')
    .select(['id', 'person_id', 'display_name', 'login'])
    .where('login', '=', normalLogin(vouched.login))
    .where('state', '=', 'active')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('provider_identity')
            .select('subject')
            .whereRef('provider_identity.account_id', '=', 'account.id')
            .where('issuer', '=', vouched.issuer),
        ),
      ),
    )
    .executeTakeFirst()
  if (!account) return undefined
  const { login: _, ...who } = account
  await change({ ...ctx, account: who }, 'provider.connect', { schools: [] }, (open) => bind(open, who.id, vouched))
  return account
}

async function bind({ db, now }: Context, account_id: string, { issuer, subject }: Vouched): Promise<void> {
  const bound = await db
    .insertInto('provider_identity')
    .values({ issuer, subject, account_id, connected_at: now, used_at: null })
    .onConflict((on) => on.doNothing())
    .returning('subject')
    .execute()
  if (bound.length === 0) throw new Invalid({ path: '', message: 'provider.bound' })
}

const activeAccount = ({ db }: Context, id: string): Promise<Entrant | undefined> =>
  db
    .selectFrom('account')
    .select(['id', 'person_id', 'display_name', 'login'])
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst()
