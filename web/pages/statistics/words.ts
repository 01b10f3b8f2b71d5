import { formatAcademicYear, formatChange, formatNumber, formatPercent } from '../../text.ts'
import type { Translate } from '../../text.ts'
import type { FigureRow, Figures } from './queries.ts'
import type { Question } from './question.ts'

type Measure = Figures['measure']

/** A figure as it is read: 70,9 %, 6,43, 1.240; nothing counted is said in words. */
export function figureText(t: Translate, row: Pick<FigureRow, 'few'>, value: number | null, measure: Measure): string {
  if (value === null) return row.few ? t('figures.few') : t('figures.none')
  return measure === 'share' ? formatPercent(value) : plainText(value, measure)
}

/** The same without its unit, for a column that names it. */
export function plainText(value: number, measure: Measure): string {
  return formatNumber(measure === 'share' ? value * 100 : value, digitsOf(measure))
}

/** The change of a figure against the year before, without its unit. */
export function changeText(row: FigureRow, measure: Measure): string | undefined {
  const change = changeOf(row, measure)
  return change === undefined ? undefined : formatChange(change, digitsOf(measure))
}

/** By how much a figure changed: points of a percentage, points of a mark, or persons. */
export function changeOf({ now, before }: FigureRow, measure: Measure): number | undefined {
  if (now === null || before === null) return undefined
  return (now - before) * (measure === 'share' ? 100 : 1)
}

/** A figure on the axis of a chart. */
export const onAxis = (value: number, measure: Measure): number => (measure === 'share' ? value * 100 : value)

/** How many decimals a measure has. */
export const digitsOf = (measure: Measure): number => ({ count: 0, share: 1, mean: 2 })[measure]

/** What the figures found, in a sentence. */
export function foundIn(t: Translate, question: Question, { whole, measure, place }: Figures): string {
  const where = place.schoolName ?? place.communeName
  const sentence = t(`figures.says.${question.indicator}`, {
    value: figureText(t, whole, whole.now, measure),
    who: whoIn(t, question),
  })
  return [sentence, where && ` ${t('figures.in_place', { place: where })}`, moveIn(t, whole, measure)]
    .filter(Boolean)
    .join('')
}

/** The period of a question: Cả năm 2025–2026. */
export function periodText(t: Translate, { term, academicYear }: { term: number; academicYear: number }): string {
  return `${t(`figures.term.${termKey(term)}`)} ${formatAcademicYear(academicYear)}`
}

function moveIn(t: Translate, whole: FigureRow, measure: Measure) {
  const change = changeOf(whole, measure)
  if (change === undefined) return ''
  const amount = formatNumber(Math.abs(change), digitsOf(measure))
  const way = Number(change.toFixed(digitsOf(measure))) === 0 ? 'same' : change < 0 ? 'down' : 'up'
  return `, ${t('figures.moved', { way, amount, measure })}`
}

function whoIn(t: Translate, { level, grade, sex, ethnicity }: Question) {
  const parts = [
    grade ? t('figures.grade_of', { grade }) : level && t(`figures.level.${level}`),
    sex && t(`figures.sex_of.${sex === 1 ? 1 : 2}`),
    ethnicity && t(`figures.ethnicity_of.${ethnicity}`),
  ].filter(Boolean)
  return parts.length > 0 ? ` ${parts.join(' ')}` : ''
}

const termKey = (term: number) => (term === 1 || term === 2 ? term : 0)

/** A median or quartile: a mark has one decimal, halfway between two it has two. */
export const markText = (mark: number): string =>
  formatNumber(mark, Math.abs(mark * 10 - Math.round(mark * 10)) < 1e-6 ? 1 : 2)

/** What all units together are called: the school, the commune, the province, or all that one reaches. */
export function wholeName(
  t: Translate,
  { schoolName, communeName }: Figures['place'],
  top: 'commune' | 'school-list' | 'school',
): string {
  return schoolName ?? communeName ?? (top === 'commune' ? t('figures.whole.commune') : t('figures.whole'))
}
