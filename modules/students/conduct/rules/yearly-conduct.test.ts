import { expect, test } from 'vitest'
import { levels, type Level } from '../../rules/vocabulary.ts'
import { yearlyConduct } from './yearly-conduct.ts'

const { good, fair, pass, fail } = levels
const all: Level[] = [good, fair, pass, fail]

/** The sentences of Điều 8(2)(b), read one by one, beside the table that the rule is. */
function asTheTextSays(first: Level, second: Level): Level {
  if (second === good && first >= fair) return good
  if ((second === fair && first >= pass) || (second === pass && first === good) || (second === good && first <= pass)) {
    return fair
  }
  if ((second === pass && first <= fair) || (second === fair && first === fail)) return pass
  return fail
}

test('all sixteen pairs of terms give what the sentences of the circular say', () => {
  for (const first of all) {
    for (const second of all) {
      expect(yearlyConduct(first, second).level, `${first} then ${second}`).toBe(asTheTextSays(first, second))
    }
  }
})

test('a better term never makes a worse year', () => {
  for (const first of all) {
    for (const second of all) {
      const year = yearlyConduct(first, second).level!
      for (const better of all.filter((level) => level > first)) {
        expect(yearlyConduct(better, second).level).toBeGreaterThanOrEqual(year)
      }
      for (const better of all.filter((level) => level > second)) {
        expect(yearlyConduct(first, better).level).toBeGreaterThanOrEqual(year)
      }
    }
  }
})

test('without both terms there is no year, and it says which is missing', () => {
  expect(yearlyConduct(good, null)).toMatchObject({ level: null, explanation: { missing: ['term_2'] } })
  expect(yearlyConduct(null, null)).toMatchObject({ level: null, explanation: { missing: ['term_1', 'term_2'] } })
})
