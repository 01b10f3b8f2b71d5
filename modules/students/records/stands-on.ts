import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import { Conflict } from '../../../platform/errors.ts'
import { guardTakeBack } from '../../../platform/take-back.ts'
import { onlyCarried } from '../gradebook/carry-marks.ts'

interface Standing {
  marks: number
  absences: number
  conduct: number
  claims: number
  names: string | null
}

guardTakeBack('student', (ctx, rows) => refuseWhileUsed(ctx, keysOf(rows, 'id'), null))
guardTakeBack('section_member', refuseWhileMarked)
guardTakeBack('enrollment', (ctx, rows, _, written) =>
  refuseWhileUsed(ctx, keysOf(rows, 'student_id'), { ...keysOf(rows, 'class_id'), moved: written('absence') }),
)

// A row that says but "exempt" follows the pupil by itself.
const holdsSomething = sql`num_nonnulls(r.regular_1, r.regular_2, r.regular_3, r.regular_4, r.regular_5, r.regular_6, r.regular_7, r.regular_8,
  r.midterm, r.final, r.comment, nullif(r.midterm_state, 'none'), nullif(r.final_state, 'none')) > 0`

/** Refuses to take pupils or their places away while marks, absences, conduct or a claimed guardianship stand on them. */
async function refuseWhileUsed(
  { db }: Changing,
  { school_id, keys }: { school_id: number; keys: string[] },
  /** Of the classes of these places alone; absences that the change moved there go back with the pupil. */
  classes: { keys: string[]; moved: readonly Record<string, unknown>[] } | null,
): Promise<void> {
  const moved = JSON.stringify(classes?.moved ?? [])
  const { rows } = await sql<Standing>`/* students.stands_on */
    with used as (
      select s.id, s.full_name,
        (select count(*) from subject_result r where r.school_id = s.school_id and r.student_id = s.id and ${holdsSomething} and not ${onlyCarried}
          and (${classes === null} or r.class_id = any(${classes?.keys ?? []}::integer[]))) as marks,
        (select count(*) from absence a where a.school_id = s.school_id and a.student_id = s.id and a.excused + a.unexcused > 0
          and (${classes === null} or a.class_id = any(${classes?.keys ?? []}::integer[]))
          and not exists (select from jsonb_to_recordset(${moved}::jsonb) as m(student_id uuid, month date)
            where m.student_id = a.student_id and m.month = a.month)) as absences,
        (select count(*) from conduct c where c.school_id = s.school_id and c.student_id = s.id and ${classes === null}) as conduct,
        (select count(*) from guardianship g where g.school_id = s.school_id and g.student_id = s.id and g.claimed_at is not null and ${classes === null}) as claims
      from student s where s.school_id = ${school_id} and s.id = any(${keys}::uuid[]))
    select sum(marks)::integer as marks, sum(absences)::integer as absences, sum(conduct)::integer as conduct, sum(claims)::integer as claims,
      string_agg(full_name, ', ' order by full_name) filter (where marks + absences + conduct + claims > 0) as names
    from used`.execute(db)
  const { names, ...counts } = rows[0] ?? { names: null }
  if (names)
    throw new Conflict('students.undo_stands', null, null, { names: shortened(names), ...counts } as Conflict['values'])
}

/** A pupil who came into a group by the change stays in it once they have a mark or a comment there. */
async function refuseWhileMarked({ db }: Changing, rows: readonly Record<string, unknown>[]): Promise<void> {
  const { school_id, keys } = keysOf(rows, 'student_id')
  const { rows: marked } = await sql<{ names: string | null }>`/* students.marked_in_group */
    select string_agg(distinct s.full_name, ', ') as names from subject_result r join student s on s.school_id = r.school_id and s.id = r.student_id
    where r.school_id = ${school_id} and r.student_id = any(${keys}::uuid[]) and r.section_id = any(${keysOf(rows, 'section_id').keys}::uuid[])
      and ${holdsSomething}`.execute(db)
  if (marked[0]?.names)
    throw new Conflict('enrollment.undo_group_marks', null, null, { names: shortened(marked[0].names) })
}

function keysOf(rows: readonly Record<string, unknown>[], column: string): { school_id: number; keys: string[] } {
  return { school_id: Number(rows[0]?.school_id), keys: [...new Set(rows.map((row) => String(row[column])))] }
}

const namesAtMost = 5

function shortened(names: string): string {
  const list = names.split(', ')
  return list.length > namesAtMost ? `${list.slice(0, namesAtMost).join(', ')}… (${list.length})` : names
}
