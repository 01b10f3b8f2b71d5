import { ruleVersion, schemeOf } from '../rules/schemes.ts'
import type { Book } from './book.ts'
import { regularMarkColumns } from './tally.ts'
import { subjectTerm, type SubjectResult } from './rules/subject-result.ts'
import type { Line } from './lines.ts'
import type { SubjectResultRow } from './tables.ts'

type Marks = Partial<SubjectResultRow>
/** What of a book decides its pupils' results. */
export type BookShape = Pick<Book, 'assessment' | 'regular_due'>

/** The rule's answer for a stored row: average or Đạt, what is missing, and why. */
export function subjectResultOf({ assessment, regular_due }: BookShape, marks: Marks): SubjectResult {
  return subjectTerm({
    kind: assessment,
    regular: regularMarkColumns.map((column) => marks[column] ?? null),
    midterm: marks.midterm ?? null,
    final: marks.final ?? null,
    midtermState: marks.midterm_state ?? 'none',
    finalState: marks.final_state ?? 'none',
    exempt: marks.exempt ?? false,
    regularDue: regular_due,
  })
}

/** The full row to store: the marks, and what the rule derives from them with the rule's version. */
export function resultOf(book: Book, line: Line, marks: Marks): SubjectResultRow {
  const { average, passed, missing } = subjectResultOf(book, marks)
  const scheme = schemeOf(book.academic_year, book.grade)
  return {
    school_id: book.school_id,
    academic_year: book.academic_year,
    student_id: line.student_id,
    section_id: book.section_id,
    term: book.term,
    class_id: line.class_id,
    person_id: line.person_id,
    regular_1: marks.regular_1 ?? null,
    regular_2: marks.regular_2 ?? null,
    regular_3: marks.regular_3 ?? null,
    regular_4: marks.regular_4 ?? null,
    regular_5: marks.regular_5 ?? null,
    regular_6: marks.regular_6 ?? null,
    regular_7: marks.regular_7 ?? null,
    regular_8: marks.regular_8 ?? null,
    midterm: marks.midterm ?? null,
    final: marks.final ?? null,
    midterm_state: marks.midterm_state ?? 'none',
    final_state: marks.final_state ?? 'none',
    exempt: marks.exempt ?? false,
    comment: marks.comment ?? null,
    average,
    passed,
    missing: missing.length,
    rule_version: scheme ? ruleVersion(scheme) : 'none',
  }
}
