import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { keptBack } from '../carried/repeating.ts'
import type { EnrollmentRow } from '../tables.ts'
import { moved } from './moved.ts'
import { addDays, classAt, nextNumber, runningEnrollment, seatToday, type ClassAt } from './seats.ts'

/** A pupil's record by its key. */
export interface StudentKey {
  school_id: number
  student_id: string
}

/** What a verb of enrollment answers: the change (to undo it) and how full the class now is. */
export interface Moving {
  change_id: string
  class_size: number | null
  grade: number | null
}

/** How a pupil leaves: to another school, out of school, or for a time with the place kept. */
export type LeaveKind = 'transferred' | 'left' | 'deferred'

/** Places a pupil in a class from a day on. A pupil who already sits in a class of that year changes class instead. */
export async function enrol(
  ctx: Context,
  key: StudentKey,
  input: { class_id: number; on: string; repeating?: boolean },
  verb: 'enrollment.enrol' | 'enrollment.return' = 'enrollment.enrol',
): Promise<Moving> {
  return change(ctx, verb, { school_id: key.school_id }, async (open) => {
    const pupil = await movable(open, key)
    const into = await classAt(open, key.school_id, input.class_id)
    assertWithinYear(into, input.on)
    const running = await runningEnrollment(open, key, into.academic_year)
    if (running)
      throw new Invalid({ path: 'class', message: 'enrollment.already_in', values: { class: running.class_name } })
    const last = await lastEnd(open, key, into.academic_year)
    if (verb === 'enrollment.return' && !last) throw new Invalid({ path: 'class', message: 'enrollment.never_left' })
    if (last && input.on <= last)
      throw new Invalid({ path: 'on', message: 'enrollment.before_last_day', values: { day: last } })
    await open.db
      .insertInto('enrollment')
      .values({
        school_id: key.school_id,
        academic_year: into.academic_year,
        student_id: key.student_id,
        person_id: pupil.person_id,
        class_id: into.class_id,
        number: await nextNumber(open, into, key.student_id),
        starts_on: input.on,
        repeating:
          input.repeating ??
          sql<boolean>`${keptBack(key.school_id, into.academic_year, sql`${key.student_id}::uuid`, sql`${into.grade}::smallint`)}`,
      })
      .execute()
    return settled(open, key, into, [into.class_id])
  })
}

/** Brings back a pupil who left or deferred. */
export const returnPupil = (ctx: Context, key: StudentKey, input: { class_id: number; on: string }): Promise<Moving> =>
  enrol(ctx, key, input, 'enrollment.return')

/** Ends the place in one class and opens one in another of the same year; marks stay in the old class's books. */
export async function changeClass(
  ctx: Context,
  key: StudentKey,
  input: { class_id: number; on: string; reason: string | null },
): Promise<Moving> {
  const options = { school_id: key.school_id, reason: input.reason }
  return change(ctx, 'enrollment.change_class', options, async (open) => {
    const pupil = await movable(open, key)
    const into = await classAt(open, key.school_id, input.class_id)
    assertWithinYear(into, input.on)
    assertNotLater(open, input.on)
    const from = await running(open, key, into.academic_year)
    if (from.class_id === into.class_id)
      throw new Invalid({ path: 'class', message: 'enrollment.already_in', values: { class: from.class_name } })
    if (input.on <= from.starts_on)
      throw new Invalid({ path: 'on', message: 'enrollment.before_first_day', values: { day: from.starts_on } })
    await end(open, from, { ends_on: addDays(input.on, -1), status: 'moved_class', end_reason: input.reason })
    await open.db
      .insertInto('enrollment')
      .values({
        school_id: key.school_id,
        academic_year: into.academic_year,
        student_id: key.student_id,
        person_id: pupil.person_id,
        class_id: into.class_id,
        number: await nextNumber(open, into, key.student_id),
        starts_on: input.on,
        repeating: from.repeating,
      })
      .execute()
    // Absences of the year follow the pupil, so that the teacher who now answers for them sees the whole year.
    await sql`/* enrollment.absences_follow */ update absence set class_id = ${into.class_id}
      where school_id = ${key.school_id} and academic_year = ${into.academic_year} and student_id = ${key.student_id}`.execute(
      open.db,
    )
    return settled(open, key, into, [from.class_id, into.class_id])
  })
}

