import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { personIn } from '../../../platform/machine.ts'
import { makeVoucher } from '../vouchers.ts'

/** Since when the province's provider opens the own account; null where it does not. */
export async function connectedSince(ctx: Context): Promise<Date | null> {
  const found = await ctx.db
    .selectFrom('provider_identity')
    .select('connected_at')
    .where('account_id', '=', personIn(ctx).id)
    .executeTakeFirst()
  return found?.connected_at ?? null
}

/** Begins to connect the own account: a voucher with which the browser goes to `/session/provider?connect=…`. */
export async function beginConnecting(ctx: Context): Promise<string> {
  const { id } = personIn(ctx)
  return change(ctx, 'provider.begin', { schools: [], proven: true }, async (open) =>
    (await makeVoucher(open, 'provider.connect', id, 10)).toString('base64url'),
  )
}

/** The provider opens the own account no longer. */
export async function disconnectProvider(ctx: Context): Promise<void> {
  const { id } = personIn(ctx)
  await change(ctx, 'provider.disconnect', { schools: [], proven: true }, async ({ db }) => {
    const { numDeletedRows } = await db.deleteFrom('provider_identity').where('account_id', '=', id).executeTakeFirst()
    if (numDeletedRows === 0n) throw new NotFound('Provider')
  })
}
