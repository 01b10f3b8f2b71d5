import { sql, type RawBuilder } from 'kysely'
import type { SubjectResultRow } from './tables.ts'

/**
 * A pupil's rows of marks in a class's year, for classes `k` and pupils `st`. The fence (`offset 0`) has them read by the
 * pupil before a section is joined: over a whole province the planner would try each section of the school instead.
 */
export const pupilMarks: RawBuilder<SubjectResultRow> = sql<SubjectResultRow>`(
  select * from subject_result m
  where m.school_id = k.school_id and m.academic_year = k.academic_year and m.student_id = st.id offset 0)`
