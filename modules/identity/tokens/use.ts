import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { reachOf } from '../../organisation/public.ts'
import type { Db, LocalDate } from '../../../platform/database.ts'
import type { Post, Schools } from '../../../platform/post.ts'
import { postsOf } from '../posts.ts'
import { factorThere } from '../second-factor/check.ts'

/** A token that counts today, with whose post it has. */
export interface FoundToken {
  id: string
  name: string
  account_id: string
  person_id: string
  display_name: string
  post_id: string
  unit_id: number
  read_only: boolean
  per_minute: number
  /** Whether its maker has a second factor; without one a post that demands it counts for nothing. */
  factor: boolean
}

/** How a token is kept. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The token behind a text; null for one that is unknown, revoked or past its last day, or whose maker, post or unit is gone. */
export async function findToken(db: Db, token: string, today: LocalDate, now: Date): Promise<FoundToken | null> {
  const { rows } = await sql<FoundToken>`/* identity.token */
    select t.id, t.name, t.account_id, a.person_id, a.display_name, t.post_id, t.unit_id, t.read_only, t.per_minute,
      ${factorThere} as factor
    from api_token t join account a on a.id = t.account_id join post p on p.id = t.post_id and p.person_id = a.person_id
    where t.token_hash = ${hashToken(token)} and t.revoked_at is null and t.last_day >= ${today}::date and a.state = 'active'
      and p.valid_from <= ${today}::date and (p.valid_to is null or p.valid_to >= ${today}::date)
      and (p.expires_at is null or p.expires_at > ${now})
      and not exists (select from unit u where u.id in (t.unit_id, p.unit_id) and u.closed_on <= ${today}::date)`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Counts a request of a token and gives how many there were in this minute; when and whence is written at the first of them. */
export async function countUse(db: Db, token_id: string, address: string | null, now: Date): Promise<number> {
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000)
  const { rows } = await sql<{ requests: number }>`/* identity.token_use */
    insert into api_token_use as u (token_id, minute, requests, used_at, address)
    values (${token_id}, ${minute}, 1, ${now}, ${address})
    on conflict (token_id) do update set
      requests = case when u.minute = excluded.minute then u.requests + 1 else 1 end,
      used_at = case when u.minute = excluded.minute then u.used_at else excluded.used_at end,
      address = case when u.minute = excluded.minute then u.address else excluded.address end,
      minute = excluded.minute
    returning requests`.execute(db)
  return rows[0]?.requests ?? 0
}

/**
 * The post that a token has: the maker's, no further than the token's unit. It is held by no person, so that what is
 * granted to oneself is granted to no machine. Null where the unit has left the post's reach.
 */
export async function tokenPost(db: Db, token: FoundToken, today: LocalDate, now: Date): Promise<Post | null> {
  const posts = await postsOf(db, token.person_id, today, now)
  const post = posts.find(({ id }) => id === token.post_id)
  if (!post) return null
  const own = { ...post, person_id: token.id }
  if (!('unit_ids' in own)) return own.unit_id === token.unit_id ? own : null
  if (own.unit_ids !== 'all' && !own.unit_ids.includes(token.unit_id)) return null
  const reach = await reachOf(db, token.unit_id, today)
  return {
    ...own,
    unit_id: token.unit_id,
    unit_ids: both(own.unit_ids, reach.unit_ids),
    school_ids: both(own.school_ids, reach.school_ids),
  }
}

function both(some: Schools, others: Schools): Schools {
  if (some === 'all') return others
  return others === 'all' ? some : some.filter((id) => others.includes(id))
}
