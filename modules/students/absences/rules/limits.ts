import { absenceLimit } from '../../results/rules/promotion.ts'

/** From here on the school is warned. A practice of schools, not of the law. */
export const absencesWarnedFrom = 36

/** How near a pupil is to the limit of the year. Circular 22/2021/TT-BGDĐT, Điều 12(1)(c): both kinds of absence count together. */
export function absenceLevel(total: number): 'usual' | 'near' | 'beyond' {
  if (total > absenceLimit) return 'beyond'
  return total >= absencesWarnedFrom ? 'near' : 'usual'
}

/** Sessions of a month as a person may count them: one a day, so both kinds together have the month's days at most. Source: docs/service-rules/students.md. */
export function daysOfMonth(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number)
  if (number === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(number) ? 30 : 31
}
