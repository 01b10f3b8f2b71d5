import { expect, test } from 'vitest'
import { spellings } from './spellings.ts'

test.each([
  ['hòa', ['hòa', 'hoà']],
  ['thuý', ['thuý', 'thúy']],
  ['mỹ', ['mỹ', 'mĩ']],
  ['an', ['an']],
  ['nguyễn', ['nguyễn']],
])('%s is looked for as %j', (word, expected) => {
  expect(spellings(word).sort()).toEqual(expect.arrayContaining(expected))
})

test('a spelling never changes a letter or a mark', () => {
  expect(spellings('hòa')).not.toContain('hoa')
  expect(spellings('ấn')).toEqual(['ấn'])
  expect(spellings('dung')).toEqual(['dung'])
})
