import type { Condition } from '../../rules/explanation.ts'
import type { PolicyReadings } from '../../rules/policies.ts'
import type { RuleReference } from '../../rules/schemes.ts'
import { levels, oneStepUp, type Level, type SubjectOutcome } from '../../rules/vocabulary.ts'

/** One level that was tried, with its tests. */
export interface LevelAttempt {
  level: Level
  rule: RuleReference
  reached: boolean
  conditions: readonly Condition[]
}

/** How Điều 9(3) was tried: the one subject without whose result the pupil would stand two levels higher. */
export interface Adjustment {
  rule: RuleReference
  applied: boolean
  /** The subject that alone causes the fall; null when no single one does. */
  subject: number | null
  /** The level the pupil would have had without that result. */
  levelWithout: Level | null
  from: Level
  to: Level
}

/** A subject that enters no test, and why. */
export interface LeftOut {
  subject: number
  why: 'exempt' | 'optional_by_policy'
}

/** The learning result of a term or a year. */
export interface LearningLevel {
  /** By the marks alone; null while a subject has no result. */
  rawLevel: Level | null
  /** After the adjustment; null while a subject has no result. */
  finalLevel: Level | null
  adjustedBecauseOf: number | null
  /** Subjects without a result. */
  missing: readonly number[]
  explanation: {
    kind: 'level'
    rule: RuleReference
    /** From the highest level down to the one reached. */
    attempts: readonly LevelAttempt[]
    adjustment: Adjustment | null
    leftOut: readonly LeftOut[]
    missing: readonly number[]
  }
}

/** The readings that decide a classification. */
export type LevelReadings = Pick<PolicyReadings, 'singleCommentSubject' | 'harmlessSubject' | 'optionalSubjects'>

interface LevelTest {
  level: Level
  rule: RuleReference
  failedCommentsAtMost: number
  everyAverageAtLeast: number
  averagesAtLeast: { count: number; threshold: number }
}

/** What each level asks, averages in tenths; who reaches none is Chưa đạt. Circular 22/2021/TT-BGDĐT, Điều 9(2). */
const levelTests: readonly LevelTest[] = [
  {
    level: levels.good,
    rule: 'circular-22-2021/9.2.a',
    failedCommentsAtMost: 0,
    everyAverageAtLeast: 65,
    averagesAtLeast: { count: 6, threshold: 80 },
  },
  {
    level: levels.fair,
    rule: 'circular-22-2021/9.2.b',
    failedCommentsAtMost: 0,
    everyAverageAtLeast: 50,
    averagesAtLeast: { count: 6, threshold: 65 },
  },
  {
    level: levels.pass,
    rule: 'circular-22-2021/9.2.c',
    failedCommentsAtMost: 1,
    everyAverageAtLeast: 35,
    averagesAtLeast: { count: 6, threshold: 50 },
  },
]

/** A fall of this many levels, by one subject, is softened; it can only begin at Tốt or Khá. Circular 22/2021/TT-BGDĐT, Điều 9(3). */
const adjustedFall = 2

/**
 * The learning result of a term (from ĐTBmhk) or a year (from ĐTBmcn): the highest level whose tests all hold, then
 * the adjustment of clause 3. Exempt subjects enter no test; without every result there is no level.
 * Circular 22/2021/TT-BGDĐT, Điều 9(2) and (3).
 */
export function learningLevel(subjects: readonly SubjectOutcome[], readings: LevelReadings): LearningLevel {
  const leftOut = subjects.flatMap(({ subject, exempt, optional }): LeftOut[] => {
    if (exempt) return [{ subject, why: 'exempt' }]
    return optional && readings.optionalSubjects === 'left_out' ? [{ subject, why: 'optional_by_policy' }] : []
  })
  const counted = subjects.filter(({ subject }) => !leftOut.some((other) => other.subject === subject))
  const missing = counted.filter((outcome) => !hasResult(outcome)).map(({ subject }) => subject)
  const nothing = { rawLevel: null, finalLevel: null, adjustedBecauseOf: null, missing }
  const explanation = { kind: 'level' as const, rule: 'circular-22-2021/9.2' as const, leftOut, missing }
  if (missing.length > 0 || counted.length === 0) {
    return { ...nothing, explanation: { ...explanation, attempts: [], adjustment: null } }
  }
  const { level: rawLevel, attempts } = classify(counted)
  const adjustment = rawLevel === levels.good ? null : adjust(counted, rawLevel, readings)
  return {
    rawLevel,
    finalLevel: adjustment?.to ?? rawLevel,
    adjustedBecauseOf: adjustment?.applied ? adjustment.subject : null,
    missing,
    explanation: { ...explanation, attempts, adjustment },
  }
}

