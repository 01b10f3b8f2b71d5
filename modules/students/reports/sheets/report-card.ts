import { formatDay } from '../../../../platform/text.ts'
import type { Paper, SheetColumn, SheetRow } from '../../../../platform/sheet.ts'
import { frameOf, resultValue, runsOf, signedBy, termLine, type Words } from './frame.ts'
import type { ReportClass, ReportPupil, ReportTerm } from './report-data.ts'
import { afterWords, firstWords, outcomeWords, titleWords } from './summary.ts'

/**
 * Phiếu kết quả học tập và rèn luyện of a pupil: of a term or of the whole year. After the annex of
 * Circular 22/2021/TT-BGDĐT (template: confidence K).
 */
export function reportCard(
  words: Words,
  of: ReportClass,
  pupil: ReportPupil,
  term: ReportTerm,
  day: string,
  code?: string,
): Paper {
  const terms: ReportTerm[] = term === 1 ? [1] : [1, 2, 0]
  return {
    sheet: {
      ...frameOf(words, of, day),
      footnote: words('report.card_footnote'),
      ...(code && { verification: words('report.verification', { code }) }),
      name: `${pupil.number ?? ''} ${pupil.full_name}`.trim(),
      title: words('report.card_title'),
      subtitle: termLine(words, of, term === 1 ? 1 : 0),
      facts: [
        [
          { label: words('report.name'), value: pupil.full_name.toLocaleUpperCase('vi'), strong: true },
          { label: words('report.class'), value: of.name, strong: true },
          { label: words('report.number'), value: String(pupil.number ?? '') },
        ],
        [
          { label: words('report.birth'), value: formatDay(pupil.birth_date) },
          {
            label: words('report.sex'),
            value: pupil.sex ? words(pupil.sex === 1 ? 'report.male' : 'report.female') : '',
          },
          { label: words('report.ethnicity'), value: pupil.ethnicity },
          { label: words('report.code'), value: pupil.code },
        ],
      ],
      columns: columns(words, terms),
      remarks: remarks(words, pupil, term),
      signatures: [{ role: words('report.sign_parent'), hint: words('report.sign_hint') }, ...signedBy(words, of)],
    },
    rows: [...subjectRows(words, of, pupil, term), ...levelRows(words, pupil, terms)],
  }
}

function columns(words: Words, terms: readonly ReportTerm[]): SheetColumn[] {
  return [
    { key: 'subject', title: words('report.subject_or_activity'), kind: 'text', width: 30 },
    ...terms.map((term): SheetColumn => ({
      key: `term_${term}`,
      title: words(`students.term.${term}`),
      groups: [words('report.mark_or_level')],
      kind: 'mark',
      width: 10,
      strong: term === 0,
    })),
    // The annex keeps the first result beside the one after the summer (Điều 14).
    ...(terms.includes(0)
      ? [
          {
            key: 'again',
            title: words('report.reassessed_if_any'),
            groups: [words('report.mark_or_level')],
            kind: 'mark' as const,
            width: 10,
          },
        ]
      : []),
    { key: 'comment', title: words('report.comment_full'), kind: 'text', width: 31, italic: true },
  ]
}

function subjectRows(words: Words, of: ReportClass, pupil: ReportPupil, term: ReportTerm): SheetRow[] {
  return of.subjects
    .filter(({ members }) => !members || members.includes(pupil.student_id))
    .map(({ subject_id, name }) => {
      const marks = (it: 1 | 2) => pupil.marks.find((one) => one.subject_id === subject_id && one.term === it)
      const year = pupil.year_subjects.find((one) => one.subject_id === subject_id)
      const again =
        year && resultValue(words, { average: year.reassessed_average, passed: year.reassessed_passed, exempt: false })
      const [first, second] = [marks(1), marks(2)]
      return {
        values: {
          subject: name,
          term_1: first && resultValue(words, first),
          term_2: second && resultValue(words, second),
          term_0: year && resultValue(words, year),
          again,
          comment: (term === 1 ? first?.comment : (second?.comment ?? first?.comment)) ?? null,
        },
      }
    })
}

function levelRows(words: Words, pupil: ReportPupil, terms: readonly ReportTerm[]): SheetRow[] {
  return (['learning', 'conduct'] as const).map((what) => ({
    strong: true,
    values: {
      subject: words(pupil.older.length > 0 ? `older.${what}_head` : `report.result_${what}`),
      ...Object.fromEntries(terms.map((term) => [`term_${term}`, firstWords(words, pupil, term, what)])),
      again: terms.includes(0) ? afterWords(words, pupil, 0, what) : null,
    },
  }))
}

function remarks(words: Words, pupil: ReportPupil, term: ReportTerm) {
  const { excused, unexcused } = pupil
  const lines = [words('report.card_absences', { total: excused + unexcused, excused, unexcused })]
  if (term !== 1) {
    const title = titleWords(words, pupil)
    const outcome = outcomeWords(words, pupil)
    if (title) lines.push(words('report.card_title_line', { title }))
    if (outcome) lines.push(words('report.card_outcome', { outcome }))
  }
  const grounds = pupil.terms
    .toSorted((a, b) => b.term - a.term)
    .find((it) => it.grounds && (term !== 1 || it.term === 1))?.grounds
  lines.push(words('report.card_grounds', { grounds: grounds ?? '' }))
  return lines.map(runsOf)
}
