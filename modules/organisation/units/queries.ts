import { sql } from 'kysely'
import { allowed, type Action } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { NotFound } from '../../../platform/errors.ts'
import { unaccented } from '../../../platform/name.ts'
import type { UnitNode } from '../unit-type.ts'

/** The columns of a unit, for queries that name the table `u`. */
export const unitColumns = sql.raw(
  'u.id, u.kind, u.institution_code, u.code, u.slug, u.name, u.short_name, u.ownership, u.province_code, u.commune_code, u.address, u.phone, u.email, u.opened_on, u.closed_on, u.successor_id',
)

/** A unit as a line of the tree on a day. */
export interface TreeNode extends UnitNode {
  /** Open units directly below. */
  children: number
  /** Schools and centres at any depth below. */
  schools: number
  /** The names above it, from the top. */
  path: string[]
}

const searchAtMost = 60

/** The open units directly below one on a day; without one, the tops of the tree. */
export async function unitsBelow(ctx: Context, parent: number | null, day: LocalDate): Promise<TreeNode[]> {
  const { rows } = await sql<TreeNode>`/* unit.below */
    select ${unitColumns}, ${childrenOn(day)} as children, ${schoolsOn(day)} as schools, '{}'::text[] as path
    from unit u
    where ${allowed(ctx.ability, 'read', 'Unit', 'u')} and u.opened_on <= ${day}::date and (u.closed_on is null or u.closed_on > ${day}::date)
      and ${
        parent === null
          ? sql`not exists (select from unit_parent p where p.unit_id = u.id and ${isOn(day)})`
          : sql`exists (select from unit_parent p where p.unit_id = u.id and p.parent_id = ${parent} and ${isOn(day)})`
      }
    order by case u.kind when 'commune_office' then 1 when 'district_office' then 1 when 'division' then 0 else 2 end,
      u.short_name collate "vi-VN-x-icu", u.id`.execute(ctx.db)
  return rows
}

