import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type pg from 'pg'

/** Whether a request carries a living session, looked up by its hash as the product does. */
export async function signedIn(pool: pg.Pool, request: IncomingMessage): Promise<boolean> {
  const token = request.headers.cookie?.slice('truong='.length) ?? ''
  const session = await pool.query({
    name: 'session',
    text: `select a.id from session s join account a on a.id = s.account_id join person p on p.id = a.person_id
      where s.token_hash = $1 and s.expires_at > now()`,
    values: [createHash('sha256').update(token).digest()],
  })
  return session.rowCount === 1
}
