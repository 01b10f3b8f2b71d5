import type { Paper, SheetColumn, Value } from '../../../../platform/sheet.ts'
import { formatMark } from '../../../../platform/text.ts'
import type { Level } from '../../results/tables.ts'
import {
  frameOf,
  levelValue,
  pupilColumns,
  pupilRow,
  resultValue,
  runsOf,
  signedBy,
  termLine,
  type Words,
} from './frame.ts'
import type { ReportClass, ReportPupil, ReportTerm } from './report-data.ts'

/** Bảng tổng hợp kết quả đánh giá of a class: each subject's result, learning, conduct, absences; of the year also what follows. */
export function summaryPaper(words: Words, of: ReportClass, term: ReportTerm, day: string): Paper {
  const older = of.pupils.some((pupil) => pupil.older.length > 0)
  return {
    sheet: {
      ...frameOf(words, of, day),
      ...(term === 0 && { footnote: words('report.summary_footnote') }),
      name: of.name,
      orientation: 'landscape',
      title: words('report.summary_title'),
      subtitle: termLine(words, of, term),
      facts: [
        [
          { label: words('report.class'), value: of.name, strong: true },
          { label: words('report.size'), value: String(staying(of).length) },
          { label: words('report.homeroom'), value: of.homeroom ?? '' },
        ],
      ],
      columns: [...pupilColumns(words, 22), ...subjectColumns(words, of), ...resultColumns(words, term, older)],
      frozenColumns: 2,
      // The sums are of the levels of today's circular.
      remarks: older ? [] : [sumOf(words, of, term, 'learning'), sumOf(words, of, term, 'conduct')],
      signatures: signedBy(words, of),
    },
    rows: of.pupils.map((pupil) =>
      pupilRow(pupil, {
        ...Object.fromEntries(
          of.subjects.map(({ subject_id }) => [`${subject_id}`, subjectResult(words, pupil, subject_id, term)]),
        ),
        learning: both(firstWords(words, pupil, term, 'learning'), afterWords(words, pupil, term, 'learning')),
        conduct: both(firstWords(words, pupil, term, 'conduct'), afterWords(words, pupil, term, 'conduct')),
        excused: pupil.excused,
        unexcused: pupil.unexcused,
        title: titleWords(words, pupil),
        outcome: outcomeWords(words, pupil),
      }),
    ),
  }
}

/** The title of a term or the year, whichever circular gave it. */
export function titleWords(words: Words, { year, older }: ReportPupil, term: ReportTerm = 0): string | null {
  const printed = older.find((it) => it.term === term)
  if (printed) return printed.title && words(`older.title.${printed.title}`)
  return term === 0 && year?.title ? words(`students.title.${year.title}`) : null
}

/** What follows from the year. */
export function outcomeWords(words: Words, { year, older }: ReportPupil): string | null {
  const outcome = older.find(({ term }) => term === 0)?.outcome ?? year?.outcome
  return outcome ? words(`students.outcome.${outcome}`) : null
}

/** A pupil's level of learning or conduct in a term or the year, as it stands after the summer. */
export function levelOf(pupil: ReportPupil, term: ReportTerm, what: 'learning' | 'conduct'): Level | null {
  return afterOf(pupil, term, what) ?? firstOf(pupil, term, what)
}

/** A level in words as it was given first; in those of an older circular where it held. */
export function firstWords(words: Words, pupil: ReportPupil, term: ReportTerm, what: 'learning' | 'conduct') {
  const older = pupil.older.find((it) => it.term === term)
  if (!older) return levelValue(words, firstOf(pupil, term, what))
  return what === 'learning' ? words(`older.learning.${older.learning}`) : words(`older.conduct.${older.conduct}`)
}

/** The level in words after the summer's re-assessment or training; nothing where there was none. */
export function afterWords(words: Words, pupil: ReportPupil, term: ReportTerm, what: 'learning' | 'conduct') {
  const older = pupil.older.find((it) => it.term === term)
  if (!older) return levelValue(words, afterOf(pupil, term, what))
  if (what === 'learning') return older.learning_after && words(`older.learning.${older.learning_after}`)
  return older.conduct_after && words(`older.conduct.${older.conduct_after}`)
}

/** The first value and the one after the summer: both are printed (Điều 14). */
const both = (first: Value | undefined, after: Value | undefined): Value | undefined =>
  after === null || after === undefined ? first : `${shown(first)} / ${shown(after)}`

const shown = (value: Value | undefined): string =>
  typeof value === 'number' ? formatMark(value) : String(value ?? '')

function firstOf(pupil: ReportPupil, term: ReportTerm, what: 'learning' | 'conduct'): Level | null {
  if (term === 0) return (what === 'learning' ? pupil.year?.level : pupil.year?.conduct) ?? null
  const own = pupil.terms.find((it) => it.term === term)
  return (what === 'learning' ? own?.level : own?.conduct) ?? null
}

function afterOf(pupil: ReportPupil, term: ReportTerm, what: 'learning' | 'conduct'): Level | null {
  if (term !== 0) return null
  return (what === 'learning' ? pupil.year?.level_after : pupil.year?.conduct_after) ?? null
}

const staying = ({ pupils }: ReportClass) => pupils.filter(({ left }) => !left)

function subjectColumns(words: Words, { subjects }: ReportClass): SheetColumn[] {
  return subjects.map(({ subject_id, short_name }) => ({
    key: `${subject_id}`,
    title: short_name,
    groups: [words('report.subjects')],
    kind: 'mark',
    width: 6,
  }))
}

function resultColumns(words: Words, term: ReportTerm, older: boolean): SheetColumn[] {
  const levels: SheetColumn[] = [
    {
      key: 'learning',
      title: words(older ? 'older.learning_head' : 'report.learning'),
      kind: 'text',
      width: 9,
      align: 'center',
      strong: true,
    },
    {
      key: 'conduct',
      title: words(older ? 'older.conduct_head' : 'report.conduct'),
      kind: 'text',
      width: 9,
      align: 'center',
      strong: true,
    },
    { key: 'excused', title: words('report.excused'), groups: [words('report.absences')], kind: 'number', width: 5 },
    {
      key: 'unexcused',
      title: words('report.unexcused'),
      groups: [words('report.absences')],
      kind: 'number',
      width: 5,
    },
  ]
  if (term !== 0) return levels
  return [
    ...levels,
    { key: 'title', title: words('report.title'), kind: 'text', width: 14 },
    { key: 'outcome', title: words('report.outcome'), kind: 'text', width: 14 },
  ]
}

function subjectResult(words: Words, pupil: ReportPupil, subject_id: number, term: ReportTerm) {
  if (term !== 0) {
    const marks = pupil.marks.find((it) => it.subject_id === subject_id && it.term === term)
    return marks && resultValue(words, marks)
  }
  const year = pupil.year_subjects.find((it) => it.subject_id === subject_id)
  if (!year) return undefined
  const again = { average: year.reassessed_average, passed: year.reassessed_passed, exempt: false }
  return both(resultValue(words, year), resultValue(words, again))
}

/** "Học tập: Tốt 12, Khá 20 …", with the pupils who have no level yet. */
function sumOf(words: Words, of: ReportClass, term: ReportTerm, what: 'learning' | 'conduct') {
  const levels = staying(of).map((pupil) => levelOf(pupil, term, what))
  const count = (level: Level | null) => levels.filter((it) => it === level).length
  return runsOf(
    words('report.sum', {
      what: words(`report.${what}`),
      good: count(4),
      fair: count(3),
      pass: count(2),
      fail: count(1),
      none: count(null),
    }),
  )
}
