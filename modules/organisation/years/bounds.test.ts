import { expect, test } from 'vitest'
import { narrowingFaults, termFaults, type TermDays } from './bounds.ts'

const year = { starts_on: '2026-09-05', ends_on: '2027-05-31' }
const first: TermDays = { term: 1, starts_on: '2026-09-05', ends_on: '2027-01-16', results_due_on: '2027-01-20' }
const second: TermDays = { term: 2, starts_on: '2027-01-19', ends_on: '2027-05-29', results_due_on: '2027-05-31' }
const messages = (faults: { message: string; path: string }[]) =>
  faults.map(({ path, message }) => `${path} ${message}`)

test('two terms one after the other within the year fit', () => {
  expect(termFaults(year, [first, second])).toEqual([])
})

test('a term outside the year, backwards, overlapping or with results due before its end does not', () => {
  expect(messages(termFaults(year, [{ ...first, starts_on: '2026-08-01' }, second]))).toEqual([
    'term1.startsOn year.term_outside_year',
  ])
  expect(messages(termFaults(year, [first, { ...second, starts_on: '2027-01-16' }]))).toEqual([
    'term2.startsOn year.terms_overlap',
  ])
  expect(messages(termFaults(year, [first, { ...second, results_due_on: '2027-05-01' }]))).toEqual([
    'term2.resultsDueOn year.due_before_end',
  ])
  expect(messages(termFaults(year, [first]))).toEqual(['terms year.two_terms'])
})

test('a school may narrow the terms of the department on both sides and never widen them', () => {
  const narrower = { ...first, starts_on: '2026-09-07', ends_on: '2027-01-10', results_due_on: '2027-01-15' }
  expect(narrowingFaults([first, second], [narrower, second])).toEqual([])
  const wider = { ...first, starts_on: '2026-09-01', ends_on: '2027-01-17', results_due_on: '2027-01-25' }
  expect(messages(narrowingFaults([first, second], [wider]))).toEqual([
    'term1.startsOn year.starts_too_early',
    'term1.endsOn year.ends_too_late',
    'term1.resultsDueOn year.due_too_late',
  ])
})
