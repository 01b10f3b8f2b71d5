import { may } from '../../../platform/ability.ts'
import { builder } from '../../../platform/graphql.ts'
import { UnitRef, unitLoader } from '../../organisation/public.ts'
import { encodeStudent } from '../keys.ts'
import { recordHistory } from './history.ts'
import { ethnicGroups, religions } from './lists.ts'
import { enrollmentsOf, guardiansOf, type Pupil } from './queries.ts'
import { ChangeRef, EnrollmentRef, GuardianRef } from './record-parts-type.ts'
import { counted } from './reading-tally.ts'
import { MembershipRef, PovertyRef, PrecisionRef, SexRef } from './student-enums.ts'

const hidden = 'Null where empty or hidden from the signed-in person.'

/** A pupil's record in the API; later subjects add their fields to it. */
export const StudentRef = builder.objectRef<Pupil>('Student').implement({
  description:
    "A school's own record of a pupil. Which fields one sees follows from one's posts; a hidden one is null, like an empty one.",
  fields: (t) => ({
    id: t.id({
      description: 'Opaque id.',
      resolve: ({ record }) => encodeStudent({ school_id: record.school_id, student_id: record.id }),
    }),
    school: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The school whose record it is.',
      resolve: ({ record }, _, ctx) => unitLoader(ctx).load(record.school_id),
    }),
    code: t.string({
      nullable: true,
      description: `The code in the school. ${hidden}`,
      resolve: ({ record }) => record.code,
    }),
    registerNumber: t.string({
      nullable: true,
      description: `The number in the register (số đăng bộ). ${hidden}`,
      resolve: ({ record }) => record.register_number,
    }),
    identityNumber: t.string({
      nullable: true,
      description: `The identity number; only in a single record. ${hidden}`,
      resolve: ({ record, identity_number }, _, ctx) => counted(ctx, record, identity_number),
    }),
    fullName: t.string({
      description: 'The name as in the birth certificate.',
      resolve: ({ record }) => record.full_name,
    }),
    restName: t.string({
      description: 'Family and middle names.',
      resolve: ({ record }) => record.rest_name ?? '',
    }),
    givenName: t.string({ description: 'The given name.', resolve: ({ record }) => record.given_name ?? '' }),
    otherName: t.string({
      nullable: true,
      description: `Another name. ${hidden}`,
      resolve: ({ record }) => record.other_name,
    }),
    sex: t.field({
      type: SexRef,
      nullable: true,
      description: hidden,
      resolve: ({ record }) => (record.sex === null ? null : (['not_stated', 'male', 'female'] as const)[record.sex]),
    }),
    birthDate: t.field({
      type: 'LocalDate',
      nullable: true,
      description: hidden,
      resolve: ({ record }) => record.birth_date,
    }),
    birthPrecision: t.field({
      type: PrecisionRef,
      nullable: true,
      description: `How exactly the birth date is known. ${hidden}`,
      resolve: ({ record }) => record.birth_precision,
    }),
    birthPlace: t.string({ nullable: true, description: hidden, resolve: ({ record }) => record.birth_place }),
    ethnicity: t.string({
      nullable: true,
      description: `The code of the ethnic group (Decision 121-TCTK/PPCĐ of 1979). ${hidden}`,
      resolve: ({ record }, _, ctx) => counted(ctx, record, record.ethnicity),
    }),
    ethnicityName: t.string({
      nullable: true,
      description: `The ethnic group by name. ${hidden}`,
      resolve: ({ record }) => (ethnicGroups as Record<string, string>)[record.ethnicity ?? ''] ?? null,
    }),
    religion: t.string({
      nullable: true,
      description: `The code of the religion. ${hidden}`,
      resolve: ({ record }, _, ctx) => counted(ctx, record, record.religion),
    }),
    religionName: t.string({
      nullable: true,
      description: `The religion by name. ${hidden}`,
      resolve: ({ record }) => (religions as Record<string, string>)[record.religion ?? ''] ?? null,
    }),
    nationality: t.string({
      nullable: true,
      description: `ISO 3166, two letters. ${hidden}`,
      resolve: ({ record }) => record.nationality,
    }),
    residence: t.string({
      nullable: true,
      description: `The address. ${hidden}`,
      resolve: ({ record }, _, ctx) => counted(ctx, record, record.residence),
    }),
    residenceCommune: t.string({
      nullable: true,
      description: `The code of the commune of the address. ${hidden}`,
      resolve: ({ record }, _, ctx) => counted(ctx, record, record.residence_commune),
    }),
    residenceProvince: t.string({
      nullable: true,
      description: `The code of the province of the address. ${hidden}`,
      resolve: ({ record }, _, ctx) => counted(ctx, record, record.residence_province),
    }),
    phone: t.string({
      nullable: true,
      description: hidden,
      resolve: ({ record }, _, ctx) => counted(ctx, record, record.phone),
    }),
    policyGroups: t.stringList({
      nullable: true,
      description: `The codes of the policy groups. ${hidden}`,
      resolve: ({ record }, _, ctx) => counted(ctx, record, record.policy_groups),
    }),
    poorHousehold: t.field({
      type: PovertyRef,
      nullable: true,
      description: hidden,
      resolve: ({ record }, _, ctx) => counted(ctx, record, record.poor_household),
    }),
    disability: t.string({
      nullable: true,
      description: `The kind of disability. ${hidden}`,
      resolve: ({ record }, _, ctx) => counted(ctx, record, record.disability),
    }),
    assessmentByPlan: t.boolean({
      nullable: true,
      description: `Assessed by an individual education plan (Circular 22/2021, Điều 11). ${hidden}`,
      resolve: ({ record }) => record.assessment_by_plan,
    }),
    unionMember: t.field({
      type: MembershipRef,
      nullable: true,
      description: hidden,
      resolve: ({ record }) => record.union_member,
    }),
    note: t.string({ nullable: true, description: hidden, resolve: ({ record }) => record.note }),
    admittedOn: t.field({
      type: 'LocalDate',
      nullable: true,
      description: `The day of admission to the school. ${hidden}`,
      resolve: ({ record }) => record.admitted_on,
    }),
    seat: t.field({
      type: EnrollmentRef,
      nullable: true,
      description: "The place in a class: of the list's year, or the last one of a single record.",
      resolve: ({ seat, record }) => seat && { ...seat, school_id: record.school_id },
    }),
    enrollments: t.field({
      type: [EnrollmentRef],
      description: 'All places in classes of this school, newest first.',
      complexity: { field: 5 },
      resolve: ({ record }, _, ctx) => enrollmentsOf(ctx, { school_id: record.school_id, student_id: record.id }),
    }),
    guardians: t.field({
      type: [GuardianRef],
      description: 'The guardians whom the signed-in person may see.',
      complexity: { field: 5 },
      resolve: ({ record }, _, ctx) => guardiansOf(ctx, { school_id: record.school_id, student_id: record.id }),
    }),
    history: t.field({
      type: [ChangeRef],
      description: 'The last hundred changes, newest first; null for those who may not change the record.',
      complexity: { field: 20 },
      nullable: true,
      resolve: ({ record, mayUpdate }, _, ctx) =>
        mayUpdate ? recordHistory(ctx, { school_id: record.school_id, student_id: record.id }) : null,
    }),
    version: t.exposeString('version', {
      description: 'Changes with the record; an update sends back the one that it saw.',
    }),
    mayUpdate: t.exposeBoolean('mayUpdate', { description: 'Whether the signed-in person may change the record.' }),
    mayEnrol: t.exposeBoolean('mayEnrol', { description: 'Whether the signed-in person may move the pupil.' }),
    mayAddGuardian: t.boolean({
      description: 'Whether the signed-in person may enter a guardian.',
      resolve: ({ record }, _, ctx) =>
        may(ctx.ability, 'create', 'Guardianship', { school_id: record.school_id, class_id: record.class_id }),
    }),
  }),
})
