import { builder } from '../../../platform/graphql.ts'
import { encodeKey } from '../../../platform/key.ts'
import { enumOf } from '../../../platform/enum.ts'
import { NotFound } from '../../../platform/errors.ts'
import { decodeClass } from '../../organisation/public.ts'
import { isOverfull, secondaryClassAtMost } from '../../organisation/rules/class-size.ts'
import { decodeStudent } from '../keys.ts'
import { findPupil } from '../records/queries.ts'
import { StudentRef } from '../records/student-type.ts'
import {
  changeClass,
  enrol,
  leave,
  renumberClass,
  returnPupil,
  type LeaveKind,
  type Moving,
  type StudentKey,
} from './commands.ts'

const LeaveRef = enumOf<LeaveKind>('LeaveKind', 'How a pupil leaves.', {
  transferred: 'Goes to another school.',
  left: 'Leaves school.',
  deferred: 'Goes away for a time, the place kept.',
})

const MovedRef = builder.objectRef<Moving & { key: StudentKey | null }>('PupilMoved').implement({
  description: 'What a verb of enrollment answers.',
  fields: (t) => ({
    change: t.id({
      description: 'The change, to undo it.',
      resolve: (moved) => encodeKey('Change', [moved.change_id]),
    }),
    student: t.field({
      type: StudentRef,
      nullable: true,
      description: 'The pupil as they now stand; null where a whole class was touched.',
      resolve: ({ key }, _, ctx) => (key ? findPupil(ctx, key) : null),
    }),
    classSize: t.exposeInt('class_size', { nullable: true, description: 'How many study in the class now.' }),
    classLimit: t.int({
      description: 'The most pupils of a class (Circular 32/2020, Điều 16(3)); more is told, not stopped.',
      resolve: () => secondaryClassAtMost,
    }),
    overfull: t.boolean({
      description: 'Whether the class has more pupils than the charter allows.',
      resolve: ({ class_size, grade }) => isOverfull(grade ?? 0, class_size ?? 0),
    }),
  }),
})

/** A pupil and a class of the same school; of two schools it is as if the class did not exist. */
function both(student: string, into: string): { key: StudentKey; class_id: number } {
  const key = decodeStudent(student)
  const place = decodeClass(into)
  if (place.school_id !== key.school_id) throw new NotFound('Class')
  return { key, class_id: place.class_id }
}

builder.mutationFields((t) => ({
  enrolStudent: t.field({
    type: MovedRef,
    description: 'Places a pupil in a class from a day on.',
    args: {
      student: t.arg.id({ required: true, description: 'The record of the pupil.' }),
      class: t.arg.id({ required: true, description: 'The class.' }),
      on: t.arg({ type: 'LocalDate', required: true, description: 'The first day in the class.' }),
      repeating: t.arg.boolean({ description: 'Whether the pupil repeats the grade.' }),
    },
    resolve: async (_, { student, class: into, on, repeating }, ctx) => {
      const { key, class_id } = both(student, into)
      return { ...(await enrol(ctx, key, { class_id, on, repeating: repeating ?? undefined })), key }
    },
  }),
  changeClass: t.field({
    type: MovedRef,
    description: 'Ends the place in one class and opens one in another of the same year; marks stay in the old books.',
    args: {
      student: t.arg.id({ required: true, description: 'The record of the pupil.' }),
      class: t.arg.id({ required: true, description: 'The new class.' }),
      on: t.arg({ type: 'LocalDate', required: true, description: 'The first day in the new class.' }),
      reason: t.arg.string({ description: 'Why.' }),
    },
    resolve: async (_, { student, class: into, on, reason }, ctx) => {
      const { key, class_id } = both(student, into)
      return { ...(await changeClass(ctx, key, { class_id, on, reason: reason ?? null })), key }
    },
  }),
  leaveSchool: t.field({
    type: MovedRef,
    description: 'Ends the place of a pupil with a reason. The record stays, struck out, with its marks.',
    args: {
      student: t.arg.id({ required: true, description: 'The record of the pupil.' }),
      kind: t.arg({ type: LeaveRef, required: true, description: 'How.' }),
      on: t.arg({ type: 'LocalDate', required: true, description: 'The last day in the class.' }),
      reason: t.arg.string({ required: true, description: 'Why.' }),
    },
    resolve: async (_, { student, kind, on, reason }, ctx) => {
      const key = decodeStudent(student)
      return { ...(await leave(ctx, key, { kind, on, reason })), key }
    },
  }),
  returnToSchool: t.field({
    type: MovedRef,
    description: 'Brings back a pupil who left or deferred this year.',
    args: {
      student: t.arg.id({ required: true, description: 'The record of the pupil.' }),
      class: t.arg.id({ required: true, description: 'The class.' }),
      on: t.arg({ type: 'LocalDate', required: true, description: 'The first day back.' }),
    },
    resolve: async (_, { student, class: into, on }, ctx) => {
      const { key, class_id } = both(student, into)
      return { ...(await returnPupil(ctx, key, { class_id, on })), key }
    },
  }),
  renumberClass: t.field({
    type: MovedRef,
    description: 'Gives the pupils of a class new numbers (STT) in Vietnamese order; those who left come last.',
    args: { class: t.arg.id({ required: true, description: 'The class.' }) },
    resolve: async (_, { class: id }, ctx) => ({ ...(await renumberClass(ctx, decodeClass(id))), key: null }),
  }),
}))
