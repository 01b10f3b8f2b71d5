import { describe, expect, test } from 'vitest'
import { dayInTerm, holidaysOf, monthsOf, newestYear, yearPlan } from './calendar.ts'

describe('the newest academic year', () => {
  test.each([
    ['2026-11-25', 2026],
    ['2026-09-05', 2026],
    ['2027-03-01', 2026],
    ['2027-07-14', 2026],
  ])('on %s is %i', (day, year) => expect(newestYear(day)).toBe(year))
})

test('in the first weeks of a year its books are as far as they would be in November', () => {
  const [early] = yearPlan(2026, '2026-09-12').terms
  const [usual] = yearPlan(2026, '2026-11-25').terms
  expect(dayInTerm(usual, 0.42) <= '2026-11-25').toBe(true)
  expect(dayInTerm(early, 0.42) <= '2026-09-12').toBe(true)
  expect(dayInTerm(early, 0.9) > '2026-09-12').toBe(true)
})

test('holidays of the lunar year fall on their days', () => {
  const starts = holidaysOf(2024).map(({ starts_on }) => starts_on)
  expect(starts).toContain('2025-04-07')
  const newYear = holidaysOf(2025).find(({ name }) => name === 'Tết Nguyên đán')
  expect(newYear && newYear.starts_on <= '2026-02-17' && newYear.ends_on >= '2026-02-17').toBe(true)
})

test('months are named by their first days', () => {
  expect(monthsOf('2026-11-05', '2027-01-02')).toEqual(['2026-11-01', '2026-12-01', '2027-01-01'])
})
