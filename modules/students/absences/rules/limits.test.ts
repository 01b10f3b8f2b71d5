import { expect, test } from 'vitest'
import { absenceLevel, daysOfMonth } from './limits.ts'

test.each([
  [0, 'usual'],
  [35, 'usual'],
  [36, 'near'],
  [45, 'near'],
  [46, 'beyond'],
])('%i absences in a year are %s', (total, level) => {
  expect(absenceLevel(total)).toBe(level)
})

test('a month has as many sessions as days, also in February of a leap year', () => {
  expect(['2026-09-01', '2027-02-01', '2028-02-01', '2026-12-01'].map(daysOfMonth)).toEqual([30, 28, 29, 31])
})
