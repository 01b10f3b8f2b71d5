import type { Generated, Selectable } from 'kysely'
import type { LegacyConduct, LegacyLevel, LegacyScheme, LegacyTitle } from '../results/rules/circular-58.ts'

/** What became of a pupil at the end of a year under Circular 58/2011, Điều 15 to 17. */
export type OlderOutcome = 'promoted' | 'completed' | 'summer_training' | 'reassessment' | 'retained'

/** A pupil's result of a term, or of the year (term 0), under a circular before 22/2021, as it was printed. */
export interface OlderResultTable {
  school_id: number
  academic_year: number
  student_id: string
  term: 0 | 1 | 2
  class_id: number
  person_id: string
  scheme: LegacyScheme
  /** The mean of all subjects in tenths (ĐTB các môn học). */
  average: number | null
  learning: LegacyLevel
  conduct: LegacyConduct
  /** After the re-assessment and the training of the summer. */
  learning_after: LegacyLevel | null
  conduct_after: LegacyConduct | null
  title: LegacyTitle | null
  outcome: OlderOutcome | null
  absences: number | null
  /** The paper from which it was copied. */
  source: string
  recorded_by: string | null
  recorded_at: Generated<Date>
}

declare module '../../../platform/database.ts' {
  interface Database {
    older_result: OlderResultTable
  }
}

declare module '../../../platform/ability.ts' {
  interface Subjects {
    OlderResult: Selectable<OlderResultTable>
  }
}
