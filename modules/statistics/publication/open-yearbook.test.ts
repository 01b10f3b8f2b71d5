import { expect, test } from 'vitest'
import type { Yearbook } from '../reporting/yearbook.ts'
import { openYearbook } from './open-yearbook.ts'

const table = (code: string, rows: Record<string, number[]>, measure: 'count' | 'share' = 'count') => ({
  code,
  period: 'start',
  measure,
  whole: [0],
  rows: Object.entries(rows).map(([key, figures]) => ({ key, name: key, figures })),
})
const book = (...tables: object[]): Yearbook =>
  ({ scope: {}, commune_name: null, years: [2026], sources: [], tables }) as unknown as Yearbook
const opened = (code: string, ...tables: object[]) =>
  openYearbook(book(...tables), 'Sở', new Date('2026-11-27T00:00:00Z'))
    .tables.find((it) => it.code === code)!
    .rows.map(({ figures }) => figures[0])

const pupils = table('pupils', { An: [3], Ba: [40], Ca: [900] })

test('a place with fewer than five pupils is withheld, and the next smallest with it; schools are told', () => {
  expect(opened('pupils', pupils)).toEqual(['withheld', 'withheld', 900])
  expect(opened('learning', pupils, table('learning', { An: [1], Ba: [0.5], Ca: [0.6] }, 'share'))).toEqual([
    'withheld',
    'withheld',
    0.6,
  ])
  expect(opened('schools', pupils, table('schools', { An: [1], Ba: [1], Ca: [2] }))).toEqual([1, 1, 2])
})

test('where no place is small nothing is withheld, and of minorities only the whole is told', () => {
  const many = table('pupils', { An: [30], Ba: [40] })
  expect(opened('pupils', many)).toEqual([30, 40])
  expect(opened('minority', many, table('minority', { An: [3], Ba: [4] }))).toEqual([])
})

test('a count of one is a count: a girl among many hides no place, one among four does', () => {
  const many = table('pupils', { An: [200], Ba: [40], Ca: [900] })
  expect(opened('girls', many, table('girls', { An: [1], Ba: [1], Ca: [400] }))).toEqual([1, 1, 400])
  const little = table('pupils', { An: [4], Ba: [40], Ca: [900] })
  // An and Ba together would be one girl of one, if a one were the share of all.
  expect(opened('girls', little, table('girls', { An: [1], Ba: [1], Ca: [400] }))).toEqual([
    'withheld',
    'withheld',
    400,
  ])
})

test('results without a count of pupils behind them are withheld, and another place with them', () => {
  const some = table('pupils', { Ba: [40], Ca: [900] })
  const learning = table('learning', { An: [1], Ba: [0.5], Ca: [0.6] }, 'share')
  expect(opened('learning', some, learning)).toEqual(['withheld', 'withheld', 0.6])
})
