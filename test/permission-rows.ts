import { sql, type RawBuilder } from 'kysely'
import type { SubjectName } from '../platform/ability.ts'

const table = (name: string) => sql.table(name)

/**
 * Where the rows of each protected thing stand. A new subject without a line here does not compile, and so enters the
 * comparison of SQL and memory by itself.
 */
const sources: Record<SubjectName, RawBuilder<unknown>> = {
  Unit: table('unit'),
  AcademicYear: table('academic_year'),
  Term: table('term'),
  Curriculum: table('curriculum'),
  Class: table('class'),
  Section: table('section'),
  Account: table('account'),
  Post: table('post'),
  ApiToken: table('api_token'),
  Staff: table('staff'),
  Assignment: table('assignment'),
  Student: table('student'),
  Guardianship: sql`(select g.*, s.class_id from guardianship g join student s on s.school_id = g.school_id and s.id = g.student_id)`,
  Enrollment: table('enrollment'),
  Absence: table('absence'),
  ImportBatch: table('import_batch'),
  Gradebook: sql`(select school_id, academic_year, id as section_id, class_id, subject_id from section)`,
  SubjectResult: table('subject_result'),
  MarkChange: table('mark_change'),
  SectionTally: table('section_tally'),
  CommentPhrase: table('comment_phrase'),
  PublishedResult: sql`(select school_id, person_id, class_id from student)`,
  Conduct: table('conduct'),
  ClassApproval: table('class_approval'),
  TermResult: table('term_result'),
  SubjectYearResult: table('subject_year_result'),
  YearResult: table('year_result'),
  OlderResult: table('older_result'),
  CarriedResult: sql`(select c.*, s.class_id from carried_result c join student s on s.school_id = c.school_id and s.id = c.student_id)`,
  PupilFact: table('pupil_fact'),
  PupilSum: table('school_pupil_sum'),
  MarkSum: table('school_mark_sum'),
  ReportingPeriod: table('reporting_period'),
  SchoolReturn: table('school_return'),
  PolicyReading: table('policy_reading'),
  Change: table('change'),
  HeldExport: table('job'),
  Publication: table('publication'),
  RecordRequest: table('record_request'),
  SystemState: table('backup_run'),
}

/** The names of all protected things. */
export const subjects = Object.keys(sources) as SubjectName[]

/** The source of a protected thing, for a query of one's own. */
export const sourceOf = (subject: SubjectName): RawBuilder<unknown> => sources[subject]
