import { expect, test } from 'vitest'
import { sizeText, spanText } from './amounts.ts'

test('a size is told in the unit that makes a short number of it', () => {
  expect([512, 39_000_000, 999_600, 1_730_000_000, 4.2e12].map(sizeText)).toEqual([
    '0,5 kB',
    '39 MB',
    '1,0 MB',
    '1,7 GB',
    '4,2 TB',
  ])
})

test('a span is told in its largest whole unit', () => {
  const words = (key: string, values?: object) => `${key.split('.')[1]} ${Object.values(values ?? {}).join()}`
  expect([12, 89, 90, 3_000, 7_200, 90_000, 172_800, 864_000].map((it) => spanText(words, it))).toEqual([
    'seconds 12',
    'seconds 89',
    'minutes 2',
    'minutes 50',
    'hours 2',
    'hours 25',
    'days 2',
    'days 10',
  ])
})
