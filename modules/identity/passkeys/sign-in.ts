import type { Context } from '../../../platform/context.ts'
import { Unauthenticated } from '../../../platform/errors.ts'
import { attempt } from '../attempts.ts'
import type { SessionLife } from '../rules/session-life.ts'
import { enter, proven, type Entry } from '../sessions.ts'
import type { VoucherPurpose } from '../vouchers.ts'
import { namedIn, readAnswer, requestOptions } from './verify.ts'

const refusal = { path: '', message: 'passkey.refused' } as const

/** What the browser needs to ask for a passkey: any at a sign-in; the own ones where somebody proves who sits there. */
export async function askForPasskey(ctx: Context): Promise<object> {
  if (!ctx.account) return requestOptions(ctx, 'passkey.sign_in', '', [])
  const own = await ctx.db
    .selectFrom('passkey')
    .select(['id', 'transports'])
    .where('account_id', '=', ctx.account.id)
    .execute()
  return requestOptions(ctx, 'passkey.prove', ctx.account.id, own)
}

/**
 * Opens a session by a passkey alone: the device has asked for finger, face or PIN, so it is two factors in one. Throws
 * Invalid `passkey.refused` alike for an unknown one, a wrong answer and a closed account.
 */
export function signInByPasskey(ctx: Context, answer: unknown, entry: Entry, life: SessionLife): Promise<string> {
  return attempt(ctx, 'passkey', refusal, async () => {
    const account_id = await answered(ctx, 'passkey.sign_in', '', answer)
    if (!account_id) return null
    const account = await ctx.db
      .selectFrom('account')
      .select(['id', 'person_id', 'display_name', 'login'])
      .where('id', '=', account_id)
      .where('state', '=', 'active')
      .executeTakeFirst()
    return account ? enter(ctx, account, entry, life) : null
  })
}

/** Proves with an own passkey who sits at a session. */
export async function proveByPasskey(ctx: Context, answer: unknown): Promise<void> {
  const { account, origin } = ctx
  const { session } = origin
  if (!account || !session) throw new Unauthenticated()
  await attempt(ctx, 'passkey', refusal, async () => {
    const account_id = await answered(ctx, 'passkey.prove', account.id, answer)
    return account_id === account.id || null
  })
  await proven(ctx, session)
}

/** Whose passkey gave the answer, once its signature, site, question and counter are right; null otherwise. */
async function answered(ctx: Context, purpose: VoucherPurpose, about: string, answer: unknown): Promise<string | null> {
  const id = namedIn(answer)
  const kept = id && (await ctx.db.selectFrom('passkey').selectAll().where('id', '=', id).executeTakeFirst())
  const right = kept && (await readAnswer(ctx, purpose, about, answer, kept))
  if (!right) return null
  await ctx.db
    .updateTable('passkey')
    .set({ counter: right.counter, synced: right.synced, used_at: ctx.now })
    .where('id', '=', kept.id)
    .execute()
  return kept.account_id
}
