import { sql } from 'kysely'
import { allowed } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'

/** A unit in which something of the setting up is not done. */
export interface UnitToSetUp {
  id: number
  slug: string
  name: string
  count: number
}

/** What is unfinished in setting up the units within an administrator's reach. */
export interface SetUp {
  /** Years that have not ended and lack terms. */
  years_without_terms: number[]
  schools: number
  schools_without_principal: UnitToSetUp[]
  /** Schools without a class in the running year. */
  schools_without_classes: UnitToSetUp[]
  accounts: number
  /** Units with accounts that nobody has opened yet, and how many. */
  units_with_unopened: UnitToSetUp[]
}

/** What is unfinished in setting up; nothing for anybody who administers no unit. */
export async function setUpOf({ db, ability, today }: Context): Promise<SetUp> {
  const { rows } = await sql<SetUp>`/* statistics.set_up */
    with schools as (
      select u.id, u.slug, u.short_name as name from unit u
      where u.kind in ('school', 'centre') and (u.closed_on is null or u.closed_on > ${today}::date) and ${allowed(ability, 'update', 'Unit', 'u')}),
    running as (select max(year) as year from academic_year where starts_on <= ${today}::date),
    unopened as (
      select a.unit_id as id, count(*) filter (where a.state = 'invited') as invited, count(*) as accounts from account a
      where a.unit_id is not null and a.state <> 'closed' and ${allowed(ability, 'update', 'Account', 'a')} group by a.unit_id)
    select
      coalesce((select json_agg(y.year order by y.year) from academic_year y where y.ends_on >= ${today}::date and ${allowed(ability, 'update', 'AcademicYear', 'y')}
        and (select count(*) from term t join unit o on o.id = t.unit_id and o.kind = 'department' where t.academic_year = y.year) < 2), '[]') as years_without_terms,
      (select count(*)::integer from schools) as schools,
      coalesce((select json_agg(json_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'count', 0) order by s.name collate "vi-VN-x-icu") from schools s
        where not exists (select from post p where p.unit_id = s.id and p.role = 'principal' and p.valid_from <= ${today}::date
          and (p.valid_to is null or p.valid_to >= ${today}::date))), '[]') as schools_without_principal,
      coalesce((select json_agg(json_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'count', 0) order by s.name collate "vi-VN-x-icu") from schools s
        where not exists (select from class c where c.school_id = s.id and c.academic_year = (select year from running))), '[]') as schools_without_classes,
      coalesce((select sum(accounts)::integer from unopened), 0) as accounts,
      coalesce((select json_agg(json_build_object('id', u.id, 'slug', u.slug, 'name', u.short_name, 'count', n.invited) order by n.invited desc, u.short_name collate "vi-VN-x-icu")
        from unopened n join unit u on u.id = n.id where n.invited > 0), '[]') as units_with_unopened`.execute(db)
  return rows[0]!
}
