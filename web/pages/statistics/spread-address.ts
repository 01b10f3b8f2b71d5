import type { VariablesOf } from '../../graphql.ts'
import type { SpreadQuery } from './queries.ts'
import { byIn, numberIn, oneOf, periodIn, type Period } from './question.ts'

/** The page of the spread of marks. */
export const spreadPath = '/figures/spread'

/** What the page asks, as its address says it. */
export type SpreadAsked = VariablesOf<typeof SpreadQuery>

/** The kinds of marks that are spread. */
export const spreadKinds = ['midterm', 'final', 'average'] as const

/** The question in an address; where it is silent, the midterm in Maths of the newest term with approved results. */
export function spreadIn(
  address: URLSearchParams,
  periods: readonly Period[],
  start: 'commune' | 'school',
): SpreadAsked {
  const get = (name: string) => address.get(name) || undefined
  const [commune, school, subject] = [get('commune'), get('school'), get('subject')]
  const { academicYear, term } = periodIn(address, periods, [1, 2])
  return {
    academicYear,
    term,
    subject: subject && subject !== 'all' ? subject : 'TOAN',
    kind: oneOf(get('kind'), spreadKinds) ?? 'midterm',
    by: byIn(get('by'), 'spread', { commune, school, start }),
    commune,
    school,
    level: oneOf(get('level'), ['lower', 'upper'] as const),
    grade: numberIn(get('grade')),
    counting: oneOf(get('counting'), ['locked', 'submitted', 'all'] as const),
  }
}
