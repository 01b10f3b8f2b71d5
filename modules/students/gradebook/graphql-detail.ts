import { may } from '../../../platform/ability.ts'
import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { NotFound } from '../../../platform/errors.ts'
import { decodeStudent, encodeStudent } from '../keys.ts'
import { askExemption } from './ask-exemption.ts'
import { attemptsOf, dropAttempt, noteAttempt, type Attempt } from './attempts.ts'
import { gridColumns, type MarkColumn } from './columns.ts'
import { exemptionsIn, type BookExemption } from './exemptions.ts'
import { GradebookRef } from './graphql.ts'
import { decodeAttempt, decodeBook, encodeAttempt } from './keys.ts'

const AttemptRef = builder.objectRef<Attempt>('Attempt').implement({
  description: 'One of several results behind a regular mark (Circular 22/2021, Điều 6(2)).',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: (it) => encodeAttempt(it) }),
    student: t.id({ description: 'The pupil.', resolve: (it) => encodeStudent(it) }),
    column: t.string({ description: 'The regular column: `regular_1` ….', resolve: (it) => `regular_${it.position}` }),
    value: t.exposeString('value', { description: 'The result as the text of a cell: `7.5`, `Đ`.' }),
    heldOn: t.expose('held_on', { type: 'LocalDate', nullable: true, description: 'The day.' }),
    form: t.exposeString('form', { nullable: true, description: 'How it was held: orally, a test, a project.' }),
    note: t.exposeString('note', { nullable: true, description: 'A note.' }),
  }),
})
const ExtentRef = enumOf<BookExemption['extent']>('ExemptionExtent', 'From what a pupil is exempt.', {
  practice: 'From the practice; theory takes its place (Điều 10).',
  subject: 'From the whole subject (Điều 11).',
})
const ExemptionRef = builder.objectRef<BookExemption>('BookExemption').implement({
  description: "A pupil's exemption that holds in a book. The papers behind it are seen where it is decided.",
  fields: (t) => ({
    student: t.id({ description: 'The pupil.', resolve: (it) => encodeStudent(it) }),
    extent: t.expose('extent', { type: ExtentRef, description: 'From what.' }),
    term: t.exposeInt('term', { nullable: true, description: '1 or 2; null is the whole year.' }),
    decidedAt: t.expose('decided_at', { type: 'DateTime', description: 'Since when it is decided.' }),
  }),
})

builder.objectFields(GradebookRef, (t) => ({
  attempts: t.field({
    type: [AttemptRef],
    description: 'Results behind the regular marks, from which the recorded ones are chosen.',
    resolve: ({ book }, _, ctx) => attemptsOf(ctx, book),
  }),
  exemptions: t.field({
    type: [ExemptionRef],
    description: "The exemptions that hold for the section's pupils in this term.",
    resolve: ({ book }, _, ctx) => exemptionsIn(ctx, book),
  }),
  canSeeResults: t.boolean({
    description: "Whether the signed-in person may see the class's results, where exemptions are decided.",
    resolve: ({ book: { school_id, class_id } }, _, ctx) =>
      class_id !== null && may(ctx.ability, 'read', 'ClassApproval', { school_id, class_id }),
  }),
}))

builder.mutationFields((t) => ({
  askExemption: t.boolean({
    description: 'Tells those who decide that a pupil should be exempt from the subject of a book; decides nothing.',
    args: {
      gradebook: t.arg.id({ required: true, description: 'The book.' }),
      student: t.arg.id({ required: true, description: 'The pupil.' }),
    },
    resolve: async (_, { gradebook, student }, ctx) => {
      await askExemption(ctx, decodeBook(gradebook), decodeStudent(student).student_id)
      return true
    },
  }),
  noteAttempt: t.field({
    type: [AttemptRef],
    description: 'Notes a further result behind a regular mark; gives all that the book has.',
    args: {
      gradebook: t.arg.id({ required: true, description: 'The book.' }),
      student: t.arg.id({ required: true, description: 'The pupil.' }),
      column: t.arg.string({ required: true, description: 'A regular column: `regular_1` ….' }),
      value: t.arg.string({ required: true, description: 'The result as typed.' }),
      heldOn: t.arg({ type: 'LocalDate', description: 'The day.' }),
      form: t.arg.string({ description: 'How it was held.' }),
      note: t.arg.string({ description: 'A note.' }),
    },
    resolve: (_, { gradebook, student, column, value, heldOn, form, note }, ctx) => {
      if (!gridColumns.has(column) || column === 'comment' || column === 'exempt') throw new NotFound('Gradebook')
      return noteAttempt(ctx, decodeBook(gradebook), {
        student_id: decodeStudent(student).student_id,
        column: column as MarkColumn,
        value,
        held_on: heldOn ?? null,
        form: form ?? null,
        note: note ?? null,
      })
    },
  }),
  dropAttempt: t.field({
    type: [AttemptRef],
    description: 'Forgets a noted result; the mark in the book stays.',
    args: {
      gradebook: t.arg.id({ required: true, description: 'The book.' }),
      attempt: t.arg.id({ required: true, description: 'The result.' }),
    },
    resolve: (_, { gradebook, attempt }, ctx) => dropAttempt(ctx, decodeBook(gradebook), decodeAttempt(attempt).id),
  }),
}))
