import type { Run, Sheet, SheetColumn, SheetRow, Signature, Value } from '../../../../platform/sheet.ts'
import type { TextKey, TextValues } from '../../../../platform/text.ts'
import type { Level } from '../../results/tables.ts'
import type { ReportClass, ReportMarks, ReportTerm } from './report-data.ts'

/** The words of official forms, which are Vietnamese in every language of the interface. */
export type Words = (key: TextKey, values?: TextValues) => string

/** What every form of a class has in common: letterhead, place and day, footnote, page numbers. */
export function frameOf(
  words: Words,
  { authority, school_name, place }: Pick<ReportClass, 'authority' | 'school_name' | 'place'>,
  day: string,
): Pick<Sheet, 'letterhead' | 'place' | 'footnote' | 'pageNumbers'> {
  return {
    letterhead: {
      left: [{ text: authority.toLocaleUpperCase('vi') }, { text: school_name.toLocaleUpperCase('vi'), strong: true }],
      right: [
        { text: words('report.nation'), strong: true },
        { text: words('report.motto'), strong: true },
      ],
    },
    place: words('report.place', {
      place,
      date: Number(day.slice(8, 10)),
      month: Number(day.slice(5, 7)),
      year: day.slice(0, 4),
    }),
    footnote: words('report.footnote'),
    pageNumbers: words('report.page_numbers'),
  }
}

/** Who signs a form of a class. */
export const signedBy = (
  words: Words,
  { homeroom, principal }: Pick<ReportClass, 'homeroom' | 'principal'>,
): Signature[] => [
  { role: words('report.sign_homeroom'), hint: words('report.sign_hint'), name: homeroom ?? undefined },
  { role: words('report.sign_principal'), hint: words('report.sign_seal'), name: principal ?? undefined },
]

/** "Học kì I, năm học 2026 - 2027"; results that nobody has approved say so. */
export function termLine(
  words: Words,
  { academic_year, approved }: Pick<ReportClass, 'academic_year' | 'approved'>,
  term: ReportTerm,
): string {
  const year = words('report.year', { from: String(academic_year), to: String(academic_year + 1) })
  const line = term === 0 ? capital(year) : `${words(`students.term.${term}`)}, ${year}`
  return approved.includes(term) ? line : words('report.unapproved', { line })
}

/** Number and name of a pupil, the first columns of every list. */
export const pupilColumns = (words: Words, nameWidth = 26): SheetColumn[] => [
  { key: 'number', title: words('report.number'), kind: 'number', width: 5 },
  { key: 'name', title: words('report.name'), kind: 'text', width: nameWidth },
]

/** The first cells of a pupil's row; a pupil who left stays, struck out. */
export function pupilRow(
  pupil: { number: number | null; full_name: string; left: boolean },
  values: SheetRow['values'],
): SheetRow {
  return { values: { number: pupil.number, name: pupil.full_name, ...values }, ...(pupil.left && { struck: true }) }
}

/** A result as printed: tenths of a scored subject, Đ or CĐ, M for exempt; nothing where there is none. */
export function resultValue(
  words: Words,
  { average, passed, exempt }: { average: number | null; passed: boolean | null; exempt: boolean },
): Value {
  if (exempt) return words('report.exempt')
  if (average !== null) return average
  return passed === null ? null : words(passed ? 'report.passed' : 'report.failed')
}

/** A mark as printed; V where the pupil was absent, 0 where the rule says so. */
export function markValue(
  words: Words,
  marks: ReportMarks,
  assessment: 'scored' | 'comment',
  value: number | null,
  state: ReportMarks['midterm_state'] = 'none',
): Value {
  if (marks.exempt) return words('report.exempt')
  const effective = value ?? (state === 'zero_by_rule' ? 0 : null)
  if (effective === null) return state === 'pending' ? words('report.absent') : null
  if (effective < 0) return words('report.absent')
  if (assessment === 'scored') return effective
  return words(effective ? 'report.passed' : 'report.failed')
}

/** A level in words; nothing where there is none. */
export const levelValue = (words: Words, level: Level | null | undefined): string | null =>
  level ? words(`students.level.${level}`) : null

/** A line of runs from a text that marks what is strong with `<b>`. */
export function runsOf(text: string): Run[] {
  return text.split(/<b>(.*?)<\/b>/).flatMap((part, index) => (part ? [{ text: part, strong: index % 2 === 1 }] : []))
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
