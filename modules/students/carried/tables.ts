import type { Generated, Selectable } from 'kysely'
import type { Level, Outcome } from '../results/tables.ts'

/** A subject of an earlier year: the average in tenths, or whether it was passed. */
export interface CarriedSubject {
  subject_id: number
  average: number | null
  passed: boolean | null
}

/** The result of a year that a pupil spent at another school, as its papers say it. */
export interface CarriedResultTable {
  school_id: number
  academic_year: number
  student_id: string
  person_id: string
  grade: number
  class_name: string | null
  school_name: string | null
  /** In grades 1 to 5 the four words of Circular 27/2020/TT-BGDĐT, Điều 9(2)(a), best first from 4. */
  level: Level
  conduct: Level | null
  absences: number | null
  outcome: Outcome
  title: 'excellent' | 'good' | null
  subjects: Generated<CarriedSubject[]>
  /** How it came here. */
  source: 'file'
  recorded_by: string | null
  recorded_at: Date
}

/** An earlier year's result as read. */
export type CarriedResultRow = Selectable<CarriedResultTable>

declare module '../../../platform/database.ts' {
  interface Database {
    carried_result: CarriedResultTable
  }
}

declare module '../../../platform/ability.ts' {
  interface Subjects {
    /** With the class in which the pupil sits today. */
    CarriedResult: CarriedResultRow & { class_id: number | null }
  }
}
