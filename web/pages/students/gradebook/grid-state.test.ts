import { expect, test } from 'vitest'
import { fillDown, addPhrase, likeColumnBefore, copyText } from './grid-fill.ts'
import { cellText } from './grid-cell-text.ts'
import { shown } from './grid-model.ts'
import { footOf, resultOf } from './grid-result.ts'
import { aColumn, aRow, aSheet } from './grid-samples.ts'
import { moveBy, moveByTab, moveTo, moveToEdge, toProblem } from './grid-move.ts'
import {
  clear,
  commit,
  escape,
  insist,
  openGrid,
  problems,
  redo,
  refusesTyping,
  type,
  undo,
  withCells,
  write,
  type GridState,
} from './grid-state.ts'

const three = () => [aRow('Nguyễn Hoàng Anh'), aRow('Trần Đức Anh'), aRow('Hà Thị Diệp')]
const grid = (rows = three(), sheet = aSheet()) => moveTo(openGrid(sheet, rows), { row: 0, col: 0 })
const typed = (state: GridState, text: string) => commit(type(state, text))
const cell = (state: GridState, row: number, column = 'regular_1') => state.rows[row]!.cells[column]!
const column = (state: GridState, key = 'regular_1') => state.rows.map((row) => shown(row.cells[key]))

test('what is typed replaces the cell, waits to be sent, and moves the average', () => {
  const state = moveBy(type(grid(), '8,5'), 1, 0)
  expect(cell(state, 0)).toEqual({ stored: null, entry: { text: '8.5', status: 'waiting', source: 'typed' } })
  expect(state.cursor).toEqual({ row: 1, col: 0 })
  expect(resultOf(state.sheet, state.rows[0]!).provisional.average).toBe(85)
})

test.each([
  ['10,5', 'gradebook.refused.above_ten'],
  ['-1', 'gradebook.refused.below_zero'],
  ['tám', 'gradebook.refused.not_a_mark'],
])('"%s" is refused in its own cell, keeps what was typed and counts for nothing', (text, message) => {
  const state = typed(grid([aRow('A B', { regular_1: '7.0' })]), text)
  expect(cell(state, 0)).toMatchObject({ stored: '7.0', entry: { text, status: 'refused', refusal: { message } } })
  expect(resultOf(state.sheet, state.rows[0]!).provisional.average).toBe(70)
  expect(footOf(state.sheet, state.rows, 'regular_1')).toEqual({ entered: 1, mean: 70 })
  expect(cell(escape(state), 0)).toEqual({ stored: '7.0' })
})

test('"85" is 8,5 only where the school says so; "10" is ten', () => {
  expect(cell(typed(grid(), '85'), 0).entry?.refusal?.values).toMatchObject({ suggestion: '8,5' })
  const quick = grid(three(), aSheet({ tenthsWithoutComma: true }))
  expect(cell(typed(quick, '85'), 0).entry?.text).toBe('8.5')
  expect(cell(typed(quick, '10'), 0).entry?.text).toBe('10.0')
})

test('the same value again is no change, and Esc forgets what is being typed', () => {
  const state = grid([aRow('A B', { regular_1: '8.5' })])
  expect(typed(state, '8.5')).toMatchObject({ rows: state.rows, done: [] })
  expect(escape(type(state, '9'))).toEqual(state)
})

test('M is refused with its remedy and keeps the mark below it: the school exempts', () => {
  const state = typed(grid([aRow('A B', { regular_1: '7.0' })]), 'M')
  expect(cell(state, 0)).toMatchObject({
    stored: '7.0',
    entry: { text: 'M', refusal: { message: 'gradebook.refused.exempt_by_school' } },
  })
  expect(resultOf(state.sheet, state.rows[0]!).provisional.average).toBe(70)
  expect(cell(escape(state), 0)).toEqual({ stored: '7.0' })
})

test('the row of an exempt pupil shows M and takes nothing; M over it changes nothing', () => {
  const exempt = grid([aRow('A B', { exempt: 'M', regular_1: '7.0' })])
  expect(cellText(exempt.sheet, exempt.rows[0]!, exempt.sheet.columns[0]!)).toBe('M')
  expect(resultOf(exempt.sheet, exempt.rows[0]!).status).toBe('exempt')
  expect(refusesTyping(exempt)).toEqual({ why: 'exempt', day: null })
  expect(clear(exempt)).toBe(exempt)
  const paste = (text: string) => write(exempt, 'paste', 'pasted', [{ row: 0, column: 'regular_2', text }])
  expect(paste('M')).toBe(exempt)
  expect(cell(paste('8'), 0, 'regular_2').entry?.refusal?.message).toBe('gradebook.refused.exempt')
  expect(refusesTyping(moveTo(exempt, { row: 0, col: 7 }))).toBeNull()
})

test('a locked column and a pupil who left take no typing, and say why', () => {
  const locked = aColumn('regular_1', { open: false, closedBecause: 'column_locked', lockedAt: '2026-10-15' })
  const sheet = aSheet({ columns: [locked, aColumn('average'), aColumn('comment')] })
  const state = grid([aRow('A B', { regular_1: '6.0' })], sheet)
  expect(refusesTyping(state)).toMatchObject({ why: 'column_locked', day: '2026-10-15' })
  expect(type(state, '9')).toBe(state)
  expect(clear(state)).toBe(state)
  const left = grid([aRow('A B', {}, { leftOn: '2026-10-01' })])
  expect(refusesTyping(left)).toEqual({ why: 'left', day: '2026-10-01' })
})

