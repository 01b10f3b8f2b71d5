import { expect, test } from 'vitest'
import { entryWork } from './entry-work.ts'

const book = {
  gradebook: 'b',
  state: 'open',
  pupils: 45,
  regularDue: 4,
  entered: [45, 45, 43, 7, 17, 0],
  closesOn: ['2027-01-20', '2027-01-20', '2027-01-20', '2027-01-20', '2026-11-27', '2027-01-20'],
  heldOn: [null, null, null, null, '2026-11-13', null],
}

test('a midterm due in two days is work of today, a final due in January is not', () => {
  expect(entryWork([book], '2026-11-25')).toMatchObject([
    { kind: 'midterm', done: 17, of: 45, days: 2, heldOn: '2026-11-13' },
  ])
})

test('what is late comes before what is due, and an empty column before a begun one', () => {
  const late = { ...book, gradebook: 'late', closesOn: book.closesOn.map(() => '2026-11-20') }
  const empty = { ...book, gradebook: 'empty', entered: [45, 45, 43, 7, 0, 0] }
  const order = entryWork([book, empty, late], '2026-11-25').map((work) => `${work.book.gradebook} ${work.kind}`)
  expect(order).toEqual(['late final', 'late midterm', 'late regular', 'empty midterm', 'b midterm'])
})

test('a book that is whole or handed in is no work', () => {
  const whole = { ...book, entered: book.entered.map(() => 45) }
  expect(entryWork([whole, { ...book, state: 'submitted' }], '2026-11-25')).toEqual([])
})

test('a column without a last day is never pressed for', () => {
  expect(entryWork([{ ...book, closesOn: book.closesOn.map(() => null) }], '2026-11-25')).toEqual([])
})
