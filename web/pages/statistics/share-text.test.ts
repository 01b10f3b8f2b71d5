import { expect, test } from 'vitest'
import { shareText } from './share-text.ts'

test.each([
  [70_137, 71_295, '98,4'],
  [24, 1935, '1,2'],
  [25, 1935, '1,3'],
  [9_999, 10_000, '99,9'],
  [10_000, 10_000, '100,0'],
  [0, 0, '100,0'],
])('%i of %i is %s percent, and the whole only when nothing is missing', (done, of, text) => {
  expect(shareText(done, of)).toBe(`${text}\u00a0%`)
})
