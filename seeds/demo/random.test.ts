import { expect, test } from 'vitest'
import { randomOf } from './random.ts'

test('the same seed gives the same, another seed something else', () => {
  const drawn = (seed: string) => Array.from({ length: 20 }, randomOf(seed).next)
  expect(drawn('a')).toEqual(drawn('a'))
  expect(drawn('a')).not.toEqual(drawn('b'))
})

test('what is drawn from a fork changes nothing in its source', () => {
  const [one, other] = [randomOf('a'), randomOf('a')]
  one.fork('school').next()
  expect(one.next()).toBe(other.next())
})

test('ids are of version 7, grow, and are never drawn twice', () => {
  const random = randomOf('a')
  const ids = Array.from({ length: 5_000 }, random.uuid)
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('weights decide how often something is drawn', () => {
  const random = randomOf('a')
  const heavy = Array.from({ length: 10_000 }, () =>
    random.weighted([
      ['a', 9],
      ['b', 1],
    ]),
  ).filter((one) => one === 'a')
  expect(heavy.length).toBeGreaterThan(8_800)
  expect(heavy.length).toBeLessThan(9_200)
})
