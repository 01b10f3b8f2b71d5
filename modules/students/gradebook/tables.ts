import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { LocalDate } from '../../../platform/database.ts'

/** The kinds of assessment: thường xuyên, giữa kì, cuối kì (Circular 22/2021, Điều 6, 7). */
export type AssessmentKind = 'regular' | 'midterm' | 'final'
/** The life of a section's book in a term. */
export type BookState = 'open' | 'submitted' | 'checked' | 'locked'
/** A missed periodic test (Circular 22/2021, Điều 7(4)(5)). */
export type MissedState = 'none' | 'pending' | 'made_up' | 'zero_by_rule'

/** The state of a section's book in a term; no row means open. */
export interface GradebookTable {
  school_id: number
  academic_year: number
  section_id: string
  term: 1 | 2
  state: Generated<BookState>
  submitted_at: Date | null
  submitted_by: string | null
  checked_at: Date | null
  checked_by: string | null
  locked_at: Date | null
  locked_by: string | null
}

/** When a kind of column may be entered; the narrowest matching row decides. */
export interface EntryWindowTable {
  school_id: number
  id: Generated<string>
  academic_year: number
  term: 1 | 2
  grade: number | null
  subject_id: number | null
  kind: AssessmentKind | null
  opens_on: LocalDate
  closes_on: LocalDate
}

/** A book or a column opened again for a time, with a reason. */
export interface UnlockTable {
  school_id: number
  id: Generated<string>
  academic_year: number
  section_id: string
  term: 1 | 2
  kind: AssessmentKind | null
  position: number | null
  until: Date
  reason: string
  granted_by: string
  granted_at: Generated<Date>
  ended_at: Date | null
}

/** A column of a book: label, date, lock and publishing; no row means an unnamed, open, unpublished column. */
export interface AssessmentColumnTable {
  school_id: number
  academic_year: number
  section_id: string
  term: 1 | 2
  kind: AssessmentKind
  position: number
  label: string | null
  held_on: LocalDate | null
  form: string | null
  note: string | null
  locked_at: Date | null
  locked_by: string | null
  published_at: Date | null
  published_by: string | null
}

/** A pupil's marks in a section and term, in tenths; a regular mark of -1 notes an absence (still missing); comment subjects use 0 and 1 (Chưa đạt, Đạt) in the same columns. */
export interface SubjectResultTable {
  school_id: number
  academic_year: number
  student_id: string
  section_id: string
  term: 1 | 2
  class_id: number
  person_id: string
  regular_1: number | null
  regular_2: number | null
  regular_3: number | null
  regular_4: number | null
  regular_5: number | null
  regular_6: number | null
  regular_7: number | null
  regular_8: number | null
  midterm: number | null
  final: number | null
  midterm_state: Generated<MissedState>
  final_state: Generated<MissedState>
  exempt: Generated<boolean>
  comment: string | null
  average: number | null
  passed: boolean | null
  missing: Generated<number>
  rule_version: string
}

/** One changed cell: the compact history of marks. Values as text ('75', 'D', comment …); null is empty. */
export interface MarkChangeTable {
  school_id: number
  academic_year: number
  section_id: string
  student_id: string
  person_id: string
  term: 1 | 2
  column: string
  position: GeneratedAlways<number>
  before: string | null
  after: string | null
  at: Generated<Date>
  account_id: string | null
  account_name: string
  change_id: string
  source: Generated<string>
  reason: string | null
  locked: Generated<boolean>
  published: Generated<boolean>
}

/** The remembered answer of a save. */
export interface GradeSaveTable {
  school_id: number
  academic_year: number
  id: string
  account_id: string
  section_id: string
  term: 1 | 2
  answer: unknown
  change_id: string
  at: Generated<Date>
}

/** One of several results behind a regular mark, from which the teacher chooses (Circular 22/2021, Điều 6(2)). */
export interface AttemptTable {
  school_id: number
  id: Generated<string>
  academic_year: number
  section_id: string
  student_id: string
  person_id: string
  term: 1 | 2
  value: number
  held_on: LocalDate | null
  note: string | null
  position: number
  form: string | null
  noted_by: string | null
  noted_at: Generated<Date>
}

/** An exemption of a pupil from the practice of a subject, or from the whole subject (Circular 22/2021, Điều 10, 11). */
export interface ExemptionTable {
  school_id: number
  id: Generated<string>
  academic_year: number
  student_id: string
  person_id: string
  subject_id: number
  extent: 'practice' | 'subject'
  /** Null is the whole year. */
  term: 1 | 2 | null
  /** The papers on which it rests. */
  document: string
  decided_by: string
  decided_at: Generated<Date>
  ended_at: Date | null
  end_reason: string | null
}

/** A teacher's own phrase for comments; `{ten}` stands for the given name. */
export interface CommentPhraseTable {
  school_id: number
  id: Generated<string>
  person_id: string
  subject_id: number | null
  text: string
  position: Generated<number>
}

/** How a school lets its teachers type; no row means as printed. */
export interface GradebookSettingTable {
  school_id: number
  /** "85" is 8,5 and "10" stays ten. */
  tenths_without_comma: Generated<boolean>
}

/** A section's sums by sex in a term: counts per tenth, and progress of entry. */
export interface SectionTallyTable {
  school_id: number
  academic_year: number
  section_id: string
  term: 1 | 2
  sex: number
  class_id: number | null
  grade: number
  subject_id: number
  state: Generated<BookState>
  pupils: Generated<number>
  exempt: Generated<number>
  regular_due: Generated<number>
  regular_entered: Generated<number[]>
  midterm_entered: Generated<number>
  final_entered: Generated<number>
  complete: Generated<number>
  passed: Generated<number>
  failed: Generated<number>
  averages: Generated<number[]>
  midterms: Generated<number[]>
  finals: Generated<number[]>
}

/** A pupil's marks as read. */
export type SubjectResultRow = Selectable<SubjectResultTable>
/** A column as read. */
export type AssessmentColumnRow = Selectable<AssessmentColumnTable>
/** One change of a cell as read. */
export type MarkChangeRow = Selectable<MarkChangeTable>

declare module '../../../platform/database.ts' {
  interface Database {
    gradebook: GradebookTable
    entry_window: EntryWindowTable
    unlock: UnlockTable
    assessment_column: AssessmentColumnTable
    subject_result: SubjectResultTable
    mark_change: MarkChangeTable
    grade_save: GradeSaveTable
    attempt: AttemptTable
    exemption: ExemptionTable
    comment_phrase: CommentPhraseTable
    gradebook_setting: GradebookSettingTable
    section_tally: SectionTallyTable
  }
}

declare module '../../../platform/ability.ts' {
  interface Subjects {
    /** A section's book: who may open, mark, submit, check, lock and publish it. */
    Gradebook: {
      school_id: number
      academic_year: number
      section_id: string
      class_id: number | null
      subject_id: number
    }
    SubjectResult: SubjectResultRow
    /** A pupil's published results, as parents and the pupil read them. */
    PublishedResult: { school_id: number; person_id: string; class_id: number | null }
    MarkChange: MarkChangeRow
    /** A teacher's own phrases. */
    CommentPhrase: Selectable<CommentPhraseTable>
    SectionTally: Selectable<SectionTallyTable>
  }
}
