import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { LocalDate } from '../../platform/database.ts'

/** The school's own record of a member of its staff. */
export interface StaffTable {
  school_id: number
  id: Generated<string>
  person_id: string
  code: string | null
  full_name: string
  rest_name: string
  given_name: string
  search_name: GeneratedAlways<string>
  /** 0 not stated, 1 male, 2 female. */
  sex: Generated<0 | 1 | 2>
  birth_date: LocalDate | null
  phone: string | null
  email: string | null
  team: string | null
  subject_ids: Generated<number[]>
  started_on: LocalDate
  left_on: LocalDate | null
}

/** Who teaches a section or leads a class, from a day to a day (inclusive); a stand-in names whom it stands for. */
export interface AssignmentTable {
  school_id: number
  id: Generated<string>
  academic_year: number
  kind: 'section' | 'homeroom'
  section_id: string | null
  class_id: number | null
  person_id: string
  strand: string | null
  /** Whether this person answers for the mark. */
  answers: Generated<boolean>
  substitute_for: string | null
  valid_from: LocalDate
  valid_to: LocalDate | null
}

/** A member of staff as read. */
export type StaffRow = Omit<Selectable<StaffTable>, 'search_name'>
/** An assignment as read. */
export type AssignmentRow = Selectable<AssignmentTable>

declare module '../../platform/database.ts' {
  interface Database {
    staff: StaffTable
    assignment: AssignmentTable
  }
}

declare module '../../platform/ability.ts' {
  interface Subjects {
    Staff: StaffRow
    Assignment: AssignmentRow
  }
}

declare module '../../platform/post.ts' {
  interface PostRoles {
    /** What follows from section assignments: current ones may be written, ended ones go on being read. */
    subject_teacher: {
      school_id: number
      section_ids: readonly string[]
      past_section_ids: readonly string[]
      class_ids: readonly number[]
    }
    /** What follows from homeroom assignments of today; sections are those of the classes. */
    homeroom: { school_id: number; class_ids: readonly number[]; past_class_ids: readonly number[] }
  }
}
