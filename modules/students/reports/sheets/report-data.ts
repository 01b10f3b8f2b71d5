import type { MissedState } from '../../gradebook/tables.ts'
import type { LegacyConduct, LegacyLevel, LegacyTitle } from '../../results/rules/circular-58.ts'
import type { Level, Outcome } from '../../results/tables.ts'

/** A subject of a class, in the programme's order. */
export interface ReportSubject {
  subject_id: number
  name: string
  short_name: string
  slug: string
  assessment: 'scored' | 'comment'
  regular_due: number
  teacher: string | null
  /** The pupils of a section with a list of its own; null is the whole class. */
  members: readonly string[] | null
}

/** A pupil's marks of a subject in a term, as stored: tenths, 1 and 0 of a comment subject. */
export interface ReportMarks {
  subject_id: number
  term: 1 | 2
  regular: readonly (number | null)[]
  midterm: number | null
  final: number | null
  midterm_state: MissedState
  final_state: MissedState
  exempt: boolean
  comment: string | null
  average: number | null
  passed: boolean | null
}

/** A subject's result of the year. */
export interface ReportYearSubject {
  subject_id: number
  average: number | null
  passed: boolean | null
  exempt: boolean
  reassessed_average: number | null
  reassessed_passed: boolean | null
}

/** A pupil with everything that a form may print. */
export interface ReportPupil {
  student_id: string
  number: number | null
  code: string
  full_name: string
  birth_date: string
  /** 0 not stated, 1 male, 2 female. */
  sex: 0 | 1 | 2
  /** In words. */
  ethnicity: string
  left: boolean
  marks: readonly ReportMarks[]
  year_subjects: readonly ReportYearSubject[]
  terms: readonly { term: 1 | 2; level: Level | null; conduct: Level | null; grounds: string | null }[]
  year: {
    level: Level | null
    conduct: Level | null
    level_after: Level | null
    conduct_after: Level | null
    title: 'excellent' | 'good' | null
    outcome: Outcome | null
  } | null
  /** Of a year under a circular before 22/2021: what was printed then, in its own words. */
  older: readonly {
    term: ReportTerm
    average: number | null
    learning: LegacyLevel
    learning_after: LegacyLevel | null
    conduct: LegacyConduct
    conduct_after: LegacyConduct | null
    title: LegacyTitle | null
    outcome: Outcome | null
  }[]
  excused: number
  unexcused: number
}

/** A class with its school, ready to be printed. */
export interface ReportClass {
  /** The office above the school, the school, and the place where papers are dated. */
  authority: string
  school_name: string
  place: string
  academic_year: number
  name: string
  grade: number
  homeroom: string | null
  principal: string | null
  /** The terms (0: the year) whose results are approved. */
  approved: readonly ReportTerm[]
  subjects: readonly ReportSubject[]
  pupils: readonly ReportPupil[]
}

/** Which part of the year a form is of; 0 is the whole year. */
export type ReportTerm = 0 | 1 | 2
