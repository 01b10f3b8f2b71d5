import type { VariablesOf } from '../../../graphql.ts'
import {
  disabilityChoices,
  ethnicityChoices,
  nationalityChoices,
  policyChoices,
  religionChoices,
} from '../../../../modules/students/records/sheets/choices.ts'
import { formatDay } from '../../../text.ts'
import type { TextKey, Translate } from '../../../text.ts'
import type { PupilRecord, UpdateStudent } from './record-query.ts'

/** What a form may send of a record. */
export type RecordInput = VariablesOf<typeof UpdateStudent>['input']
/** The name of a field. */
export type FieldName = keyof RecordInput & keyof PupilRecord

interface Option {
  value: string
  label: string
}

/** One field: how it is edited, and what may be chosen. */
export interface RecordField {
  name: FieldName
  kind: 'text' | 'long' | 'day' | 'select' | 'many' | 'check'
  optional?: boolean
  options?: (t: Translate) => readonly Option[]
  hint?: TextKey
  inputMode?: 'numeric' | 'tel'
}

/** A part of the record that is shown and edited as one. */
export interface FieldGroup {
  key: 'identity' | 'birth' | 'residence' | 'policy' | 'school'
  fields: readonly RecordField[]
}

const of = (choices: readonly { value: string; title: string }[]) => () =>
  choices.map(({ value, title }) => ({ value, label: title }))

/** The record in its groups (national exchange schema of pupils). */
export const fieldGroups: readonly FieldGroup[] = [
  {
    key: 'identity',
    fields: [
      { name: 'fullName', kind: 'text' },
      { name: 'otherName', kind: 'text', optional: true },
      {
        name: 'sex',
        kind: 'select',
        options: (t) =>
          (['male', 'female', 'not_stated'] as const).map((value) => ({ value, label: t(`students.sex.${value}`) })),
      },
      {
        name: 'identityNumber',
        kind: 'text',
        optional: true,
        hint: 'students.hint.identityNumber',
        inputMode: 'numeric',
      },
      { name: 'code', kind: 'text' },
      { name: 'registerNumber', kind: 'text', optional: true, hint: 'students.hint.registerNumber' },
    ],
  },
  {
    key: 'birth',
    fields: [
      { name: 'birthDate', kind: 'day' },
      {
        name: 'birthPrecision',
        kind: 'select',
        options: (t) =>
          (['day', 'month', 'year'] as const).map((value) => ({ value, label: t(`students.precision.${value}`) })),
      },
      { name: 'birthPlace', kind: 'text', optional: true },
      { name: 'ethnicity', kind: 'select', options: of(ethnicityChoices) },
      { name: 'religion', kind: 'select', optional: true, options: of(religionChoices) },
      { name: 'nationality', kind: 'select', options: of(nationalityChoices) },
    ],
  },
  {
    key: 'residence',
    fields: [
      { name: 'residence', kind: 'text', optional: true },
      { name: 'residenceCommune', kind: 'text', optional: true, hint: 'students.hint.residenceCommune' },
      { name: 'residenceProvince', kind: 'text', optional: true, hint: 'students.hint.residenceProvince' },
      { name: 'phone', kind: 'text', optional: true, inputMode: 'tel' },
    ],
  },
  {
    key: 'policy',
    fields: [
      { name: 'policyGroups', kind: 'many', options: of(policyChoices) },
      {
        name: 'poorHousehold',
        kind: 'select',
        optional: true,
        options: (t) =>
          (['poor', 'near_poor'] as const).map((value) => ({ value, label: t(`students.poor.${value}`) })),
      },
      { name: 'disability', kind: 'select', optional: true, options: of(disabilityChoices) },
      { name: 'assessmentByPlan', kind: 'check', hint: 'students.hint.assessmentByPlan' },
      {
        name: 'unionMember',
        kind: 'select',
        optional: true,
        options: (t) =>
          (['pioneer', 'youth_union'] as const).map((value) => ({ value, label: t(`students.member.${value}`) })),
      },
    ],
  },
  {
    key: 'school',
    fields: [
      { name: 'admittedOn', kind: 'day' },
      { name: 'note', kind: 'long', optional: true },
    ],
  },
]

/** What a field says in words; undefined where nothing stands. */
export function shownValue(t: Translate, field: RecordField, record: Partial<PupilRecord>): string | undefined {
  const value = record[field.name]
  if (value === null || value === undefined || value === '') return undefined
  if (field.kind === 'check') return t(value ? 'students.yes' : 'students.no')
  const options = field.options?.(t) ?? []
  const titled = (one: string) => options.find((option) => option.value === one)?.label ?? one
  if (Array.isArray(value)) return value.length ? value.map(titled).join('; ') : undefined
  const text = String(value)
  return field.kind === 'day'
    ? shownDay(text, field.name === 'birthDate' ? record.birthPrecision : undefined)
    : titled(text)
}

function shownDay(day: string, precision: PupilRecord['birthPrecision'] | undefined): string {
  const whole = formatDay(day)
  if (precision === 'year') return whole.slice(6)
  return precision === 'month' ? whole.slice(3) : whole
}
