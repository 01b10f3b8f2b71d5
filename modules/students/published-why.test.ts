import { expect, test } from 'vitest'
import { defaultPolicies } from './rules/policies.ts'
import { whyLearning, whyYear, type VisibleSubject, type VisibleYear } from './published-why.ts'

const readings = defaultPolicies(2026)
const scored = (subject_id: number, average: number | null): VisibleSubject => ({
  subject_id,
  assessment: 'scored',
  average,
  passed: null,
  exempt: false,
  optional: false,
})
const eight = (...averages: (number | null)[]) => averages.map((average, index) => scored(index + 1, average))
const fair = eight(70, 70, 70, 70, 70, 70, 60, 52)
const year = (more: Partial<VisibleYear> = {}): VisibleYear => ({
  grade: 8,
  level: 3,
  level_after: null,
  conduct: 4,
  conduct_after: null,
  absences: 3,
  outcome: 'promoted',
  subjects: fair,
  conducts: [3, 4],
  ...more,
})

test('a level is explained from the results that can be seen', () => {
  expect(whyLearning(fair, 3, readings)?.attempts.map(({ level, reached }) => [level, reached])).toEqual([
    [4, false],
    [3, true],
  ])
})

test('nothing is explained while a result is hidden, or where the visible ones do not give the level', () => {
  expect(whyLearning(eight(70, 70, 70, 70, 70, 70, 60, null), 3, readings)).toBeNull()
  expect(whyLearning(fair, 4, readings)).toBeNull()
  expect(whyLearning(fair, null, readings)).toBeNull()
  const hidden = whyYear(year({ subjects: eight(70, 70, 70, 70, 70, 70, 60, null) }), readings)
  expect([hidden.learning, hidden.outcome]).toEqual([null, null])
})

test('the conduct of a year is explained by both terms, and not while one of them is unpublished', () => {
  expect(whyYear(year(), readings).conduct).toEqual({ level: 4, term_1: 3, term_2: 4 })
  expect(whyYear(year({ conducts: [null, 4] }), readings).conduct).toBeNull()
})

test('promotion is explained by its tests; a decision of the principal that they do not give is not guessed', () => {
  expect(whyYear(year(), readings).outcome?.conditions.map(({ holds }) => holds)).toEqual([true, true, true])
  const decided = whyYear(
    year({ level: 1, outcome: 'promoted', subjects: eight(30, 30, 40, 40, 45, 45, 45, 45) }),
    readings,
  )
  expect(decided.outcome).toBeNull()
})

test('after the summer the results that hold are explained, and the subjects taken again are named', () => {
  const weak = eight(60, 60, 60, 60, 60, 48, 44, 44)
  const after = whyYear(
    year({
      level: 1,
      level_after: 2,
      subjects: weak.map((it) => (it.average! < 50 ? { ...it, reassessed_average: 55 } : it)),
    }),
    readings,
  )
  expect(after.learning?.attempts.at(-1)).toMatchObject({ level: 2, reached: true })
  expect(after.outcome?.retest_subjects).toEqual([6, 7, 8])
})
