import type { Context } from '../../../../platform/context.ts'
import { closest, foldName, unaccented } from '../../../../platform/name.ts'
import { differences } from '../../../../platform/import-kinds.ts'
import type { Difference, Verdict } from '../../../../platform/preview.ts'
import { violation, type CellViolation, type Fault } from '../../../../platform/sheet-value.ts'
import type { ReadRow, ReadSheet } from '../../../../platform/sheet-read.ts'
import { printed, type Sheet, type Value } from '../../../../platform/sheet.ts'
import { judgeGuardian, judgeRecord, type GuardianInput, type RecordInput } from '../judge-record.ts'
import { guardianKinds } from '../sheets/pupil-columns.ts'
import { policyChoices } from '../sheets/choices.ts'
import {
  classKey,
  nameKey,
  policyWords,
  valuesOf,
  type KnownClass,
  type KnownGuardian,
  type KnownPupil,
  type Standing,
} from './load.ts'

/** What a row of the file would write. */
export interface Plan {
  pupil: KnownPupil | null
  /** The tidied fields that the file gives. */
  record: Partial<RecordInput>
  /** The class to sit in, where it differs from the present one. */
  into: KnownClass | null
  guardians: { kind: KnownGuardian['kind']; known: KnownGuardian | null; values: Partial<GuardianInput> }[]
  /** The person who bears the identity number already, in another school. */
  person_id: string | null
}

/** A person of another school's record, by identity number: the same child if name and birth agree. */
export interface Bearer {
  person_id: string
  names: { full_name: string; birth_date: string }[]
}

/** What rows are judged with, besides the standing records. */
export interface Judging {
  ctx: Context
  sheet: Sheet
  read: ReadSheet
  standing: Standing
  bearers: ReadonlyMap<string, Bearer>
  /** Codes, register and identity numbers that earlier rows of the file have taken. */
  taken: { code: Map<string, number>; register_number: Map<string, number>; identity_number: Map<string, number> }
}

/** Judges one row against the school's records; the plan is kept for the write. */
export function judgeRow(judging: Judging, row: ReadRow): { verdict: Verdict; plan: Plan | null } {
  const { standing } = judging
  const label = String(row.values.full_name ?? '')
  const faults: CellViolation[] = []
  const wrong = (key: string, fault: Fault) => void faults.push(violated(judging, row, key, fault))

  const found = knownPupil(standing, row.values)
  if (found === 'several') wrong('full_name', { reason: 'students.import.several' })
  const pupil = found === 'several' ? null : found
  const { record, guardians } = understood(judging, row, pupil, wrong)
  const into = classOf(standing, row, wrong)
  if (found === null && row.values.class == null) wrong('class', { reason: 'students.import.class_needed' })
  numbersFree(judging, row, pupil, record, wrong)
  const bearer = record.identity_number ? judging.bearers.get(record.identity_number) : undefined
  const foreign = bearer && bearer.person_id !== pupil?.person_id ? bearer : undefined
  if (foreign && (pupil || !sameChild(foreign, record)))
    wrong('identity_number', { reason: 'students.import.identity_number_taken' })
  if (faults.length > 0) return { verdict: { kind: 'refused', label, violations: faults }, plan: null }

  const moves = into && pupil?.seat?.class_id !== into.class_id ? into : null
  const plan: Plan = { pupil, record, into: moves, guardians, person_id: foreign?.person_id ?? null }
  if (!pupil) return { verdict: { kind: 'new', label }, plan }
  const changes = changesOf(judging.sheet, pupil, plan)
  return {
    verdict: changes.length ? { kind: 'changed', label, differences: changes } : { kind: 'unchanged', label },
    plan,
  }
}

/** The record that a row means: by code, by identity number, else by name and birth date; two of one name by their class. */
export function knownPupil(standing: Standing, values: ReadRow['values']): KnownPupil | null | 'several' {
  const byCode = values.code == null ? undefined : standing.byCode.get(String(values.code).toLowerCase())
  if (byCode) return byCode
  const number = values.identity_number == null ? '' : String(values.identity_number).replace(/[\s.]/g, '')
  const byNumber = standing.byIdentity.get(number)
  if (byNumber) return byNumber
  // A row with an unknown code is another child, whatever the name.
  if (values.code != null) return null
  const namesakes = standing.byName.get(nameKey(String(values.full_name), String(values.birth_date))) ?? []
  if (namesakes.length <= 1) return namesakes[0] ?? null
  const wanted = values.class == null ? undefined : standing.classes.get(classKey(String(values.class)))
  const inClass = namesakes.filter((one) => wanted && one.seat?.class_id === wanted.class_id)
  return inClass.length === 1 ? inClass[0]! : 'several'
}

type Wrong = (key: string, fault: Fault) => void

