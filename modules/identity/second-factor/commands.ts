import { randomBytes, randomInt } from 'node:crypto'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound, Unauthenticated } from '../../../platform/errors.ts'
import { managedAccount, unitOfAccount } from '../accounts/standing.ts'
import { notify } from '../notices.ts'
import { codeAlphabet, printedCode } from '../rules/one-time-code.ts'
import { endSessionsOf } from '../sessions.ts'
import { factorsOf, hasFactor, hashRecovery, takeCode, totpOf } from './check.ts'
import { sealed } from './sealed.ts'

const recoveryCodes = 10
const recoveryLength = 10

/** What an authenticator app is given: the secret as text, and the address that a QR code holds. */
export interface FactorOffer {
  secret: string
  uri: string
}

/** Makes a new secret that waits for its first code. One that is in use must be taken away first. */
export async function beginSecondFactor(ctx: Context): Promise<FactorOffer> {
  const account = own(ctx)
  if ((await factorsOf(ctx.db, account.id)).app) throw new Invalid({ path: '', message: 'identity.factor_there' })
  const secret = randomBytes(20)
  const options = { schools: [], proven: true }
  return change(ctx, 'second_factor.begin', options, async ({ db, now }) => {
    const { login } = await db
      .selectFrom('account')
      .select('login')
      .where('id', '=', account.id)
      .executeTakeFirstOrThrow()
    const row = { secret: await sealed(db, account.id, secret), created_at: now, confirmed_at: null, last_step: null }
    await db
      .insertInto('second_factor')
      .values({ account_id: account.id, ...row })
      .onConflict((on) => on.column('account_id').doUpdateSet(row))
      .execute()
    const totp = totpOf(secret, login)
    return { secret: totp.secret.base32, uri: totp.toString() }
  })
}

/** Puts the factor in use with its first code; gives the recovery codes, which are seen this once. Other sessions end. */
export async function confirmSecondFactor(ctx: Context, code: string): Promise<string[]> {
  const account = own(ctx)
  if ((await factorsOf(ctx.db, account.id)).app) throw new Invalid({ path: '', message: 'identity.factor_there' })
  await takeCode(ctx, account.id, code)
  return change(ctx, 'second_factor.confirm', { schools: [] }, async (open) => {
    await open.db
      .updateTable('second_factor')
      .set({ confirmed_at: open.now })
      .where('account_id', '=', account.id)
      .execute()
    await endSessionsOf(open.db, account.id, open.origin.session)
    await rightsAnew(open, account.person_id)
    return writeRecoveryCodes(open, account.id)
  })
}

/** New recovery codes; the old ones die. Without a code of the app, password or passkey must have been given just now. */
export async function renewRecoveryCodes(ctx: Context, code: string | null): Promise<string[]> {
  const account = own(ctx)
  if (!(await hasFactor(ctx.db, account.id))) throw new NotFound('SecondFactor')
  if (code) await takeCode(ctx, account.id, code)
  const options = { schools: [], proven: !code }
  return change(ctx, 'second_factor.renew_codes', options, (open) => writeRecoveryCodes(open, account.id))
}

/** Takes the own app away. */
export async function endSecondFactor(ctx: Context, code: string): Promise<void> {
  const account = own(ctx)
  if (!(await factorsOf(ctx.db, account.id)).app) throw new NotFound('SecondFactor')
  await takeCode(ctx, account.id, code)
  await change(ctx, 'second_factor.end', { schools: [] }, async (open) => {
    await open.db.deleteFrom('second_factor').where('account_id', '=', account.id).execute()
    await dropCodesWithoutFactor(open, account.id)
    await rightsAnew(open, account.person_id)
  })
}

/**
 * Takes app and passkeys of somebody whose phone is lost away, by whoever may renew their password. Their sessions end and they
 * are told.
 */
export async function resetSecondFactor(ctx: Context, account_id: string, reason: string): Promise<void> {
  if (!reason.trim()) throw new Invalid({ path: 'reason', message: 'account.reason_needed' })
  const school_id = await unitOfAccount(ctx, account_id)
  await change(ctx, 'second_factor.reset', { school_id, reason, proven: true }, async (open) => {
    const account = await managedAccount(open, account_id, 'invite')
    const apps = await open.db
      .deleteFrom('second_factor')
      .where('account_id', '=', account_id)
      .returning('account_id')
      .execute()
    const keys = await open.db.deleteFrom('passkey').where('account_id', '=', account_id).returning('id').execute()
    if (apps.length + keys.length === 0) throw new NotFound('SecondFactor')
    await dropCodesWithoutFactor(open, account_id)
    await endSessionsOf(open.db, account_id)
    await rightsAnew(open, account.person_id)
    await notify(open, [account.person_id], {
      kind: 'second_factor',
      text_key: 'identity.factor_reset_notice',
      values: { by: open.account?.display_name ?? '' },
      link: '/account',
    })
  })
}

/** Writes ten new recovery codes over the old ones and gives them as they are printed. */
export async function writeRecoveryCodes({ db }: Changing, account_id: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, () =>
    Array.from({ length: recoveryLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join(''),
  )
  await db.deleteFrom('recovery_code').where('account_id', '=', account_id).execute()
  await db
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ account_id, code_hash: hashRecovery(code), used_at: null })))
    .execute()
  return codes.map(printedCode)
}

/** Recovery codes stand for a factor: with the last one they go. */
export async function dropCodesWithoutFactor({ db }: Changing, account_id: string): Promise<void> {
  if (!(await hasFactor(db, account_id)))
    await db.deleteFrom('recovery_code').where('account_id', '=', account_id).execute()
}

/** Rights that were withheld until the factor was there are looked up again. */
export const rightsAnew = ({ db }: Changing, person_id: string) =>
  db
    .updateTable('person')
    .set((row) => ({ access_version: row('access_version', '+', 1) }))
    .where('id', '=', person_id)
    .execute()

function own({ account }: Context) {
  if (!account) throw new Unauthenticated()
  return account
}
