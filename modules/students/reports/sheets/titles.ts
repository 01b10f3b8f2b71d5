import type { Paper } from '../../../../platform/sheet.ts'
import { frameOf, levelValue, pupilRow, runsOf, signedBy, termLine, type Words } from './frame.ts'
import type { ReportClass } from './report-data.ts'
import { levelOf } from './summary.ts'

const excellentFrom = 90

/** Danh sách học sinh đạt danh hiệu of a class at the end of the year. Circular 22/2021/TT-BGDĐT, Điều 15(1). */
export function titlesPaper(words: Words, of: ReportClass, day: string): Paper {
  const named = of.pupils.filter(({ year, left }) => year?.title && !left)
  const count = (title: 'excellent' | 'good') => named.filter(({ year }) => year?.title === title).length
  return {
    sheet: {
      ...frameOf(words, of, day),
      name: of.name,
      title: words('report.titles_title'),
      subtitle: termLine(words, of, 0),
      facts: [
        [
          { label: words('report.class'), value: of.name, strong: true },
          { label: words('report.homeroom'), value: of.homeroom ?? '' },
        ],
      ],
      columns: [
        { key: 'number', title: words('report.number'), kind: 'number', width: 5 },
        { key: 'name', title: words('report.name'), kind: 'text', width: 27 },
        { key: 'birth', title: words('report.birth'), kind: 'day', width: 11 },
        { key: 'title', title: words('report.title'), kind: 'text', width: 20, strong: true },
        { key: 'learning', title: words('report.learning'), kind: 'text', width: 9, align: 'center' },
        { key: 'conduct', title: words('report.conduct'), kind: 'text', width: 11, align: 'center' },
        { key: 'high', title: words('report.subjects_from_nine'), kind: 'number', width: 12 },
      ],
      remarks: [runsOf(words('report.titles_sum', { excellent: count('excellent'), good: count('good') }))],
      signatures: signedBy(words, of),
    },
    rows: named.map((pupil, index) =>
      pupilRow(
        { ...pupil, number: index + 1 },
        {
          birth: pupil.birth_date,
          title: words(`students.title.${pupil.year!.title!}`),
          learning: levelValue(words, levelOf(pupil, 0, 'learning')),
          conduct: levelValue(words, levelOf(pupil, 0, 'conduct')),
          high: pupil.year_subjects.filter(({ average }) => (average ?? 0) >= excellentFrom).length,
        },
      ),
    ),
  }
}
