import { describe, expect, test } from 'vitest'
import type { SubjectOutcome } from '../../rules/vocabulary.ts'
import {
  legacyCommentTerm,
  legacyLearning,
  legacyPromotion,
  legacyTermAverage,
  legacyTitle,
  legacyYearAverage,
  type LegacyScheme,
} from './circular-58.ts'

const keys = { mathematics: 0, literature: 1, foreignLanguage: 2 }

/** Subjects 0 (Toán), 1 (Ngữ văn), 2 (Ngoại ngữ), 3 …, then one comment subject. */
const subjects = (averages: number[], passed = true): SubjectOutcome[] => [
  ...averages.map((average, subject) => ({ subject, kind: 'scored' as const, average, passed: null, exempt: false })),
  { subject: 99, kind: 'comment', average: null, passed, exempt: false },
]
const learning = (averages: number[], passed = true, scheme: LegacyScheme = 'circular-26-2020') =>
  legacyLearning(subjects(averages, passed), keys, scheme)

describe('averages', () => {
  test('regular tests weigh 1, periodic ones 2, the term test 3', () => {
    expect(legacyTermAverage({ regular: [80, 70], periodic: [60, 90], final: 75 })).toBe(75)
    expect(legacyTermAverage({ regular: [60, 80, 75], periodic: [50], final: 100 })).toBe(77)
  })

  test('the second term weighs twice, and a subject of one term takes that term', () => {
    expect(legacyYearAverage(90, 75)).toBe(80)
    expect(legacyYearAverage(70, null)).toBe(70)
    expect(legacyYearAverage(null, null)).toBeNull()
  })

  test('a comment subject needs two thirds of its tests and the term test', () => {
    expect(legacyCommentTerm({ others: [true, false, true, false, true], final: true })).toBe(true)
    expect(legacyCommentTerm({ others: [true, false, true, false, false], final: true })).toBe(false)
    expect(legacyCommentTerm({ others: [true, true, true], final: false })).toBe(false)
  })
})

describe('học lực', () => {
  test('follows the overall average, a key subject, the lowest mark and the comment subjects', () => {
    expect(learning([80, 70, 70, 85, 85, 90]).finalLevel).toBe('excellent')
    expect(learning([79, 79, 79, 85, 85, 90]).finalLevel).toBe('fair')
    expect(learning([65, 60, 60, 70, 70, 70]).finalLevel).toBe('fair')
    expect(learning([50, 50, 50, 55, 55, 55]).finalLevel).toBe('average')
    expect(learning([40, 40, 40, 40, 40, 40]).finalLevel).toBe('weak')
    expect(learning([19, 40, 40, 40, 40, 40]).finalLevel).toBe('poor')
  })

  test('the foreign language is a key subject only since the amendment', () => {
    const averages = [75, 75, 80, 85, 85, 90]
    expect(learning(averages).finalLevel).toBe('excellent')
    expect(learning(averages, true, 'circular-58-2011').finalLevel).toBe('fair')
  })

  test('a specialised class asks the same of its own subject', () => {
    const specialised = { ...keys, specialised: 3 }
    expect(legacyLearning(subjects([85, 85, 85, 75, 85, 85]), specialised, 'circular-26-2020').finalLevel).toBe('fair')
  })

  test.each([
    ['Giỏi to Trung bình by one subject becomes Khá', [95, 95, 95, 95, 95, 40], true, 'average', 'fair'],
    ['Giỏi to Yếu becomes Trung bình', [95, 95, 95, 95, 95, 30], true, 'weak', 'average'],
    ['Giỏi to Yếu by a comment subject becomes Trung bình', [85, 85, 85, 85, 85, 85], false, 'weak', 'average'],
    ['Khá to Yếu becomes Trung bình', [75, 75, 75, 75, 75, 30], true, 'weak', 'average'],
    ['Khá to Kém becomes Yếu', [75, 75, 75, 75, 75, 15], true, 'poor', 'weak'],
    ['Giỏi to Kém, on which the text is silent, becomes Yếu', [99, 99, 99, 99, 99, 10], true, 'poor', 'weak'],
    ['Khá to Trung bình is one level and stays', [75, 75, 75, 75, 75, 45], true, 'average', 'average'],
    ['a fall by two subjects stays', [99, 99, 99, 99, 48, 48], true, 'average', 'average'],
  ] as const)('%s', (_, averages, passed, rawLevel, finalLevel) => {
    expect(learning([...averages], passed)).toMatchObject({ rawLevel, finalLevel })
  })

  test('a missing subject leaves no level', () => {
    const [first, ...rest] = subjects([80, 80, 80])
    expect(legacyLearning([{ ...first!, average: null }, ...rest], keys, 'circular-58-2011')).toMatchObject({
      overallAverage: null,
      finalLevel: null,
      missing: [0],
    })
  })
})

test('titles: Giỏi asks Tốt and Giỏi, Tiên tiến both from Khá', () => {
  expect(legacyTitle('good', 'excellent')).toBe('excellent')
  expect(legacyTitle('fair', 'excellent')).toBe('advanced')
  expect(legacyTitle('good', 'fair')).toBe('advanced')
  expect(legacyTitle('average', 'excellent')).toBeNull()
  expect(legacyTitle('good', 'average')).toBeNull()
})

test('promotion: both from Trung bình, else a remedy for one Yếu, none for two, for Kém or for 46 absences', () => {
  const outcome = (conduct: 'average' | 'weak', level: 'average' | 'weak' | 'poor', absences = 0) =>
    legacyPromotion({ conduct, learning: level, absences })
  expect(outcome('average', 'average', 45)).toBe('promoted')
  expect(outcome('average', 'average', 46)).toBe('retained')
  expect(outcome('average', 'weak')).toBe('reassessment')
  expect(outcome('weak', 'average')).toBe('summer_training')
  expect(outcome('weak', 'weak')).toBe('retained')
  expect(outcome('average', 'poor')).toBe('retained')
})
