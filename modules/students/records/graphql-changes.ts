import { change } from '../../../platform/change.ts'
import { builder } from '../../../platform/graphql.ts'
import { decodeKey, keyNumber, keyUuid } from '../../../platform/key.ts'
import { NotFound } from '../../../platform/errors.ts'
import { decodeClass, decodeUnit } from '../../organisation/public.ts'
import { enrol } from '../enrollment/commands.ts'
import { decodeStudent } from '../keys.ts'
import { createRecord, updateRecord, type Created, type NewRecord } from './commands.ts'
import { addGuardian, updateGuardian } from './guardians.ts'
import type { GuardianInput, RecordInput } from './judge-record.ts'
import { findPupil } from './queries.ts'
import { undoStudents } from './undo.ts'
import { GuardianKindRef, MembershipRef, PovertyRef, PrecisionRef, sexes, SexRef, type Sex } from './student-enums.ts'
import { StudentRef } from './student-type.ts'

const RecordInputRef = builder.inputType('StudentInput', {
  description: 'Fields of a record. What is absent stays as it is; null empties a field that may be empty.',
  fields: (t) => ({
    fullName: t.string({ description: 'The name as in the birth certificate.' }),
    otherName: t.string({ description: 'Another name.' }),
    sex: t.field({ type: SexRef, description: 'The sex.' }),
    birthDate: t.field({ type: 'LocalDate', description: 'The birth date.' }),
    birthPrecision: t.field({ type: PrecisionRef, description: 'How exactly it is known.' }),
    birthPlace: t.string({ description: 'The place of birth.' }),
    identityNumber: t.string({ description: 'The identity number, 12 digits.' }),
    ethnicity: t.string({ description: 'The code of the ethnic group.' }),
    religion: t.string({ description: 'The code of the religion.' }),
    nationality: t.string({ description: 'ISO 3166, two letters.' }),
    residence: t.string({ description: 'The address.' }),
    residenceCommune: t.string({ description: 'The code of the commune.' }),
    residenceProvince: t.string({ description: 'The code of the province.' }),
    phone: t.string({ description: 'The phone number.' }),
    policyGroups: t.stringList({ description: 'The codes of the policy groups.' }),
    poorHousehold: t.field({ type: PovertyRef, description: 'On the list of poor households.' }),
    disability: t.string({ description: 'The kind of disability.' }),
    assessmentByPlan: t.boolean({ description: 'Assessed by an individual education plan.' }),
    unionMember: t.field({ type: MembershipRef, description: 'Membership.' }),
    note: t.string({ description: 'A note.' }),
    admittedOn: t.field({ type: 'LocalDate', description: 'The day of admission.' }),
    code: t.string({ description: 'The code in the school; made where absent in a new record.' }),
    registerNumber: t.string({ description: 'The number in the register (số đăng bộ).' }),
  }),
})

const GuardianInputRef = builder.inputType('GuardianInput', {
  description: 'What a record says of a guardian.',
  fields: (t) => ({
    kind: t.field({ type: GuardianKindRef, description: 'What they are to the pupil.' }),
    fullName: t.string({ description: 'The name.' }),
    birthYear: t.int({ description: 'The year of birth.' }),
    occupation: t.string({ description: 'The occupation.' }),
    phone: t.string({ description: 'The phone number.' }),
    identityNumber: t.string({ description: 'The identity number, 12 digits.' }),
  }),
})

const CreatedRef = builder.objectRef<Created>('StudentCreated').implement({
  description: 'What came of opening a record.',
  fields: (t) => ({
    student: t.field({
      type: StudentRef,
      nullable: true,
      description: 'The new record; null where pupils of the same name and birth date are there already.',
      resolve: ({ student }, _, ctx) => (student ? findPupil(ctx, student) : null),
    }),
    namesakes: t.field({
      type: [StudentRef],
      description:
        'Pupils of the school with the same name and birth date; send `despite: true` if it is another child.',
      resolve: ({ namesakes }, _, ctx) =>
        Promise.all(namesakes.map(({ school_id, id }) => findPupil(ctx, { school_id, student_id: id }))),
    }),
  }),
})

type Input = typeof RecordInputRef.$inferInput

/** Fields that may not be emptied keep what they have when null is sent. */
const keptWhenNull = new Set([
  'full_name',
  'sex',
  'birth_date',
  'birth_precision',
  'ethnicity',
  'nationality',
  'policy_groups',
  'assessment_by_plan',
  'admitted_on',
  'code',
])

