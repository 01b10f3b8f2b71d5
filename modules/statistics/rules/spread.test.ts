import { expect, test } from 'vitest'
import { outliersOf } from './outliers.ts'
import { summaryOf } from './spread-summary.ts'

const spreadOf = (...marks: number[]) => {
  const counts = Array.from({ length: 101 }, () => 0)
  for (const mark of marks) counts[Math.round(mark * 10)]! += 1
  return counts
}

test('an odd number of marks has a mark in its middle, an even number the middle of two', () => {
  expect(summaryOf(spreadOf(3, 7.5, 9))?.median).toBe(7.5)
  expect(summaryOf(spreadOf(3, 7, 7.5, 9))?.median).toBe(7.25)
})

test('quartiles are those of the lower and the upper half', () => {
  const { lower_quartile, median, upper_quartile } = summaryOf(spreadOf(1, 2, 3, 4, 5, 6, 7, 8))!
  expect([lower_quartile, median, upper_quartile]).toEqual([2.5, 4.5, 6.5])
})

test('five itself is not below five, and eight itself is from eight', () => {
  const summary = summaryOf(spreadOf(4.9, 5, 7.9, 8))!
  expect([summary.below_five, summary.from_eight]).toEqual([0.25, 0.25])
  expect(summary.mean).toBeCloseTo(6.45, 10)
})

test('no marks have no summary', () => {
  expect(summaryOf(spreadOf())).toBeNull()
})

test('a school more than two deviations from the others stands out, with its sign', () => {
  const schools = [6, 6.1, 6.2, 6.3, 6.1, 6.2, 3].map((mean, place) => ({ place, mean, marks: 40 }))
  expect(outliersOf(schools).map(({ place, deviations }) => [place, deviations < -2])).toEqual([[6, true]])
})

test('a few marks, or a few schools, compare nothing', () => {
  const schools = [6, 6.1, 6.2, 6.3, 6.1, 6.2, 3].map((mean) => ({ mean, marks: mean === 3 ? 9 : 40 }))
  expect(outliersOf(schools)).toEqual([])
  expect(outliersOf(schools.slice(3))).toEqual([])
  expect(outliersOf(schools.map(() => ({ mean: 6, marks: 40 })))).toEqual([])
})
