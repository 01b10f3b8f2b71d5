import { expect, test } from 'vitest'
import { cellsOf } from './device-cells.ts'

test('a book has the cells on their way apart from those that somebody must look at', () => {
  const cells = [{ status: 'waiting' }, { status: 'refused' }, { status: 'conflict' }] as const
  expect(cellsOf('b', cells)).toEqual([{ book: 'b', waiting: 1, toMend: 2 }])
})

test('a book of which the device keeps nothing is not spoken of', () => {
  expect(cellsOf('b', [])).toEqual([])
})
