import type { MissingItem, SubjectExplanation, TestState } from '../../rules/explanation.ts'
import type { PolicyReadings } from '../../rules/policies.ts'
import type { SubjectKind } from '../../rules/vocabulary.ts'
import { commentTerm, commentYear, type CommentResult } from './comment-subject.ts'
import type { Mark } from './mark.ts'
import { termAverage, type SubjectAverage } from './term-average.ts'
import { yearAverage } from './year-average.ts'

/** A pupil's marks in one subject in one term as stored: tenths, or 1 and 0 in a comment subject. */
export interface SubjectTermRow {
  kind: SubjectKind
  regular: readonly (number | null)[]
  midterm: number | null
  final: number | null
  midtermState: TestState
  finalState: TestState
  /** Exempt from the whole subject. */
  exempt: boolean
  /** How many regular marks are due (`regularMarksDue`). */
  regularDue: number
}

/** A subject's result in a term or a year; the one shape that the save, the grid's preview and the pages read. */
export interface SubjectResult {
  status: 'complete' | 'incomplete' | 'exempt'
  /** The official average of a scored subject; null while incomplete. */
  average: Mark | null
  /** The official result of a comment subject; null while incomplete. */
  passed: boolean | null
  /** The average ("tạm tính") or result of what is there so far. */
  provisional: { average: Mark | null; passed: boolean | null }
  missing: readonly MissingItem[]
  explanation: SubjectExplanation
}

/**
 * The term result of one subject, whichever its kind: the average of a scored one, Đạt or Chưa đạt of a comment one,
 * nothing for an exempt pupil. Circular 22/2021/TT-BGDĐT, Điều 9(1) and Điều 11.
 */
export function subjectTerm(row: SubjectTermRow): SubjectResult {
  if (row.exempt) return exempt
  const marks = {
    regular: row.regular,
    midterm: { value: row.midterm, state: row.midtermState },
    final: { value: row.final, state: row.finalState },
    regularDue: row.regularDue,
  }
  return row.kind === 'scored' ? scored(termAverage(marks)) : comment(commentTerm(marks))
}

/**
 * The year result of one subject from its two terms: the weighted average of a scored one, the second term of a
 * comment one; exempt when both terms are. Circular 22/2021/TT-BGDĐT, Điều 9(1).
 */
export function subjectYear(
  kind: SubjectKind,
  first: SubjectResultValue,
  second: SubjectResultValue,
  readings: Pick<PolicyReadings, 'exemptInOneTerm'>,
): SubjectResult {
  if (first.exempt && second.exempt) return exempt
  return kind === 'scored'
    ? scored(yearAverage(outcome(first, first.average), outcome(second, second.average), readings))
    : comment(commentYear(outcome(first, first.passed), outcome(second, second.passed), readings))
}

/** What a stored term row says of a subject. */
export interface SubjectResultValue {
  average: Mark | null
  passed: boolean | null
  exempt: boolean
}

const outcome = <Value>({ exempt }: SubjectResultValue, value: Value | null) => (exempt ? 'exempt' : value)

const scored = ({ average, provisional, missing, explanation }: SubjectAverage): SubjectResult => ({
  status: average === null ? 'incomplete' : 'complete',
  average,
  passed: null,
  provisional: { average: provisional, passed: null },
  missing,
  explanation,
})

const comment = ({ passed, provisional, missing, explanation }: CommentResult): SubjectResult => ({
  status: passed === null ? 'incomplete' : 'complete',
  average: null,
  passed,
  provisional: { average: null, passed: provisional },
  missing,
  explanation,
})

const exempt: SubjectResult = {
  status: 'exempt',
  average: null,
  passed: null,
  provisional: { average: null, passed: null },
  missing: [],
  explanation: { kind: 'exempt', rule: 'circular-22-2021/11', missing: [] },
}
