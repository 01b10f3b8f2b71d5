import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Conflict, Invalid, NotFound, type Violation } from '../../../platform/errors.ts'
import { takeBack } from '../../../platform/take-back.ts'
import { formatDay } from '../../../platform/text.ts'
import { raiseAccess } from '../../identity/public.ts'
import { findClass, findSection, findYear } from '../../organisation/public.ts'
import type { AssignmentKey } from '../keys.ts'
import { findStaff } from '../staff/queries.ts'
import { assignmentsOf, findAssignment, type Held } from './queries.ts'

/** What is assigned: a section to teach, or a class to lead. */
export type Target = { section_id: string } | { class_id: number }

/** Who shall teach or lead from a day on; nobody ends it. */
export interface Wish {
  target: Target
  staff_id: string | null
}

/** What was done, and the change by which it can be taken back. */
export interface Assigned {
  change_id: string
}

/** More cells than any school's page has. */
const wishesAtMost = 3_000

/**
 * Sets who teaches and leads from a day on, cell by cell: who did so until then ends the day before, and goes on reading.
 * From the first day of the year on nothing is kept of who was set before. One change for all cells.
 */
export async function setAssignments(
  ctx: Context,
  place: { school_id: number; academic_year: number },
  from: LocalDate,
  wishes: readonly Wish[],
): Promise<Assigned> {
  if (!may(ctx.ability, 'assign', 'Assignment', { school_id: place.school_id })) throw new NotFound('Unit')
  if (wishes.length > wishesAtMost)
    throw new Invalid({ path: 'cells', message: 'assignment.too_many', values: { limit: wishesAtMost } })
  await assertInYear(ctx, place.academic_year, from, 'from')
  return change(ctx, 'assignment.set', { school_id: place.school_id }, async (open) => {
    const held = (await assignmentsOf(open, place.school_id, place.academic_year)).filter(isMain)
    const staff = await workingStaff(open, place.school_id, from)
    await assertTargets(
      open,
      place,
      wishes.map(({ target }) => target),
    )
    const faults: Violation[] = []
    const begin: NewAssignment[] = []
    const end: Held[] = []
    for (const [index, { target, staff_id }] of wishes.entries()) {
      const person_id = staff_id === null ? null : staff.get(staff_id)
      if (person_id === undefined) {
        faults.push({
          path: `cells.${index}.staff`,
          message: 'assignment.not_working',
          values: { day: formatDay(from) },
        })
        continue
      }
      const running = held.filter((one) => isOf(one, target) && (one.valid_to === null || one.valid_to >= from))
      const kept = running.find((one) => one.person_id === person_id && one.valid_from <= from && one.valid_to === null)
      end.push(...running.filter((one) => one !== kept))
      if (person_id !== null && !kept)
        begin.push({ ...target, person_id, valid_from: from, valid_to: null, substitute_for: null })
    }
    if (faults.length > 0) throw new Invalid(faults)
    await endAll(open, place.school_id, end, from)
    await insertAssignments(open, place, begin)
    return { change_id: open.change.id }
  })
}

/** A stand-in for days: teaches or leads beside the one who holds it, and marks as they do. */
export async function addSubstitute(
  ctx: Context,
  key: AssignmentKey,
  substitute: { staff_id: string; from: LocalDate; to: LocalDate },
): Promise<Assigned> {
  const held = await findAssignment(ctx, 'assign', key)
  const { from, to } = substitute
  await assertInYear(ctx, held.academic_year, from, 'from')
  await assertInYear(ctx, held.academic_year, to, 'to')
  const one = await findStaff(ctx, 'read', { school_id: key.school_id, staff_id: substitute.staff_id })
  const faults: Violation[] = []
  if (to < from) faults.push({ path: 'to', message: 'assignment.backwards' })
  if (one.person_id === held.person_id) faults.push({ path: 'staff', message: 'assignment.for_oneself' })
  if (one.left_on && one.left_on < to)
    faults.push({ path: 'staff', message: 'assignment.not_working', values: { day: formatDay(to) } })
  if (held.substitute_for) faults.push({ path: 'assignment', message: 'assignment.substitute_of_substitute' })
  if (faults.length > 0) throw new Invalid(faults)
  const target: Target = held.section_id === null ? { class_id: held.class_id! } : { section_id: held.section_id }
  return change(ctx, 'assignment.substitute', { school_id: key.school_id }, async (open) => {
    const others = (await assignmentsOf(open, key.school_id, held.academic_year)).filter(
      (other) =>
        other.substitute_for !== null &&
        isOf(other, target) &&
        other.valid_from <= to &&
        (other.valid_to ?? to) >= from,
    )
    if (others[0]) throw standsBy(others[0])
    await insertAssignments(open, held, [
      { ...target, person_id: one.person_id, valid_from: from, valid_to: to, substitute_for: held.person_id },
    ])
    return { change_id: open.change.id }
  })
}

/** Ends an assignment with a last day; one that would only begin later never comes to be. */
export async function endAssignment(ctx: Context, key: AssignmentKey, last: LocalDate): Promise<Assigned> {
  const held = await findAssignment(ctx, 'end', key)
  if (held.valid_to && held.valid_to <= last)
    throw new Invalid({ path: 'on', message: 'assignment.ended', values: { day: formatDay(held.valid_to) } })
  return change(ctx, 'assignment.end', { school_id: key.school_id }, async (open) => {
    await endAll(open, key.school_id, [held], dayAfter(last))
    return { change_id: open.change.id }
  })
}

/** An assignment to be. */
export type NewAssignment = Target & {
  person_id: string
  valid_from: LocalDate
  valid_to: LocalDate | null
  substitute_for: string | null
}

