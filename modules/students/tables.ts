import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { LocalDate } from '../../platform/database.ts'

/** The school's own record of a pupil (fields of the national exchange schema); a move opens a new one at the new school. */
export interface StudentTable {
  school_id: number
  id: Generated<string>
  person_id: string
  code: string
  register_number: string | null
  full_name: string
  rest_name: string
  given_name: string
  search_name: GeneratedAlways<string>
  other_name: string | null
  /** 0 not stated, 1 male, 2 female. */
  sex: 0 | 1 | 2
  birth_date: LocalDate
  birth_precision: Generated<'day' | 'month' | 'year'>
  birth_place: string | null
  ethnicity: Generated<string>
  religion: string | null
  nationality: Generated<string>
  residence: string | null
  residence_commune: string | null
  residence_province: string | null
  phone: string | null
  policy_groups: Generated<string[]>
  poor_household: 'poor' | 'near_poor' | null
  disability: string | null
  /** Assessed by an individual education plan (Circular 22/2021, Điều 11). */
  assessment_by_plan: Generated<boolean>
  union_member: 'pioneer' | 'youth_union' | null
  note: string | null
  admitted_on: LocalDate
  /** The class of the enrollment that runs today, kept by the commands of enrollment; null after leaving. */
  class_id: number | null
  /** The class that the pupil left last, kept by the commands of enrollment; its homeroom teacher goes on reading the record. */
  left_class_id: number | null
}

/** A guardian in the school's record of a child; claimed when the guardian's account is bound to it. */
export interface GuardianshipTable {
  school_id: number
  id: Generated<string>
  student_id: string
  child_id: string
  person_id: string
  kind: 'father' | 'mother' | 'guardian'
  full_name: string
  birth_year: number | null
  occupation: string | null
  phone: string | null
  identity_number: string | null
  claimed_at: Date | null
  valid_from: LocalDate
  valid_to: LocalDate | null
  end_reason: string | null
}

/** Student × class × dates, with the class number (STT). */
export interface EnrollmentTable {
  school_id: number
  id: Generated<string>
  academic_year: number
  student_id: string
  person_id: string
  class_id: number
  number: number | null
  starts_on: LocalDate
  ends_on: LocalDate | null
  status: Generated<'studying' | 'moved_class' | 'transferred' | 'left' | 'deferred' | 'completed'>
  end_reason: string | null
  repeating: Generated<boolean>
}

/** A pupil of a section whose roster is a list. */
export interface SectionMemberTable {
  school_id: number
  section_id: string
  student_id: string
  person_id: string
  starts_on: LocalDate
  ends_on: LocalDate | null
}

/** Absent half-days of a pupil in a month (its first day), excused and not. */
export interface AbsenceTable {
  school_id: number
  academic_year: number
  student_id: string
  person_id: string
  class_id: number
  month: LocalDate
  excused: Generated<number>
  unexcused: Generated<number>
}

/** A pupil's record as read. */
export type StudentRow = Omit<Selectable<StudentTable>, 'search_name'>
/** An enrollment as read. */
export type EnrollmentRow = Selectable<EnrollmentTable>

/** How many pupils' sensitive fields an account has read in a school on a day. */
export interface ReadingTallyTable {
  unit_id: number
  account_id: string
  day: LocalDate
  records: number
}

declare module '../../platform/database.ts' {
  interface Database {
    reading_tally: ReadingTallyTable
    student: StudentTable
    guardianship: GuardianshipTable
    enrollment: EnrollmentTable
    section_member: SectionMemberTable
    absence: AbsenceTable
  }
}

declare module '../../platform/ability.ts' {
  interface Subjects {
    /** With the identity number of its person, which follows the same grants as the record. */
    Student: StudentRow & { identity_number?: string | null }
    /** With the class in which the child sits today. */
    Guardianship: Selectable<GuardianshipTable> & { class_id: number | null }
    Enrollment: EnrollmentRow
    Absence: Selectable<AbsenceTable>
  }
}

declare module '../../platform/post.ts' {
  interface PostRoles {
    /** What follows from guardianships claimed and not ended. */
    parent: { child_ids: readonly string[] }
  }
}
