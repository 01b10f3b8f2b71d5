import type { SubjectName } from '../../platform/ability.ts'

/**
 * As what the rows of each table are judged before a reader of the trail sees their values. A table that is not here
 * (persons, codes, settings) shows that it was written, never what.
 */
const subjects: Record<string, SubjectName> = {
  unit: 'Unit',
  unit_parent: 'Unit',
  unit_code_alias: 'Unit',
  unit_former_name: 'Unit',
  academic_year: 'AcademicYear',
  year_archive: 'AcademicYear',
  term: 'Term',
  holiday: 'Term',
  curriculum: 'Curriculum',
  class: 'Class',
  section: 'Section',
  staff: 'Staff',
  assignment: 'Assignment',
  account: 'Account',
  api_token: 'ApiToken',
  post: 'Post',
  student: 'Student',
  guardianship: 'Guardianship',
  enrollment: 'Enrollment',
  section_member: 'Enrollment',
  absence: 'Absence',
  gradebook: 'Gradebook',
  assessment_column: 'Gradebook',
  entry_window: 'Gradebook',
  unlock: 'Gradebook',
  gradebook_setting: 'Gradebook',
  attempt: 'SubjectResult',
  exemption: 'SubjectResult',
  comment_phrase: 'CommentPhrase',
  conduct: 'Conduct',
  class_approval: 'ClassApproval',
  term_result: 'TermResult',
  subject_year_result: 'SubjectYearResult',
  year_result: 'YearResult',
  policy_reading: 'PolicyReading',
  reporting_period: 'ReportingPeriod',
  school_return: 'SchoolReturn',
  return_figure: 'SchoolReturn',
}

/** The tables whose values readers may see. */
export const shownTables: readonly string[] = Object.keys(subjects)

/** The protected thing as which a table's rows are judged; none where nobody reads them in the trail. */
export const subjectOf = (table: string): SubjectName | null => subjects[table] ?? null

/** Columns that say nothing to a reader: keys that the record names, what follows from another column, bookkeeping. */
const silent = new Set([
  'school_id',
  'id',
  'slug',
  'student_id',
  'person_id',
  'child_id',
  'search_name',
  'rest_name',
  'given_name',
  'password_hash',
  'token_hash',
  'access_version',
  'rule_version',
  'computed_at',
  'created_at',
  'last_sign_in_at',
  'missing',
  'alias_of',
  'unit_id',
  'left_class_id',
  'noted_at',
  'noted_by',
])
/** Columns that name the record in one table and say something in another. */
const named: Record<string, readonly string[]> = {
  gradebook: ['section_id', 'academic_year', 'term'],
  assessment_column: ['section_id', 'academic_year'],
  unlock: ['section_id', 'academic_year'],
  section_member: ['section_id'],
  conduct: ['class_id', 'academic_year'],
  class_approval: ['class_id', 'academic_year'],
  term_result: ['class_id', 'academic_year'],
  subject_year_result: ['class_id', 'academic_year', 'section_id'],
  year_result: ['class_id', 'academic_year'],
  absence: ['class_id', 'academic_year'],
  enrollment: ['academic_year'],
  assignment: ['academic_year'],
  api_token: ['account_id', 'post_id'],
}

/** Whether a column of a table is left out of what the trail shows. */
export const isSilent = (table: string, column: string): boolean =>
  silent.has(column) || (named[table]?.includes(column) ?? false)
