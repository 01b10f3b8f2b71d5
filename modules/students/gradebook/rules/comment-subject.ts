import type { CommentExplanation, MissingItem, Term } from '../../rules/explanation.ts'
import type { PolicyReadings } from '../../rules/policies.ts'
import { missingItems, termsPresent, type TermMarks } from './term-average.ts'
import { termOutcomes, type TermOutcome } from './year-average.ts'

/** The result of a comment subject, or how it stands so far. */
export interface CommentResult {
  /** Đạt or Chưa đạt; null while anything is missing. */
  passed: boolean | null
  /** Chưa đạt as soon as one assessment is, Đạt while all so far are; null while there is none. */
  provisional: boolean | null
  missing: readonly MissingItem[]
  explanation: CommentExplanation
}

/**
 * A comment subject's term: Đạt when the required number of assessments is there and all of them are Đạt, Chưa đạt
 * otherwise. Values are 1 and 0. Circular 22/2021/TT-BGDĐT, Điều 9(1)(a).
 */
export function commentTerm(marks: TermMarks): CommentResult {
  const terms = termsPresent(marks).map((term) => ({ ...term, weight: 1 }))
  return commentResult(terms, missingItems(marks))
}

/**
 * A comment subject's year is its second term; exempt in the second, the first term or none, as the reading says.
 * Circular 22/2021/TT-BGDĐT, Điều 9(1)(a).
 */
export function commentYear(
  first: TermOutcome<boolean>,
  second: TermOutcome<boolean>,
  readings: Pick<PolicyReadings, 'exemptInOneTerm'>,
): CommentResult {
  const { present, missing } = termOutcomes(first, second, readings)
  const deciding = present.at(-1)
  const secondIsOpen = missing.some(({ label }) => label === 'term_2')
  if (secondIsOpen || !deciding) return commentResult([], missing)
  const term: Term = { label: deciding.label, position: 1, value: deciding.value ? 1 : 0, weight: 1, state: 'none' }
  return commentResult([term], [])
}

function commentResult(terms: readonly Term[], missing: readonly MissingItem[]): CommentResult {
  const failed = terms.filter(({ value }) => value === 0).length
  const provisional = terms.length === 0 ? null : failed === 0
  return {
    passed: missing.length === 0 ? provisional : null,
    provisional,
    missing,
    explanation: { kind: 'comment', rule: 'circular-22-2021/9.1.a', terms, failed, missing },
  }
}
