import type { Condition } from '../../rules/explanation.ts'
import type { PolicyReadings } from '../../rules/policies.ts'
import type { RuleReference } from '../../rules/schemes.ts'
import { levels, type Level, type SubjectOutcome } from '../../rules/vocabulary.ts'
import { absenceLimit } from './promotion.ts'

/** Học sinh Xuất sắc and Học sinh Giỏi. Circular 22/2021/TT-BGDĐT, Điều 15(1)(a). */
export type Title = 'excellent' | 'good'

/** What a title is decided from: the results of the whole year. */
export interface TitleInput {
  conduct: Level | null
  /** The final level of learning. */
  learning: Level | null
  subjects: readonly SubjectOutcome[]
  absences: number
}

/** The year's title, the tests of the two titles, and what a principal should look at before signing. */
export interface TitleResult {
  title: Title | null
  warnings: readonly 'absences_over_limit'[]
  explanation: { kind: 'title'; rule: RuleReference; conditions: readonly Condition[] }
}

/** Six scored subjects at 9,0 make the good student an excellent one. Circular 22/2021/TT-BGDĐT, Điều 15(1)(a). */
const excellence = { count: 6, threshold: 90 }

/**
 * The year's title: conduct Tốt and learning Tốt make a Học sinh Giỏi; six scored subjects with a year average of 9,0
 * or more besides make a Học sinh Xuất sắc. Circular 22/2021/TT-BGDĐT, Điều 15(1)(a).
 */
export function yearTitle(input: TitleInput, readings: Pick<PolicyReadings, 'titleOverAbsenceLimit'>): TitleResult {
  const rule: RuleReference = 'circular-22-2021/15.1.a'
  const { conduct, learning, subjects, absences } = input
  const excellent = subjects
    .filter(({ kind, exempt, average }) => kind === 'scored' && !exempt && (average ?? 0) >= excellence.threshold)
    .map(({ subject }) => subject)
  const overLimit = absences > absenceLimit
  const conditions: Condition[] = [
    { code: 'conduct_at_least', rule, holds: conduct === levels.good, required: levels.good, found: conduct },
    { code: 'learning_at_least', rule, holds: learning === levels.good, required: levels.good, found: learning },
    {
      code: 'averages_at_least',
      rule,
      holds: excellent.length >= excellence.count,
      threshold: excellence.threshold,
      required: excellence.count,
      found: excellent.length,
      subjects: excellent,
    },
  ]
  const answer = (title: Title | null, warnings: TitleResult['warnings'] = []): TitleResult => ({
    title,
    warnings,
    explanation: { kind: 'title', rule, conditions },
  })
  const title = excellent.length >= excellence.count ? 'excellent' : 'good'
  if (conduct !== levels.good || learning !== levels.good) return answer(null)
  if (!overLimit) return answer(title)
  return answer(readings.titleOverAbsenceLimit === 'awarded' ? title : null, ['absences_over_limit'])
}
