import { endRows, lower, startRows, upper, type FormRow } from './form-rows.ts'
import type { PeriodCode } from './tables.ts'

/** A form of the reporting regime as it holds from an academic year on; what has been printed once is never altered. */
export interface Form {
  code: string
  version: number
  period: PeriodCode
  grades: readonly number[]
  valid_from: number
  valid_to: number | null
  rows: readonly FormRow[]
}

/**
 * The forms in force, by academic year: the ministry's reporting regime (Thông tư 25/2024/TT-BGDĐT) as far as the
 * records of schools, classes and pupils answer it. A form that changes is a new version here; a test keeps the old one.
 */
export const forms: readonly Form[] = [
  {
    code: '03.ĐN-THCS',
    version: 1,
    period: 'start',
    grades: lower.grades,
    valid_from: 2000,
    valid_to: null,
    rows: startRows(lower),
  },
  {
    code: '04.ĐN-THPT',
    version: 1,
    period: 'start',
    grades: upper.grades,
    valid_from: 2000,
    valid_to: null,
    rows: startRows(upper),
  },
  {
    code: '03.CN-THCS',
    version: 1,
    period: 'end',
    grades: lower.grades,
    valid_from: 2000,
    valid_to: null,
    rows: endRows(lower),
  },
  {
    code: '04.CN-THPT',
    version: 1,
    period: 'end',
    grades: upper.grades,
    valid_from: 2000,
    valid_to: null,
    rows: endRows(upper),
  },
]

/** The forms that schools hand in for a period. */
export const formsIn = (academic_year: number, period: PeriodCode): Form[] =>
  forms.filter(
    (form) =>
      form.period === period &&
      form.valid_from <= academic_year &&
      (form.valid_to === null || academic_year <= form.valid_to),
  )

/** A form as it stood when it was filled in. */
export const formOf = (code: string, version: number): Form | undefined =>
  forms.find((form) => form.code === code && form.version === version)
