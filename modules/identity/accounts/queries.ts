import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { NotFound } from '../../../platform/errors.ts'
import { unaccented } from '../../../platform/name.ts'
import type { GrantedRole } from '../tables.ts'

/** A post of an account, as far as the reader may see it. */
export interface AccountPost {
  id: string
  role: GrantedRole
  unit_id: number
  subject_ids: number[] | null
  levels: string[] | null
  valid_from: LocalDate
  valid_to: LocalDate | null
  /** Whether it holds today. */
  current: boolean
}

/** An account as the unit of its posts sees it. */
export interface UnitAccount {
  id: string
  person_id: string
  login: string
  display_name: string
  state: 'invited' | 'active' | 'closed'
  unit_id: number | null
  last_sign_in_at: Date | null
  /** When the code that has not been used yet ends. */
  code_until: Date | null
  posts: AccountPost[]
}

/** Which accounts of a unit are wanted. */
export interface AccountFilter {
  search?: string | null
  state?: 'invited' | 'active' | 'closed' | null
  role?: string | null
}

/** A page of the accounts whose persons hold a post in a unit today or later, in Vietnamese order; `after` is an account. */
export async function accountsOf(
  ctx: Context,
  unit_id: number,
  filter: AccountFilter,
  page: { first: number; after: string | null },
): Promise<UnitAccount[]> {
  const { rows } = await sql<UnitAccount>`
    select ${columns(ctx)}
    from account a
    where ${inUnit(ctx, unit_id, filter)}
      and (${page.after}::uuid is null or (a.given_name, a.rest_name, a.id) > (select b.given_name, b.rest_name, b.id from account b where b.id = ${page.after}))
    order by a.given_name, a.rest_name, a.id limit ${page.first}`.execute(ctx.db)
  return rows
}

/** How many accounts a unit has, and how many of them have never been used. */
export async function countAccounts(ctx: Context, unit_id: number): Promise<{ total: number; never: number }> {
  const { rows } = await sql<{ total: number; never: number }>`
    select count(*)::int as total, (count(*) filter (where a.last_sign_in_at is null))::int as never
    from account a where ${inUnit(ctx, unit_id, {})}`.execute(ctx.db)
  return rows[0] ?? { total: 0, never: 0 }
}

/** One account, for whoever may read it through its unit or a post of its person. */
export async function accountById(ctx: Context, id: string): Promise<UnitAccount> {
  const { rows } = await sql<UnitAccount>`
    select ${columns(ctx)} from account a
    where a.id = ${id} and (${allowed(ctx.ability, 'read', 'Account', 'a')}
      or exists (select from post p where p.person_id = a.person_id and ${allowed(ctx.ability, 'read', 'Post', 'p')}))`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('Account')
  return rows[0]
}

const columns = (ctx: Context) => sql`a.id, a.person_id, a.login, a.display_name, a.state, a.unit_id, a.last_sign_in_at,
  (select max(i.expires_at) from invitation i where i.account_id = a.id and i.used_at is null and i.revoked_at is null and i.expires_at > ${ctx.now}) as code_until,
  coalesce((select json_agg(json_build_object('id', p.id, 'role', p.role, 'unit_id', p.unit_id, 'subject_ids', p.subject_ids, 'levels', p.levels, 'valid_from', p.valid_from, 'valid_to', p.valid_to, 'current', ${current(ctx)}) order by p.valid_from desc, p.id)
    from post p where p.person_id = a.person_id and ${allowed(ctx.ability, 'read', 'Post', 'p')}), '[]') as posts`

const current = ({ today, now }: Context) =>
  sql`(p.valid_from <= ${today}::date and (p.valid_to is null or p.valid_to >= ${today}::date) and (p.expires_at is null or p.expires_at > ${now}))`

/** An account belongs to the units where its person holds a post; that is judged on the unit and the post alike. */
const inUnit = (
  ctx: Context,
  unit_id: number,
  { search, state, role }: AccountFilter,
) => sql`exists (select from post p where p.person_id = a.person_id and p.unit_id = ${unit_id} and p.role <> 'stand_in'
    and (p.valid_to is null or p.valid_to >= ${ctx.today}::date) and (p.expires_at is null or p.expires_at > ${ctx.now})
    and (${role ?? null}::text is null or p.role = ${role ?? null}) and ${allowed(ctx.ability, 'read', 'Post', 'p')})
  and (${state ?? null}::text is null or a.state = ${state ?? null})
  and ${found(search ?? '')}`

/** Without diacritics everything is found; a typed one counts. */
function found(search: string) {
  const typed = search.normalize('NFC').trim().toLowerCase()
  const plain = unaccented(typed)
  if (!plain) return sql`true`
  const byName = sql`a.search_name like ${`%${likeSafe(plain)}%`}`
  if (plain !== typed) return sql`(${byName} and lower(a.display_name) like ${`%${likeSafe(typed)}%`})`
  return sql`(${byName} or a.login like ${`${likeSafe(typed)}%`})`
}

const likeSafe = (text: string) => text.replace(/[\\%_]/g, '\\$&')
