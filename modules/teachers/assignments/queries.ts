import { sql } from 'kysely'
import { allowed, type Action } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { AssignmentKey } from '../keys.ts'
import type { AssignmentRow } from '../tables.ts'

/** An assignment with the name of who holds it. */
export interface Held extends AssignmentRow {
  staff_id: string
  full_name: string
  rest_name: string
  given_name: string
}

const heldColumns = sql.raw(
  'a.school_id, a.id, a.academic_year, a.kind, a.section_id, a.class_id, a.person_id, a.strand, a.answers, a.substitute_for, a.valid_from, a.valid_to, f.id as staff_id, f.full_name, f.rest_name, f.given_name',
)

/** The assignments of a school's year, of all days, the earliest first. */
export async function assignmentsOf(ctx: Context, school_id: number, academic_year: number): Promise<Held[]> {
  const { rows } = await sql<Held>`/* assignment.list */
    select ${heldColumns} from assignment a join staff f on f.school_id = a.school_id and f.person_id = a.person_id
    where a.school_id = ${school_id} and a.academic_year = ${academic_year} and ${allowed(ctx.ability, 'read', 'Assignment', 'a')}
    order by a.valid_from, a.substitute_for nulls first, a.id`.execute(ctx.db)
  return rows
}

/** An assignment on which an action is permitted; NotFound otherwise. */
export async function findAssignment(ctx: Context, action: Action, key: AssignmentKey): Promise<Held> {
  const { rows } = await sql<Held>`/* assignment.find */
    select ${heldColumns} from assignment a join staff f on f.school_id = a.school_id and f.person_id = a.person_id
    where a.school_id = ${key.school_id} and a.id = ${key.assignment_id} and ${allowed(ctx.ability, action, 'Assignment', 'a')}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('Assignment')
  return rows[0]
}

/** The weeks of teaching over which a year's periods are spread (35: 18 and 17). */
export const weeksAYear = 35

/** Periods a week of periods a year, in tenths: 105 a year are 3,0 a week. */
export function weekly(periods: number): number {
  return Math.round((periods * 10) / weeksAYear)
}
