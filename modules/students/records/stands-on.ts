import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import { Conflict } from '../../../platform/errors.ts'
import { guardTakeBack } from '../../../platform/take-back.ts'

interface Standing {
  marks: number
  absences: number
  conduct: number
  claims: number
  names: string | null
}

guardTakeBack('student', (ctx, rows) => refuseWhileUsed(ctx, keysOf(rows, 'id'), null))
guardTakeBack('enrollment', (ctx, rows) => refuseWhileUsed(ctx, keysOf(rows, 'student_id'), keysOf(rows, 'class_id')))

/** Refuses to take pupils or their places away while marks, absences, conduct or a claimed guardianship stand on them. */
async function refuseWhileUsed(
  { db }: Changing,
  { school_id, keys }: { school_id: number; keys: string[] },
  classes: { keys: string[] } | null,
): Promise<void> {
  const { rows } = await sql<Standing>`/* students.stands_on */
    with used as (
      select s.id, s.full_name,
        (select count(*) from subject_result r where r.school_id = s.school_id and r.student_id = s.id
          and (${classes === null} or r.class_id = any(${classes?.keys ?? []}::integer[]))) as marks,
        (select count(*) from absence a where a.school_id = s.school_id and a.student_id = s.id and a.excused + a.unexcused > 0
          and (${classes === null} or a.class_id = any(${classes?.keys ?? []}::integer[]))) as absences,
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

function keysOf(rows: readonly Record<string, unknown>[], column: string): { school_id: number; keys: string[] } {
  return { school_id: Number(rows[0]?.school_id), keys: [...new Set(rows.map((row) => String(row[column])))] }
}

const namesAtMost = 5

function shortened(names: string): string {
  const list = names.split(', ')
  return list.length > namesAtMost ? `${list.slice(0, namesAtMost).join(', ')}… (${list.length})` : names
}
