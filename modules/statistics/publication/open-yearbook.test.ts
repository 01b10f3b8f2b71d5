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
  expect(opened('pupils', pupils)).toEqual(['few', 'few', 900])
  expect(opened('learning', pupils, table('learning', { An: [1], Ba: [0.5], Ca: [0.6] }, 'share'))).toEqual([
    'few',
    'few',
    0.6,
  ])
  expect(opened('schools', pupils, table('schools', { An: [1], Ba: [1], Ca: [2] }))).toEqual([1, 1, 2])
})

test('where no place is small nothing is withheld, and of minorities only the whole is told', () => {
  const many = table('pupils', { An: [30], Ba: [40] })
  expect(opened('pupils', many)).toEqual([30, 40])
  expect(opened('minority', many, table('minority', { An: [3], Ba: [4] }))).toEqual([])
})