/** Units whose name or code holds the words, without diacritics; open ones first, at most sixty. */
export async function searchUnits(ctx: Context, words: string, day: LocalDate): Promise<TreeNode[]> {
  const like = `%${unaccented(words).replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<TreeNode>`/* unit.search */
    select ${unitColumns}, ${childrenOn(day)} as children, ${schoolsOn(day)} as schools, ${pathOn(day)} as path
    from unit u
    where ${allowed(ctx.ability, 'read', 'Unit', 'u')}
      and (u.search_name like ${like} or fold_name(u.short_name) like ${like} or lower(u.code) like ${like}
        or exists (select from unit_code_alias a where a.unit_id = u.id and lower(a.code) like ${like}))
    order by u.closed_on is not null, u.short_name collate "vi-VN-x-icu", u.id limit ${searchAtMost}`.execute(ctx.db)
  return rows
}

/** A unit on which an action is permitted, by number or by its name in addresses; NotFound otherwise. */
export async function findUnit(
  ctx: Context,
  action: Action,
  key: { id: number } | { slug: string },
): Promise<UnitNode> {
  const own = 'id' in key ? sql`u.id = ${key.id}` : sql`u.slug = ${key.slug}`
  const { rows } = await sql<UnitNode>`/* unit.find */
    select ${unitColumns} from unit u where ${own} and ${allowed(ctx.ability, action, 'Unit', 'u')}`.execute(ctx.db)
  if (!rows[0]) throw new NotFound('Unit')
  return rows[0]
}

/** The unit above one on a day, as the reader may see it. */
export async function parentOf(ctx: Context, id: number, day: LocalDate): Promise<UnitNode | null> {
  const { rows } = await sql<UnitNode>`/* unit.parent */
    select ${unitColumns} from unit_parent p join unit u on u.id = p.parent_id
    where p.unit_id = ${id} and ${isOn(day)} and ${allowed(ctx.ability, 'read', 'Unit', 'u')}`.execute(ctx.db)
  return rows[0] ?? null
}

/** The units above one on a day, from the top. */
export async function unitsAbove(ctx: Context, id: number, day: LocalDate): Promise<UnitNode[]> {
  const { rows } = await sql<UnitNode>`/* unit.above */
    with recursive above as (
      select p.parent_id, 1 as step from unit_parent p where p.unit_id = ${id} and ${isOn(day)}
      union select p.parent_id, a.step + 1 from unit_parent p join above a on p.unit_id = a.parent_id where ${isOn(day)})
    select ${unitColumns} from above a join unit u on u.id = a.parent_id
    where ${allowed(ctx.ability, 'read', 'Unit', 'u')} order by a.step desc`.execute(ctx.db)
  return rows
}

/** Something that happened to a unit. */
export interface UnitEvent {
  day: LocalDate
  kind: 'opened' | 'placed' | 'left' | 'renamed' | 'closed' | 'merged' | 'took_over'
  /** The other unit, or the earlier name. */
  what: string | null
}

/** What happened to a unit, the oldest first: where it stood, what it was called, what it became, what it took over. */
export async function historyOf(ctx: Context, id: number): Promise<UnitEvent[]> {
  const { rows } = await sql<UnitEvent>`/* unit.history */
    select * from (
      select opened_on as day, 'opened' as kind, null::text as what, 0 as place from unit where id = ${id}
      union all select p.valid_from, 'placed', u.name, 1 from unit_parent p join unit u on u.id = p.parent_id where p.unit_id = ${id}
      union all select p.valid_to, 'left', u.name, 2 from unit_parent p join unit u on u.id = p.parent_id where p.unit_id = ${id} and p.valid_to is not null
        and not exists (select from unit_parent n where n.unit_id = p.unit_id and n.valid_from = p.valid_to)
      union all select used_until, 'renamed', name, 3 from unit_former_name where unit_id = ${id}
      union all select u.closed_on, case when s.id is null then 'closed' else 'merged' end, s.name, 4
        from unit u left join unit s on s.id = u.successor_id where u.id = ${id} and u.closed_on is not null
      union all select u.closed_on, 'took_over', u.name, 5 from unit u where u.successor_id = ${id}
    ) events order by day, place`.execute(ctx.db)
  return rows
}

/** Earlier official codes of a unit. */
export async function aliasesOf(ctx: Context, id: number): Promise<{ code: string; source: string }[]> {
  const { rows } = await sql<{ code: string; source: string }>`/* unit.aliases */
    select code, source from unit_code_alias where unit_id = ${id} order by code`.execute(ctx.db)
  return rows
}

/** A code for a new unit under another: the parent's code and the next free number. */
export async function proposedCode(ctx: Context, parent: number): Promise<string> {
  const { rows } = await sql<{ code: string; next: number }>`/* unit.proposed_code */
    select p.code, coalesce((select max(substring(u.code from '-(\\d{1,6})$')::integer) from unit u
      where u.code like replace(replace(p.code, '_', '\\_'), '%', '\\%') || '-%'), 0) + 1 as next
    from unit p where p.id = ${parent}`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new NotFound('Unit')
  return `${row.code}-${String(row.next).padStart(3, '0')}`
}

const isOn = (day: LocalDate) => sql`p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date)`

const childrenOn = (day: LocalDate) => sql`(select count(*)::integer from unit_parent p join unit c on c.id = p.unit_id
  where p.parent_id = u.id and ${isOn(day)} and c.opened_on <= ${day}::date and (c.closed_on is null or c.closed_on > ${day}::date))`

const schoolsOn = (day: LocalDate) => sql`(with recursive below as (
    select p.unit_id from unit_parent p where p.parent_id = u.id and ${isOn(day)}
    union select p.unit_id from unit_parent p join below b on p.parent_id = b.unit_id where ${isOn(day)})
  select count(*)::integer from below b join unit c on c.id = b.unit_id
  where c.kind in ('school', 'centre') and c.opened_on <= ${day}::date and (c.closed_on is null or c.closed_on > ${day}::date))`

const pathOn = (day: LocalDate) => sql`(with recursive above as (
    select p.parent_id, 1 as step from unit_parent p where p.unit_id = u.id and ${isOn(day)}
    union select p.parent_id, a.step + 1 from unit_parent p join above a on p.unit_id = a.parent_id where ${isOn(day)})
  select coalesce(array_agg(c.short_name order by a.step desc), '{}') from above a join unit c on c.id = a.parent_id)`
