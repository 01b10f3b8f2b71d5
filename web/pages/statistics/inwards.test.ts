import { expect, test } from 'vitest'
import { inwards, listOf } from './inwards.ts'

const address = new URLSearchParams('indicator=pupils&by=grade')

test('a grade of a province narrows to it, a grade of a school opens its classes', () => {
  expect(inwards({ by: 'grade' }, '9', address)).toBe('/figures?indicator=pupils&grade=9')
  expect(inwards({ by: 'grade', school: 'thcs-nguyen-du' }, '9', address)).toBe(
    '/figures?indicator=pupils&by=class&grade=9',
  )
  expect(inwards({ by: 'kind' }, 'C2', address)).toBeUndefined()
})

test('a figure of a school opens the list that it counts', () => {
  const question = { indicator: 'minority', by: 'grade', school: 'thcs-nguyen-du', academicYear: 2026, term: 0 }
  expect(listOf(question, '9')).toBe('/students/thcs-nguyen-du/2026-2027?ethnicity=minority&grade=9')
  expect(listOf({ ...question, by: 'class', grade: 9 }, '9a2')).toBe(
    '/students/thcs-nguyen-du/2026-2027/hk1/9a2?ethnicity=minority',
  )
  expect(listOf({ ...question, by: 'sex', indicator: 'pupils' }, '2')).toBe(
    '/students/thcs-nguyen-du/2026-2027?sex=female',
  )
  expect(listOf({ ...question, indicator: 'right_age' }, '9')).toBe(
    '/students/thcs-nguyen-du/2026-2027?group=right_age&grade=9',
  )
  expect(listOf({ ...question, indicator: 'retained' }, '9')).toBe('/results/thcs-nguyen-du/2026-2027/hk2')
})

test('where no list is narrowed to what is counted there is no link', () => {
  expect(
    listOf({ indicator: 'books_locked', by: 'grade', school: 'x', academicYear: 2026, term: 0 }, '9'),
  ).toBeUndefined()
  expect(listOf({ indicator: 'pupils', by: 'school', academicYear: 2026, term: 0 }, 'x')).toBeUndefined()
})
