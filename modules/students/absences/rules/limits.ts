import { absenceLimit } from '../../results/rules/promotion.ts'

/** From here on the school is warned. A practice of schools, not of the law. */
export const absencesWarnedFrom = 36

/** How near a pupil is to the limit of the year. Circular 22/2021/TT-BGDĐT, Điều 12(1)(c): both kinds of absence count together. */
export function absenceLevel(total: number): 'usual' | 'near' | 'beyond' {
  if (total > absenceLimit) return 'beyond'
  return total >= absencesWarnedFrom ? 'near' : 'usual'
}

/** Sessions of a month as a person may count them: one a day, so both kinds together have the month's days at most. */
export function daysOfMonth(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).getUTCDate()
}
