import { expect, test } from 'vitest'
import { stepsOf } from './spread-steps.ts'

test('marks fall into steps, and ten into the last', () => {
  const counts = Array.from({ length: 101 }, () => 0)
  for (const tenth of [0, 49, 50, 54, 55, 99, 100, 100]) counts[tenth]! += 1
  const whole = stepsOf(counts, 1)
  expect(whole.map((share) => share * 8)).toEqual([1, 0, 0, 0, 1, 3, 0, 0, 0, 3])
  const halves = stepsOf(counts, 2)
  expect(halves).toHaveLength(20)
  expect(halves[10]).toBe(2 / 8)
  expect(halves[11]).toBe(1 / 8)
  expect(stepsOf([], 1)).toEqual(Array.from({ length: 10 }, () => 0))
})
