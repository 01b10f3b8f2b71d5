import { builder } from '../../../../platform/graphql.ts'
import { NotFound } from '../../../../platform/errors.ts'
import { decodeKey, keyNumber, keyUuid } from '../../../../platform/key.ts'
import { decodeClass, decodeUnit } from '../../../organisation/public.ts'
import { KindRef } from '../graphql.ts'
import { decodeBook } from '../keys.ts'
import type { AssessmentKind } from '../tables.ts'
import { checkBooks, gapsIn, returnBooks, submitBook, takeBackBook, type BooksChanged } from './life.ts'
import { endUnlocks, lockBooks, removeLocks, unlockBooks } from './lock.ts'
import { booksOfSchool } from './overview.ts'
import { publishColumns, unpublishColumns, type Published } from './publish.ts'
import { remindTeachers, type Reminded } from './remind.ts'
import type { BookScope, ColumnScope } from './scope.ts'
import { BooksRef, GapRef, WindowRef } from './types.ts'
import { removeEntryWindow, setEntryWindow } from './windows.ts'

const ChangedRef = builder.objectRef<BooksChanged>('BooksChanged').implement({
  description: 'What a verb did to the books of its scope.',
  fields: (t) => ({
    change: t.exposeID('change_id', { description: 'The change, by which it can be undone.' }),
    changed: t.exposeInt('changed', { description: 'Books that changed.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Books that stood there already or are not concerned.' }),
  }),
})

const PublishedRef = builder.objectRef<Published>('ColumnsPublished').implement({
  description: 'What publishing did.',
  fields: (t) => ({
    change: t.exposeID('change_id', { description: 'The change, by which it can be undone.' }),
    columns: t.exposeInt('columns', { description: 'Columns that changed.' }),
    books: t.exposeInt('books', { description: 'Books with such a column.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Books without one.' }),
  }),
})

const RemindedRef = builder.objectRef<Reminded>('TeachersReminded').implement({
  description: 'What a reminder did.',
  fields: (t) => ({
    books: t.exposeInt('books', { description: 'Books that lack marks of the kind.' }),
    people: t.exposeInt('people', { description: 'Teachers who were told.' }),
  }),
})

const ScopeRef = builder.inputType('BookScopeInput', {
  description: 'Which books of a school and term; what is absent narrows nothing.',
  fields: (t) => ({
    unit: t.id({ description: 'The school; may be absent where books are named.' }),
    academicYear: t.int({ description: '2026 is 2026–2027; may be absent where books are named.' }),
    term: t.int({ description: '1 or 2; may be absent where books are named.' }),
    grade: t.int({ description: 'One grade.' }),
    subject: t.int({ description: 'One subject, by its number.' }),
    class: t.id({ description: 'One class.' }),
    books: t.idList({ description: 'Exactly these books.' }),
  }),
})

const ColumnsRef = builder.inputType('ColumnScopeInput', {
  description: 'Which columns of the books; without any part the whole books.',
  fields: (t) => ({
    kind: t.field({ type: KindRef, description: 'One kind of assessment.' }),
    position: t.int({ description: 'One number within the kind.' }),
    heldFrom: t.field({ type: 'LocalDate', description: 'Assessments held from this day.' }),
    heldTo: t.field({ type: 'LocalDate', description: 'Assessments held until this day.' }),
  }),
})

function scopeOf(scope: typeof ScopeRef.$inferInput): BookScope {
  const books = scope.books?.map(decodeBook)
  const school_id = scope.unit ? decodeUnit(scope.unit) : books?.[0]?.school_id
  const academic_year = scope.academicYear ?? books?.[0]?.academic_year
  const term = scope.term ?? books?.[0]?.term
  if (school_id === undefined || academic_year === undefined || (term !== 1 && term !== 2))
    throw new NotFound('Gradebook')
  const elsewhere = books?.some(
    (it) => it.school_id !== school_id || it.academic_year !== academic_year || it.term !== term,
  )
  const named = scope.class ? decodeClass(scope.class) : null
  if (elsewhere || (named && named.school_id !== school_id)) throw new NotFound('Gradebook')
  return {
    school_id,
    academic_year,
    term,
    grade: scope.grade ?? null,
    subject_id: scope.subject ?? null,
    class_id: named?.class_id ?? null,
    section_ids: books?.map((it) => it.section_id) ?? null,
  }
}

const columnScopeOf = (columns: typeof ColumnsRef.$inferInput | null | undefined): ColumnScope => ({
  kind: columns?.kind ?? null,
  position: columns?.position ?? null,
  held_from: columns?.heldFrom ?? null,
  held_to: columns?.heldTo ?? null,
})

function termOf(term: number): 1 | 2 {
  if (term !== 1 && term !== 2) throw new NotFound('Gradebook')
  return term
}

