import { sql } from 'kysely'
import { onMoved } from '../enrollment/moved.ts'
import { setExempt } from './decision.ts'

interface Due {
  academic_year: number
  student_id: string
  section_id: string
  term: 1 | 2
  document: string
}

// An exemption from a whole subject is the pupil's, not the class's: it stands in the books of the next class too.
onMoved(async (ctx, { school_id, class_ids }) => {
  const { rows } = await sql<Due>`/* exemption.of_moved */
    select x.academic_year, x.student_id, s.id as section_id, t.term, x.document
    from exemption x
    join enrollment e on e.school_id = x.school_id and e.student_id = x.student_id and e.academic_year = x.academic_year
      and e.status in ('studying', 'completed') and e.class_id = any(${class_ids}::integer[])
    join section s on s.school_id = x.school_id and s.academic_year = x.academic_year and s.subject_id = x.subject_id and s.closed_on is null
      and (s.roster = 'class' and s.class_id = e.class_id
        or exists (select from section_member m where m.school_id = s.school_id and m.section_id = s.id and m.student_id = x.student_id))
    cross join (values (1), (2)) t(term)
    left join subject_result r on r.school_id = x.school_id and r.academic_year = x.academic_year and r.student_id = x.student_id
      and r.section_id = s.id and r.term = t.term
    where x.school_id = ${school_id} and x.extent = 'subject' and x.ended_at is null and coalesce(x.term, t.term) = t.term
      and not coalesce(r.exempt, false)`.execute(ctx.db)
  for (const { student_id, document, ...book } of rows)
    await setExempt(ctx, { school_id, ...book }, student_id, true, document)
})
