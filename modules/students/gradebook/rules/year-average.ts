import type { MissingItem, Term } from '../../rules/explanation.ts'
import type { PolicyReadings } from '../../rules/policies.ts'
import type { Mark } from './mark.ts'
import { averageOf, type SubjectAverage } from './term-average.ts'

/** What a term gave in a subject: a result, none yet, or an exemption from the whole subject. */
export type TermOutcome<Value> = Value | null | 'exempt'

/** What the second term weighs beside the first. Circular 22/2021/TT-BGDĐT, Điều 9(1)(b). */
const termWeights = { term_1: 1, term_2: 2 } as const

/**
 * A subject's year average (ĐTBmcn): the first term's average and twice the second's, over 3, from the rounded term
 * averages; one decimal, half up. Circular 22/2021/TT-BGDĐT, Điều 9(1)(b).
 */
export function yearAverage(
  first: TermOutcome<Mark>,
  second: TermOutcome<Mark>,
  readings: Pick<PolicyReadings, 'exemptInOneTerm'>,
): SubjectAverage {
  const { present, missing } = termOutcomes(first, second, readings)
  const terms = present.map(({ label, value }): Term => ({
    label,
    position: 1,
    value,
    weight: termWeights[label],
    state: 'none',
  }))
  return averageOf(terms, missing)
}

/**
 * The terms that carry the year and those still lacking. A term of exemption is left out, or lacks, as the reading
 * says. Circular 22/2021/TT-BGDĐT, Điều 9(1) and Điều 11.
 */
export function termOutcomes<Value>(
  first: TermOutcome<Value>,
  second: TermOutcome<Value>,
  { exemptInOneTerm }: Pick<PolicyReadings, 'exemptInOneTerm'>,
) {
  const present: { label: 'term_1' | 'term_2'; value: Value }[] = []
  const missing: MissingItem[] = []
  for (const [label, outcome] of [
    ['term_1', first],
    ['term_2', second],
  ] as const) {
    if (outcome === 'exempt' && exemptInOneTerm === 'other_term_counts') continue
    if (outcome === 'exempt' || outcome === null) missing.push({ label, position: 1, why: 'no_term_result' })
    else present.push({ label, value: outcome as Value })
  }
  return { present, missing }
}
