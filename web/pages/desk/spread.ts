/** How the marks of a subject and grade are spread in one year, as the API gives it. */
export interface Spread {
  academicYear: number
  grade: number
  subjectId: number
  subject: string
  steps: readonly number[]
}

/** The steps from 5,0 on. */
const threshold = 5

/** The share of marks from 5,0 in a year and the one before, over whatever spreads are given; null without marks. */
export function sharesOf(
  spreads: readonly Spread[],
  year: number,
): { now: number | null; before: number | null; marks: number } {
  const now = countsOf(spreads, year)
  const before = countsOf(spreads, year - 1)
  return { now: shareOf(now), before: shareOf(before), marks: sum(now) }
}

/** The counts of ten steps, summed over spreads of one year. */
export function countsOf(spreads: readonly Spread[], year: number): number[] {
  const counts = Array.from({ length: 10 }, () => 0)
  for (const spread of spreads) {
    if (spread.academicYear !== year) continue
    for (const [step, count] of spread.steps.entries()) counts[step]! += count
  }
  return counts
}

const shareOf = (counts: readonly number[]): number | null => {
  const marks = sum(counts)
  return marks > 0 ? sum(counts.slice(threshold)) / marks : null
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
