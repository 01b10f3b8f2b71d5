import { expect, test } from 'vitest'
import { ruleVersion, schemeOf } from './schemes.ts'

const grades = [6, 7, 8, 9, 10, 11, 12]
const gradesUnder22 = (academicYear: number) =>
  grades.filter((grade) => schemeOf(academicYear, grade) === 'circular-22-2021')

test('Circular 22 comes grade by grade, as its roadmap says', () => {
  expect([2020, 2021, 2022, 2023, 2024, 2026].map(gradesUnder22)).toEqual([
    [],
    [6],
    [6, 7, 10],
    [6, 7, 8, 10, 11],
    grades,
    grades,
  ])
})

test('grades not yet reached keep the older rules, with the amendment from 2020', () => {
  expect(schemeOf(2019, 9)).toBe('circular-58-2011')
  expect(schemeOf(2020, 9)).toBe('circular-26-2020')
  expect(schemeOf(2023, 9)).toBe('circular-26-2020')
})

test('primary grades and years before the first circular have no scheme here', () => {
  expect([schemeOf(2026, 5), schemeOf(2026, 13), schemeOf(2010, 6)]).toEqual([null, null, null])
})

test('a stored value names the scheme that computed it', () => {
  expect(ruleVersion('circular-22-2021')).toBe('circular-22-2021.1')
})
