import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { hashToken } from '../modules/identity/tokens/use.ts'
import type { Database } from '../platform/database.ts'

/** A machine's token of a post, good until 2027; gives its text. */
export async function addToken(
  db: Kysely<Database>,
  token: {
    account_id: string
    post_id: string
    unit_id: number
    read_only: boolean
    name?: string
    per_minute?: number
  },
): Promise<string> {
  const text = `trg_${randomBytes(32).toString('base64url')}`
  await db
    .insertInto('api_token')
    .values({
      name: 'Kho dữ liệu',
      per_minute: 600,
      ...token,
      token_hash: hashToken(text),
      prefix: text.slice(0, 12),
      created_at: new Date('2026-11-20T00:00:00Z'),
      last_day: '2027-06-30',
    })
    .execute()
  return text
}
