import type { Violation } from '../../../platform/errors.ts'
import { tidyName } from '../../../platform/name.ts'
import { ethnicGroups, policyGroups, religions } from './lists.ts'

/** What a person may write of a pupil's record; days as YYYY-MM-DD. */
export interface RecordInput {
  full_name: string
  other_name: string | null
  sex: 0 | 1 | 2
  birth_date: string
  birth_precision: 'day' | 'month' | 'year'
  birth_place: string | null
  identity_number: string | null
  ethnicity: string
  religion: string | null
  nationality: string
  residence: string | null
  residence_commune: string | null
  residence_province: string | null
  phone: string | null
  policy_groups: string[]
  poor_household: 'poor' | 'near_poor' | null
  disability: string | null
  assessment_by_plan: boolean
  union_member: 'pioneer' | 'youth_union' | null
  note: string | null
  admitted_on: string
  code: string
  register_number: string | null
}

/** What a person may write of a guardian. */
export interface GuardianInput {
  kind: 'father' | 'mother' | 'guardian'
  full_name: string
  birth_year: number | null
  occupation: string | null
  phone: string | null
  identity_number: string | null
}

/** A part of an input, tidied, with what is wrong in it. */
export interface Judged<Input> {
  values: Partial<Input>
  violations: Violation[]
}

/** Tidies the given fields of a record and says what cannot be taken; fields that are absent are not judged. */
export function judgeRecord(input: Partial<RecordInput>, today: string): Judged<RecordInput> {
  const values = { ...input }
  const violations: Violation[] = []
  const wrong = (path: string, message: string, extra?: Record<string, string | number>) =>
    violations.push({ path, message: `students.fault.${message}`, ...(extra ? { values: extra } : {}) })

  if (values.full_name !== undefined) values.full_name = takeName(values.full_name, 'fullName', wrong)
  for (const [key, path, longest] of texts) {
    const text = values[key]
    if (typeof text === 'string') values[key] = takeText(text, path, longest, wrong)
  }
  if (values.code !== undefined) values.code = takeText(values.code ?? '', 'code', 30, wrong) ?? ''
  if (values.code === '') wrong('code', 'empty')
  if (values.birth_date !== undefined) {
    if (values.birth_date > today) wrong('birthDate', 'birth_in_future')
    else if (Number(today.slice(0, 4)) - Number(values.birth_date.slice(0, 4)) > 100)
      wrong('birthDate', 'birth_too_old')
  }
  if (values.admitted_on && values.birth_date && values.birth_date <= today && values.admitted_on <= values.birth_date)
    wrong('admittedOn', 'admitted_before_birth')
  if (values.identity_number) values.identity_number = takeIdentityNumber(values.identity_number, wrong)
  if (values.phone) values.phone = takePhone(values.phone, wrong)
  if (values.ethnicity !== undefined && !(values.ethnicity in ethnicGroups)) wrong('ethnicity', 'unknown_choice')
  if (values.religion && !(values.religion in religions)) wrong('religion', 'unknown_choice')
  if (values.nationality !== undefined && !/^[A-Z]{2}$/.test(values.nationality)) wrong('nationality', 'unknown_choice')
  if (values.policy_groups?.some((group) => !(group in policyGroups))) wrong('policyGroups', 'unknown_choice')
  if (values.policy_groups) values.policy_groups = [...new Set(values.policy_groups)].sort()
  return { values, violations }
}

/** The same for a guardian. */
export function judgeGuardian(input: Partial<GuardianInput>, today: string): Judged<GuardianInput> {
  const values = { ...input }
  const violations: Violation[] = []
  const wrong: Wrong = (path, message, extra) =>
    violations.push({ path, message: `students.fault.${message}`, ...(extra ? { values: extra } : {}) })
  if (values.full_name !== undefined) values.full_name = takeName(values.full_name, 'fullName', wrong)
  if (values.occupation) values.occupation = takeText(values.occupation, 'occupation', 200, wrong)
  if (values.phone) values.phone = takePhone(values.phone, wrong)
  if (values.identity_number) values.identity_number = takeIdentityNumber(values.identity_number, wrong)
  const year = Number(today.slice(0, 4))
  if (values.birth_year != null && (values.birth_year < year - 110 || values.birth_year > year - 10))
    wrong('birthYear', 'birth_year', { from: year - 110, to: year - 10 })
  return { values, violations }
}

type Wrong = (path: string, message: string, values?: Record<string, string | number>) => void

/** The free texts of a record, where they stand in the form, and how long they may be. */
const texts = [
  ['other_name', 'otherName', 100],
  ['birth_place', 'birthPlace', 200],
  ['residence', 'residence', 300],
  ['residence_commune', 'residenceCommune', 10],
  ['residence_province', 'residenceProvince', 10],
  ['disability', 'disability', 200],
  ['register_number', 'registerNumber', 30],
  ['note', 'note', 1000],
] as const

function takeName(name: string, path: string, wrong: Wrong): string {
  const { value, fault } = tidyName(name)
  if (fault) wrong(path, fault.replace('.', '_'))
  return value
}

/** One line of text: NFC, single spaces; control characters are refused, never repaired. An empty text is none. */
function takeText(text: string, path: string, longest: number, wrong: Wrong): string | null {
  const value = text
    .normalize('NFC')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/\s+/gu, ' ')
    .trim()
  if (/[\p{Cc}\p{Cs}\p{Co}\u202a-\u202e\u2066-\u2069]/u.test(value)) wrong(path, 'control')
  if (value.length > longest) wrong(path, 'too_long', { limit: longest })
  return value || null
}

function takeIdentityNumber(number: string, wrong: Wrong): string | null {
  const digits = number.replace(/[\s.]/g, '')
  if (digits === '') return null
  if (/\D/.test(digits)) wrong('identityNumber', 'identity_number_digits')
  else if (digits.length !== 12) wrong('identityNumber', 'identity_number_length', { count: digits.length })
  return digits
}

function takePhone(phone: string, wrong: Wrong): string | null {
  const digits = phone.replace(/[\s.()-]/g, '').replace(/^\+84/, '0')
  if (digits === '') return null
  if (!/^0\d{9,10}$/.test(digits)) wrong('phone', 'phone')
  return digits
}