/**
 * Raises the level by one step when exactly one subject's result lowered it by two levels or more from Tốt or Khá.
 * Which subject may be that one, and how the pupil looks without it, are readings.
 * Circular 22/2021/TT-BGDĐT, Điều 9(3).
 */
function adjust(subjects: readonly SubjectOutcome[], raw: Level, readings: LevelReadings): Adjustment {
  const suspects = subjects.filter(({ kind }) => kind === 'scored' || readings.singleCommentSubject === 'counts')
  const falls = suspects.flatMap((suspect) => {
    const { level } = classify(withoutHarm(subjects, suspect, readings))
    return level - raw >= adjustedFall ? [{ subject: suspect.subject, level }] : []
  })
  const deepest = falls.toSorted((a, b) => b.level - a.level)[0]
  return {
    rule: 'circular-22-2021/9.3',
    applied: deepest !== undefined,
    subject: deepest?.subject ?? null,
    levelWithout: deepest?.level ?? null,
    from: raw,
    to: deepest ? oneStepUp(raw) : raw,
  }
}

function withoutHarm(
  subjects: readonly SubjectOutcome[],
  suspect: SubjectOutcome,
  { harmlessSubject }: LevelReadings,
): readonly SubjectOutcome[] {
  if (harmlessSubject === 'left_out') return subjects.filter((outcome) => outcome !== suspect)
  return subjects.map((outcome) => (outcome === suspect ? { ...outcome, average: 100, passed: true } : outcome))
}

function classify(subjects: readonly SubjectOutcome[]): { level: Level; attempts: LevelAttempt[] } {
  const attempts: LevelAttempt[] = []
  for (const test of levelTests) {
    const conditions = conditionsOf(test, subjects)
    const reached = conditions.every(({ holds }) => holds)
    attempts.push({ level: test.level, rule: test.rule, reached, conditions })
    if (reached) return { level: test.level, attempts }
  }
  attempts.push({ level: levels.fail, rule: 'circular-22-2021/9.2.d', reached: true, conditions: [] })
  return { level: levels.fail, attempts }
}

function conditionsOf(test: LevelTest, subjects: readonly SubjectOutcome[]): Condition[] {
  const { rule, failedCommentsAtMost, everyAverageAtLeast, averagesAtLeast } = test
  const failed = ids(subjects.filter(({ kind, passed }) => kind === 'comment' && !passed))
  const scored = subjects.flatMap(({ subject, kind, average }) =>
    kind === 'scored' && average !== null ? [{ subject, average }] : [],
  )
  const below = ids(scored.filter(({ average }) => average < everyAverageAtLeast))
  const above = ids(scored.filter(({ average }) => average >= averagesAtLeast.threshold))
  return [
    {
      code: 'failed_comments_at_most',
      rule,
      holds: failed.length <= failedCommentsAtMost,
      required: failedCommentsAtMost,
      found: failed.length,
      subjects: failed,
    },
    {
      code: 'every_average_at_least',
      rule,
      holds: below.length === 0,
      threshold: everyAverageAtLeast,
      found: scored.length === 0 ? null : Math.min(...scored.map(({ average }) => average)),
      subjects: below,
    },
    {
      code: 'averages_at_least',
      rule,
      holds: above.length >= averagesAtLeast.count,
      threshold: averagesAtLeast.threshold,
      required: averagesAtLeast.count,
      found: above.length,
      subjects: above,
    },
  ]
}

const hasResult = ({ kind, average, passed }: SubjectOutcome): boolean =>
  kind === 'scored' ? average !== null : passed !== null

const ids = (outcomes: readonly { subject: number }[]): number[] => outcomes.map(({ subject }) => subject)
