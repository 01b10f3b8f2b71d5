import { may } from '../../../../platform/ability.ts'
import type { Context } from '../../../../platform/context.ts'
import { builder } from '../../../../platform/graphql.ts'
import { NotFound } from '../../../../platform/errors.ts'
import { decodeKey, encodeKey, keyNumber, keyUuid } from '../../../../platform/key.ts'
import { decodeClass, decodeUnit, encodeClass, encodeUnit } from '../../../organisation/public.ts'
import { KindRef, StateRef } from '../graphql.ts'
import { decodeBook, encodeBook } from '../keys.ts'
import type { AssessmentKind } from '../tables.ts'
import { checkBooks, gapsIn, returnBooks, submitBook, takeBackBook, type BooksChanged } from './life.ts'
import type { Gap } from './gaps.ts'
import type { KindProgress } from './lateness.ts'
import { endUnlocks, lockBooks, removeLocks, unlockBooks } from './lock.ts'
import { booksOfSchool, type BookProgress, type BooksClass, type BooksSubject, type SchoolBooks } from './overview.ts'
import { publishColumns, unpublishColumns, type Published } from './publish.ts'
import { remindTeachers, type Reminded } from './remind.ts'
import { undoBooks } from './revert.ts'
import type { BookScope, ColumnScope } from './scope.ts'
import { removeEntryWindow, setEntryWindow, type EntryWindow } from './windows.ts'

const encodeWindow = ({ school_id, id }: EntryWindow) => encodeKey('EntryWindow', [school_id, id])

const ProgressRef = builder.objectRef<KindProgress>('KindProgress').implement({
  description: 'How far a kind of assessment is in a book.',
  fields: (t) => ({
    kind: t.expose('kind', { type: KindRef, description: 'The kind.' }),
    entered: t.exposeInt('entered', { description: 'Marks entered, a 0 by rule among them.' }),
    due: t.exposeInt('due', { description: 'Marks due of pupils who are not exempt.' }),
    opensOn: t.expose('opens_on', { type: 'LocalDate', nullable: true, description: 'The first day of entry.' }),
    closesOn: t.expose('closes_on', {
      type: 'LocalDate',
      description: "The last day of entry: of the entry window, else of the term's results.",
    }),
  }),
})

const BookRef = builder
  .objectRef<BookProgress & Pick<SchoolBooks, 'school_id' | 'academic_year' | 'term'>>('BookProgress')
  .implement({
    description: 'A book of a school as its table of books shows it.',
    fields: (t) => ({
      id: t.id({ description: 'The id of the book.', resolve: (book) => encodeBook(book) }),
      class: t.id({
        nullable: true,
        description: 'The class; null for a section of several classes.',
        resolve: ({ school_id, class_id }) => (class_id === null ? null : encodeClass({ school_id, class_id })),
      }),
      grade: t.exposeInt('grade', { description: 'The grade.' }),
      subject: t.exposeInt('subject_id', { description: 'The number of the subject.' }),
      name: t.exposeString('name', { description: 'The name of the section.' }),
      link: t.exposeString('link', { description: 'The address of its grid.' }),
      state: t.expose('state', { type: StateRef, description: 'Where it stands in its life.' }),
      pupils: t.exposeInt('pupils', { description: 'Pupils in the section.' }),
      kinds: t.expose('kinds', { type: [ProgressRef], description: 'Progress: regular, midterm, final.' }),
      late: t.expose('late', { type: [KindRef], description: 'Kinds whose last day is over while marks are missing.' }),
      publishedColumns: t.exposeInt('published_columns', { description: 'Columns that parents see.' }),
      lockedColumns: t.exposeInt('locked_columns', { description: 'Columns locked by themselves.' }),
      unlockedUntil: t.expose('unlocked_until', {
        type: 'DateTime',
        nullable: true,
        description: 'The end of an unlock that is running.',
      }),
      teachers: t.exposeStringList('teachers', { description: 'Who answers for it today.' }),
    }),
  })

const ClassRef = builder.objectRef<BooksClass & { school_id: number }>('BooksClass').implement({
  description: 'A class among the books of a school.',
  fields: (t) => ({
    id: t.id({ description: 'The class.', resolve: (row) => encodeClass(row) }),
    name: t.exposeString('name', { description: 'Its name.' }),
    slug: t.exposeString('slug', { description: 'Its name in addresses.' }),
    grade: t.exposeInt('grade', { description: 'Its grade.' }),
  }),
})

