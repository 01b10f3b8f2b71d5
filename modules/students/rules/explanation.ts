import type { RuleReference } from './schemes.ts'

/** What stands behind a place in an average or is lacking there. */
export type MarkLabel = 'regular' | 'midterm' | 'final' | 'term_1' | 'term_2'

/** How a missed midterm or final test stands. Circular 22/2021/TT-BGDĐT, Điều 7(4) and (5). */
export type TestState = 'none' | 'pending' | 'made_up' | 'zero_by_rule'

/** One value that entered a result; tenths for a scored subject, 1 or 0 for Đạt or Chưa đạt. */
export interface Term {
  label: MarkLabel
  /** 1-based among the regular marks; 1 elsewhere. */
  position: number
  value: number
  weight: number
  state: TestState
}

/** One thing without which there is no result. */
export interface MissingItem {
  label: MarkLabel
  position: number
  why: 'no_mark' | 'absent' | 'make_up_pending' | 'no_term_result'
}

/** An exact value in tenths of a mark, before rounding. */
export interface Fraction {
  numerator: number
  denominator: number
}

/** Why an average is what it is: each mark times its weight, the sum over the divisor, rounded half up. */
export interface AverageExplanation {
  kind: 'average'
  rule: RuleReference
  terms: readonly Term[]
  divisor: number
  /** Null while no mark is there. */
  exact: Fraction | null
  missing: readonly MissingItem[]
}

/** Why a comment subject is Đạt or Chưa đạt. */
export interface CommentExplanation {
  kind: 'comment'
  rule: RuleReference
  terms: readonly Term[]
  /** How many of the terms are Chưa đạt. */
  failed: number
  missing: readonly MissingItem[]
}

/** The pupil is exempt from the whole subject. */
export interface ExemptExplanation {
  kind: 'exempt'
  rule: RuleReference
  missing: readonly MissingItem[]
}

/** Why a subject's result is what it is. */
export type SubjectExplanation = AverageExplanation | CommentExplanation | ExemptExplanation

/** One test of a law and how it went. `found` and `required` are counts, levels, tenths or half-days, as the code says. */
export interface Condition {
  code:
    | 'failed_comments_at_most'
    | 'every_average_at_least'
    | 'averages_at_least'
    | 'conduct_at_least'
    | 'learning_at_least'
    | 'absences_at_most'
    | 'overall_average_at_least'
    | 'key_subject_at_least'
    | 'specialised_subject_at_least'
    | 'principal_decided'
  rule: RuleReference
  holds: boolean
  /** The bound in tenths where averages are compared. */
  threshold?: number
  required?: number
  found?: number | null
  /** The subjects that decide it: those that break an "every" or "at most", those that fulfil an "at least". */
  subjects?: readonly number[]
}
