import { expect, test } from 'vitest'
import { countOf, inputOf, numberIn, shownNumber, typed } from './absence-draft.ts'
import type { AbsenceLine } from './absences-query.ts'

const line: AbsenceLine = {
  student: 's1',
  number: 1,
  code: 'HS1',
  restName: 'Lê Văn',
  givenName: 'An',
  leftOn: null,
  total: 3,
  level: 'usual',
  months: [{ month: '2026-09-01', excused: 2, unexcused: 1 }],
}

test('a month without a row holds 0, and 0 is shown as an empty field', () => {
  expect(countOf(line, '2026-10-01')).toEqual({ excused: 0, unexcused: 0 })
  expect(shownNumber(0)).toBe('')
})

test.each([
  ['', 0],
  [' 3 ', 3],
  ['2,5', undefined],
  ['-1', undefined],
  ['ba', undefined],
])('"%s" is read as %s', (text, number) => {
  expect(numberIn(text)).toBe(number)
})

test('what is sent carries what the person saw, and nothing is sent for nothing', () => {
  const draft = typed(undefined, line, '2026-09-01', 'excused', '5')
  expect(inputOf(draft)).toEqual({
    student: 's1',
    month: '2026-09-01',
    excused: 5,
    unexcused: 1,
    wasExcused: 2,
    wasUnexcused: 1,
  })
  expect(inputOf(typed(draft, line, '2026-09-01', 'excused', '2'))).toBeUndefined()
  expect(inputOf(typed(draft, line, '2026-09-01', 'unexcused', 'x'))).toBeUndefined()
})
