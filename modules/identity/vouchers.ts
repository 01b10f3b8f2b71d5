import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'

const random = 16
const seconds = 6
const mac = 16

/** What a voucher is for: nothing made for one thing is taken for another. */
export type VoucherPurpose = 'passkey.add' | 'passkey.sign_in' | 'passkey.prove' | 'provider.connect' | 'provider.code'

/**
 * A short proof that this installation asked `about` something: 16 random bytes, the second in which it ends (6 bytes) and
 * an HMAC over all with the installation's secret. Nothing is stored until it is spent, so that asking costs nobody a row.
 */
export async function makeVoucher(
  ctx: Context,
  purpose: VoucherPurpose,
  about: string,
  minutes: number,
): Promise<Buffer> {
  const head = Buffer.alloc(random + seconds)
  randomBytes(random).copy(head)
  head.writeUIntBE(Math.floor(ctx.now.getTime() / 1000) + minutes * 60, random, seconds)
  return Buffer.concat([head, await seal(ctx, purpose, about, head)])
}

/** Whether a voucher was made for this and has not ended; whether it was spent only spending tells. */
export async function isVoucher(
  ctx: Context,
  purpose: VoucherPurpose,
  about: string,
  voucher: Uint8Array,
): Promise<boolean> {
  if (voucher.length !== random + seconds + mac) return false
  const head = Buffer.from(voucher.subarray(0, random + seconds))
  const own = timingSafeEqual(voucher.subarray(random + seconds), await seal(ctx, purpose, about, head))
  return own && endOf(voucher) > ctx.now
}

/** Takes a voucher once. False where it was made for something or somebody else, is too old, or was taken before. */
export async function spendVoucher(
  ctx: Context,
  purpose: VoucherPurpose,
  about: string,
  voucher: Uint8Array,
): Promise<boolean> {
  if (!(await isVoucher(ctx, purpose, about, voucher))) return false
  await sql`/* identity.forget_vouchers */ delete from spent_voucher where expires_at < ${ctx.now}`.execute(ctx.db)
  const { rows } = await sql`/* identity.spend_voucher */
    insert into spent_voucher (voucher, expires_at) values (${Buffer.from(voucher)}, ${endOf(voucher)})
    on conflict do nothing returning expires_at`.execute(ctx.db)
  return rows.length === 1
}

const endOf = (voucher: Uint8Array): Date => new Date(Buffer.from(voucher).readUIntBE(random, seconds) * 1000)

async function seal({ db }: Context, purpose: VoucherPurpose, about: string, head: Buffer): Promise<Buffer> {
  const { rows } = await sql<{ secret: Buffer }>`/* identity.voucher_secret */
    select secret from server_secret where purpose = 'voucher'`.execute(db)
  if (!rows[0]) throw new Error('The installation has no secret for vouchers')
  return createHmac('sha256', rows[0].secret).update(`${purpose} ${about} `).update(head).digest().subarray(0, mac)
}
