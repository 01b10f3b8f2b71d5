import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import { onMoved, type Moved } from '../enrollment/moved.ts'
import { cellText, markColumns } from './columns.ts'
import type { SubjectResultRow } from './tables.ts'

interface Carried {
  row: SubjectResultRow
  section_id: string
  class_id: number
  assessment: 'scored' | 'comment'
}

// What a pupil has earned in a running term comes along into the books of the next class: its teacher sees it, and nobody
// enters it twice. Where the move was taken back, what had only come along goes again.
onMoved(async (ctx, classes) => {
  await dropCarried(ctx, classes)
  const carried = await toCarry(ctx, classes)
  if (carried.length > 0) await carry(ctx, carried)
})

/** The rows of the class before, for those who moved within the term, where the next class's book has no row of theirs. */
async function toCarry({ db }: Changing, { school_id, class_ids }: Moved): Promise<Carried[]> {
  const { rows } = await sql<Carried>`/* gradebook.to_carry */
    select to_jsonb(r) as row, n.id as section_id, e.class_id, n.assessment
    from enrollment e
    join enrollment p on p.school_id = e.school_id and p.student_id = e.student_id and p.academic_year = e.academic_year
      and p.status = 'moved_class' and p.ends_on = e.starts_on - 1
    join section n on n.school_id = e.school_id and n.academic_year = e.academic_year and n.class_id = e.class_id and n.roster = 'class' and n.closed_on is null
    join section o on o.school_id = e.school_id and o.academic_year = e.academic_year and o.class_id = p.class_id and o.roster = 'class'
      and o.subject_id = n.subject_id
    join subject_result r on r.school_id = e.school_id and r.academic_year = e.academic_year and r.student_id = e.student_id and r.section_id = o.id
    join lateral (select t.starts_on, t.ends_on from term t join unit u on u.id = t.unit_id
      where t.academic_year = e.academic_year and t.term = r.term and (t.unit_id = e.school_id or u.kind = 'department')
      order by t.unit_id = e.school_id desc limit 1) t on e.starts_on between t.starts_on and t.ends_on
    where e.school_id = ${school_id} and e.class_id = any(${class_ids}::integer[]) and e.status = 'studying'
      and not exists (select from subject_result x where x.school_id = e.school_id and x.academic_year = e.academic_year
        and x.student_id = e.student_id and x.section_id = n.id and x.term = r.term)`.execute(db)
  return rows
}

async function carry(ctx: Changing, carried: readonly Carried[]): Promise<void> {
  const rows = carried.map(({ row, section_id, class_id }) => ({ ...row, section_id, class_id }))
  const history = carried.flatMap(({ row, section_id, assessment }) =>
    ([...markColumns(8), 'comment'] as const).flatMap((column) => {
      const after = cellText(row, column, assessment)
      if (after === null) return []
      const { school_id, academic_year, student_id, person_id, term } = row
      return [{ school_id, academic_year, section_id, student_id, person_id, term, column, after }]
    }),
  )
  await sql`/* gradebook.carry */
    with saved as (insert into subject_result select * from jsonb_populate_recordset(null::subject_result, ${JSON.stringify(rows)}::jsonb))
    insert into mark_change (school_id, academic_year, section_id, student_id, person_id, term, "column", after, at, account_id, account_name, change_id, source)
    select c.school_id, c.academic_year, c.section_id, c.student_id, c.person_id, c.term, c."column", c.after, ${ctx.now}::timestamptz,
      ${ctx.account?.id ?? null}::uuid, ${ctx.account?.display_name ?? ''}, ${ctx.change.id}::uuid, 'carried'
    from jsonb_to_recordset(${JSON.stringify(history)}::jsonb) c(school_id integer, academic_year smallint, section_id uuid, student_id uuid,
      person_id uuid, term smallint, "column" text, after text)`.execute(ctx.db)
}

async function dropCarried({ db }: Changing, { school_id, class_ids }: Moved): Promise<void> {
  await sql`/* gradebook.drop_carried */
    delete from subject_result r
    where r.school_id = ${school_id} and r.class_id = any(${class_ids}::integer[]) and ${onlyCarried}
      and not exists (select from enrollment e where e.school_id = r.school_id and e.student_id = r.student_id and e.class_id = r.class_id)`.execute(
    db,
  )
}

/** Whether a row of marks `r` is just as it came along from the class before. */
export const onlyCarried = sql<boolean>`(select coalesce(bool_and(h.source = 'carried'), false) from mark_change h where h.school_id = r.school_id
  and h.academic_year = r.academic_year and h.section_id = r.section_id and h.student_id = r.student_id and h.term = r.term)`
