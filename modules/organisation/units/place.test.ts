import { expect, test } from 'vitest'
import { kindsBelow, placeFaults } from './place.ts'

const open = (kind: Parameters<typeof placeFaults>[1]['kind']) => ({ kind, opened_on: '2000-01-01', closed_on: null })
const messages = (...args: Parameters<typeof placeFaults>) => placeFaults(...args).map(({ message }) => message)

test('a school stands under a commune or the department, a campus under a school', () => {
  expect(messages('school', open('commune_office'), '2026-09-01')).toEqual([])
  expect(messages('school', open('department'), '2026-09-01')).toEqual([])
  expect(messages('campus', open('school'), '2026-09-01')).toEqual([])
  expect(messages('school', open('school'), '2026-09-01')).toEqual(['unit.wrong_parent'])
  expect(kindsBelow('school')).toEqual(['campus', 'division'])
})

test('a district could hold schools until 1 July 2025 and no longer', () => {
  expect(messages('school', open('district_office'), '2010-09-01', '2025-07-01')).toEqual([])
  expect(messages('school', open('district_office'), '2010-09-01', '2025-07-02')).toEqual(['unit.districts_ended'])
  expect(messages('district_office', open('department'), '2024-01-01')).toEqual(['unit.districts_ended'])
})

test('nothing stands under a unit before it opens or after it closes', () => {
  expect(messages('school', { ...open('commune_office'), opened_on: '2025-07-01' }, '2025-06-30')).toEqual([
    'unit.before_parent',
  ])
  expect(messages('school', { ...open('commune_office'), closed_on: '2026-01-01' }, '2025-09-01')).toEqual([
    'unit.parent_closed',
  ])
})
