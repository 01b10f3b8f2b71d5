import { expect, test } from 'vitest'
import { countsOf, sharesOf } from './spread.ts'

const spread = (academicYear: number, grade: number, steps: number[]) => ({
  academicYear,
  grade,
  subjectId: 2,
  subject: 'Toán',
  steps,
})
const marks = [
  spread(2026, 6, [0, 0, 0, 1, 1, 2, 2, 2, 1, 1]),
  spread(2026, 7, [0, 0, 0, 0, 0, 0, 0, 0, 0, 10]),
  spread(2025, 6, [0, 0, 0, 0, 5, 5, 0, 0, 0, 0]),
]

test('the share from 5,0 is of all marks of the year, beside the year before', () => {
  expect(sharesOf(marks, 2026)).toEqual({ now: 18 / 20, before: 0.5, marks: 20 })
})

test('a year without marks has no share, not 0', () => {
  expect(sharesOf(marks, 2025)).toEqual({ now: 0.5, before: null, marks: 10 })
})

test('spreads of one year are summed step by step', () => {
  expect(countsOf(marks, 2026)).toEqual([0, 0, 0, 1, 1, 2, 2, 2, 1, 11])
})
