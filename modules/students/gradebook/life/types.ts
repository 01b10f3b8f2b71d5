import { may } from '../../../../platform/ability.ts'
import type { Context } from '../../../../platform/context.ts'
import { builder } from '../../../../platform/graphql.ts'
import { encodeKey } from '../../../../platform/key.ts'
import { encodeClass, encodeUnit } from '../../../organisation/public.ts'
import { KindRef, StateRef } from '../graphql.ts'
import { encodeBook } from '../keys.ts'
import type { Gap } from './gaps.ts'
import type { KindProgress } from './lateness.ts'
import type { BookProgress, BooksClass, BooksSubject, SchoolBooks } from './overview.ts'
import type { EntryWindow } from './windows.ts'

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

/** An entry window in the API. */
export const WindowRef = builder.objectRef<EntryWindow>('EntryWindow').implement({
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

/** The books of a school in the API. */
export const BooksRef = builder.objectRef<SchoolBooks>('SchoolBooks').implement({
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

/** What a book lacks, in the API. */
export const GapRef = builder.objectRef<Gap>('BookGap').implement({
  description: 'What a column of a book lacks.',
  fields: (t) => ({
    column: t.exposeString('column', { description: 'The column.' }),
    kind: t.expose('kind', { type: KindRef, description: 'Its kind.' }),
    position: t.exposeInt('position', { description: 'Its number within the kind.' }),
    missing: t.exposeInt('missing', { description: 'Pupils without a mark.' }),
    awaited: t.exposeInt('awaited', { description: 'Pupils whose make-up test is awaited.' }),
  }),
})
