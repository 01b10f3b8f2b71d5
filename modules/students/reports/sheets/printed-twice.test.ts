import { expect, test } from 'vitest'
import { translator } from '../../../../platform/text.ts'
import { vi as students } from '../../texts/vi.ts'
import { vi as stored } from '../../stored/texts/vi.ts'
import { vi as report } from '../texts/vi.ts'
import type { Words } from './frame.ts'
import { reportCard } from './report-card.ts'
import type { ReportClass, ReportPupil } from './report-data.ts'
import { summaryPaper } from './summary.ts'

const words = translator('vi', { ...students, ...stored, ...report }) as Words
const pupil: ReportPupil = {
  student_id: 'a',
  number: 1,
  code: 'HS1',
  full_name: 'Nguyễn Văn An',
  birth_date: '2012-05-06',
  sex: 1,
  ethnicity: 'Kinh',
  left: false,
  marks: [],
  year_subjects: [
    { subject_id: 2, average: 44, passed: null, exempt: false, reassessed_average: 55, reassessed_passed: null },
  ],
  terms: [],
  year: { level: 1, conduct: 4, level_after: 2, conduct_after: null, title: null, outcome: 'promoted' },
  older: [],
  excused: 2,
  unexcused: 0,
}
const of = (one: ReportPupil): ReportClass => ({
  authority: '',
  school_name: 'Trường THCS Nguyễn Du',
  place: 'Hoà An',
  academic_year: 2025,
  name: '8A1',
  grade: 8,
  homeroom: null,
  principal: null,
  approved: [0],
  subjects: [
    {
      subject_id: 2,
      name: 'Toán',
      short_name: 'Toán',
      slug: 'toan',
      assessment: 'scored',
      regular_due: 4,
      teacher: null,
      members: null,
    },
  ],
  pupils: [one],
})

test('a card keeps the first result of the year beside the one after the summer', () => {
  const { rows, sheet } = reportCard(words, of(pupil), pupil, 0, '2026-08-20')
  expect(sheet.columns.map(({ key }) => key)).toEqual(['subject', 'term_1', 'term_2', 'term_0', 'again', 'comment'])
  expect(rows.map(({ values }) => [values['subject'], values['term_0'], values['again']])).toEqual([
    ['Toán', 44, 55],
    ['Kết quả học tập', 'Chưa đạt', 'Đạt'],
    ['Kết quả rèn luyện', 'Tốt', null],
  ])
})

test('a summary of the year prints both values in a cell', () => {
  const { rows } = summaryPaper(words, of(pupil), 0, '2026-08-20')
  expect(rows[0]!.values).toMatchObject({ 2: '4,4 / 5,5', learning: 'Chưa đạt / Đạt', conduct: 'Tốt' })
})

test('a year under an older circular is printed in its own words', () => {
  const older: ReportPupil = {
    ...pupil,
    year: null,
    older: [
      {
        term: 0,
        average: 82,
        learning: 'excellent',
        learning_after: null,
        conduct: 'good',
        conduct_after: null,
        title: 'excellent',
        outcome: 'completed',
      },
    ],
  }
  const card = reportCard(words, of(older), older, 0, '2026-08-20')
  expect(card.rows.slice(1).map(({ values }) => [values['subject'], values['term_0']])).toEqual([
    ['Học lực', 'Giỏi'],
    ['Hạnh kiểm', 'Tốt'],
  ])
  expect(JSON.stringify(card.sheet.remarks)).toContain('Học sinh giỏi')
  const { rows, sheet } = summaryPaper(words, of(older), 0, '2026-08-20')
  expect(rows[0]!.values).toMatchObject({ learning: 'Giỏi', conduct: 'Tốt', title: 'Học sinh giỏi' })
  expect(sheet.remarks).toEqual([])
})
