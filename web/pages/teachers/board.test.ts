import { expect, test } from 'vitest'
import { mainOf, shortNames, tableOf, type BoardCell } from './board.ts'
import type { Board, Held } from './board-query.ts'

const held = (fullName: string, from: string, to: string | null = null, substitute = false): Held => ({
  id: fullName,
  staff: fullName,
  fullName,
  restName: '',
  givenName: fullName,
  from,
  to,
  substitute,
})

test('a name shows as many initials as tell it from its namesakes', () => {
  const people = [
    { id: '1', restName: 'Trần Thị Thu', givenName: 'Lan' },
    { id: '2', restName: 'Nguyễn Thị', givenName: 'Lan' },
    { id: '3', restName: 'Phạm Thị Thu', givenName: 'Hà' },
    { id: '4', restName: 'Lê Văn Thành', givenName: 'Lan' },
  ]
  expect([...shortNames(people).values()]).toEqual(['TTT. Lan', 'NT. Lan', 'Hà', 'LVT. Lan'])
})

test('classes are laid by the subjects that any of them is taught, a subject not taught has no cell', () => {
  const one = (id: string, name: string) => ({ id, name, grade: 6, closedOn: null })
  const section = (id: string, subject: string, of: string) => ({
    section: {
      id,
      name: id,
      roster: 'class' as const,
      periods: 140,
      subject: { id: subject, name: subject, shortName: subject },
      class: { id: of },
    },
    assignments: [],
  })
  const board = {
    canAssign: true,
    classes: [
      { class: one('a', '6A'), homeroom: [] },
      { class: one('b', '6B'), homeroom: [] },
    ],
    sections: [section('s1', 'Toán', 'a'), section('s2', 'Tin', 'b'), section('s3', 'Toán', 'b')],
    loads: [],
  } satisfies Board
  const { columns, rows } = tableOf(board, { key: 'homeroom', short: 'CN', name: 'Chủ nhiệm' })
  expect(columns.map(({ short }) => short)).toEqual(['CN', 'Toán', 'Tin'])
  expect(rows.map(({ cells }) => cells.map((cell) => cell?.key ?? null))).toEqual([
    ['a', 's1', null],
    ['b', 's3', 's2'],
  ])
})

test('the holder of a day is neither a stand-in nor the one who follows later', () => {
  const cell = {
    held: [
      held('Lan', '2026-08-01', '2027-01-04'),
      held('Hưng', '2027-01-05'),
      held('Hà', '2026-11-20', '2026-11-30', true),
    ],
  } as unknown as BoardCell
  expect(mainOf(cell, '2026-11-25')?.fullName).toBe('Lan')
  expect(mainOf(cell, '2027-02-01')?.fullName).toBe('Hưng')
})
