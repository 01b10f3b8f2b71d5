import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import type { Context } from '../../../platform/context.ts'
import type { Db } from '../../../platform/database.ts'
import { Invalid } from '../../../platform/errors.ts'
import { recordFailure, refuseWhenFailedTooOften } from '../attempts.ts'
import { normalCode } from '../rules/one-time-code.ts'
import { unsealed } from './sealed.ts'

/** Wrong codes of an account in 15 minutes; a million codes are not guessed with five tries. */
const failures = 5
const step = 30

/** The one-time codes of a secret: six digits every 30 seconds (RFC 6238), as every authenticator app makes them. */
export const totpOf = (secret: Uint8Array, label = ''): TOTP =>
  new TOTP({
    issuer: 'Trường học',
    label,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
    period: step,
    digits: 6,
  })

/** How a recovery code is kept. */
export const hashRecovery = (code: string): Buffer => createHash('sha256').update(normalCode(code)).digest()

/** Whether the account `a` of a statement has an app or a passkey. */
export const factorThere = sql<boolean>`(exists (select from second_factor f where f.account_id = a.id and f.confirmed_at is not null)
  or exists (select from passkey k where k.account_id = a.id))`

/** What an account may be asked for beside its password. */
export interface Factors {
  /** One-time codes of an app. */
  app: boolean
  passkeys: boolean
}

/** The second factors of an account. */
export async function factorsOf(db: Db, account_id: string): Promise<Factors> {
  const { rows } = await sql<Factors>`/* identity.factors */
    select exists (select from second_factor where account_id = ${account_id} and confirmed_at is not null) as app,
      exists (select from passkey where account_id = ${account_id}) as passkeys`.execute(db)
  return rows[0]!
}

/** Whether an account is asked for a second factor. */
export async function hasFactor(db: Db, account_id: string): Promise<boolean> {
  const { app, passkeys } = await factorsOf(db, account_id)
  return app || passkeys
}

/**
 * Asks for the second factor beside a right password: a code of the app or a recovery code. Throws Invalid
 * `identity.code_needed`, or `identity.passkey_needed` where only a passkey is there, when none was typed.
 */
export async function takeFactor(ctx: Context, account_id: string, code: string | null): Promise<void> {
  const { app, passkeys } = await factorsOf(ctx.db, account_id)
  if (!app && !passkeys) return
  if (!code) throw new Invalid({ path: 'code', message: app ? 'identity.code_needed' : 'identity.passkey_needed' })
  await takeCode(ctx, account_id, code)
}

/**
 * Takes a code of the app, or a recovery code, once. Throws Invalid `identity.code_wrong` for anything else and
 * `identity.too_many_attempts` after five of them in 15 minutes. A code just past or just to come is taken too: clocks differ.
 */
export async function takeCode(ctx: Context, account_id: string, typed: string): Promise<void> {
  const key = `#factor ${account_id}`
  await refuseWhenFailedTooOften(ctx, key, { ofKey: failures })
  const code = typed.replace(/\s/g, '')
  const taken = /^\d{6}$/.test(code) ? await takeTotp(ctx, account_id, code) : await takeRecovery(ctx, account_id, code)
  if (taken) return
  await recordFailure(ctx, key)
  throw new Invalid({ path: 'code', message: 'identity.code_wrong' })
}

async function takeTotp({ db, now }: Context, account_id: string, code: string): Promise<boolean> {
  const factor = await db
    .selectFrom('second_factor')
    .select('secret')
    .where('account_id', '=', account_id)
    .executeTakeFirst()
  if (!factor) return false
  const totp = totpOf(await unsealed(db, account_id, factor.secret))
  const delta = totp.validate({ token: code, window: 1, timestamp: now.getTime() })
  if (delta === null) return false
  const at = Math.floor(now.getTime() / 1000 / step) + delta
  // The step is written under its condition: of two who send the same code, one is taken.
  const { numUpdatedRows } = await db
    .updateTable('second_factor')
    .set({ last_step: at })
    .where('account_id', '=', account_id)
    .where((where) => where.or([where('last_step', 'is', null), where('last_step', '<', at)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function takeRecovery({ db, now }: Context, account_id: string, code: string): Promise<boolean> {
  const hash = hashRecovery(code)
  const open = await db
    .selectFrom('recovery_code')
    .select('code_hash')
    .where('account_id', '=', account_id)
    .where('used_at', 'is', null)
    .execute()
  const found = open.find(({ code_hash }) => timingSafeEqual(code_hash, hash))
  if (!found) return false
  const { numUpdatedRows } = await db
    .updateTable('recovery_code')
    .set({ used_at: now })
    .where('account_id', '=', account_id)
    .where('code_hash', '=', found.code_hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
