import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Changing } from '../../../platform/change.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { EnrollmentRow } from '../tables.ts'

/** A class as enrollment needs it: its year's days, and how many sit in it. */
export interface ClassAt {
  school_id: number
  class_id: number
  academic_year: number
  name: string
  grade: number
  closed_on: string | null
  year_starts_on: string
  year_ends_on: string
  size: number
}

/** A class of the school that this person may read. Who moves pupils holds it, so that each number is given once. */
export async function classAt(ctx: Changing, school_id: number, class_id: number): Promise<ClassAt> {
  const { rows } = await sql<ClassAt>`/* enrollment.class */
    select c.school_id, c.id as class_id, c.academic_year, c.name, c.grade, c.closed_on, y.starts_on as year_starts_on, y.ends_on as year_ends_on,
      (select count(*)::integer from enrollment e where e.school_id = c.school_id and e.class_id = c.id and e.status = 'studying') as size
    from class c join academic_year y on y.year = c.academic_year
    where c.school_id = ${school_id} and c.id = ${class_id} and ${allowed(ctx.ability, 'read', 'Class', 'c')} for update of c`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('Class')
  return rows[0]
}

/** The number that a newcomer gets: the one they had in this class before, else the next. */
export async function nextNumber(
  { db }: Changing,
  { school_id, class_id }: Pick<ClassAt, 'school_id' | 'class_id'>,
  student_id: string,
): Promise<number> {
  const { rows } = await sql<{ number: number }>`/* enrollment.next_number */
    select coalesce(max(number) filter (where student_id = ${student_id}), coalesce(max(number), 0) + 1) as number
    from enrollment where school_id = ${school_id} and class_id = ${class_id}`.execute(db)
  return rows[0]?.number ?? 1
}

/** The enrollment that has not ended, of a year or of any; with the name of its class. */
export async function runningEnrollment(
  { db, today }: Changing,
  key: { school_id: number; student_id: string },
  academic_year: number | null,
): Promise<(EnrollmentRow & { class_name: string }) | undefined> {
  const { rows } = await sql<EnrollmentRow & { class_name: string }>`/* enrollment.running */
    select e.*, c.name as class_name from enrollment e join class c on c.school_id = e.school_id and c.id = e.class_id
    where e.school_id = ${key.school_id} and e.student_id = ${key.student_id} and e.status = 'studying'
      and (e.ends_on is null or e.ends_on >= ${today}::date) and e.academic_year = coalesce(${academic_year}::smallint, e.academic_year)
    order by e.starts_on desc limit 1`.execute(db)
  return rows[0]
}

/**
 * Keeps `student.class_id`: the class of the enrollment that runs today, else the next one to begin, else none; and
 * `student.left_class_id`: the class that was left last.
 */
export async function seatToday(
  { db, today }: Changing,
  school_id: number,
  student_ids: readonly string[],
): Promise<void> {
  await sql`/* enrollment.seat_today */
    with found as (
      select distinct on (e.student_id) e.student_id, e.class_id from enrollment e
      where e.school_id = ${school_id} and e.student_id = any(${student_ids}::uuid[])
        and (e.status = 'studying' or e.ends_on > ${today}::date) and (e.ends_on is null or e.ends_on >= ${today}::date)
      order by e.student_id, e.starts_on > ${today}::date, abs(e.starts_on - ${today}::date)),
    left_last as (
      select distinct on (e.student_id) e.student_id, e.class_id from enrollment e
      where e.school_id = ${school_id} and e.student_id = any(${student_ids}::uuid[]) and e.ends_on is not null
        and e.status in ('moved_class', 'transferred', 'left', 'deferred')
      order by e.student_id, e.ends_on desc, e.starts_on desc)
    update student st set class_id = f.class_id, left_class_id = l.class_id
    from unnest(${student_ids}::uuid[]) w(id) left join found f on f.student_id = w.id left join left_last l on l.student_id = w.id
    where st.school_id = ${school_id} and st.id = w.id and (st.class_id, st.left_class_id) is distinct from (f.class_id, l.class_id)`.execute(
    db,
  )
}

/** A day some days later or earlier. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
