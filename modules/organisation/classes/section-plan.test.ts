import { expect, test } from 'vitest'
import type { CurriculumLine } from '../years/queries.ts'
import { extraOf, isFirstGrade, movesUp, nameUp, plannedSections, slugOf, subjectsByName } from './section-plan.ts'

const line = (id: number, name: string, more: Partial<CurriculumLine> = {}): CurriculumLine => ({
  id,
  code: name.toUpperCase(),
  name,
  name_en: name,
  short_name: name,
  position: id,
  grade: 10,
  periods: 70,
  assessment: 'scored',
  kind: 'compulsory',
  valid_from: 2021,
  ...more,
})
const lines = [
  line(1, 'Toán', { periods: 105 }),
  line(2, 'Vật lí', { kind: 'elective', short_name: 'Lí' }),
  line(3, 'Hoá học', { kind: 'elective', short_name: 'Hoá' }),
  line(4, 'Thể chất', { assessment: 'comment' }),
  line(5, 'Ngoại ngữ 2', { kind: 'optional' }),
]

test('a class has its compulsory subjects and what it chose, with the marks that follow from the periods', () => {
  const sections = plannedSections('10A1', lines, { chosen: [2], clusters: [1, 2] })
  expect(sections.map(({ name, regular_due }) => [name, regular_due])).toEqual([
    ['Toán 10A1', 5],
    ['Vật lí 10A1', 4],
    ['Thể chất 10A1', 2],
  ])
  expect(extraOf({ assessment: 'scored', periods: 105, regular_due: 5 })).toBe(1)
})

test('subjects are understood by name, short name or without diacritics; a word that fits none is told', () => {
  const { found, unknown } = subjectsByName('Vat li; Hóa, Sử', lines)
  expect(found.map(({ id }) => id)).toEqual([2, 3])
  expect(unknown).toEqual(['Sử'])
})

test('classes move up within a level and begin anew at its first grade', () => {
  expect([1, 5, 6, 9, 10, 12].map(isFirstGrade)).toEqual([true, false, true, false, true, false])
  expect([6, 8, 9, 11, 12].map(movesUp)).toEqual([true, true, false, true, false])
  expect(nameUp('6A1', 6)).toBe('7A1')
  expect(nameUp('Lớp 9B', 9)).toBe('Lớp 10B')
  expect(nameUp('Chuyên Toán', 10)).toBe('Chuyên Toán')
  expect(slugOf('10 Chuyên Toán')).toBe('10-chuyen-toan')
})
