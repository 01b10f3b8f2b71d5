import type { Condition } from '../../rules/explanation.ts'
import type { PolicyReadings } from '../../rules/policies.ts'
import type { RuleReference } from '../../rules/schemes.ts'
import { levels, type Level, type SubjectOutcome } from '../../rules/vocabulary.ts'
import { mayBeRetested, reassess, type Reassessment, type ReassessmentReadings, type Retest } from './reassessment.ts'

/** What follows from a year. Circular 22/2021/TT-BGDĐT, Điều 12, Điều 13 and Điều 14. */
export type Outcome =
  | 'promoted'
  | 'completed'
  | 'summer_training'
  | 'reassessment'
  | 'reassessment_and_training'
  | 'retained'

/** The year of one pupil. */
export interface YearOfPupil {
  grade: number
  /** The year's conduct. */
  conduct: Level | null
  /** The final level of learning. */
  learning: Level | null
  subjects: readonly SubjectOutcome[]
  /** Half-days absent, excused and unexcused, counted on one half-day a day. */
  absences: number
  /** The principal's decision on a pupil with a disability, from the results of Điều 11. */
  principalDecision?: 'promoted' | 'retained'
}

/** The outcome of a year with the tests behind it. */
export interface Promotion {
  /** Null while conduct or learning is not decided. */
  outcome: Outcome | null
  /** The subjects in which the pupil may be re-assessed. */
  retestSubjects: readonly number[]
  missing: readonly ('conduct' | 'learning')[]
  explanation: { kind: 'promotion'; rule: RuleReference; conditions: readonly Condition[] }
}

/** What the summer brought. */
export interface Remedies {
  /** The principal's new assessment of conduct after the training; null when it was not done. */
  conductAfterTraining: Level | null
  retests: readonly Retest[]
}

/** The outcome after the summer, with the new results beside the original ones. */
export interface PromotionAfterRemedies extends Promotion {
  conduct: { original: Level | null; after: Level | null }
  reassessment: Reassessment
}

/** The readings that decide promotion. */
export type PromotionReadings = ReassessmentReadings & Pick<PolicyReadings, 'bothRemedies'>

/** More half-days of absence than these keep a pupil back. Circular 22/2021/TT-BGDĐT, Điều 12(1)(c). */
export const absenceLimit = 45

/** The grades that end lower and upper secondary school. Circular 22/2021/TT-BGDĐT, Điều 12(1). */
const finalGrades: readonly number[] = [9, 12]

/**
 * What follows from a year: promoted (programme completed in grades 9 and 12) with conduct and learning at least Đạt
 * and at most 45 absences; otherwise summer training, re-assessment, both, or the same grade again. Absences have no
 * remedy. For a pupil with a disability the principal decides. Circular 22/2021/TT-BGDĐT, Điều 12, Điều 13(1), Điều 14.
 */
export function promotion(year: YearOfPupil, readings: Pick<PolicyReadings, 'bothRemedies'>): Promotion {
  if (year.principalDecision) return decidedByPrincipal(year, year.principalDecision)
  const { conduct, learning, absences } = year
  const missing = [...(conduct ? [] : (['conduct'] as const)), ...(learning ? [] : (['learning'] as const))]
  const conditions: Condition[] = [
    atLeastPass('conduct_at_least', 'circular-22-2021/12.1.a', conduct),
    atLeastPass('learning_at_least', 'circular-22-2021/12.1.b', learning),
    {
      code: 'absences_at_most',
      rule: 'circular-22-2021/12.1.c',
      holds: absences <= absenceLimit,
      required: absenceLimit,
      found: absences,
    },
  ]
  const [conductHolds, learningHolds, absencesHold] = conditions.map(({ holds }) => holds)
  const retestable = learningHolds ? [] : year.subjects.filter(mayBeRetested).map(({ subject }) => subject)
  const answer = (outcome: Outcome | null, rule: RuleReference, retestSubjects: readonly number[] = []): Promotion => ({
    outcome,
    retestSubjects,
    missing,
    explanation: { kind: 'promotion', rule, conditions },
  })
  if (missing.length > 0) return answer(null, 'circular-22-2021/12.1')
  if (!absencesHold) return answer('retained', 'circular-22-2021/12.1.c')
  if (conductHolds && learningHolds) return answer(passed(year.grade), 'circular-22-2021/12.1')
  if (learningHolds) return answer('summer_training', 'circular-22-2021/13.1')
  if (retestable.length === 0) return answer('retained', 'circular-22-2021/14')
  if (conductHolds) return answer('reassessment', 'circular-22-2021/14', retestable)
  if (readings.bothRemedies === 'not_allowed') return answer('retained', 'circular-22-2021/14')
  return answer('reassessment_and_training', 'circular-22-2021/14', retestable)
}

/**
 * The final outcome after the summer: the principal's new assessment of conduct and the re-assessed subjects take the
 * place of the year's, the classification runs again, and the pupil is promoted or not. A remedy the pupil was not
 * entitled to changes nothing. Circular 22/2021/TT-BGDĐT, Điều 13(3) and Điều 14.
 */
export function promotionAfterRemedies(
  year: YearOfPupil,
  remedies: Remedies,
  readings: PromotionReadings,
): PromotionAfterRemedies {
  const { outcome } = promotion(year, readings)
  const trained = outcome === 'summer_training' || outcome === 'reassessment_and_training'
  const retested = outcome === 'reassessment' || outcome === 'reassessment_and_training'
  const conduct = trained ? (remedies.conductAfterTraining ?? year.conduct) : year.conduct
  const reassessment = reassess(year.subjects, retested ? remedies.retests : [], readings)
  const learning = retested ? reassessment.learning.finalLevel : year.learning
  const after = promotion({ ...year, conduct, learning, subjects: reassessment.subjects }, readings)
  const settled = after.outcome === null || after.outcome === 'promoted' || after.outcome === 'completed'
  return {
    ...after,
    outcome: settled ? after.outcome : 'retained',
    retestSubjects: [],
    conduct: { original: year.conduct, after: conduct },
    reassessment,
  }
}

function decidedByPrincipal(year: YearOfPupil, decision: 'promoted' | 'retained'): Promotion {
  const rule: RuleReference = 'circular-22-2021/12.4'
  const holds = decision === 'promoted'
  return {
    outcome: holds ? passed(year.grade) : 'retained',
    retestSubjects: [],
    missing: [],
    explanation: { kind: 'promotion', rule, conditions: [{ code: 'principal_decided', rule, holds }] },
  }
}

const passed = (grade: number): Outcome => (finalGrades.includes(grade) ? 'completed' : 'promoted')

const atLeastPass = (code: Condition['code'], rule: RuleReference, level: Level | null): Condition => ({
  code,
  rule,
  holds: level !== null && level >= levels.pass,
  required: levels.pass,
  found: level,
})
