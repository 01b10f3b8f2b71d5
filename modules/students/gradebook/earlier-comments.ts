import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { findBook, type BookKey } from './book.ts'

/** The comment of a pupil in the term before. */
export interface EarlierComment {
  school_id: number
  student_id: string
  comment: string
}

/**
 * The comments of the term before in the same subject, for those that the person may read: of the first term for the
 * second, of last year's second term for the first. Pupils are found by person, for a class changes over the summer.
 */
export async function earlierComments(ctx: Context, key: BookKey): Promise<EarlierComment[]> {
  const book = await findBook(ctx, 'read', key)
  const [year, term] = key.term === 2 ? [key.academic_year, 1] : [key.academic_year - 1, 2]
  const { rows } = await sql<EarlierComment>`/* gradebook.earlier_comments */
    select distinct on (st.id) st.school_id, st.id as student_id, r.comment
    from subject_result r
    join section s on s.school_id = r.school_id and s.id = r.section_id
    join student st on st.school_id = r.school_id and st.person_id = r.person_id
    join enrollment e on e.school_id = st.school_id and e.academic_year = ${key.academic_year} and e.student_id = st.id
    where r.school_id = ${key.school_id} and r.academic_year = ${year} and r.term = ${term} and r.comment is not null
      and s.subject_id = ${book.subject_id} and ${allowed(ctx.ability, 'read', 'SubjectResult', 'r')}
      and (e.class_id = ${book.class_id}::integer or ${book.class_id}::integer is null)
    order by st.id, e.starts_on desc`.execute(ctx.db)
  return rows
}
