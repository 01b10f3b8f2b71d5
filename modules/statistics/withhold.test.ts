import { expect, test } from 'vitest'
import { withheldParts } from './withhold.ts'

const part = (name: string, base: number, amount: number) => ({ name, base, amount })
const names = (parts: Parameters<typeof withheldParts<ReturnType<typeof part>>>[0], most?: number) =>
  [...withheldParts(parts, { most })].map(({ name }) => name)

test('where every part is large enough nothing is withheld', () => {
  expect(names([part('a', 40, 20), part('b', 5, 1), part('empty', 0, 0)])).toEqual([])
})

test('a small part takes the smallest other with it, for the whole less the rest would tell it', () => {
  expect(names([part('a', 40, 20), part('b', 3, 1), part('c', 12, 7)])).toEqual(['b', 'c'])
})

test('two parts that are small together take a third', () => {
  expect(names([part('a', 40, 20), part('b', 1, 0), part('c', 2, 1), part('d', 9, 4)])).toEqual(['b', 'c', 'd'])
})

test('two small parts of five persons hide each other', () => {
  expect(names([part('a', 40, 20), part('b', 3, 1), part('c', 2, 2)])).toEqual(['b', 'c'])
})

test('what is withheld together is not all alike, for then it would be known of each', () => {
  expect(names([part('a', 40, 20), part('b', 3, 3), part('c', 6, 6), part('d', 9, 4)])).toEqual(['b', 'c', 'd'])
})

test('where the whole is all alike no more is withheld than the smallest', () => {
  expect(names([part('a', 40, 40), part('b', 3, 3), part('c', 6, 6)])).toEqual(['b', 'c'])
})

test('a mean is held by the marks that are possible', () => {
  expect(names([part('a', 40, 250), part('b', 3, 30), part('c', 6, 60), part('d', 9, 50)], 10)).toEqual(['b', 'c', 'd'])
})
