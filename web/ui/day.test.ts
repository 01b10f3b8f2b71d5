import { expect, test } from 'vitest'
import { readDay } from './day.ts'

test('a day is read as people type it, with slashes, points, dashes, spaces or nothing between', () => {
  for (const typed of [
    '23/11/2026',
    '23.11.2026',
    '23-11-2026',
    '23 11 2026',
    '23112026',
    ' 23/11/2026 ',
    '2026-11-23',
  ]) {
    expect(readDay(typed), typed).toEqual({ kind: 'day', day: '2026-11-23' })
  }
  expect(readDay('3/1/2012')).toEqual({ kind: 'day', day: '2012-01-03' })
})

test('29 February exists in leap years alone', () => {
  expect(readDay('29/02/2024')).toEqual({ kind: 'day', day: '2024-02-29' })
  expect(readDay('29/02/2026')).toEqual({ kind: 'noSuchDate', date: 29, month: 2, year: 2026 })
})

test('what is not a day says why', () => {
  expect(readDay('31/02/2012')).toEqual({ kind: 'noSuchDate', date: 31, month: 2, year: 2012 })
  expect(readDay('11/23/2026')).toEqual({ kind: 'noSuchMonth', month: 23 })
  expect(readDay('0/5/2026')).toEqual({ kind: 'noSuchDate', date: 0, month: 5, year: 2026 })
  expect(readDay('hôm qua')).toEqual({ kind: 'unreadable' })
  expect(readDay('23/11/26')).toEqual({ kind: 'unreadable' })
  expect(readDay('  ')).toEqual({ kind: 'empty' })
})
