import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerBy } from './answer-by.ts'

test('two working days are counted from the day after, over the end of a week', () => {
  expect(['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'].map(answerBy)).toEqual([
    '2026-11-27',
    '2026-11-30',
    '2026-12-01',
    '2026-12-01',
    '2026-12-01',
  ])
})

test('the day is a working day after the request, and never earlier than for a request of the day before', () => {
  const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), (number) => {
      const by = answerBy(day(number))
      expect([1, 2, 3, 4, 5]).toContain(new Date(by).getUTCDay())
      expect(by > day(number)).toBe(true)
      expect(by >= answerBy(day(number - 1))).toBe(true)
    }),
  )
})