/** Ends the place of a pupil: transferred, left, or deferred. The record stays, struck out, with its marks. */
export async function leave(
  ctx: Context,
  key: StudentKey,
  input: { kind: LeaveKind; on: string; reason: string },
): Promise<Moving> {
  const reason = input.reason.replace(/\s+/gu, ' ').trim()
  return change(ctx, 'enrollment.leave', { school_id: key.school_id, reason }, async (open) => {
    await movable(open, key)
    assertNotLater(open, input.on)
    if (reason.length < 3 || /[\p{Cc}\p{Cs}]/u.test(reason))
      throw new Invalid({ path: 'reason', message: 'enrollment.reason_needed' })
    const from = await running(open, key, null)
    if (input.on < from.starts_on)
      throw new Invalid({ path: 'on', message: 'enrollment.before_first_day', values: { day: from.starts_on } })
    await end(open, from, { ends_on: input.on, status: input.kind, end_reason: reason })
    await sql`/* enrollment.end_groups */ update section_member set ends_on = greatest(${input.on}::date, starts_on)
      where school_id = ${key.school_id} and student_id = ${key.student_id} and ends_on is null`.execute(open.db)
    return settled(open, key, null, [from.class_id])
  })
}

/** Gives the pupils of a class new numbers (STT) in Vietnamese order; those who left come after the others. */
export async function renumberClass(
  ctx: Context,
  { school_id, class_id }: { school_id: number; class_id: number },
): Promise<Moving> {
  return change(ctx, 'enrollment.renumber', { school_id }, async (open) => {
    const at = await classAt(open, school_id, class_id)
    if (!may(open.ability, 'update', 'Enrollment', { school_id, class_id })) throw new NotFound('Class')
    await sql`/* enrollment.renumber */
      with pupils as (
        select st.id, row_number() over (order by not bool_or(e.status = 'studying'), st.given_name, st.rest_name, st.id) as number
        from enrollment e join student st on st.school_id = e.school_id and st.id = e.student_id
        where e.school_id = ${school_id} and e.class_id = ${class_id}
        group by st.school_id, st.id, st.given_name, st.rest_name)
      update enrollment e set number = p.number from pupils p
      where e.school_id = ${school_id} and e.class_id = ${class_id} and e.student_id = p.id and e.number is distinct from p.number`.execute(
      open.db,
    )
    return { change_id: open.change.id, class_size: at.size, grade: at.grade }
  })
}

/** The pupil whose enrollment this person may change; NotFound otherwise. */
async function movable(ctx: Changing, key: StudentKey): Promise<{ person_id: string }> {
  const { rows } = await sql<{ person_id: string; class_id: number | null }>`/* enrollment.pupil */
    select st.person_id, st.class_id from student st
    where st.school_id = ${key.school_id} and st.id = ${key.student_id} and ${allowed(ctx.ability, 'read', 'Student', 'st')} for update`.execute(
    ctx.db,
  )
  const pupil = rows[0]
  if (!pupil || !may(ctx.ability, 'update', 'Enrollment', { school_id: key.school_id })) throw new NotFound('Student')
  return pupil
}

async function running(ctx: Changing, key: StudentKey, academic_year: number | null) {
  const found = await runningEnrollment(ctx, key, academic_year)
  if (!found) throw new Invalid({ path: 'class', message: 'enrollment.not_enrolled' })
  return found
}

async function lastEnd(ctx: Changing, key: StudentKey, academic_year: number): Promise<string | null> {
  const { rows } = await sql<{ last: string | null }>`/* enrollment.last_day */
    select max(ends_on) as last from enrollment where school_id = ${key.school_id} and student_id = ${key.student_id} and academic_year = ${academic_year}`.execute(
    ctx.db,
  )
  return rows[0]?.last ?? null
}

async function end(
  { db }: Changing,
  from: { school_id: number; id: string },
  set: Pick<EnrollmentRow, 'ends_on' | 'status' | 'end_reason'>,
): Promise<void> {
  await db
    .updateTable('enrollment')
    .set(set)
    .where('school_id', '=', from.school_id)
    .where('id', '=', from.id)
    .execute()
}

/** The last step of each verb: the record's class, and the sums of the classes. */
async function settled(
  ctx: Changing,
  { school_id, student_id }: StudentKey,
  into: ClassAt | null,
  class_ids: readonly number[],
): Promise<Moving> {
  await seatToday(ctx, school_id, [student_id])
  await moved(ctx, { school_id, class_ids })
  return { change_id: ctx.change.id, class_size: into && into.size + 1, grade: into?.grade ?? null }
}

function assertWithinYear(into: ClassAt, on: string): void {
  if (into.closed_on && into.closed_on < on)
    throw new Invalid({ path: 'class', message: 'enrollment.class_closed', values: { day: into.closed_on } })
  if (on < addDays(into.year_starts_on, -100) || on > into.year_ends_on)
    throw new Invalid({
      path: 'on',
      message: 'enrollment.outside_year',
      values: { from: into.year_starts_on, to: into.year_ends_on },
    })
}

/** A move is written when it has happened; the class of a record is the class of today. */
function assertNotLater({ today }: Context, on: string): void {
  if (on > today) throw new Invalid({ path: 'on', message: 'enrollment.in_future', values: { today } })
}
