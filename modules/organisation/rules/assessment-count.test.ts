import { expect, test } from 'vitest'
import { regularMarksDue } from './assessment-count.ts'

const due = (kind: 'scored' | 'comment', periodsPerYear: number, extraTxCount = 0) =>
  regularMarksDue({ kind, periodsPerYear, extraTxCount }).due

test('a scored subject has two regular marks up to 35 periods a year, three up to 70, four above', () => {
  expect([17, 35, 36, 52, 70, 71, 105, 140].map((periods) => due('scored', periods))).toEqual([2, 2, 3, 3, 3, 4, 4, 4])
})

test('a comment subject has two however many periods', () => {
  expect([35, 70, 105].map((periods) => due('comment', periods))).toEqual([2, 2, 2])
})

test('a topic cluster adds its own, never beyond the eight columns of the book', () => {
  expect([0, 1, 3, 9].map((extra) => due('scored', 70, extra))).toEqual([3, 4, 6, 8])
})

test('the number says which rule and which periods it comes from', () => {
  expect(regularMarksDue({ kind: 'scored', periodsPerYear: 105, extraTxCount: 1 }).explanation).toEqual({
    kind: 'assessment_count',
    rule: 'circular-22-2021/6.2.b',
    periodsPerYear: 105,
    base: 4,
    extra: 1,
  })
})