/** Writes assignments and drops the cached rights of their holders. Two at a time for one section is a Conflict, with whose stands. */
export async function insertAssignments(
  ctx: Changing,
  { school_id, academic_year }: { school_id: number; academic_year: number },
  assignments: readonly NewAssignment[],
): Promise<void> {
  if (assignments.length === 0) return
  const rows = assignments.map((one) => ({ ...one, kind: 'section_id' in one ? 'section' : 'homeroom' }))
  try {
    await sql`/* assignment.insert */
      insert into assignment (school_id, academic_year, kind, section_id, class_id, person_id, substitute_for, valid_from, valid_to)
      select ${school_id}, ${academic_year}, kind, section_id, class_id, person_id, substitute_for, valid_from, valid_to
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(kind text, section_id uuid, class_id integer, person_id uuid, substitute_for uuid, valid_from date, valid_to date)`.execute(
      ctx.db,
    )
  } catch (error) {
    if (isExclusion(error)) throw new Conflict('assignment.taken')
    throw error
  }
  await raiseAccess(ctx.db, [...new Set(assignments.map(({ person_id }) => person_id))])
}

/** Ends assignments before a day; those that had not begun by then never were. */
export async function endAll(
  ctx: Changing,
  school_id: number,
  held: readonly Held[],
  before: LocalDate,
): Promise<void> {
  if (held.length === 0) return
  const never = held.filter(({ valid_from }) => valid_from >= before).map(({ id }) => id)
  const until = held.filter(({ valid_from }) => valid_from < before).map(({ id }) => id)
  await sql`/* assignment.never_was */ delete from assignment where school_id = ${school_id} and id = any(${never}::uuid[])`.execute(
    ctx.db,
  )
  await sql`/* assignment.end */ update assignment set valid_to = ${before}::date - 1 where school_id = ${school_id} and id = any(${until}::uuid[])`.execute(
    ctx.db,
  )
  await raiseAccess(ctx.db, [...new Set(held.map(({ person_id }) => person_id))])
}

/** The changes of assignments that can be taken back. */
export const assignmentVerbs = ['assignment.set', 'assignment.substitute', 'assignment.end']

/** Takes back a change of assignments, as long as nothing was altered since. */
export async function undoAssignments(ctx: Context, school_id: number, change_id: string): Promise<void> {
  if (!may(ctx.ability, 'assign', 'Assignment', { school_id })) throw new NotFound('Change')
  const { rows } = await sql<{
    verb: string
  }>`/* assignment.change */ select verb from change where id = ${change_id} and school_id = ${school_id}`.execute(
    ctx.db,
  )
  if (!rows[0] || !assignmentVerbs.includes(rows[0].verb)) throw new NotFound('Change')
  await change(ctx, 'assignment.undo', { school_id, reverts: change_id }, (open) => takeBack(open, change_id))
}

/** The working staff of a school on a day: person by the id of the record. */
export async function workingStaff({ db }: Context, school_id: number, day: LocalDate): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; person_id: string }>`/* assignment.staff */
    select id, person_id from staff where school_id = ${school_id} and (left_on is null or left_on >= ${day}::date)`.execute(
    db,
  )
  return new Map(rows.map(({ id, person_id }) => [id, person_id]))
}

/** Whether an assignment is the one that answers, not one of a stand-in or a part. */
export const isMain = (one: Held): boolean => one.substitute_for === null && one.answers

/** Whether an assignment is to this section or class. */
export const isOf = (one: Held, target: Target): boolean =>
  'section_id' in target
    ? one.section_id === target.section_id
    : one.kind === 'homeroom' && one.class_id === target.class_id

/** The day before a day is the last of what ends then. */
function dayAfter(day: LocalDate): LocalDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

function standsBy(held: Held): Conflict {
  return new Conflict('assignment.stands', held.full_name, null, {
    since: formatDay(held.valid_from),
    until: held.valid_to ? formatDay(held.valid_to) : '',
  })
}

async function assertInYear(ctx: Context, academic_year: number, day: LocalDate, path: string): Promise<void> {
  const year = await findYear(ctx, academic_year)
  const first = `${academic_year}-08-01`
  if (day < first || day > year.ends_on)
    throw new Invalid({
      path,
      message: 'assignment.outside_year',
      values: { from: formatDay(first), to: formatDay(year.ends_on) },
    })
}

/** Every section and class must stand in this school and year. */
async function assertTargets(
  ctx: Changing,
  { school_id, academic_year }: { school_id: number; academic_year: number },
  targets: readonly Target[],
): Promise<void> {
  const [first] = targets
  if (targets.length === 1 && first) {
    const found =
      'section_id' in first
        ? await findSection(ctx, 'read', { school_id, ...first })
        : await findClass(ctx, 'read', { school_id, ...first })
    if (found.academic_year !== academic_year) throw new NotFound('Section')
    return
  }
  const sections = [...new Set(targets.flatMap((target) => ('section_id' in target ? [target.section_id] : [])))]
  const classes = [...new Set(targets.flatMap((target) => ('class_id' in target ? [target.class_id] : [])))]
  const { rows } = await sql<{ count: number }>`/* assignment.targets */
    select ((select count(*) from section where school_id = ${school_id} and academic_year = ${academic_year} and id = any(${sections}::uuid[]))
      + (select count(*) from class where school_id = ${school_id} and academic_year = ${academic_year} and id = any(${classes}::integer[])))::integer as count`.execute(
    ctx.db,
  )
  if (rows[0]?.count !== sections.length + classes.length) throw new NotFound('Section')
}

function isExclusion(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23P01'
}
