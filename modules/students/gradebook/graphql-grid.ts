import { may } from '../../../platform/ability.ts'
import { builder } from '../../../platform/graphql.ts'
import { NotFound } from '../../../platform/errors.ts'
import { SubjectExplanationRef } from '../explanation-types.ts'
import { encodeStudent } from '../keys.ts'
import { bookAt, placeOf, type BookPlace } from './address.ts'
import { findBook } from './book.ts'
import { describeColumn } from './describe-column.ts'
import { gridColumns, type MarkColumn } from './columns.ts'
import { earlierComments, type EarlierComment } from './earlier-comments.ts'
import { ColumnRef, GradebookRef, RowRef, StateRef } from './graphql.ts'
import { decodeBook, encodeBook } from './keys.ts'
import { mySections, type TaughtSection } from './my-sections.ts'
import { phrasesOf, setPhrases } from './phrases.ts'
import { gridOf } from './queries.ts'
import { subjectResultOf } from './result.ts'
import { entrySettings, mayDecideEntry, setEntrySettings } from './settings.ts'

builder.objectFields(RowRef, (t) => ({
  why: t.field({
    type: SubjectExplanationRef,
    description: 'Why the average, or the result, is what it is, or what it still lacks.',
    resolve: ({ result, shape }) => subjectResultOf(shape, result ?? {}).explanation,
  }),
  provisional: t.field({
    type: 'Mark',
    nullable: true,
    description: 'The average of what is there so far ("tạm tính"); null while nothing is.',
    resolve: ({ result, shape }) => subjectResultOf(shape, result ?? {}).provisional.average,
  }),
}))

const PlaceRef = builder.objectRef<BookPlace>('BookPlace').implement({
  description: 'Where a book stands, in words and in the parts of its address.',
  fields: (t) => ({
    unit: t.exposeString('unit_slug', { description: 'The school in addresses.' }),
    unitName: t.exposeString('unit_name', { description: 'The short name of the school.' }),
    class: t.exposeString('class_slug', { description: 'The class in addresses.' }),
    className: t.exposeString('class_name', { description: 'The name of the class.' }),
    subject: t.exposeString('subject_slug', { description: 'The subject in addresses.' }),
    subjectName: t.exposeString('subject_name', { description: 'The name of the subject.' }),
  }),
})
const EarlierRef = builder.objectRef<EarlierComment>('EarlierComment').implement({
  description: "A pupil's comment of the term before.",
  fields: (t) => ({
    student: t.id({ description: 'The pupil.', resolve: (it) => encodeStudent(it) }),
    comment: t.exposeString('comment', { description: 'The words.' }),
  }),
})

builder.objectFields(GradebookRef, (t) => ({
  place: t.field({
    type: PlaceRef,
    description: 'Where it stands.',
    resolve: ({ book }, _, ctx) => placeOf(ctx, book),
  }),
  tenthsWithoutComma: t.boolean({
    description: 'Whether the school lets "85" be 8,5 while typing.',
    resolve: async ({ book }, _, ctx) => (await entrySettings(ctx, book.school_id)).tenths_without_comma,
  }),
  canDecideEntry: t.boolean({
    description: 'Whether the signed-in person decides how the teachers of the school may type.',
    resolve: ({ book }, _, ctx) => mayDecideEntry(ctx, book.school_id),
  }),
  canExport: t.boolean({
    description: 'Whether the signed-in person may take the book out as a file.',
    resolve: ({ book }, _, ctx) => may(ctx.ability, 'export', 'Gradebook', book),
  }),
  earlierComments: t.field({
    type: [EarlierRef],
    description: 'The comments of the term before.',
    resolve: ({ book }, _, ctx) => earlierComments(ctx, book),
  }),
  phrases: t.stringList({
    description: "The signed-in person's own phrases for comments in this subject; `{ten}` stands for the given name.",
    resolve: ({ book }, _, ctx) => phrasesOf(ctx, book),
  }),
}))

