import { createHash, timingSafeEqual } from 'node:crypto'
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

/** Whether an account is asked for a second factor. */
export async function hasFactor(db: Db, account_id: string): Promise<boolean> {
  const found = await db
    .selectFrom('second_factor')
    .select('account_id')
    .where('account_id', '=', account_id)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  return found !== undefined
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
