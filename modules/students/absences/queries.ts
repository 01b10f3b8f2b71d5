import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { EnrollmentRow } from '../tables.ts'

/** Absent sessions of a pupil in a month (its first day). */
export interface AbsenceCell {
  month: string
  excused: number
  unexcused: number
}

/** A pupil of the class with the absences of the year. */
export interface AbsenceLine {
  school_id: number
  student_id: string
  number: number | null
  code: string
  rest_name: string
  given_name: string
  birth_date: string | null
  /** The last day in the class of a pupil who left it. */
  left_on: string | null
  cells: AbsenceCell[]
}

/** A class's absences in its year. */
export interface AbsenceSheet {
  school_id: number
  class_id: number
  academic_year: number
  class_name: string
  grade: number
  /** The months of the year that have begun, each by its first day, and whether they can be entered. */
  months: string[]
  lines: AbsenceLine[]
  mayUpdate: boolean
}

/** The class by its key. */
export interface ClassKey {
  school_id: number
  class_id: number
}

/** The absences of a class; NotFound where the person may not read them. */
export async function absencesOf(ctx: Context, key: ClassKey): Promise<AbsenceSheet> {
  const sheet = await sheetOf(ctx, key, 'read')
  const { rows } = await sql<
    Omit<AbsenceLine, 'cells'> & { cells: AbsenceCell[]; status: EnrollmentRow['status'] }
  >`/* absences.class */
    select distinct on (st.id) st.school_id, st.id as student_id, e.number, st.code, st.rest_name, st.given_name, st.birth_date,
      case when e.status = 'studying' then null else e.ends_on end as left_on,
      coalesce((select json_agg(json_build_object('month', a.month, 'excused', a.excused, 'unexcused', a.unexcused) order by a.month)
        from absence a where a.school_id = st.school_id and a.academic_year = e.academic_year and a.student_id = st.id
          and ${allowed(ctx.ability, 'read', 'Absence', 'a')}), '[]') as cells
    from enrollment e join student st on st.school_id = e.school_id and st.id = e.student_id
    where e.school_id = ${key.school_id} and e.class_id = ${key.class_id} and e.status <> 'moved_class'
      and ${allowed(ctx.ability, 'read', 'Enrollment', 'e')}
    order by st.id, e.starts_on desc`.execute(ctx.db)
  return { ...sheet, lines: rows.sort(byNumber) }
}

/** A pupil's absences of a year, month by month; the rows that this person may read. */
export async function absencesOfStudent(
  ctx: Context,
  key: { school_id: number; student_id: string },
  academic_year: number,
): Promise<AbsenceCell[]> {
  const { rows } = await sql<AbsenceCell>`/* absences.student */
    select a.month, a.excused, a.unexcused from absence a
    where a.school_id = ${key.school_id} and a.student_id = ${key.student_id} and a.academic_year = ${academic_year}
      and ${allowed(ctx.ability, 'read', 'Absence', 'a')}
    order by a.month`.execute(ctx.db)
  return rows
}

/** A class with the months of its year so far, on which an action on absences is permitted. */
export async function sheetOf(
  ctx: Context,
  { school_id, class_id }: ClassKey,
  action: 'read' | 'update',
): Promise<Omit<AbsenceSheet, 'lines'>> {
  if (!may(ctx.ability, action, 'Absence', { school_id, class_id })) throw new NotFound('Class')
  const { rows } = await sql<
    Omit<AbsenceSheet, 'lines' | 'months' | 'mayUpdate'> & { from: string; to: string }
  >`/* absences.sheet */
    select c.school_id, c.id as class_id, c.academic_year, c.name as class_name, c.grade, y.starts_on as from, least(y.ends_on, ${ctx.today}::date) as to
    from class c join academic_year y on y.year = c.academic_year
    where c.school_id = ${school_id} and c.id = ${class_id}`.execute(ctx.db)
  const found = rows[0]
  if (!found) throw new NotFound('Class')
  const { from, to, ...at } = found
  const mayUpdate = may(ctx.ability, 'update', 'Absence', { school_id, class_id })
  return { ...at, months: monthsFrom(from, to), mayUpdate }
}

/** The first days of the months from one day to another. */
function monthsFrom(from: string, to: string): string[] {
  const months: string[] = []
  let [year = 0, month = 1] = from.split('-').map(Number)
  for (;;) {
    const first = `${year}-${String(month).padStart(2, '0')}-01`
    if (first > to) return months
    months.push(first)
    month = month === 12 ? 1 : month + 1
    if (month === 1) year++
  }
}

const collator = new Intl.Collator('vi')

function byNumber(a: AbsenceLine, b: AbsenceLine): number {
  return (
    (a.number ?? 1e9) - (b.number ?? 1e9) ||
    collator.compare(a.given_name, b.given_name) ||
    collator.compare(a.rest_name, b.rest_name)
  )
}
