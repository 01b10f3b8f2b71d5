import { expect, test } from 'vitest'
import { controlFaults, type ControlledRow, type Numbers } from './control-sums.ts'

const rows: ControlledRow[] = [
  { code: 'pupils', partOf: [] },
  { code: 'pupils.6', partOf: [{ whole: 'pupils', adds: 'grade' }] },
  { code: 'pupils.7', partOf: [{ whole: 'pupils', adds: 'grade' }] },
  { code: 'right', partOf: [{ whole: 'pupils', adds: null }] },
]
const of = (total: number, female: number, minority: number, female_minority: number): Numbers => ({
  total,
  female,
  minority,
  female_minority,
})
const good = (): Map<string, Numbers> =>
  new Map([
    ['pupils', of(80, 40, 10, 5)],
    ['pupils.6', of(45, 20, 6, 3)],
    ['pupils.7', of(35, 20, 4, 2)],
    ['right', of(78, 39, 9, 4)],
  ])
const faultsWith = (code: string, numbers: Numbers) =>
  controlFaults(rows, new Map([...good(), [code, numbers]])).map(({ kind, code: at, column, found, expected }) =>
    [kind, at, column, found, expected].join(' '),
  )

test('figures that agree have no fault', () => {
  expect(controlFaults(rows, good())).toEqual([])
})

test('women are not more than all, nor minorities, nor the women among them more than either', () => {
  expect(faultsWith('right', of(38, 39, 9, 4))).toEqual(['column right female 39 38'])
  expect(faultsWith('right', of(78, 39, 79, 4))).toContain('column right minority 79 78')
  expect(faultsWith('right', of(78, 39, 9, 10))).toEqual([
    'column right female_minority 10 9',
    'part right female_minority 10 5',
  ])
})

test('women and minorities together are not more than all', () => {
  expect(faultsWith('right', of(40, 39, 9, 4))).toEqual(['column right female_minority 4 8'])
})

test('a part is at most its whole, and grades add up to it in every column', () => {
  expect(faultsWith('right', of(81, 39, 9, 4))).toEqual(['part right total 81 80'])
  expect(faultsWith('pupils.7', of(36, 20, 4, 2))).toEqual(['sum pupils total 80 81'])
  expect(faultsWith('pupils.7', of(35, 19, 4, 2))).toEqual(['sum pupils female 40 39'])
})

test('a row that is missing proves nothing', () => {
  const some = good()
  some.delete('pupils.7')
  expect(controlFaults(rows, some)).toEqual([])
})
