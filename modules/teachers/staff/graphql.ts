import { may } from '../../../platform/ability.ts'
import { builder } from '../../../platform/graphql.ts'
import { SubjectRef, decodeSubject, decodeUnit, subjectLoader } from '../../organisation/public.ts'
import { decodeStaff, encodeStaff } from '../keys.ts'
import type { StaffRow } from '../tables.ts'
import { addStaff, alterStaff, leaveStaff, type StaffInput } from './commands.ts'
import { findStaff, staffOf } from './queries.ts'

/** A member of staff in the API. */
export const StaffRef = builder.objectRef<StaffRow>('Staff').implement({
  description: "A school's record of a member of its staff. What the reader may not see is null.",
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ school_id, id }) => encodeStaff({ school_id, staff_id: id }) }),
    fullName: t.exposeString('full_name', { description: 'The full name.' }),
    restName: t.exposeString('rest_name', { description: 'Family and middle names.' }),
    givenName: t.exposeString('given_name', { description: 'The given name, by which lists are ordered.' }),
    code: t.exposeString('code', { nullable: true, description: "The school's code." }),
    sex: t.expose('sex', { type: 'Int', nullable: true, description: '1 male, 2 female, 0 not stated.' }),
    birthDate: t.expose('birth_date', { type: 'LocalDate', nullable: true, description: 'The day of birth.' }),
    phone: t.exposeString('phone', { nullable: true, description: 'The telephone number.' }),
    email: t.exposeString('email', { nullable: true, description: 'The address for mail.' }),
    team: t.exposeString('team', { nullable: true, description: 'The subject team (tổ chuyên môn).' }),
    subjects: t.field({
      type: [SubjectRef],
      description: 'The subjects that they are trained for.',
      resolve: ({ subject_ids }, _, ctx) => Promise.all((subject_ids ?? []).map((id) => subjectLoader(ctx).load(id))),
    }),
    startedOn: t.expose('started_on', { type: 'LocalDate', nullable: true, description: 'Since when they work here.' }),
    leftOn: t.expose('left_on', { type: 'LocalDate', nullable: true, description: 'Their last day here.' }),
    canAlter: t.boolean({
      description: 'Whether the signed-in person may alter this record.',
      resolve: (one, _, ctx) => may(ctx.ability, 'update', 'Staff', one),
    }),
  }),
})

builder.queryFields((t) => {
  const unit = t.arg.id({ required: true, description: 'The school.' })
  return {
    staff: t.field({
      type: [StaffRef],
      description: "A school's staff in Vietnamese order.",
      args: {
        unit,
        search: t.arg.string({ description: 'A part of the name, with or without diacritics.' }),
        left: t.arg.boolean({ description: 'With those who have left.' }),
      },
      resolve: (_, args, ctx) =>
        staffOf(ctx, decodeUnit(args.unit), { search: args.search ?? '', left: args.left ?? false }),
    }),
    staffMember: t.field({
      type: StaffRef,
      nullable: true,
      description: 'A member of staff by id.',
      args: { id: t.arg.id({ required: true, description: 'The id.' }) },
      resolve: (_, { id }, ctx) => findStaff(ctx, 'read', decodeStaff(id)),
    }),
    canAddStaff: t.boolean({
      description: 'Whether the signed-in person may add staff to a school.',
      args: { unit },
      resolve: (_, args, ctx) => may(ctx.ability, 'create', 'Staff', { school_id: decodeUnit(args.unit) }),
    }),
  }
})

const StaffInputRef = builder.inputType('StaffInput', {
  description: 'What a school writes of a member of its staff; what is left out stays, or is empty for a new one.',
  fields: (t) => ({
    fullName: t.string({ description: 'The full name; needed for a new one.' }),
    code: t.string({ description: "The school's code; the next free one unless given." }),
    sex: t.int({ description: '1 male, 2 female, 0 not stated.' }),
    birthDate: t.field({ type: 'LocalDate', description: 'The day of birth.' }),
    phone: t.string({ description: 'The telephone number.' }),
    email: t.string({ description: 'The address for mail.' }),
    team: t.string({ description: 'The subject team.' }),
    subjects: t.idList({ description: 'The subjects that they are trained for.' }),
    startedOn: t.field({ type: 'LocalDate', description: 'Since when they work here; today unless said.' }),
  }),
})

interface Given {
  fullName?: string | null
  code?: string | null
  sex?: number | null
  birthDate?: string | null
  phone?: string | null
  email?: string | null
  team?: string | null
  subjects?: string[] | null
  startedOn?: string | null
}

function given(input: Given): Partial<StaffInput> {
  const { fullName, sex, birthDate, subjects, startedOn, ...texts } = input
  const tidy = Object.entries(texts)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, value?.trim() || null])
  return {
    ...(Object.fromEntries(tidy) as Partial<StaffInput>),
    ...(fullName == null ? {} : { full_name: fullName }),
    ...(sex == null ? {} : { sex: sex === 1 || sex === 2 ? sex : 0 }),
    ...(birthDate === undefined ? {} : { birth_date: birthDate }),
    ...(subjects == null ? {} : { subject_ids: subjects.map(decodeSubject) }),
    ...(startedOn == null ? {} : { started_on: startedOn }),
  }
}

builder.mutationFields((t) => {
  const staff = t.arg.id({ required: true, description: 'The member of staff.' })
  return {
    addStaff: t.field({
      type: StaffRef,
      description: "Takes a person into a school's staff, with the post of a teacher.",
      args: {
        unit: t.arg.id({ required: true, description: 'The school.' }),
        identityNumber: t.arg.string({ description: 'Finds the person who works elsewhere already.' }),
        staff: t.arg({ type: StaffInputRef, required: true, description: 'The record.' }),
      },
      resolve: (_, { unit, identityNumber, staff: input }, ctx) =>
        addStaff(ctx, decodeUnit(unit), {
          full_name: '',
          code: null,
          sex: 0,
          birth_date: null,
          phone: null,
          email: null,
          team: null,
          subject_ids: [],
          started_on: ctx.today,
          ...given(input),
          identity_number: identityNumber?.trim() || null,
        }),
    }),
    alterStaff: t.field({
      type: StaffRef,
      description: 'Alters a member of staff as the school records them.',
      args: { staff, changes: t.arg({ type: StaffInputRef, required: true, description: 'What is altered.' }) },
      resolve: (_, { staff: id, changes }, ctx) => alterStaff(ctx, decodeStaff(id), given(changes)),
    }),
    leaveStaff: t.field({
      type: StaffRef,
      description: 'Ends the work of a member of staff: assignments and posts in the school end with it.',
      args: {
        staff,
        on: t.arg({ type: 'LocalDate', required: true, description: 'The last day.' }),
        reason: t.arg.string({ required: true, description: 'Why.' }),
      },
      resolve: (_, { staff: id, on, reason }, ctx) => leaveStaff(ctx, decodeStaff(id), on, reason),
    }),
  }
})