function understood(
  { ctx, read }: Judging,
  row: ReadRow,
  pupil: KnownPupil | null,
  wrong: Wrong,
): Pick<Plan, 'record' | 'guardians'> {
  const given = new Map(Object.entries(row.values).filter(([, value]) => value !== null))
  const input: Partial<Record<keyof RecordInput, unknown>> = {}
  for (const key of recordKeys) if (given.has(key)) input[key] = given.get(key)
  if (given.has('sex')) input.sex = Number(given.get('sex'))
  if (given.has('policy_groups')) input.policy_groups = groupsIn(String(given.get('policy_groups')), wrong)
  const { values, violations } = judgeRecord(input as Partial<RecordInput>, ctx.today)
  const has = (key: string) => read.columns.some((column) => column.key === key)
  for (const one of violations) {
    const key = one.path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    wrong(has(key) ? key : 'full_name', faultOf(one.message, key, values, one.values))
  }
  const guardians = guardianKinds.flatMap((kind) => {
    const name = given.get(`${kind}_name`)
    const known = pupil?.guardians.find((one) => one.kind === kind) ?? null
    if (name === undefined && !known) return []
    const fields = {
      full_name: name,
      ...Object.fromEntries(guardianFields.map((field) => [field, given.get(`${kind}_${field}`)])),
    }
    const present = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
    if (Object.keys(present).length === 0) return []
    const judged = judgeGuardian(present as Partial<GuardianInput>, ctx.today)
    for (const one of judged.violations) {
      const field = one.path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
      const key = field === 'full_name' ? `${kind}_name` : `${kind}_${field}`
      wrong(key, faultOf(one.message, field, judged.values, one.values))
    }
    return [{ kind, known, values: judged.values }]
  })
  return { record: values, guardians }
}

/** A fault of a record as the import words it; 11 digits of an identity number have probably lost their first 0. */
function faultOf(
  message: string,
  key: string,
  values: Partial<RecordInput> | Partial<GuardianInput>,
  extra: Record<string, string | number> = {},
): Fault {
  const reason = `students.import.${message.slice('students.fault.'.length)}`
  const number = values.identity_number
  if (key === 'identity_number' && number?.length === 11 && /^\d+$/.test(number))
    return { reason, values: extra, suggestion: `0${number}` }
  if (key === 'phone' && values.phone && /^[1-9]\d{8}$/.test(values.phone))
    return { reason, values: extra, suggestion: `0${values.phone}` }
  return { reason, values: extra }
}

function classOf(standing: Standing, row: ReadRow, wrong: Wrong): KnownClass | null {
  if (row.values.class == null) return null
  const name = String(row.values.class)
  const found = standing.classes.get(classKey(name))
  if (found) return found
  const near = closest(name, standing.classes.values(), (one) => one.name)
  wrong('class', {
    reason: 'students.import.class_unknown',
    values: { class: name },
    ...(near ? { suggestion: near.name } : {}),
  })
  return null
}

function groupsIn(words: string, wrong: Wrong): string[] {
  return words.split(/[;\n]/).flatMap((part) => {
    const word = part.trim()
    if (!word) return []
    for (const fold of [foldName, unaccented]) {
      const fit = policyChoices.filter(({ value, title }) => fold(title) === fold(word) || fold(value) === fold(word))
      if (fit.length === 1) return [fit[0]!.value]
    }
    wrong('policy_groups', { reason: 'students.import.policy_unknown', values: { value: word } })
    return []
  })
}

/** Code and register number are free in the school and in the file; so is the identity number. */
function numbersFree(
  { standing, taken }: Judging,
  row: ReadRow,
  pupil: KnownPupil | null,
  record: Partial<RecordInput>,
  wrong: Wrong,
): void {
  const register = record.register_number ? standing.byRegister.get(record.register_number) : undefined
  if (register && register.id !== pupil?.id)
    wrong('register_number', { reason: 'students.import.register_number_taken', values: { name: register.full_name } })
  for (const key of ['code', 'register_number', 'identity_number'] as const) {
    const value = record[key]?.toLowerCase()
    if (!value) continue
    const before = taken[key].get(value)
    if (before !== undefined && before !== row.number)
      wrong(key, { reason: 'students.import.in_file_twice', values: { row: before } })
    else taken[key].set(value, row.number)
  }
}

function sameChild(bearer: Bearer, { full_name, birth_date }: Partial<RecordInput>): boolean {
  return bearer.names.some(
    (one) => one.birth_date === birth_date && foldName(one.full_name) === foldName(full_name ?? ''),
  )
}

function changesOf(sheet: Sheet, pupil: KnownPupil, { record, into, guardians }: Plan): Difference[] {
  const { sex, policy_groups, ...rest } = record
  const values: Record<string, Value> = { ...(rest as Record<string, Value>) }
  if (sex !== undefined) values.sex = String(sex)
  if (policy_groups) values.policy_groups = policyWords(policy_groups)
  if (into) values.class = into.name
  for (const { kind, values: given } of guardians)
    for (const [field, value] of Object.entries(given))
      values[field === 'full_name' ? `${kind}_name` : `${kind}_${field}`] = value
  return differences(sheet.columns, values, valuesOf(pupil))
}

function violated({ sheet, read }: Judging, row: ReadRow, key: string, fault: Fault): CellViolation {
  const column = sheet.columns.find((one) => one.key === key) ?? sheet.columns[0]!
  const place = read.columns.find((one) => one.key === key)?.places[0] ?? 1
  return violation(column, row.number, place, printed(column, row.values[key]), fault)
}

const recordKeys = [
  'full_name',
  'birth_date',
  'identity_number',
  'birth_place',
  'ethnicity',
  'religion',
  'nationality',
  'residence',
  'phone',
  'poor_household',
  'disability',
  'union_member',
  'register_number',
  'admitted_on',
  'code',
] as const satisfies readonly (keyof RecordInput)[]
const guardianFields = ['birth_year', 'occupation', 'phone', 'identity_number'] as const
