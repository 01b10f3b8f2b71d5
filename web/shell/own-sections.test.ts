import { expect, test } from 'vitest'
import { progressOf } from './own-sections.ts'

test('a book is as far as its midterm marks, and then as its final ones', () => {
  expect(progressOf({ pupils: 45, entered: [45, 45, 43, 7, 17, 0] })).toEqual({ done: 17, of: 45 })
  expect(progressOf({ pupils: 45, entered: [45, 45, 45, 45, 45, 0] })).toEqual({ done: 45, of: 45 })
  expect(progressOf({ pupils: 45, entered: [45, 45, 45, 45, 45, 3] })).toEqual({ done: 3, of: 45 })
  expect(progressOf({ pupils: 42, entered: [42, 42, 0, 0] })).toEqual({ done: 0, of: 42 })
})
