import type { Paper } from '../../../../platform/sheet.ts'
import { frameOf, pupilRow, runsOf, signedBy, termLine, type Words } from './frame.ts'
import type { ReportClass } from './report-data.ts'
import { firstWords, titleWords } from './summary.ts'

const excellentFrom = 90

/**
 * Danh sách học sinh đạt danh hiệu of a class at the end of the year (Circular 22/2021/TT-BGDĐT, Điều 15(1)); of an older
 * year with the titles of its own circular.
 */
export function titlesPaper(words: Words, of: ReportClass, day: string): Paper {
  const named = of.pupils.filter((pupil) => titleWords(words, pupil) && !pupil.left)
  const older = of.pupils.some((pupil) => pupil.older.length > 0)
  const titles = older
    ? [words('older.title.excellent'), words('older.title.advanced')]
    : [words('students.title.excellent'), words('students.title.good')]
  const sums = titles.map((title) => {
    const count = named.filter((pupil) => titleWords(words, pupil) === title).length
    return words('report.titles_sum', { title, count })
  })
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
        {
          key: 'learning',
          title: words(older ? 'older.learning_head' : 'report.learning'),
          kind: 'text',
          width: 9,
          align: 'center',
        },
        {
          key: 'conduct',
          title: words(older ? 'older.conduct_head' : 'report.conduct'),
          kind: 'text',
          width: 11,
          align: 'center',
        },
        { key: 'high', title: words('report.subjects_from_nine'), kind: 'number', width: 12 },
      ],
      remarks: [runsOf(sums.join(' '))],
      signatures: signedBy(words, of),
    },
    rows: named.map((pupil, index) =>
      pupilRow(
        { ...pupil, number: index + 1 },
        {
          birth: pupil.birth_date,
          title: titleWords(words, pupil),
          learning: firstWords(words, pupil, 0, 'learning'),
          conduct: firstWords(words, pupil, 0, 'conduct'),
          high: pupil.year_subjects.filter(({ average }) => (average ?? 0) >= excellentFrom).length,
        },
      ),
    ),
  }
}
