import type { TextKey } from '../../../../platform/text.ts'
import type { Translate } from '../../../text.ts'
import type { Meaning } from '../../../ui/Tag.tsx'
import type { ReturnNumbers, ReturnRow, SchoolReturn } from './queries.ts'

/** The columns of a form in order, with the field that holds each. */
export const columns = [
  ['total', 'total'],
  ['female', 'female'],
  ['minority', 'minority'],
  ['female_minority', 'femaleMinority'],
] as const satisfies readonly (readonly [string, keyof ReturnNumbers])[]

/** The name of an indicator; the catalogue of the server's forms and this one are the same. */
export const rowName = (t: Translate, { words, grade, age }: Pick<ReturnRow, 'words' | 'grade' | 'age'>): string =>
  t(`reporting.row.${words}` as TextKey, { grade, age })

/** What an indicator counts, and from which records. */
export const rowDefinition = (t: Translate, { how }: Pick<ReturnRow, 'how'>): string =>
  t(`reporting.how.${how}` as TextKey)

/** A period in words: Đầu năm 2026–2027. */
export const periodName = (
  t: Translate,
  { period, academicYear }: Pick<SchoolReturn, 'period' | 'academicYear'>,
): string => t('reporting.period_of', { period, year: academicYear, next: academicYear + 1 })

/** How a state is told: its colour and shape beside its word. */
export const meaningOf = (state: SchoolReturn['state']): Meaning | undefined =>
  ({ draft: undefined, submitted: 'wait', checked: 'acc', approved: 'good', returned: 'bad' } as const)[state]

/** The address of a school's return. */
export const returnPath = ({
  slug,
  academicYear,
  period,
}: {
  slug: string
  academicYear: number
  period: string
}): string => `/returns/${slug}/${academicYear}-${academicYear + 1}?period=${period}`

/** Whether the records say something else now than when the figures were taken. */
export const differsFromRecords = ({ computed, live }: Pick<ReturnRow, 'computed' | 'live'>): boolean =>
  computed !== null && live !== null && columns.some(([, field]) => computed[field] !== live[field])
