import type { Translate } from '../../text.ts'
import { formatMark } from '../../text.ts'
import type { Mark, Results, Subject } from './child-query.ts'

/** What is shown of a child: a term, or the whole year. */
export type Shown = 1 | 2 | 'year'

/** A mark in words: 7,5, Đạt, "vắng", "0 theo quy định"; nothing there is "chưa có", never 0. */
export function markWords(t: Translate, { value, state }: Pick<Mark, 'value' | 'state'>): string {
  if (state === 'zero_by_rule' && (value === null || Number(value) === 0)) return t('family.zero_by_rule')
  return valueWords(t, value) ?? t('family.none')
}

/** A cell's text in words: `7.5` is 7,5, `CĐ` is Chưa đạt. */
export function valueWords(t: Translate, value: string | null): string | null {
  if (value === null) return null
  if (value === 'V') return t('family.absent')
  if (value === 'M') return t('students.exempt')
  if (value === 'Đ') return t('students.passed')
  if (value === 'CĐ') return t('students.failed')
  return Number.isNaN(Number(value)) ? value : formatMark(value)
}

/** The result of a subject: its average, or Đạt; what it is "so far" is told apart. */
export function resultWords(t: Translate, subject: Pick<Subject, 'average' | 'passed' | 'exempt'>): string | null {
  if (subject.exempt) return t('students.exempt')
  if (subject.average !== null) return formatMark(subject.average)
  return subject.passed === null ? null : t(subject.passed ? 'students.passed' : 'students.failed')
}

/** A column inside a sentence: "thường xuyên 3", "giữa kì I". */
export function columnWords(t: Translate, { kind, position }: Pick<Mark, 'kind' | 'position'>, term: number): string {
  return t(`family.column.${kind}`, { position, term: roman(t, term) })
}

/** A column at the head of a line: "Thường xuyên 3", "Giữa kì I". */
export function columnTitle(t: Translate, { kind, position }: Pick<Mark, 'kind' | 'position'>, term: number): string {
  if (kind === 'regular') return t('family.column_start.regular_at', { position })
  return t(`family.column_start.${kind}`, { term: roman(t, term) })
}

/** The kind and number of a column named as the gradebook does: `regular_3`. */
export function columnOf(name: string): Pick<Mark, 'kind' | 'position'> {
  const regular = /^regular_(\d)$/.exec(name)
  return regular
    ? { kind: 'regular', position: Number(regular[1]) }
    : { kind: name === 'final' ? 'final' : 'midterm', position: 1 }
}

/** A teacher as a family says it: cô Lan, thầy Phúc. */
export function teacherWords(
  t: Translate,
  teacher: NonNullable<Subject['teacher']>,
  place: 'start' | 'within' = 'within',
): string {
  const values = { sex: teacher.sex, name: teacher.sex === 'not_stated' ? teacher.name : teacher.givenName }
  return t(place === 'start' ? 'family.teacher_start' : 'family.teacher', values)
}

/** A person by full name; the subject's own teacher as the family says it. */
export function personWords(t: Translate, name: string | null, teacher: Subject['teacher']): string {
  return teacher && teacher.name === name ? teacherWords(t, teacher) : (name ?? '')
}

/** The terms that there is something to see of; the first is always there. */
export function shownTerms({ terms, year }: Results): Shown[] {
  const second = terms.find(({ term }) => term === 2)
  const begun = second && (second.publishedAt || second.subjects.some(({ marks }) => marks.length > 0))
  return [1, ...(begun ? ([2] as const) : []), ...(year ? (['year'] as const) : [])]
}

/** I, II. */
export const roman = (t: Translate, term: number): string => t('family.roman', { term: String(term) })
