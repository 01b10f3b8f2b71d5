import { expect, test } from 'vitest'
import { standing, stepOf } from './heat-sets.ts'

test('a value stands between the least and the greatest of its column', () => {
  expect(standing(0.5, [0.2, 0.5, null, 0.8])).toBeCloseTo(0.5, 10)
  expect(standing(0.2, [0.2, 0.5, 0.8])).toBe(0)
  expect(standing(0.8, [0.2, 0.5, 0.8])).toBe(1)
})

test('what is withheld, alone or like all others has no place', () => {
  expect(standing(null, [0.2, 0.5])).toBeUndefined()
  expect(standing(0.5, [0.5, null])).toBeUndefined()
  expect(standing(0.5, [0.5, 0.5])).toBeUndefined()
})

test('the greatest is of the last step and not beyond', () => {
  expect([0, 0.19, 0.2, 0.99, 1].map(stepOf)).toEqual([0, 0, 1, 4, 4])
})
