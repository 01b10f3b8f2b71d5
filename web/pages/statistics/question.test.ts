import { expect, test } from 'vitest'
import { changed, fileQuery, questionIn } from './question.ts'

const periods = [
  { academicYear: 2026, term: 1, approved: false },
  { academicYear: 2026, term: 0, approved: false },
  { academicYear: 2025, term: 2, approved: true },
  { academicYear: 2025, term: 1, approved: true },
  { academicYear: 2025, term: 0, approved: true },
]
const ask = (query: string, start: 'commune' | 'school' = 'commune') =>
  questionIn(new URLSearchParams(query), periods, start)

test('an address that says nothing asks for learning in the newest approved year, by commune', () => {
  expect(ask('')).toMatchObject({ indicator: 'learning_upper', academicYear: 2025, term: 0, by: 'commune' })
})

test('an officer of a commune begins with schools', () => {
  expect(ask('', 'school').by).toBe('school')
})

test('marks are asked by term, so a year falls back to the newest term that has some', () => {
  expect(ask('indicator=midterm_mean&year=2025&term=0')).toMatchObject({ academicYear: 2025, term: 2 })
  expect(ask('indicator=midterm_mean&year=2026&term=1')).toMatchObject({ academicYear: 2026, term: 1 })
})

test('a commune is broken down by schools, a school by grades or classes', () => {
  expect(ask('commune=98001').by).toBe('school')
  expect(ask('commune=98001&school=thcs-nguyen-du').by).toBe('grade')
  expect(ask('school=thcs-nguyen-du&by=class&grade=9')).toMatchObject({ by: 'class', grade: 9 })
})

test('what an address does not know narrows nothing', () => {
  expect(ask('level=middle&ethnicity=x&sex=a')).toMatchObject({
    level: undefined,
    ethnicity: undefined,
    sex: undefined,
  })
})

test('a filter changes its own part of the address alone', () => {
  const address = new URLSearchParams('indicator=pupils&level=lower&sex=2')
  expect(changed(address, { sex: undefined, ethnicity: 'minority' })).toBe(
    '/figures?indicator=pupils&level=lower&ethnicity=minority',
  )
})

test('a file asks the same question', () => {
  expect(fileQuery(ask('indicator=pupils&year=2026&term=0&level=lower'))).toBe(
    'year=2026&indicator=pupils&term=0&by=commune&level=lower',
  )
})

test('pupils are known as soon as a year has begun, results once they are approved', () => {
  expect(ask('indicator=right_age')).toMatchObject({ academicYear: 2026, term: 1 })
  expect(ask('indicator=classes')).toMatchObject({ academicYear: 2026, term: 0 })
  expect(ask('indicator=retained')).toMatchObject({ academicYear: 2025, term: 0 })
})

test('a breakdown that does not fit the place or the indicator is not asked for', () => {
  expect(ask('indicator=pupils&by=subject').by).toBe('commune')
  expect(ask('indicator=midterm_mean&by=subject').by).toBe('subject')
  expect(ask('indicator=books_locked&by=sex').by).toBe('commune')
  expect(ask('school=thcs-nguyen-du&by=ownership').by).toBe('grade')
  expect(ask('by=class').by).toBe('commune')
  expect(ask('commune=98001&by=year').by).toBe('year')
})
