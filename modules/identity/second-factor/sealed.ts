import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../../platform/database.ts'

/** Seals an account's secret with a key that follows from the installation's own secret: a copy of the table alone tells nothing. */
export async function sealed(db: Db, account_id: string, secret: Uint8Array): Promise<Buffer> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await keyOf(db, account_id), nonce)
  const body = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** The secret that was sealed for this account. Throws where it was sealed for another. */
export async function unsealed(db: Db, account_id: string, content: Buffer): Promise<Buffer> {
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(db, account_id), content.subarray(0, 12))
  decipher.setAuthTag(content.subarray(12, 28))
  return Buffer.concat([decipher.update(content.subarray(28)), decipher.final()])
}

async function keyOf(db: Db, account_id: string): Promise<Buffer> {
  const { rows } = await sql<{ secret: Buffer }>`/* identity.factor_secret */
    select secret from server_secret where purpose = 'factor'`.execute(db)
  if (!rows[0]) throw new Error('The installation has no secret for second factors')
  return Buffer.from(hkdfSync('sha256', rows[0].secret, account_id, 'second factor', 32))
}
