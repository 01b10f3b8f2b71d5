import type { Paper, SheetColumn, SheetRow } from '../../../../platform/sheet.ts'
import { frameOf, markValue, pupilColumns, pupilRow, resultValue, termLine, type Words } from './frame.ts'
import type { ReportClass, ReportPupil, ReportSubject, ReportTerm } from './report-data.ts'

/**
 * Sổ theo dõi và đánh giá học sinh: a subject's page of a class in a term, with every mark and comment; of the whole
 * year, the averages of both terms. After the annex of Circular 22/2021/TT-BGDĐT (template: confidence K).
 */
export function bookPaper(words: Words, of: ReportClass, subject: ReportSubject, term: ReportTerm, day: string): Paper {
  return {
    sheet: {
      ...frameOf(words, of, day),
      name: `${of.name} ${subject.short_name}`,
      orientation: term === 0 ? 'portrait' : 'landscape',
      title: words('report.book_title'),
      subtitle: termLine(words, { ...of, approved: [0, 1, 2] }, term),
      facts: [
        [
          { label: words('report.subject'), value: subject.name, strong: true },
          { label: words('report.class'), value: of.name, strong: true },
          { label: words('report.teacher'), value: subject.teacher ?? '' },
        ],
      ],
      columns: [...pupilColumns(words), ...(term === 0 ? yearColumns(words) : termColumns(words, subject))],
      frozenColumns: 2,
      signatures: [
        { role: words('report.sign_teacher'), hint: words('report.sign_hint'), name: subject.teacher ?? undefined },
        { role: words('report.sign_principal'), hint: words('report.sign_seal'), name: of.principal ?? undefined },
      ],
    },
    rows: of.pupils
      .filter(({ student_id }) => !subject.members || subject.members.includes(student_id))
      .map((pupil) => (term === 0 ? yearRow(words, pupil, subject) : termRow(words, pupil, subject, term))),
  }
}

const birth = (words: Words): SheetColumn => ({ key: 'birth', title: words('report.birth'), kind: 'day', width: 10 })

function termColumns(words: Words, { regular_due, assessment }: ReportSubject): SheetColumn[] {
  const regular = Array.from({ length: regular_due }, (_, index): SheetColumn => ({
    key: `regular_${index + 1}`,
    title: String(index + 1),
    groups: [words('report.regular')],
    kind: 'mark',
    width: 5,
  }))
  return [
    birth(words),
    ...regular,
    { key: 'midterm', title: words('report.midterm'), kind: 'mark', width: 7 },
    { key: 'final', title: words('report.final'), kind: 'mark', width: 7 },
    {
      key: 'average',
      title: words(assessment === 'scored' ? 'report.average' : 'report.result'),
      kind: 'mark',
      width: 8,
      strong: true,
    },
    { key: 'comment', title: words('report.comment_full'), kind: 'text', width: 36 },
  ]
}

function termRow(words: Words, pupil: ReportPupil, subject: ReportSubject, term: 1 | 2): SheetRow {
  const marks = pupil.marks.find((it) => it.subject_id === subject.subject_id && it.term === term)
  if (!marks) return pupilRow(pupil, { birth: pupil.birth_date })
  const value = (mark: number | null, state?: typeof marks.midterm_state) =>
    markValue(words, marks, subject.assessment, mark, state)
  return pupilRow(pupil, {
    birth: pupil.birth_date,
    ...Object.fromEntries(marks.regular.map((mark, index) => [`regular_${index + 1}`, value(mark)])),
    midterm: value(marks.midterm, marks.midterm_state),
    final: value(marks.final, marks.final_state),
    average: resultValue(words, marks),
    comment: marks.comment,
  })
}

function yearColumns(words: Words): SheetColumn[] {
  return [
    birth(words),
    { key: 'first', title: words('students.term.1'), kind: 'mark', width: 9 },
    { key: 'second', title: words('students.term.2'), kind: 'mark', width: 9 },
    { key: 'year', title: words('students.term.0'), kind: 'mark', width: 9, strong: true },
    { key: 'again', title: words('report.reassessed'), kind: 'mark', width: 9 },
  ]
}

function yearRow(words: Words, pupil: ReportPupil, { subject_id }: ReportSubject): SheetRow {
  const of = (term: 1 | 2) => pupil.marks.find((it) => it.subject_id === subject_id && it.term === term)
  const [first, second] = [of(1), of(2)]
  const year = pupil.year_subjects.find((it) => it.subject_id === subject_id)
  return pupilRow(pupil, {
    birth: pupil.birth_date,
    first: first && resultValue(words, first),
    second: second && resultValue(words, second),
    year: year && resultValue(words, year),
    again:
      year && resultValue(words, { average: year.reassessed_average, passed: year.reassessed_passed, exempt: false }),
  })
}
