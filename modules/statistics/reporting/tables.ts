import type { Generated, Selectable } from 'kysely'
import type { LocalDate } from '../../../platform/database.ts'

/** The two periods of the reporting regime: the start of the academic year and its end. */
export type PeriodCode = 'start' | 'end'

/** Where a return stands on its way from the school by the commune to the department. */
export type ReturnState = 'draft' | 'submitted' | 'checked' | 'approved' | 'returned'

/** What a school is, as forms count schools. */
export interface SchoolCell {
  institution_code: string | null
  ownership: 'public' | 'people_founded' | 'private'
}

/** A period in which returns are handed in: the day whose figures count and the day by which the ministry has them. */
export interface ReportingPeriodTable {
  academic_year: number
  period: PeriodCode
  as_of: LocalDate
  due_on: LocalDate
}

/**
 * A school's return for a period. What the school was when it handed it in stays with it: its place, kind and owner, and
 * the office that checks it (null where the school stands directly under the department).
 */
export interface SchoolReturnTable {
  school_id: number
  academic_year: number
  period: PeriodCode
  state: Generated<ReturnState>
  commune_code: string | null
  institution_code: string | null
  ownership: 'public' | 'people_founded' | 'private' | null
  office_id: number | null
  submitted_at: Date | null
  submitted_by: string | null
  checked_at: Date | null
  checked_by: string | null
  approved_at: Date | null
  approved_by: string | null
  returned_at: Date | null
  returned_by: string | null
  return_reason: string | null
}

/**
 * A row of a return. `computed` is what the records said in the order of the columns, null where there are none (a year
 * before the records); a row that says something else has a reason.
 */
export interface ReturnFigureTable {
  school_id: number
  academic_year: number
  period: PeriodCode
  form: string
  row_code: string
  form_version: number
  total: number
  female: number | null
  minority: number | null
  female_minority: number | null
  computed: (number | null)[] | null
  reason: string | null
  overridden_by: string | null
  overridden_at: Date | null
}

/** How a return compares with the records, as a job last saw it: rows that cannot stand, and rows that differ. */
export interface ReturnComparisonTable {
  school_id: number
  academic_year: number
  period: PeriodCode
  pupils: number
  faults: number
  differing: number
  compared_at: Date
}

/** A return as read. */
export type SchoolReturnRow = Selectable<SchoolReturnTable>
/** A row of a return as read. */
export type ReturnFigureRow = Selectable<ReturnFigureTable>

declare module '../../../platform/database.ts' {
  interface Database {
    reporting_period: ReportingPeriodTable
    school_return: SchoolReturnTable
    return_figure: ReturnFigureTable
    return_comparison: ReturnComparisonTable
  }
}

declare module '../../../platform/ability.ts' {
  interface Subjects {
    ReportingPeriod: Selectable<ReportingPeriodTable>
    SchoolReturn: SchoolReturnRow
  }
}
