import { expect, test } from 'vitest'
import { divideHalfUp } from './rounding.ts'

test('a half goes up: 8,25 is 8,3 and 5,35 is 5,4', () => {
  expect(divideHalfUp(825, 10)).toBe(83)
  expect(divideHalfUp(535, 10)).toBe(54)
})

test('every quotient lands on the one integer within half a unit, the upper one on a tie', () => {
  const wrong: string[] = []
  for (let denominator = 1; denominator <= 14; denominator++) {
    for (let numerator = 0; numerator <= 1_400; numerator++) {
      const twice = 2 * divideHalfUp(numerator, denominator) * denominator
      const isNearest = 2 * numerator - denominator < twice && twice <= 2 * numerator + denominator
      if (!isNearest) wrong.push(`${numerator} / ${denominator}`)
    }
  }
  expect(wrong).toEqual([])
})

test('fractions, negatives and a zero divisor are refused rather than rounded', () => {
  for (const [numerator, denominator] of [
    [8.5, 1],
    [-1, 2],
    [1, 0],
    [1, 0.5],
    [Number.NaN, 1],
  ] as const) {
    expect(() => divideHalfUp(numerator, denominator)).toThrow(RangeError)
  }
})
