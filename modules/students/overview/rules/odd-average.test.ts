import { expect, test } from 'vitest'
import { oddAverages } from './odd-average.ts'

/** The means of classes 8A1, 8A2 … in a subject. */
const grade8 = (means: readonly number[], subject_id = 3, marks = 40) =>
  means.map((mean, index) => ({
    grade: 8,
    subject_id,
    class_name: `8A${index + 1}`,
    marks,
    total: Math.round(mean * 10 * marks),
  }))

test('a class two points below the others of its grade is odd, by how many deviations and against which mean', () => {
  const [odd, ...more] = oddAverages(grade8([6.4, 4.3, 6.6, 6.2, 6.5]))
  expect(more).toEqual([])
  expect(odd?.of.class_name).toBe('8A2')
  expect(odd?.mean).toBeCloseTo(4.3)
  expect(odd?.others).toBeCloseTo(6.425)
  expect(odd?.usual).toBe(0)
  expect(odd?.deviations).toBeLessThan(-2)
})

test('a class far above is as odd as one far below', () => {
  expect(oddAverages(grade8([6.4, 8.9, 6.6, 6.2])).map((odd) => odd.of.class_name)).toEqual(['8A2'])
})

test('a selected class that is ahead in every subject is not odd, but its one fall is', () => {
  const usual = [1, 2, 4, 5].flatMap((subject) => grade8([8.8, 7.0, 7.2, 6.9], subject))
  expect(oddAverages(usual)).toEqual([])
  const [odd, ...more] = oddAverages([...usual, ...grade8([7.1, 7.0, 7.2, 6.9], 3)])
  expect(more).toEqual([])
  expect(odd).toMatchObject({ of: { class_name: '8A1', subject_id: 3 } })
  expect(odd?.usual).toBeCloseTo(1.77, 1)
  expect(odd?.deviations).toBeLessThan(-2)
})

test('classes that differ as classes do are not odd', () => {
  expect(oddAverages(grade8([5.5, 6.4, 7.2, 6.8, 5.9]))).toEqual([])
})

test('less than a point is never odd, however alike the others are', () => {
  expect(oddAverages(grade8([6.4, 5.6, 6.4, 6.4, 6.4]))).toEqual([])
})

test('too few classes or too few marks say nothing', () => {
  expect(oddAverages(grade8([6.4, 3.0, 6.6]))).toEqual([])
  expect(oddAverages(grade8([6.4, 3.0, 6.6, 6.2], 3, 9))).toEqual([])
})

test('classes are measured within their grade and subject alone', () => {
  const ninth = grade8([5, 5, 5, 5]).map((one) => ({ ...one, grade: 9 }))
  expect(oddAverages([...grade8([8, 8, 8, 8], 2), ...ninth])).toEqual([])
})
