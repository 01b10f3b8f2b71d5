import { expect, test } from 'vitest'
import { planPaste, readBlock } from './grid-paste.ts'
import { aRow, aSheet } from './grid-samples.ts'
import { moveTo } from './grid-move.ts'
import { openGrid } from './grid-state.ts'

const rows = [
  aRow('Nguyễn Hoàng Anh', {}, { code: 'HS001' }),
  aRow('Trần Thị Hòa', {}, { code: 'HS002', birthDate: '2012-01-31' }),
  aRow('Triệu Mai Hương', {}, { code: 'HS003' }),
  aRow('Trần Thị Hoà', {}, { code: 'HS004', birthDate: '2012-02-28' }),
]
const grid = (col = 2) => moveTo(openGrid(aSheet(), rows), { row: 1, col })

test('cells in quotes may hold lines and tabs', () => {
  expect(readBlock('8,5\t"a ""b""\nc"\r\n9\t\r\n')).toEqual([
    ['8,5', 'a "b"\nc'],
    ['9', ''],
  ])
})

test('a block of marks goes by position from the corner; what falls outside is counted, blanks keep the book', () => {
  const plan = planPaste(grid(), readBlock('8,5\t7\n\t6\n9\t9\n1\t1'))
  expect(plan.by).toBe('position')
  expect(plan.writes).toEqual([
    { row: 1, column: 'regular_3', text: '8,5' },
    { row: 1, column: 'regular_4', text: '7' },
    { row: 2, column: 'regular_4', text: '6' },
    { row: 3, column: 'regular_3', text: '9' },
    { row: 3, column: 'regular_4', text: '9' },
  ])
  expect(plan.outside).toBe(2)
})

test('one value fills the selection', () => {
  const plan = planPaste(moveTo(grid(), { row: 2, col: 2 }, true), readBlock('Đ'))
  expect(plan.writes).toEqual([1, 2].map((row) => ({ row, column: 'regular_3', text: 'Đ' })))
})

test('a column of codes matches in any order, and names beside it are no values', () => {
  const plan = planPaste(grid(), readBlock('HS003\tTriệu Mai Hương\t6\nHS001\tNguyễn Hoàng Anh\t7\nHS999\tAi Đó\t5'))
  expect(plan.by).toBe('code')
  expect(plan.writes).toEqual([
    { row: 2, column: 'regular_3', text: '6' },
    { row: 0, column: 'regular_3', text: '7' },
  ])
  expect(plan.unmatched).toMatchObject([{ line: 3, name: 'HS999', why: 'unknown' }])
})

test('names match without regard to capitals, composition and the place of the tone; a wrong name is shown, not guessed', () => {
  const block = readBlock(`1\tNGUYỄN HOÀNG ANH\t8\n2\tTriệu Mai Hường\t7\n3\t${'Nguyễn Hoàng Ánh'.normalize('NFD')}\t5`)
  const plan = planPaste(grid(), [...block, ['4', 'triệu mai hương', '9']])
  expect(plan.by).toBe('name')
  expect(plan.writes).toEqual([
    { row: 0, column: 'regular_3', text: '8' },
    { row: 2, column: 'regular_3', text: '9' },
  ])
  expect(plan.unmatched).toMatchObject([
    { line: 2, name: 'Triệu Mai Hường', nearest: { row: 2 }, cells: [{ column: 'regular_3', text: '7' }] },
    { line: 3, why: 'unknown' },
  ])
})

test('equal names (Hòa, Hoà) are told apart by the birth date, and left alone without one', () => {
  const born = planPaste(grid(), readBlock('Trần Thị Hoà\t28/2/2012\t9\nTrần Thị Hòa\t31/01/2012\t8'))
  expect(born.writes).toEqual([
    { row: 3, column: 'regular_3', text: '9' },
    { row: 1, column: 'regular_3', text: '8' },
  ])
  const bare = planPaste(grid(), readBlock('Trần Thị Hoà\t9\nTriệu Mai Hương\t8'))
  expect(bare.writes).toEqual([{ row: 2, column: 'regular_3', text: '8' }])
  expect(bare.unmatched).toMatchObject([{ name: 'Trần Thị Hoà', why: 'several' }])
})

test('titles over the block name the columns, wherever the cursor stands', () => {
  const plan = planPaste(
    grid(),
    readBlock('STT\tHọ đệm\tTên\tGK\tTX1\tĐTB\n1\tNguyễn Hoàng\tAnh\t8,5\t7\t7,7\n3\tTriệu Mai\tHương\t6\t5\t5,2'),
  )
  expect(plan.writes).toEqual([
    { row: 0, column: 'midterm', text: '8,5' },
    { row: 0, column: 'regular_1', text: '7' },
    { row: 2, column: 'midterm', text: '6' },
    { row: 2, column: 'regular_1', text: '5' },
  ])
})

test('the same pupil twice in a block is shown the second time', () => {
  const plan = planPaste(grid(), readBlock('HS001\t7\nHS001\t8'))
  expect(plan.writes).toHaveLength(1)
  expect(plan.unmatched).toMatchObject([{ line: 2, why: 'twice' }])
})
