import type { Generated, Selectable } from 'kysely'

/** 4 Tốt, 3 Khá, 2 Đạt, 1 Chưa đạt (Circular 22/2021, Điều 8, 9). */
export type Level = 1 | 2 | 3 | 4
/** What becomes of a pupil at the end of the year (Circular 22/2021, Điều 12–14). */
export type Outcome =
  | 'promoted'
  | 'completed'
  | 'summer_training'
  | 'reassessment'
  | 'reassessment_and_training'
  | 'retained'

/** The homeroom teacher's judgement of conduct in a term. */
export interface ConductTable {
  school_id: number
  academic_year: number
  student_id: string
  term: 1 | 2
  class_id: number
  person_id: string
  level: Level | null
  grounds: string | null
  decided_by: string | null
  decided_at: Date | null
}

/** Submission, approval and publishing of a class's results; term 0 is the whole year. */
export interface ClassApprovalTable {
  school_id: number
  academic_year: number
  class_id: number
  term: 0 | 1 | 2
  state: Generated<'open' | 'submitted' | 'approved' | 'published'>
  submitted_at: Date | null
  submitted_by: string | null
  approved_at: Date | null
  approved_by: string | null
  published_at: Date | null
  published_by: string | null
  /** When a later change of a mark or of conduct took the approval back. */
  reopened_at: Date | null
}

/** A pupil's level of learning in a term, with what lacks. */
export interface TermResultTable {
  school_id: number
  academic_year: number
  student_id: string
  term: 1 | 2
  class_id: number
  person_id: string
  raw_level: Level | null
  level: Level | null
  adjusted_subject_id: number | null
  missing: Generated<unknown>
  rule_version: string
  computed_at: Generated<Date>
}

/** A pupil's year result in a subject, the first and the re-assessed one. */
export interface SubjectYearResultTable {
  school_id: number
  academic_year: number
  student_id: string
  subject_id: number
  section_id: string | null
  class_id: number
  person_id: string
  assessment: 'scored' | 'comment'
  average: number | null
  passed: boolean | null
  exempt: Generated<boolean>
  reassessed_average: number | null
  reassessed_passed: boolean | null
  rule_version: string
}

/** A pupil's result of the year: levels, absences, outcome and title. */
export interface YearResultTable {
  school_id: number
  academic_year: number
  student_id: string
  class_id: number
  person_id: string
  raw_level: Level | null
  level: Level | null
  adjusted_subject_id: number | null
  conduct: Level | null
  absences: Generated<number>
  level_after: Level | null
  conduct_after: Level | null
  outcome: Outcome | null
  outcome_decided_by: string | null
  outcome_reason: string | null
  title: 'excellent' | 'good' | null
  missing: Generated<unknown>
  rule_version: string
  computed_at: Generated<Date>
}

/** The sở's own reading of a doubtful point, from an academic year on. */
export interface PolicyReadingTable {
  name: string
  valid_from: number
  value: unknown
  source: string
  /** The later decision holds; results approved before it stay. */
  decided_at: Generated<Date>
}

declare module '../../../platform/database.ts' {
  interface Database {
    conduct: ConductTable
    class_approval: ClassApprovalTable
    term_result: TermResultTable
    subject_year_result: SubjectYearResultTable
    year_result: YearResultTable
    policy_reading: PolicyReadingTable
  }
}

declare module '../../../platform/ability.ts' {
  interface Subjects {
    Conduct: Selectable<ConductTable>
    ClassApproval: Selectable<ClassApprovalTable>
    TermResult: Selectable<TermResultTable>
    SubjectYearResult: Selectable<SubjectYearResultTable>
    YearResult: Selectable<YearResultTable>
    PolicyReading: Selectable<PolicyReadingTable>
  }
}
