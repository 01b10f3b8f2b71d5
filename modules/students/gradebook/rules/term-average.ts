import type { AverageExplanation, MissingItem, Term } from '../../rules/explanation.ts'
import { absentMark, type Mark } from './mark.ts'
import { effectiveValue, type PeriodicTest } from './missed-test.ts'
import { divideHalfUp } from './rounding.ts'

/** The marks of one pupil in one subject in one term. */
export interface TermMarks {
  /** By position; null where nothing is entered, `absentMark` where an absence is noted. */
  regular: readonly (number | null)[]
  midterm: PeriodicTest
  final: PeriodicTest
  /** How many regular marks are due (`regularMarksDue`). */
  regularDue: number
}

/** A subject's average over a term or a year, or how it stands so far. */
export interface SubjectAverage {
  /** The average of a complete set of marks; null while anything is missing. */
  average: Mark | null
  /** The average of the marks that are there ("tạm tính"); null while there is none. */
  provisional: Mark | null
  missing: readonly MissingItem[]
  explanation: AverageExplanation
}

/** What a regular mark, the midterm and the final weigh. Circular 22/2021/TT-BGDĐT, Điều 9(1)(b). */
export const weights = { regular: 1, midterm: 2, final: 3 } as const

/**
 * A subject's term average (ĐTBmhk): regular marks weigh 1, the midterm 2, the final 3; the divisor is the number of
 * regular marks + 5; one decimal, half up. A half-filled book gives a provisional average of the marks present over
 * their own weights, and what is missing. Circular 22/2021/TT-BGDĐT, Điều 9(1)(b).
 */
export function termAverage(marks: TermMarks): SubjectAverage {
  return averageOf(termsPresent(marks), missingItems(marks))
}

/**
 * The weighted average of the values present, official when nothing is missing.
 * Circular 22/2021/TT-BGDĐT, Điều 9(1)(b).
 */
export function averageOf(terms: readonly Term[], missing: readonly MissingItem[]): SubjectAverage {
  const divisor = terms.reduce((total, { weight }) => total + weight, 0)
  const numerator = terms.reduce((total, { value, weight }) => total + value * weight, 0)
  const exact = divisor === 0 ? null : { numerator, denominator: divisor }
  const provisional = exact && divideHalfUp(exact.numerator, exact.denominator)
  return {
    average: missing.length === 0 ? provisional : null,
    provisional,
    missing,
    explanation: { kind: 'average', rule: 'circular-22-2021/9.1.b', terms, divisor, exact, missing },
  }
}

/** The values that enter the term's result, in the order of the gradebook. Circular 22/2021/TT-BGDĐT, Điều 9(1). */
export function termsPresent({ regular, midterm, final }: TermMarks): Term[] {
  const regularTerms = regular.flatMap((value, index): Term[] =>
    isThere(value) ? [{ label: 'regular', position: index + 1, value, weight: weights.regular, state: 'none' }] : [],
  )
  const periodicTerms = periodicTests({ midterm, final }).flatMap(([label, test]): Term[] => {
    const value = effectiveValue(test)
    return value === null ? [] : [{ label, position: 1, value, weight: weights[label], state: test.state }]
  })
  return [...regularTerms, ...periodicTerms]
}

/**
 * What the term still lacks: the first empty places up to the number of regular marks due, the midterm, the final.
 * More regular marks than due lack nothing. Circular 22/2021/TT-BGDĐT, Điều 6(2) and Điều 7.
 */
export function missingItems({ regular, midterm, final, regularDue }: TermMarks): MissingItem[] {
  const places = Array.from({ length: Math.max(regular.length, regularDue) }, (_, index) => regular[index] ?? null)
  const lacking = Math.max(0, regularDue - places.filter(isThere).length)
  const empty = places.flatMap((value, index): MissingItem[] =>
    isThere(value) ? [] : [{ label: 'regular', position: index + 1, why: value === absentMark ? 'absent' : 'no_mark' }],
  )
  return [
    ...empty.slice(0, lacking),
    ...periodicTests({ midterm, final }).flatMap(([label, test]): MissingItem[] => {
      if (effectiveValue(test) !== null) return []
      return [{ label, position: 1, why: test.state === 'pending' ? 'make_up_pending' : 'no_mark' }]
    }),
  ]
}

const isThere = (value: number | null): value is number => value !== null && value !== absentMark

const periodicTests = ({ midterm, final }: Pick<TermMarks, 'midterm' | 'final'>) =>
  [
    ['midterm', midterm],
    ['final', final],
  ] as const
