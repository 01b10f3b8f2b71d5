import { sql } from 'kysely'
import { may } from '../../platform/ability.ts'
import type { Changing } from '../../platform/change.ts'
import type { Context } from '../../platform/context.ts'
import { Conflict } from '../../platform/errors.ts'
import { revertsOf, type DoneChange, type Reverts } from '../../platform/revert.ts'
import { structureVerbs } from './classes/section-commands.ts'

/** Whoever administers all units; a unit's own administrator for that unit. */
const administers = ({ ability }: Context, unit_id: number | null) =>
  unit_id === null ? may(ability, 'delete', 'Unit') : may(ability, 'delete', 'Unit', { id: unit_id })
const setsYears = ({ ability }: Context) => may(ability, 'update', 'AcademicYear')
const setsTerms = (ctx: Context, unit_id: number | null) =>
  unit_id === null ? setsYears(ctx) : may(ctx.ability, 'update', 'Term', { unit_id })
const setsProgramme = ({ ability }: Context) => may(ability, 'update', 'Curriculum')
const keepsClasses = ({ ability }: Context, school_id: number | null) =>
  school_id !== null && may(ability, 'update', 'Class', { school_id })

/** What of units, years, the programme, classes and sections can be taken back, and by whom. */
export const organisationReverts: Reverts = {
  ...revertsOf(['unit.open', 'unit.alter', 'unit.alias'], administers),
  ...revertsOf(['unit.move', 'unit.close', 'unit.merge'], administers, { after: standsInTree }),
  ...revertsOf(['year.set'], setsYears, { after: keepsTermsWithin }),
  ...revertsOf(['year.set_terms'], setsTerms, { after: keepsTermsWithin }),
  ...revertsOf(['year.add_holiday', 'year.remove_holiday'], setsTerms),
  ...revertsOf(['curriculum.set'], setsProgramme),
  ...revertsOf(structureVerbs, keepsClasses),
}

/** A unit that comes back to its place finds the one above open, and is not below itself. */
async function standsInTree({ db, today }: Changing, { id }: DoneChange): Promise<void> {
  const { rows } = await sql<{ name: string; closed: boolean }>`/* unit.undo_check */
    with recursive touched as (
      select distinct (v.image ->> 'unit_id')::integer as unit_id from change_row r, lateral (values (r.before), (r.after)) v(image)
      where r.change_id = ${id} and r.academic_year = (select academic_year from change where id = ${id}) and r.table_name = 'unit_parent' and v.image is not null),
    above as (
      select p.unit_id, p.parent_id from unit_parent p join touched t using (unit_id) where p.valid_to is null or p.valid_to > ${today}::date
      union select a.unit_id, p.parent_id from above a join unit_parent p on p.unit_id = a.parent_id where p.valid_to is null or p.valid_to > ${today}::date)
    select u.short_name as name, u.closed_on is not null as closed from above a join unit u on u.id = a.parent_id
    where a.parent_id = a.unit_id
      or (u.closed_on is not null and exists (select from unit o where o.id = a.unit_id and o.closed_on is null)) limit 1`.execute(
    db,
  )
  const fault = rows[0]
  if (fault)
    throw new Conflict(fault.closed ? 'unit.undo_above_closed' : 'unit.undo_circle', null, null, { name: fault.name })
}

/** Terms that schools narrowed meanwhile still lie within the department's. */
async function keepsTermsWithin({ db }: Changing): Promise<void> {
  const { rows } = await sql<{ names: string | null; count: number }>`/* year.undo_check */
    select string_agg(distinct u.short_name, ', ') as names, count(distinct u.id)::integer as count
    from term o join unit u on u.id = o.unit_id and u.kind <> 'department'
    left join (term d join unit du on du.id = d.unit_id and du.kind = 'department') on d.academic_year = o.academic_year and d.term = o.term
    where d.term is null or o.starts_on < d.starts_on or o.ends_on > d.ends_on or o.results_due_on > d.results_due_on`.execute(
    db,
  )
  const { names, count } = rows[0] ?? { names: null, count: 0 }
  if (names) throw new Conflict('year.undo_narrowed', null, null, { names: shortened(names), count })
}

const namesAtMost = 160

const shortened = (names: string) => (names.length > namesAtMost ? `${names.slice(0, namesAtMost)}…` : names)
