import { divideHalfUp } from '../../gradebook/rules/rounding.ts'
import type { Mark } from '../../gradebook/rules/mark.ts'
import type { Condition } from '../../rules/explanation.ts'
import type { RuleReference, SchemeCode } from '../../rules/schemes.ts'
import type { SubjectOutcome } from '../../rules/vocabulary.ts'

/** The rules before 2021, and until 2024 in the last grades; old years keep them. Printed results are facts: a
 * recomputation only checks them. */
export type LegacyScheme = Exclude<SchemeCode, 'circular-22-2021'>

/** Học lực: Giỏi, Khá, Trung bình, Yếu, Kém. Circular 58/2011/TT-BGDĐT, Điều 13. */
export type LegacyLevel = 'excellent' | 'fair' | 'average' | 'weak' | 'poor'

/** Hạnh kiểm: Tốt, Khá, Trung bình, Yếu; a judgement in both terms and the year. Circular 58/2011/TT-BGDĐT, Điều 4. */
export type LegacyConduct = 'good' | 'fair' | 'average' | 'weak'

/** Học sinh giỏi and Học sinh tiên tiến. Circular 58/2011/TT-BGDĐT, Điều 18. */
export type LegacyTitle = 'excellent' | 'advanced'

/** A class's key subjects: one of them must reach the level; in a specialised class its own subject must too. */
export interface KeySubjects {
  mathematics: number
  literature: number
  foreignLanguage: number
  specialised?: number
}

/** The learning level with its overall average and the adjustment. */
export interface LegacyLearning {
  overallAverage: Mark | null
  rawLevel: LegacyLevel | null
  finalLevel: LegacyLevel | null
  adjustedBecauseOf: number | null
  missing: readonly number[]
  conditions: readonly { level: LegacyLevel; conditions: readonly Condition[] }[]
}

/** Averages in tenths. Yếu asks nothing of key and comment subjects. Circular 58/2011/TT-BGDĐT, Điều 13(1) to (4). */
const legacyTests: readonly { level: LegacyLevel; clause: number; overall: Mark; every: Mark; key: Mark | null }[] = [
  { level: 'excellent', clause: 1, overall: 80, every: 65, key: 80 },
  { level: 'fair', clause: 2, overall: 65, every: 50, key: 65 },
  { level: 'average', clause: 3, overall: 50, every: 35, key: 50 },
  { level: 'weak', clause: 4, overall: 35, every: 20, key: null },
]

/** From the level of the overall average and the level reached to the one given. Circular 58/2011/TT-BGDĐT, Điều 13(6). */
const softened = new Map<string, LegacyLevel>([
  ['excellent>average', 'fair'],
  ['excellent>weak', 'average'],
  ['fair>weak', 'average'],
  ['fair>poor', 'weak'],
  // The text is silent on Giỏi falling to Kém; one step above Kém is the cautious reading.
  ['excellent>poor', 'weak'],
])

/**
 * A subject's term average: regular tests weigh 1, the periodic ones 2 each, the term test 3; the divisor is the sum
 * of the weights. Circular 26/2020/TT-BGDĐT, Điều 1 leaves one periodic test, the midterm.
 * Circular 58/2011/TT-BGDĐT, Điều 11(1).
 */
export function legacyTermAverage(marks: { regular: readonly Mark[]; periodic: readonly Mark[]; final: Mark }): Mark {
  const { regular, periodic, final } = marks
  return divideHalfUp(sum(regular) + 2 * sum(periodic) + 3 * final, regular.length + 2 * periodic.length + 3)
}

/**
 * A subject's year average: the first term and twice the second over 3; a subject of one term takes that term.
 * Circular 58/2011/TT-BGDĐT, Điều 11(2) and Điều 12.
 */
export function legacyYearAverage(first: Mark | null, second: Mark | null): Mark | null {
  if (first === null || second === null) return first ?? second
  return divideHalfUp(first + 2 * second, 3)
}

/**
 * A comment subject's term: Đạt with the term test and at least two thirds of all tests Đạt.
 * Circular 58/2011/TT-BGDĐT, Điều 10(1).
 */
export function legacyCommentTerm(tests: { others: readonly boolean[]; final: boolean }): boolean {
  const all = [...tests.others, tests.final]
  return tests.final && 3 * all.filter(Boolean).length >= 2 * all.length
}

/**
 * The learning level (học lực) of a term or a year, with the adjustment for one subject. Before Circular
 * 26/2020/TT-BGDĐT, Điều 1 the foreign language was no key subject. Circular 58/2011/TT-BGDĐT, Điều 13.
 */
