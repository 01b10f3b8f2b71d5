import type { AbsenceAnswer, AbsenceLine } from './absences-query.ts'

/** What stands in a month of a pupil. */
export interface Count {
  excused: number
  unexcused: number
}

/** What a person typed for a pupil's month and has not got saved yet: as typed, what they saw, and why it was refused. */
export interface Draft {
  student: string
  month: string
  excused: string
  unexcused: string
  was: Count
  refusal?: 'not_a_number' | NonNullable<AbsenceAnswer['refusal']>
  /** Somebody else's numbers stand. */
  conflict?: AbsenceAnswer
}

/** The key of a pupil's month. */
export const draftKey = (student: string, month: string): string => `${student} ${month}`

/** What is stored for a month. */
export function countOf(line: Pick<AbsenceLine, 'months'>, month: string): Count {
  const { excused = 0, unexcused = 0 } = line.months.find((one) => one.month === month) ?? {}
  return { excused, unexcused }
}

/** A typed number: empty is 0; anything but a whole number is none. */
export function numberIn(typed: string): number | undefined {
  const text = typed.trim()
  if (text === '') return 0
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined
}

/** A number as the field shows it: 0 is an empty field. */
export const shownNumber = (count: number): string => (count === 0 ? '' : String(count))

/** Types into one of the two fields of a month. */
export function typed(
  before: Draft | undefined,
  line: AbsenceLine,
  month: string,
  field: keyof Count,
  text: string,
): Draft {
  const was = before?.was ?? countOf(line, month)
  const now = before ?? { excused: shownNumber(was.excused), unexcused: shownNumber(was.unexcused) }
  return { student: line.student, month, excused: now.excused, unexcused: now.unexcused, was, [field]: text }
}

/** What is sent for a draft; none where it is no number or nothing has changed. */
export function inputOf(
  draft: Draft,
): (Count & { student: string; month: string; wasExcused: number; wasUnexcused: number }) | undefined {
  const excused = numberIn(draft.excused)
  const unexcused = numberIn(draft.unexcused)
  if (excused === undefined || unexcused === undefined) return undefined
  if (excused === draft.was.excused && unexcused === draft.was.unexcused) return undefined
  const { student, month, was } = draft
  return { student, month, excused, unexcused, wasExcused: was.excused, wasUnexcused: was.unexcused }
}
