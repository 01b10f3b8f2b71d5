import { yearlyConduct } from './conduct/rules/yearly-conduct.ts'
import { learningLevel, type LearningLevel } from './results/rules/learning-level.ts'
import { promotion, promotionAfterRemedies } from './results/rules/promotion.ts'
import type { Level, Outcome } from './results/tables.ts'
import type { Condition } from './rules/explanation.ts'
import type { PolicyReadings } from './rules/policies.ts'
import type { SubjectOutcome } from './rules/vocabulary.ts'

/** A subject's result as a family sees it; what is hidden has neither average nor Đạt. */
export interface VisibleSubject {
  subject_id: number
  assessment: 'scored' | 'comment'
  average: number | null
  passed: boolean | null
  exempt: boolean
  optional: boolean
  reassessed_average?: number | null
  reassessed_passed?: boolean | null
}

/** What a family sees of a year. */
export interface VisibleYear {
  grade: number
  level: Level | null
  level_after: Level | null
  conduct: Level | null
  conduct_after: Level | null
  absences: number
  outcome: Outcome | null
  subjects: readonly VisibleSubject[]
  /** The conduct of both terms where it is published. */
  conducts: readonly [Level | null, Level | null]
}

/** Why a year is what it is, from what is published alone; a part is null where that does not give what was decided. */
export interface YearWhy {
  learning: LearningLevel['explanation'] | null
  conduct: { level: Level | null; term_1: Level | null; term_2: Level | null } | null
  outcome: { conditions: readonly Condition[]; retest_subjects: readonly number[] } | null
}

/**
 * Why a published level of learning is what it is, from visible results alone: null while a result is hidden or lacks,
 * and where the visible results do not give the level. So nothing unpublished can be read from it. Circular 22/2021, Điều 9.
 */
export function whyLearning(
  subjects: readonly VisibleSubject[],
  level: Level | null,
  readings: PolicyReadings,
): LearningLevel['explanation'] | null {
  const { finalLevel, explanation } = learningLevel(subjects.map(outcomeOf), readings)
  return level !== null && finalLevel === level ? explanation : null
}

/** Why the published results of a year are what they are; after the summer, on the results that hold. Circular 22/2021, Điều 8, 9, 12 to 14. */
export function whyYear(year: VisibleYear, readings: PolicyReadings): YearWhy {
  const { level, level_after, conduct, conduct_after, absences, outcome, grade, conducts } = year
  const subjects = year.subjects.map(outcomeOf)
  const retests = year.subjects.flatMap(({ subject_id, reassessed_average = null, reassessed_passed = null }) =>
    reassessed_average !== null || reassessed_passed !== null
      ? [{ subject: subject_id, average: reassessed_average, passed: reassessed_passed }]
      : [],
  )
  const learning = whyLearning(year.subjects, level, readings)
  const asked = { grade, conduct, learning: level, subjects, absences }
  const first = promotion(asked, readings)
  const remedied = level_after !== null || conduct_after !== null || retests.length > 0
  const after = remedied
    ? promotionAfterRemedies(asked, { conductAfterTraining: conduct_after, retests }, readings)
    : null
  const holding = after ?? first
  const again = after?.reassessment.learning
  const known = learning !== null && (level_after === null || again?.finalLevel === level_after)
  const { level: yearly } = yearlyConduct(...conducts)
  return {
    learning: known ? (level_after !== null && again ? again.explanation : learning) : null,
    conduct:
      conduct !== null && yearly === conduct ? { level: conduct, term_1: conducts[0], term_2: conducts[1] } : null,
    outcome:
      known && outcome !== null && holding.outcome === outcome
        ? { conditions: holding.explanation.conditions, retest_subjects: first.retestSubjects }
        : null,
  }
}

const outcomeOf = ({ subject_id, assessment, average, passed, exempt, optional }: VisibleSubject): SubjectOutcome => ({
  subject: subject_id,
  kind: assessment,
  average,
  passed,
  exempt,
  optional,
})
