import { expect, test } from 'vitest'
import { defaultPolicies, defaultReadings, isReading, policyReadings } from './policies.ts'

test('each reading has its default among its choices, and names its source', () => {
  for (const { value, choices, source } of Object.values(defaultReadings)) {
    expect(choices).toContain(value)
    expect(new Set(choices).size).toBe(2)
    expect(source).toMatch(/Circular 22\/2021\/TT-BGDĐT/)
  }
})

test('a correction holds from its year on, and a later one ends it', () => {
  const rows = [
    { name: 'harmlessSubject', valid_from: 2028, value: 'good_mark' },
    { name: 'harmlessSubject', valid_from: 2026, value: 'left_out' },
  ]
  expect([2025, 2026, 2027, 2028].map((year) => policyReadings(year, rows).harmlessSubject)).toEqual([
    'good_mark',
    'left_out',
    'left_out',
    'good_mark',
  ])
})

test('a row of an unknown name or value changes nothing', () => {
  const rows = [
    { name: 'harmlessSubject', valid_from: 2026, value: 'whatever' },
    { name: 'noSuchReading', valid_from: 2026, value: 'again' },
  ]
  expect(policyReadings(2026, rows)).toEqual(defaultPolicies(2026))
  expect(rows.map(isReading)).toEqual([false, false])
  expect(isReading({ name: 'retestResult', value: 'better_of_both' })).toBe(true)
})
