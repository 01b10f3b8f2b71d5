import { sql, type RawBuilder } from 'kysely'

/**
 * Whether last year's result, approved here or carried from another school, kept a pupil in the grade (Circular 22/2021,
 * Điều 12). `student` is the id of the record, `grade` the grade of the new class.
 */
export const keptBack = (
  school_id: number,
  academic_year: number,
  student: RawBuilder<unknown>,
  grade: RawBuilder<unknown>,
): RawBuilder<boolean> => sql<boolean>`(
  exists (select from year_result y join class k on k.school_id = y.school_id and k.id = y.class_id
    where y.school_id = ${school_id} and y.academic_year = ${academic_year}::smallint - 1 and y.student_id = ${student} and y.outcome = 'retained' and k.grade = ${grade})
  or exists (select from carried_result r
    where r.school_id = ${school_id} and r.academic_year = ${academic_year}::smallint - 1 and r.student_id = ${student} and r.outcome = 'retained' and r.grade = ${grade}))`