/** The API's names become the table's; what is absent stays absent. */
function recordOf(input: Input): Partial<RecordInput> {
  const entries = Object.entries({ ...input, sex: input.sex ? sexes[input.sex as Sex] : undefined }).map(
    ([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value] as const,
  )
  return Object.fromEntries(
    entries.filter(([key, value]) => value !== undefined && !(value === null && keptWhenNull.has(key))),
  )
}

function guardianOf(input: typeof GuardianInputRef.$inferInput): Partial<GuardianInput> {
  const { kind, fullName, birthYear, occupation, phone, identityNumber } = input
  const values = {
    ...(kind ? { kind } : {}),
    ...(fullName != null ? { full_name: fullName } : {}),
    birth_year: birthYear,
    occupation,
    phone,
    identity_number: identityNumber,
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

function decodeGuardian(id: string): { school_id: number; guardianship_id: string } {
  const [school, guardianship] = decodeKey('Guardianship', id)
  return { school_id: keyNumber('Guardianship', school), guardianship_id: keyUuid('Guardianship', guardianship) }
}

builder.mutationFields((t) => ({
  undoStudents: t.boolean({
    description: 'Takes back a change of records, enrollment or absences, as long as nothing stands on it; gives true.',
    args: { change: t.arg.id({ required: true, description: 'The change, as a verb answered it.' }) },
    resolve: async (_, { change: id }, ctx) => {
      await undoStudents(ctx, keyUuid('Change', decodeKey('Change', id)[0]))
      return true
    },
  }),
  createStudent: t.field({
    type: CreatedRef,
    description: "Opens a school's record of a pupil and, if a class is given, places the pupil there.",
    args: {
      school: t.arg.id({ required: true, description: 'The id of the school.' }),
      input: t.arg({ type: RecordInputRef, required: true, description: 'Name, sex and birth date are needed.' }),
      class: t.arg.id({ description: 'The class to place the pupil in.' }),
      startsOn: t.arg({ type: 'LocalDate', description: 'The first day in the class; today unless said.' }),
      despite: t.arg.boolean({ description: 'That a pupil of the same name and birth date is another child.' }),
    },
    resolve: (_, { school, input, class: into, startsOn, despite }, ctx) => {
      const school_id = decodeUnit(school)
      const place = into ? decodeClass(into) : null
      if (place && place.school_id !== school_id) throw new NotFound('Class')
      const record = { full_name: '', sex: 0, birth_date: '', ...recordOf(input) } as NewRecord
      return change(ctx, 'student.create', { school_id }, async (open) => {
        const created = await createRecord(open, school_id, record, despite ?? false)
        if (created.student && place)
          await enrol(open, created.student, { class_id: place.class_id, on: startsOn ?? open.today })
        return created
      })
    },
  }),
  updateStudent: t.field({
    type: StudentRef,
    description: 'Alters fields of a record. A record that was changed since it was read is a conflict.',
    args: {
      id: t.arg.id({ required: true, description: 'The record.' }),
      version: t.arg.string({ required: true, description: 'The version that was read.' }),
      input: t.arg({ type: RecordInputRef, required: true, description: 'The fields to alter.' }),
      reason: t.arg.string({ description: 'Why; kept in the history.' }),
    },
    resolve: async (_, { id, version, input, reason }, ctx) => {
      const key = decodeStudent(id)
      await updateRecord(ctx, key, version, recordOf(input), reason ?? null)
      return findPupil(ctx, key)
    },
  }),
  addGuardian: t.field({
    type: StudentRef,
    description: "Enters a guardian into a pupil's record. Access follows only from a claimed slip.",
    args: {
      student: t.arg.id({ required: true, description: 'The record of the pupil.' }),
      input: t.arg({ type: GuardianInputRef, required: true, description: 'Kind and name are needed.' }),
    },
    resolve: async (_, { student, input }, ctx) => {
      const key = decodeStudent(student)
      const usual = {
        kind: 'guardian',
        full_name: '',
        birth_year: null,
        occupation: null,
        phone: null,
        identity_number: null,
      } as const
      await addGuardian(ctx, key, { ...usual, ...guardianOf(input) })
      return findPupil(ctx, key)
    },
  }),
  updateGuardian: t.field({
    type: StudentRef,
    description: 'Alters what a record says of a guardian.',
    args: {
      id: t.arg.id({ required: true, description: 'The guardian.' }),
      input: t.arg({ type: GuardianInputRef, required: true, description: 'The fields to alter.' }),
    },
    resolve: async (_, { id, input }, ctx) =>
      findPupil(ctx, await updateGuardian(ctx, decodeGuardian(id), guardianOf(input))),
  }),
}))
