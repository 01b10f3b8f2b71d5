import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { LocalDate } from '../../platform/database.ts'

/** What a unit is in the tree. */
export type UnitKind =
  | 'ministry'
  | 'department'
  | 'district_office'
  | 'commune_office'
  | 'school'
  | 'centre'
  | 'campus'
  | 'division'

/** A unit of the sector. Its place in the tree is dated, in unit_parent; a closed unit keeps its rows and names its successor. */
export interface UnitTable {
  id: Generated<number>
  kind: UnitKind
  /** C0 … C123, TX, TH, TN, TNT, TC, TK (Circular 53/2012, Điều 3(4)); null for offices, campuses and divisions. */
  institution_code: string | null
  code: string
  slug: string
  name: string
  short_name: string
  ownership: Generated<'public' | 'people_founded' | 'private'>
  province_code: string | null
  commune_code: string | null
  address: string | null
  phone: string | null
  email: string | null
  opened_on: LocalDate
  closed_on: LocalDate | null
  successor_id: number | null
  search_name: GeneratedAlways<string>
}

/** Under which unit a unit stood, from a day to (exclusively) another. */
export interface UnitParentTable {
  unit_id: number
  parent_id: number
  valid_from: LocalDate
  valid_to: LocalDate | null
}

/** Earlier official codes of a unit. */
export interface UnitCodeAliasTable {
  code: string
  unit_id: number
  source: string
}

/** What a unit was called until a day. */
export interface UnitFormerNameTable {
  unit_id: number
  used_until: LocalDate
  name: string
  short_name: string
}

/** A province by its official code (Decision 19/2025/QĐ-TTg). */
export interface ProvinceTable {
  code: string
  name: string
  short_name: string
}

/** A commune, ward or special zone by its official code, dated. */
export interface CommuneTable {
  code: string
  province_code: string
  name: string
  valid_from: Generated<LocalDate>
  valid_to: LocalDate | null
}

/** An academic year; 2026 is 2026–2027. */
export interface AcademicYearTable {
  year: number
  starts_on: LocalDate
  ends_on: LocalDate
}

/** A year whose history of marks stands in a file of its own; bringing it back takes the row away. */
export interface YearArchiveTable {
  academic_year: number
  archived_at: Generated<Date>
  file_name: string
  file_sha256: string
  rows: number
  /** How many changes have marks in the file, and the digest over what of them is still here. */
  changes: number
  changes_sha256: string
}

/** A term of a year: the sở's row holds for all, a school's own row narrows it. */
export interface TermTable {
  unit_id: number
  academic_year: number
  term: 1 | 2
  starts_on: LocalDate
  ends_on: LocalDate
  results_due_on: LocalDate
}

/** Days without lessons, of the province or of one school. */
export interface HolidayTable {
  unit_id: number
  academic_year: number
  starts_on: LocalDate
  ends_on: LocalDate
  name: string
}

/** A subject or educational activity of the 2018 programme, in the programme's order. */
export interface SubjectTable {
  id: number
  code: string
  name: string
  name_en: string
  short_name: string
  position: number
}

/** How a subject stands in a grade: periods a year and kind of assessment (Circular 22/2021, Điều 5(3)), dated by academic year. */
export interface CurriculumTable {
  subject_id: number
  grade: number
  valid_from: number
  valid_to: number | null
  periods: number
  assessment: 'scored' | 'comment'
  kind: 'compulsory' | 'elective' | 'optional' | 'activity'
}

/** A class of a school in one academic year. */
export interface ClassTable {
  school_id: number
  id: Generated<number>
  academic_year: number
  grade: number
  name: string
  slug: string
  campus_id: number | null
  shift: Generated<'morning' | 'afternoon' | 'full_day'>
  specialised_subject_id: number | null
  previous_class_id: number | null
  closed_on: LocalDate | null
}

/** The unit of teaching (lớp môn): one subject, one year, one school, usually one class. Marks, locks and assignments hang on it. */
export interface SectionTable {
  school_id: number
  id: Generated<string>
  academic_year: number
  class_id: number | null
  grade: number
  subject_id: number
  name: string
  slug: string
  /** `class`: the class's enrolled pupils; `list`: the members in section_member. */
  roster: Generated<'class' | 'list'>
  kind: 'compulsory' | 'elective' | 'optional' | 'activity'
  periods: number
  assessment: 'scored' | 'comment'
  /** Regular assessments due in a term (Circular 22/2021, Điều 6(2)), chuyên đề included. */
  regular_due: number
  closed_on: LocalDate | null
}

/** Rows as the rest of the system sees them. */
export type UnitRow = Selectable<UnitTable>
/** A class as read. */
export type ClassRow = Selectable<ClassTable>
/** A section as read. */
export type SectionRow = Selectable<SectionTable>

declare module '../../platform/database.ts' {
  interface Database {
    unit: UnitTable
    unit_parent: UnitParentTable
    unit_code_alias: UnitCodeAliasTable
    unit_former_name: UnitFormerNameTable
    province: ProvinceTable
    commune: CommuneTable
    academic_year: AcademicYearTable
    year_archive: YearArchiveTable
    term: TermTable
    holiday: HolidayTable
    subject: SubjectTable
    curriculum: CurriculumTable
    class: ClassTable
    section: SectionTable
  }
}

declare module '../../platform/ability.ts' {
  interface Subjects {
    Unit: Omit<UnitRow, 'search_name'>
    AcademicYear: Selectable<AcademicYearTable>
    Term: Selectable<TermTable>
    Curriculum: Selectable<CurriculumTable>
    Class: ClassRow
    Section: SectionRow
  }
}