builder.queryFields((t) => ({
  books: t.field({
    type: BooksRef,
    nullable: true,
    description: 'The books of a school in a term.',
    args: {
      unit: t.arg.string({ required: true, description: "The school's name in addresses." }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      term: t.arg.int({ required: true, description: '1 or 2.' }),
    },
    resolve: (_, { unit, academicYear, term }, ctx) =>
      booksOfSchool(ctx, { unit, academic_year: academicYear, term: termOf(term) }),
  }),
  bookGaps: t.field({
    type: [GapRef],
    description: 'What a book lacks, by column; before it is handed in.',
    args: { gradebook: t.arg.id({ required: true, description: 'The book.' }) },
    resolve: (_, { gradebook }, ctx) => gapsIn(ctx, decodeBook(gradebook)),
  }),
}))

builder.mutationFields((t) => {
  const scope = t.arg({ type: ScopeRef, required: true, description: 'Which books.' })
  const columns = t.arg({ type: ColumnsRef, description: 'Which columns; absent is the whole books.' })
  const reason = t.arg.string({ required: true, description: 'Why, at least five characters.' })
  const gradebook = t.arg.id({ required: true, description: 'The book.' })
  return {
    submitBook: t.field({
      type: ChangedRef,
      description: 'The teacher hands a book in. Refused while cells are empty, unless that is accepted with a reason.',
      args: {
        gradebook,
        acceptMissing: t.arg.boolean({ description: 'Hands it in although cells are empty.' }),
        reason: t.arg.string({ description: 'Why cells are empty.' }),
      },
      resolve: (_, args, ctx) =>
        submitBook(ctx, decodeBook(args.gradebook), {
          accept_missing: args.acceptMissing ?? false,
          reason: args.reason ?? null,
        }),
    }),
    takeBackBook: t.field({
      type: ChangedRef,
      description: 'The teacher takes a submitted book back while nobody has checked it.',
      args: { gradebook },
      resolve: (_, args, ctx) => takeBackBook(ctx, decodeBook(args.gradebook)),
    }),
    checkBooks: t.field({
      type: ChangedRef,
      description: 'The head of the team checks submitted books.',
      args: { scope },
      resolve: (_, args, ctx) => checkBooks(ctx, scopeOf(args.scope)),
    }),
    returnBooks: t.field({
      type: ChangedRef,
      description: 'Gives submitted or checked books back to their teachers, with a reason.',
      args: { scope, reason },
      resolve: (_, args, ctx) => returnBooks(ctx, scopeOf(args.scope), args.reason),
    }),
    lockBooks: t.field({
      type: ChangedRef,
      description: 'Locks books, or some of their columns.',
      args: { scope, columns },
      resolve: (_, args, ctx) => lockBooks(ctx, scopeOf(args.scope), columnScopeOf(args.columns)),
    }),
    removeLocks: t.field({
      type: ChangedRef,
      description: 'Takes locks away for good, with a reason.',
      args: { scope, columns, reason },
      resolve: (_, args, ctx) => removeLocks(ctx, scopeOf(args.scope), columnScopeOf(args.columns), args.reason),
    }),
    unlockBooks: t.field({
      type: ChangedRef,
      description: 'Opens closed books for a time, at most seven days, with a reason.',
      args: {
        scope,
        columns,
        until: t.arg({ type: 'DateTime', required: true, description: 'When the unlock ends.' }),
        reason,
      },
      resolve: (_, args, ctx) =>
        unlockBooks(ctx, scopeOf(args.scope), columnScopeOf(args.columns), {
          until: new Date(args.until),
          reason: args.reason,
        }),
    }),
    endUnlocks: t.field({
      type: ChangedRef,
      description: 'Ends running unlocks before their time.',
      args: { scope },
      resolve: (_, args, ctx) => endUnlocks(ctx, scopeOf(args.scope)),
    }),
    publishColumns: t.field({
      type: PublishedRef,
      description: 'Lets parents and pupils see columns that hold marks.',
      args: { scope, columns },
      resolve: (_, args, ctx) => publishColumns(ctx, scopeOf(args.scope), columnScopeOf(args.columns)),
    }),
    unpublishColumns: t.field({
      type: PublishedRef,
      description: 'Takes published columns back, with a reason.',
      args: { scope, columns, reason },
      resolve: (_, args, ctx) => unpublishColumns(ctx, scopeOf(args.scope), columnScopeOf(args.columns), args.reason),
    }),
    remindTeachers: t.field({
      type: RemindedRef,
      description: 'Reminds the teachers of books that lack marks of a kind; a notice leads to each grid.',
      args: {
        scope,
        unit: t.arg.string({ required: true, description: "The school's name in addresses." }),
        kind: t.arg({ type: KindRef, required: true, description: 'The kind of mark.' }),
      },
      resolve: (_, args, ctx) => remindTeachers(ctx, scopeOf(args.scope), args.unit, args.kind as AssessmentKind),
    }),
    setEntryWindow: t.field({
      type: WindowRef,
      description: 'Sets when marks of a school, grade, subject or kind may be entered.',
      args: {
        unit: t.arg.id({ required: true, description: 'The school.' }),
        academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
        term: t.arg.int({ required: true, description: '1 or 2.' }),
        grade: t.arg.int({ description: 'One grade.' }),
        subject: t.arg.int({ description: 'One subject.' }),
        kind: t.arg({ type: KindRef, description: 'One kind.' }),
        opensOn: t.arg({ type: 'LocalDate', required: true, description: 'The first day.' }),
        closesOn: t.arg({ type: 'LocalDate', required: true, description: 'The last day.' }),
      },
      resolve: (_, args, ctx) =>
        setEntryWindow(ctx, {
          school_id: decodeUnit(args.unit),
          academic_year: args.academicYear,
          term: termOf(args.term),
          grade: args.grade ?? null,
          subject_id: args.subject ?? null,
          kind: args.kind ?? null,
          opens_on: args.opensOn,
          closes_on: args.closesOn,
        }),
    }),
    removeEntryWindow: t.field({
      type: 'Boolean',
      description: 'Removes an entry window; the next wider one holds.',
      args: { id: t.arg.id({ required: true, description: 'The window.' }) },
      resolve: async (_, { id }, ctx) => {
        const [school, window] = decodeKey('EntryWindow', id)
        await removeEntryWindow(ctx, keyNumber('EntryWindow', school), keyUuid('EntryWindow', window))
        return true
      },
    }),
  }
})
