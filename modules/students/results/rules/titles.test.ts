import { expect, test } from 'vitest'
import { defaultPolicies } from '../../rules/policies.ts'
import { levels, type SubjectOutcome } from '../../rules/vocabulary.ts'
import { yearTitle } from './titles.ts'

const readings = defaultPolicies(2026)
const scored = (average: number, subject: number): SubjectOutcome => ({
  subject,
  kind: 'scored',
  average,
  passed: null,
  exempt: false,
})
const best = {
  conduct: levels.good,
  learning: levels.good,
  subjects: [90, 90, 90, 90, 90, 90, 80].map(scored),
  absences: 0,
}

test('a title shows which subjects carry it', () => {
  expect(yearTitle(best, readings)).toMatchObject({
    title: 'excellent',
    warnings: [],
    explanation: { rule: 'circular-22-2021/15.1.a', conditions: [{}, {}, { found: 6, subjects: [0, 1, 2, 3, 4, 5] }] },
  })
})

test('comment and exempt subjects do not count towards the six', () => {
  const subjects = best.subjects.map((outcome) => (outcome.subject === 0 ? { ...outcome, exempt: true } : outcome))
  expect(yearTitle({ ...best, subjects }, readings).title).toBe('good')
})

test('a year that is not decided has no title', () => {
  expect(yearTitle({ ...best, conduct: null }, readings).title).toBeNull()
})

test('more than 45 absences beside a title warn the principal, or bar it, as the reading says', () => {
  const absent = { ...best, absences: 46 }
  expect(yearTitle(absent, readings)).toMatchObject({ title: 'excellent', warnings: ['absences_over_limit'] })
  expect(yearTitle(absent, { titleOverAbsenceLimit: 'not_awarded' })).toMatchObject({
    title: null,
    warnings: ['absences_over_limit'],
  })
  expect(yearTitle({ ...best, absences: 45 }, readings).warnings).toEqual([])
})
