import { hkdfSync } from 'node:crypto'
import { sql } from 'kysely'
import { encodeKey } from '../../platform/key.ts'
import type { Context } from '../../platform/context.ts'
import { Unauthenticated } from '../../platform/errors.ts'

/**
 * The secret with which an account's browser seals what it keeps on a device. It follows from the installation's own
 * secret and the account alone: the same on every device and after a changed password, and another one for everybody
 * else. `account` is whose device this is; anybody else who is signed in now is refused.
 */
export async function deviceSecret({ db, account }: Context, of: string): Promise<Buffer> {
  if (!account || encodeKey('Account', [account.id]) !== of) throw new Unauthenticated()
  const { rows } = await sql<{ secret: Buffer }>`/* identity.device_secret */
    select secret from server_secret where purpose = 'device'`.execute(db)
  const installation = rows[0]
  if (!installation) throw new Error('The installation has no secret for devices')
  return Buffer.from(hkdfSync('sha256', installation.secret, account.id, 'what waits on a device', 32))
}
