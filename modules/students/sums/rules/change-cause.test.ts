import { expect, test } from 'vitest'
import { causeOf, type RecordImage } from './change-cause.ts'

const day = { academic_year: 2026, as_of: '2026-09-30' }
const place = (more: Record<string, unknown>) => ({
  academic_year: 2026,
  student_id: 's1',
  class_id: 7,
  starts_on: '2026-09-05',
  ends_on: null,
  status: 'studying',
  repeating: false,
  ...more,
})
const cause = (table: string, before: RecordImage['before'], after: RecordImage['after']) =>
  causeOf({ table, before, after }, day)?.cause ?? null

test('a place written later for a day that was counted, and one that begins after it', () => {
  expect(cause('enrollment', null, place({ starts_on: '2026-09-20' }))).toBe('enrolled')
  expect(cause('enrollment', null, place({ starts_on: '2026-10-02' }))).toBeNull()
  expect(cause('enrollment', null, place({ academic_year: 2025 }))).toBeNull()
})

test('leaving counts where it was dated before the day, and not where it came after', () => {
  expect(cause('enrollment', place({}), place({ ends_on: '2026-09-12', status: 'left' }))).toBe('left')
  expect(cause('enrollment', place({}), place({ ends_on: '2026-09-30', status: 'left' }))).toBeNull()
  expect(cause('enrollment', place({}), place({ ends_on: '2026-10-12', status: 'left' }))).toBeNull()
  expect(cause('enrollment', place({ ends_on: '2026-09-12', status: 'left' }), place({}))).toBe('returned')
  expect(cause('enrollment', place({}), null)).toBe('left')
})

test('a change of class is told as one', () => {
  expect(cause('enrollment', place({}), place({ ends_on: '2026-09-12', status: 'moved_class' }))).toBe('moved')
  expect(cause('enrollment', place({}), place({ class_id: 8 }))).toBe('moved')
})

test('of a record only what is counted apart bears on the figures', () => {
  const pupil = { id: 's1', full_name: 'A', ethnicity: '03', policy_groups: ['DTTS'] }
  expect(cause('student', pupil, { ...pupil, ethnicity: '01' })).toBe('corrected')
  expect(cause('student', pupil, { ...pupil, policy_groups: [] })).toBe('corrected')
  expect(cause('student', pupil, { ...pupil, full_name: 'B' })).toBeNull()
})

test('classes and results of the year', () => {
  const room = { id: 7, academic_year: 2026, grade: 6, shift: 'morning', closed_on: null, name: '6A' }
  expect(cause('class', room, { ...room, shift: 'full_day' })).toBe('class')
  expect(cause('class', room, { ...room, name: '6B' })).toBeNull()
  const approval = { academic_year: 2026, class_id: 7, term: 0, state: 'approved' }
  expect(cause('class_approval', approval, { ...approval, state: 'open' })).toBe('result')
  expect(cause('class_approval', { ...approval, term: 1 }, { ...approval, term: 1, state: 'open' })).toBeNull()
})
