import { sql } from 'kysely'
import { reachOf } from '../../organisation/public.ts'
import { allowed, may } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { GrantedRole } from '../tables.ts'

/** How many tokens a list shows at most. */
const listed = 500

/** Whether a token counts; `ended` with its maker's account or post, or with a unit. */
export type TokenState = 'active' | 'revoked' | 'expired' | 'ended'

/** A token as those who look after its unit see it. */
export interface ListedToken {
  id: string
  name: string
  prefix: string
  unit_id: number
  /** The unit's short name. */
  unit: string
  role: GrantedRole
  /** The name of who made it. */
  by: string
  read_only: boolean
  per_minute: number
  created_at: Date
  last_day: LocalDate
  used_at: Date | null
  address: string | null
  state: TokenState
}

/** A unit whose tokens are looked after. */
export interface UnitTokens {
  id: number
  name: string
  short_name: string
}

/** The unit of a name in addresses, for whoever looks after tokens there. */
export async function unitOfTokens({ db, ability }: Context, slug: string): Promise<UnitTokens | null> {
  const unit = await db
    .selectFrom('unit')
    .select(['id', 'name', 'short_name'])
    .where('slug', '=', slug)
    .executeTakeFirst()
  return unit && may(ability, 'read', 'ApiToken', { unit_id: unit.id }) ? unit : null
}

/** The tokens of a unit and of those below it, as far as one looks after them: those that count first, then the newest. */
export async function tokensOf(ctx: Context, unit_id: number): Promise<ListedToken[]> {
  const { unit_ids } = await reachOf(ctx.db, unit_id, ctx.today)
  const { rows } = await sql<ListedToken>`/* identity.tokens */
    select * from (${tokens(ctx)} where ${unit_ids === 'all' ? sql`true` : sql`t.unit_id = any(${[...unit_ids]}::integer[])`}
      and ${allowed(ctx.ability, 'read', 'ApiToken', 't')}) l
    order by state <> 'active', created_at desc, id limit ${listed}`.execute(ctx.db)
  return rows
}

/** One token, for whoever looks after its unit. */
export async function tokenById(ctx: Context, id: string): Promise<ListedToken> {
  const { rows } = await sql<ListedToken>`/* identity.token_by_id */
    ${tokens(ctx)} where t.id = ${id} and ${allowed(ctx.ability, 'read', 'ApiToken', 't')}`.execute(ctx.db)
  if (!rows[0]) throw new NotFound('ApiToken')
  return rows[0]
}

const tokens = ({
  today,
  now,
}: Context) => sql`select t.id, t.name, t.prefix, t.unit_id, s.short_name as unit, p.role, a.display_name as by, t.read_only,
    t.per_minute, t.created_at, t.last_day, u.used_at, u.address,
    case when t.revoked_at is not null then 'revoked' when t.last_day < ${today}::date then 'expired'
      when a.state <> 'active' or p.valid_to < ${today}::date or p.expires_at <= ${now}
        or exists (select from unit c where c.id in (t.unit_id, p.unit_id) and c.closed_on <= ${today}::date) then 'ended'
      else 'active' end as state
  from api_token t join account a on a.id = t.account_id join post p on p.id = t.post_id
  join unit s on s.id = t.unit_id
  left join api_token_use u on u.token_id = t.id`
