import { expect, test } from 'vitest'
import { pathAt, placeIn } from './place.ts'

test('an address names school, year, term, class and subject', () => {
  expect(placeIn('/thcs-nguyen-du/2026-2027/hk1/9a2/toan')).toEqual({
    unit: 'thcs-nguyen-du',
    year: '2026-2027',
    term: 'hk1',
    class: '9a2',
    subject: 'toan',
  })
})

test('a word before the place names the page and belongs to no place', () => {
  expect(placeIn('/results/thcs-nguyen-du/2026-2027/hk1/9a2')).toEqual({
    unit: 'thcs-nguyen-du',
    year: '2026-2027',
    term: 'hk1',
    class: '9a2',
  })
  expect(placeIn('/')).toEqual({})
  expect(placeIn('/account/sessions')).toEqual({})
})

test('switching a part keeps the page and what is wider, and drops what is narrower', () => {
  expect(pathAt('/results/thcs-nguyen-du/2026-2027/hk1/9a2', 'year', '2025-2026')).toBe(
    '/results/thcs-nguyen-du/2025-2026',
  )
  expect(pathAt('/thcs-nguyen-du/2026-2027/hk1/9a2/toan', 'subject', 'ngu-van')).toBe(
    '/thcs-nguyen-du/2026-2027/hk1/9a2/ngu-van',
  )
})
