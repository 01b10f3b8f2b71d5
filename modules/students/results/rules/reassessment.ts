import type { PolicyReadings } from '../../rules/policies.ts'
import type { RuleReference } from '../../rules/schemes.ts'
import type { SubjectOutcome } from '../../rules/vocabulary.ts'
import { learningLevel, type LearningLevel, type LevelReadings } from './learning-level.ts'

/** A result of the summer's re-assessment in one subject. */
export interface Retest {
  subject: number
  /** Tenths in a scored subject. */
  average: number | null
  /** Đạt or not in a comment subject. */
  passed: boolean | null
}

/** One subject's original and re-assessed result, both kept, and which of them counts. */
export interface Reassessed {
  subject: number
  original: SubjectOutcome
  retest: Retest
  counts: 'retest' | 'original'
  why: 'replaces' | 'not_better' | 'not_eligible'
}

/** The classification after the summer, beside what it came from. */
export interface Reassessment {
  subjects: readonly SubjectOutcome[]
  changes: readonly Reassessed[]
  learning: LearningLevel
  rule: RuleReference
}

/** The readings that decide a re-assessment. */
export type ReassessmentReadings = LevelReadings & Pick<PolicyReadings, 'retestResult' | 'adjustmentAfterRetest'>

/** Scored subjects below this year average may be re-assessed. Circular 22/2021/TT-BGDĐT, Điều 14. */
const retestBelow = 50

/**
 * Whether a subject may be re-assessed in the summer: Chưa đạt in a comment subject, a year average below 5,0 in a
 * scored one. Circular 22/2021/TT-BGDĐT, Điều 14.
 */
export function mayBeRetested({ kind, average, passed, exempt }: SubjectOutcome): boolean {
  if (exempt) return false
  return kind === 'comment' ? passed === false : average !== null && average < retestBelow
}

/**
 * Puts the re-assessed results in place of the year's and classifies anew. A subject not re-assessed keeps its
 * result; original and new value are both returned. Circular 22/2021/TT-BGDĐT, Điều 14.
 */
export function reassess(
  subjects: readonly SubjectOutcome[],
  retests: readonly Retest[],
  readings: ReassessmentReadings,
): Reassessment {
  const changes = subjects.flatMap((original): Reassessed[] => {
    const retest = retests.find(({ subject }) => subject === original.subject)
    return retest ? [compare(original, retest, readings)] : []
  })
  const after = subjects.map((original) => {
    const change = changes.find(({ subject }) => subject === original.subject)
    if (change?.counts !== 'retest') return original
    return { ...original, average: change.retest.average, passed: change.retest.passed }
  })
  return {
    subjects: after,
    changes,
    learning: withoutAdjustment(learningLevel(after, readings), readings),
    rule: 'circular-22-2021/14',
  }
}

function compare(original: SubjectOutcome, retest: Retest, { retestResult }: ReassessmentReadings): Reassessed {
  const { subject, kind } = original
  const keep = (why: 'not_better' | 'not_eligible') => ({ subject, original, retest, counts: 'original' as const, why })
  const present = kind === 'scored' ? retest.average !== null : retest.passed !== null
  if (!present || !mayBeRetested(original)) return keep('not_eligible')
  const better = kind === 'scored' ? (retest.average ?? 0) > (original.average ?? 0) : retest.passed === true
  if (retestResult === 'better_of_both' && !better) return keep('not_better')
  return { subject, original, retest, counts: 'retest', why: 'replaces' }
}

function withoutAdjustment(learning: LearningLevel, { adjustmentAfterRetest }: ReassessmentReadings): LearningLevel {
  if (adjustmentAfterRetest === 'again') return learning
  const explanation = { ...learning.explanation, adjustment: null }
  return { ...learning, finalLevel: learning.rawLevel, adjustedBecauseOf: null, explanation }
}