const SubjectRef = builder.objectRef<BooksSubject>('BooksSubject').implement({
  description: "A subject, in the programme's order.",
  fields: (t) => ({
    id: t.exposeInt('subject_id', { description: 'The number of the subject.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    nameEn: t.exposeString('name_en', { description: 'Its name in English.' }),
    shortName: t.exposeString('short_name', { description: 'Its name in narrow places.' }),
  }),
})

const WindowRef = builder.objectRef<EntryWindow>('EntryWindow').implement({
  description: 'When a kind of mark may be entered. The narrowest window that fits a column holds.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: encodeWindow }),
    grade: t.exposeInt('grade', { nullable: true, description: 'The grade; null is every one.' }),
    subject: t.exposeInt('subject_id', { nullable: true, description: 'The subject; null is every one.' }),
    kind: t.expose('kind', { type: KindRef, nullable: true, description: 'The kind; null is every one.' }),
    opensOn: t.expose('opens_on', { type: 'LocalDate', description: 'The first day.' }),
    closesOn: t.expose('closes_on', { type: 'LocalDate', description: 'The last day.' }),
  }),
})

const can = (action: 'check' | 'lock' | 'unlock' | 'publish') => (books: SchoolBooks, _: object, ctx: Context) =>
  books.books.some((book) =>
    may(ctx.ability, action, 'Gradebook', {
      school_id: books.school_id,
      academic_year: books.academic_year,
      section_id: book.section_id,
      class_id: book.class_id,
      subject_id: book.subject_id,
    }),
  )

const BooksRef = builder.objectRef<SchoolBooks>('SchoolBooks').implement({
  description: 'The books of a school in a term, as far as one may read them.',
  fields: (t) => ({
    unit: t.id({ description: 'The school.', resolve: ({ school_id }) => encodeUnit(school_id) }),
    unitName: t.exposeString('school_name', { description: 'Its short name.' }),
    classes: t.field({
      type: [ClassRef],
      description: 'The classes.',
      resolve: ({ classes, school_id }) => classes.map((row) => ({ ...row, school_id })),
    }),
    subjects: t.expose('subjects', { type: [SubjectRef], description: 'The subjects.' }),
    books: t.field({
      type: [BookRef],
      description: 'The books.',
      resolve: ({ books, school_id, academic_year, term }) =>
        books.map((book) => ({ ...book, school_id, academic_year, term })),
    }),
    windows: t.expose('windows', { type: [WindowRef], description: 'The entry windows.' }),
    canCheck: t.boolean({ description: 'Whether one may check books here, and remind.', resolve: can('check') }),
    canLock: t.boolean({ description: 'Whether one may lock books and set windows here.', resolve: can('lock') }),
    canUnlock: t.boolean({ description: 'Whether one may unlock here.', resolve: can('unlock') }),
    canPublish: t.boolean({ description: 'Whether one may publish here.', resolve: can('publish') }),
  }),
})

const GapRef = builder.objectRef<Gap>('BookGap').implement({
  description: 'What a column of a book lacks.',
  fields: (t) => ({
    column: t.exposeString('column', { description: 'The column.' }),
    kind: t.expose('kind', { type: KindRef, description: 'Its kind.' }),
    position: t.exposeInt('position', { description: 'Its number within the kind.' }),
    missing: t.exposeInt('missing', { description: 'Pupils without a mark.' }),
    awaited: t.exposeInt('awaited', { description: 'Pupils whose make-up test is awaited.' }),
  }),
})

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

type Scope = typeof ScopeRef.$inferInput
type Columns = typeof ColumnsRef.$inferInput

function scopeOf(scope: Scope): BookScope {
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

const columnScopeOf = (columns: Columns | null | undefined): ColumnScope => ({
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
    undoBooks: t.field({
      type: 'Boolean',
      description:
        'Takes back a change that submitted, checked, locked or published; refused where something moved on since.',
      args: { change: t.arg({ type: 'UUID', required: true, description: 'The change.' }) },
      resolve: async (_, args, ctx) => {
        await undoBooks(ctx, args.change)
        return true
      },
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
