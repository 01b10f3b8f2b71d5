import type { Context } from '../../../platform/context.ts'
import { personIn } from '../../../platform/machine.ts'

/** One of the own passkeys. */
export interface OwnPasskey {
  /** The credential's id, base64url. */
  id: string
  name: string
  synced: boolean
  created_at: Date
  used_at: Date | null
}

/** The own passkeys, the oldest first. */
export async function ownPasskeys(ctx: Context): Promise<OwnPasskey[]> {
  const rows = await ctx.db
    .selectFrom('passkey')
    .select(['id', 'name', 'synced', 'created_at', 'used_at'])
    .where('account_id', '=', personIn(ctx).id)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({ ...row, id: row.id.toString('base64url') }))
}
