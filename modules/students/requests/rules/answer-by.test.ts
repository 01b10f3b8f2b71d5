import { expect, test } from 'vitest'
import { daysToAnswer } from './answer-by.ts'

test('two working days are counted from the day after, over the end of a week', () => {
  const days = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28']
  // From Sunday to Saturday: Tuesday, Wednesday, Thursday, Friday, Monday, Tuesday, Tuesday.
  expect(days.map((day, weekday) => daysToAnswer(day, weekday))).toEqual([2, 2, 2, 2, 4, 4, 3])
})

test('a day before the rule began is answered by the same rule', () => {
  expect(daysToAnswer('2025-12-31', 3)).toBe(2)
})