export function legacyLearning(
  subjects: readonly SubjectOutcome[],
  keys: KeySubjects,
  scheme: LegacyScheme,
): LegacyLearning {
  const counted = subjects.filter(({ exempt }) => !exempt)
  const missing = counted
    .filter(({ kind, average, passed }) => (kind === 'scored' ? average === null : passed === null))
    .map(({ subject }) => subject)
  const averages = counted.flatMap(({ kind, average }) => (kind === 'scored' && average !== null ? [average] : []))
  if (missing.length > 0 || averages.length === 0) {
    const nothing = { overallAverage: null, rawLevel: null, finalLevel: null, adjustedBecauseOf: null }
    return { ...nothing, missing, conditions: [] }
  }
  const overallAverage = divideHalfUp(sum(averages), averages.length)
  const { level: rawLevel, conditions } = classify(counted, overallAverage, keys, scheme)
  const target = legacyTests.find(({ overall }) => overallAverage >= overall)?.level ?? 'poor'
  const softer = softened.get(`${target}>${rawLevel}`)
  const culprit = counted.find((suspect) => {
    const without = counted.map((one) => (one === suspect ? { ...one, average: 100, passed: true } : one))
    return softer !== undefined && classify(without, overallAverage, keys, scheme).level === target
  })
  return {
    overallAverage,
    rawLevel,
    finalLevel: (culprit && softer) ?? rawLevel,
    adjustedBecauseOf: culprit?.subject ?? null,
    missing,
    conditions,
  }
}

/** The title of a term or a year. Circular 58/2011/TT-BGDĐT, Điều 18. */
export function legacyTitle(conduct: LegacyConduct, learning: LegacyLevel): LegacyTitle | null {
  if (conduct === 'good' && learning === 'excellent') return 'excellent'
  const bothFair = conduct !== 'average' && conduct !== 'weak' && (learning === 'excellent' || learning === 'fair')
  return bothFair ? 'advanced' : null
}

/**
 * What follows from a year: promoted with both at least Trung bình and at most 45 absences; retained with more, with
 * Kém, or with both Yếu; else re-assessment (học lực Yếu) or summer training (hạnh kiểm Yếu).
 * Circular 58/2011/TT-BGDĐT, Điều 15, Điều 16 and Điều 17.
 */
export function legacyPromotion(year: {
  conduct: LegacyConduct
  learning: LegacyLevel
  absences: number
}): 'promoted' | 'reassessment' | 'summer_training' | 'retained' {
  const { conduct, learning, absences } = year
  if (absences > 45 || learning === 'poor' || (learning === 'weak' && conduct === 'weak')) return 'retained'
  if (learning === 'weak') return 'reassessment'
  return conduct === 'weak' ? 'summer_training' : 'promoted'
}

function classify(subjects: readonly SubjectOutcome[], overall: Mark, keys: KeySubjects, scheme: LegacyScheme) {
  const conditions: { level: LegacyLevel; conditions: Condition[] }[] = []
  for (const test of legacyTests) {
    const tried = conditionsOf(test, subjects, overall, keys, scheme)
    conditions.push({ level: test.level, conditions: tried })
    if (tried.every(({ holds }) => holds)) return { level: test.level, conditions }
  }
  return { level: 'poor' as const, conditions }
}

function conditionsOf(
  { clause, overall: overallAtLeast, every, key }: (typeof legacyTests)[number],
  subjects: readonly SubjectOutcome[],
  overall: Mark,
  keys: KeySubjects,
  scheme: LegacyScheme,
): Condition[] {
  const rule: RuleReference = `circular-58-2011/13.${clause}`
  const scored = subjects.filter(({ kind }) => kind === 'scored')
  const below = scored.filter(({ average }) => (average ?? 0) < every).map(({ subject }) => subject)
  const failed = subjects.filter(({ kind, passed }) => kind === 'comment' && !passed).map(({ subject }) => subject)
  const atLeast: Condition[] = [
    {
      code: 'overall_average_at_least',
      rule,
      holds: overall >= overallAtLeast,
      threshold: overallAtLeast,
      found: overall,
    },
    { code: 'every_average_at_least', rule, holds: below.length === 0, threshold: every, subjects: below },
  ]
  if (key === null) return atLeast
  const reaching = (candidates: readonly number[]): number[] =>
    scored.flatMap(({ subject, average }) => (candidates.includes(subject) && (average ?? 0) >= key ? [subject] : []))
  const language = scheme === 'circular-26-2020' ? [keys.foreignLanguage] : []
  const reached = reaching([keys.mathematics, keys.literature, ...language])
  const special = keys.specialised === undefined ? null : reaching([keys.specialised])
  return [
    ...atLeast,
    { code: 'key_subject_at_least', rule, holds: reached.length > 0, threshold: key, subjects: reached },
    {
      code: 'failed_comments_at_most',
      rule,
      holds: failed.length === 0,
      required: 0,
      found: failed.length,
      subjects: failed,
    },
    ...(special
      ? [
          {
            code: 'specialised_subject_at_least' as const,
            rule,
            holds: special.length > 0,
            threshold: key,
            subjects: special,
          },
        ]
      : []),
  ]
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