test('undo takes back a whole paste, redo does it again, and typing ends redo', () => {
  const writes = [0, 1, 2].map((row) => ({ row, column: 'regular_1', text: `${row + 5},0` }))
  const pasted = write(grid(), 'paste', 'pasted', writes)
  expect(column(pasted)).toEqual(['5.0', '6.0', '7.0'])
  const back = undo(pasted)
  expect(column(back)).toEqual([null, null, null])
  expect(cell(back, 0).entry).toBeUndefined()
  expect(column(redo(back))).toEqual(['5.0', '6.0', '7.0'])
  expect(typed(back, '9').undone).toEqual([])
})

test('undo of what was saved sends the old value; a cell that somebody else changed since is left alone', () => {
  const pasted = write(
    grid(),
    'paste',
    'pasted',
    [0, 1].map((row) => ({ row, column: 'regular_1', text: '5' })),
  )
  const saved = withCells(pasted, [
    { row: 0, column: 'regular_1', cell: { stored: '5.0' } },
    { row: 1, column: 'regular_1', cell: { stored: '9.0' } },
  ])
  const back = undo(saved)
  expect(cell(back, 0)).toEqual({ stored: '5.0', entry: { text: null, status: 'waiting', source: 'undone' } })
  expect(cell(back, 1)).toEqual({ stored: '9.0' })
})

test('a conflict is decided for either side', () => {
  const entry = {
    text: '7.5',
    status: 'conflict',
    source: 'typed',
    other: { value: '8.0', by: 'Hùng', at: null },
  } as const
  const state = withCells(grid(), [{ row: 2, column: 'midterm', cell: { stored: '8.0', entry } }])
  expect(problems(state)).toMatchObject([{ row: 2, col: 4, column: 'midterm' }])
  expect(toProblem(state, false).cursor).toEqual({ row: 2, col: 4 })
  expect(cell(insist(state, 2, 'midterm'), 2, 'midterm').entry).toEqual({
    text: '7.5',
    status: 'waiting',
    source: 'typed',
  })
  expect(cell(escape(toProblem(state, false)), 2, 'midterm')).toEqual({ stored: '8.0' })
})

test('Tab wraps to the next row and leaves the grid at the last cell', () => {
  const state = grid()
  expect(moveByTab(moveTo(state, { row: 0, col: 7 }), false)?.cursor).toEqual({ row: 1, col: 0 })
  expect(moveByTab(moveTo(state, { row: 2, col: 7 }), false)).toBeNull()
  expect(moveByTab(state, true)).toBeNull()
})

test('Ctrl+arrow goes to the edge of what is filled', () => {
  const rows = [
    aRow('A', { regular_1: '1.0' }),
    aRow('B', { regular_1: '1.0' }),
    aRow('C'),
    aRow('D', { regular_1: '1.0' }),
  ]
  const state = grid(rows)
  expect(moveToEdge(state, 1, 0).cursor.row).toBe(1)
  expect(moveToEdge(moveToEdge(state, 1, 0), 1, 0).cursor.row).toBe(3)
})

test('filling down leaves out those who left, the exempt and, if asked, the filled', () => {
  const rows = [
    aRow('A', { regular_1: '8.0' }),
    aRow('B', { regular_1: '6.0' }),
    aRow('C', {}, { leftOn: '2026-10-01' }),
    aRow('D', { exempt: 'M' }),
    aRow('E'),
  ]
  expect(column(fillDown(grid(rows), true))).toEqual(['8.0', '6.0', null, null, '8.0'])
  expect(column(fillDown(grid(rows), false))).toEqual(['8.0', '8.0', null, null, '8.0'])
})

test('"same as last column" fills the empty cells only', () => {
  const rows = [aRow('A', { regular_1: '8.0' }), aRow('B', { regular_1: '6.0', regular_2: '9.0' })]
  expect(column(likeColumnBefore(moveTo(grid(rows), { row: 0, col: 1 })), 'regular_2')).toEqual(['8.0', '9.0'])
})

test('a phrase names each pupil and leaves written comments of several alone', () => {
  const rows = [aRow('Hà Thị Diệp'), aRow('Lê Gia Bảo', { comment: 'Tốt.' })]
  const both = moveTo(grid(rows), { row: 1, col: 7 }, true)
  expect(column(addPhrase(both, '{ten} chăm chỉ.'), 'comment')).toEqual(['Diệp chăm chỉ.', 'Tốt.'])
  expect(column(addPhrase(moveTo(both, { row: 1, col: 7 }), '{ten} cố gắng.'), 'comment')[1]).toBe('Tốt. Bảo cố gắng.')
})

test('a copied block is what a spreadsheet takes', () => {
  const rows = [aRow('A', { regular_1: '8.0', regular_2: '10.0' }), aRow('B', { regular_1: '6.5' })]
  expect(copyText(moveTo(grid(rows), { row: 1, col: 1 }, true), () => '')).toBe('8,0\t10,0\n6,5\t')
})

test('a comment subject takes Đ and CĐ and refuses numbers', () => {
  const state = grid(three(), aSheet({ assessment: 'comment', regularDue: 2 }))
  expect(cell(typed(state, 'cđ'), 0).entry?.text).toBe('CĐ')
  expect(cell(typed(state, '8'), 0).entry?.refusal?.message).toBe('gradebook.refused.number_in_comment_subject')
})

test('a missed midterm waits for its make-up and then counts as made up', () => {
  const state = typed(moveTo(grid(), { row: 0, col: 4 }), 'V')
  expect(resultOf(state.sheet, state.rows[0]!).missing).toContainEqual({
    label: 'midterm',
    position: 1,
    why: 'make_up_pending',
  })
})
