import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { Level, Outcome } from '../results/tables.ts'

/** The fact row of a pupil in a term (0: the year) by small codes: for figures that no sum holds. */
export interface PupilFactTable {
  school_id: number
  academic_year: number
  student_id: string
  term: 0 | 1 | 2
  class_id: number
  commune_code: string | null
  grade: number
  sex: number
  ethnicity: string
  minority: boolean
  birth_year: number
  policy: Generated<boolean>
  poor: Generated<boolean>
  disability: Generated<boolean>
  full_day: Generated<boolean>
  studying: Generated<boolean>
  level: Level | null
  conduct: Level | null
  title: string | null
  outcome: Outcome | null
  approved: Generated<boolean>
  repeating: Generated<boolean>
  left_as: string | null
}

/** What is to be counted anew: the pupils of a school's year, or the books of a grade and subject in a term. */
export interface SumDueTable {
  school_id: number
  position: GeneratedAlways<number>
  academic_year: number
  term: number | null
  grade: number | null
  subject_id: number | null
  at: Generated<Date>
}

/** A school's pupils by grade, sex and group; what results say is counted of approved ones alone. */
export interface SchoolPupilSumTable {
  school_id: number
  academic_year: number
  term: number
  pupil_group: 'all' | 'majority' | 'minority' | 'policy' | 'poor' | 'disability'
  grade: number
  sex: number
  pupils: number
  full_day: number
  right_age: number
  repeating: number
  left_school: number
  transferred: number
  approved: number
  levels: number[]
  conducts: number[]
  excellent: number
  good: number
  outcomes: number[]
}

/** A school's books by grade, subject (0: all), sex (9: everyone) and state: progress, and marks as sums. */
export interface SchoolMarkSumTable {
  school_id: number
  academic_year: number
  term: number
  grade: number
  subject_id: number
  sex: number
  state: string
  books: number
  due: number
  regular_due: number
  regular_entered: number
  midterm_entered: number
  final_entered: number
  complete: number
  midterm_marks: number
  midterm_from_five: number
  midterm_total: number
  final_marks: number
  final_from_five: number
  final_total: number
  average_marks: number
  average_from_five: number
  average_total: number
}

/** How the marks of a school's grade in a subject are spread: counts per tenth, 101 of them. */
export interface SchoolMarkSpreadTable {
  school_id: number
  academic_year: number
  term: number
  grade: number
  subject_id: number
  state: string
  midterms: number[]
  finals: number[]
  averages: number[]
}

declare module '../../../platform/database.ts' {
  interface Database {
    pupil_fact: PupilFactTable
    sum_due: SumDueTable
    school_pupil_sum: SchoolPupilSumTable
    school_mark_sum: SchoolMarkSumTable
    school_mark_spread: SchoolMarkSpreadTable
  }
}

declare module '../../../platform/ability.ts' {
  interface Subjects {
    /** Pupils one by one, by small codes alone. */
    PupilFact: Selectable<PupilFactTable>
    /** What a school's pupils amount to. */
    PupilSum: Selectable<SchoolPupilSumTable>
    /** What a school's books amount to. */
    MarkSum: Selectable<SchoolMarkSumTable>
  }
}