const TaughtRef = builder.objectRef<TaughtSection>('TaughtSection').implement({
  description: 'A section that the signed-in person teaches, with what is entered.',
  fields: (t) => ({
    gradebook: t.id({ description: 'The book.', resolve: (it) => encodeBook(it) }),
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    term: t.exposeInt('term', { description: '1 or 2.' }),
    place: t.field({ type: PlaceRef, description: 'Where it stands.', resolve: (it) => it }),
    state: t.expose('state', { type: StateRef, description: 'The state of the book.' }),
    pupils: t.exposeInt('pupils', { description: 'Pupils to be assessed: not exempt.' }),
    regularDue: t.exposeInt('regular_due', { description: 'Regular assessments due.' }),
    entered: t.exposeIntList('entered', { description: 'Marks entered per column: regular, midterm, final.' }),
    complete: t.exposeInt('complete', { description: 'Pupils whose result is complete.' }),
    closesOn: t.expose('closes_on', {
      type: ['LocalDate'],
      nullable: { list: false, items: true },
      description: 'The last day of entry per column, where the school has set one.',
    }),
    heldOn: t.expose('held_on', {
      type: ['LocalDate'],
      nullable: { list: false, items: true },
      description: 'The day of the assessment per column, where the teacher has noted one.',
    }),
    locked: t.exposeBooleanList('locked', { description: 'Per column, whether it is locked by itself.' }),
    midtermMean: t.expose('midterm_mean', {
      type: 'Mark',
      nullable: true,
      description: 'The mean of the midterm marks entered so far; null in a comment subject.',
    }),
  }),
})

builder.queryFields((t) => ({
  gradebookAt: t.field({
    type: GradebookRef,
    nullable: true,
    description: 'A book by the parts of its address.',
    args: {
      unit: t.arg.string({ required: true, description: 'The school: `thcs-nguyen-du`.' }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      term: t.arg.int({ required: true, description: '1 or 2.' }),
      class: t.arg.string({ required: true, description: 'The class: `9a2`; `k9` for a section of no single class.' }),
      subject: t.arg.string({ required: true, description: 'The subject: `toan`.' }),
    },
    resolve: async (_, { unit, academicYear, term, class: class_, subject }, ctx) =>
      gridOf(ctx, await bookAt(ctx, { unit, academic_year: academicYear, term: termOf(term), class: class_, subject })),
  }),
  mySections: t.field({
    type: [TaughtRef],
    description: 'The sections that the signed-in person teaches: of the running term unless another is named.',
    args: {
      academicYear: t.arg.int({ description: '2026 is 2026–2027.' }),
      term: t.arg.int({ description: '1 or 2.' }),
    },
    resolve: (_, { academicYear, term }, ctx) =>
      mySections(ctx, academicYear && term ? { academic_year: academicYear, term: termOf(term) } : undefined),
  }),
}))

builder.mutationFields((t) => ({
  describeColumn: t.field({
    type: ColumnRef,
    description: 'Sets what a column is called, the day and the form of its assessment, and a note.',
    args: {
      gradebook: t.arg.id({ required: true, description: 'The book.' }),
      column: t.arg.string({ required: true, description: '`regular_1` …, `midterm`, `final`.' }),
      label: t.arg.string({ description: 'What the teacher calls it; null forgets it, as in the other arguments.' }),
      heldOn: t.arg({ type: 'LocalDate', description: 'The day of the assessment.' }),
      form: t.arg.string({ description: 'How it was held.' }),
      note: t.arg.string({ description: 'A note for colleagues.' }),
    },
    resolve: (_, { gradebook, column, label, heldOn, form, note }, ctx) => {
      if (!gridColumns.has(column) || column === 'comment' || column === 'exempt') throw new NotFound('Gradebook')
      return describeColumn(ctx, decodeBook(gradebook), column as MarkColumn, {
        label: label ?? null,
        held_on: heldOn ?? null,
        form: form ?? null,
        note: note ?? null,
      })
    },
  }),
  setMarkTyping: t.boolean({
    description: 'Lets "85" be 8,5 for all teachers of the school of a book while they type, or not.',
    args: {
      gradebook: t.arg.id({ required: true, description: 'Any book of the school.' }),
      tenthsWithoutComma: t.arg.boolean({ required: true, description: '"85" is 8,5; "10" stays ten.' }),
    },
    resolve: async (_, { gradebook, tenthsWithoutComma }, ctx) => {
      const { school_id } = await findBook(ctx, 'read', decodeBook(gradebook))
      return (await setEntrySettings(ctx, school_id, { tenths_without_comma: tenthsWithoutComma })).tenths_without_comma
    },
  }),
  setCommentPhrases: t.stringList({
    description: "Replaces the person's own phrases of a book's subject.",
    args: {
      gradebook: t.arg.id({ required: true, description: 'The book.' }),
      phrases: t.arg.stringList({ required: true, description: 'The phrases in their order, at most 60.' }),
    },
    resolve: (_, { gradebook, phrases }, ctx) => setPhrases(ctx, decodeBook(gradebook), phrases),
  }),
}))

function termOf(term: number): 1 | 2 {
  if (term !== 1 && term !== 2) throw new NotFound('Gradebook')
  return term
}
