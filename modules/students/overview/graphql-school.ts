import { enumOf } from '../../../platform/enum.ts'
import { NotFound } from '../../../platform/errors.ts'
import { builder } from '../../../platform/graphql.ts'
import { encodeUnit } from '../../organisation/public.ts'
import { KindRef } from '../gradebook/graphql.ts'
import { encodeBook } from '../gradebook/keys.ts'
import { encodeStudent } from '../keys.ts'
import { gradeSpreads, type ClassMarks, type GradeSpread } from '../sums/school.ts'
import { OftenAbsentRef } from './graphql.ts'
import { lateChanges, type LateChange } from './late-changes.ts'
import type { OddAverage } from './rules/odd-average.ts'
import {
  schoolToday,
  type BehindBook,
  type BehindKind,
  type Compared,
  type LateChangeSummary,
  type SchoolToday,
} from './school.ts'

const BehindBookRef = builder
  .objectRef<BehindBook & Pick<SchoolToday, 'school_id' | 'academic_year' | 'term'>>('BehindBook')
  .implement({
    description: 'A book that lacks many marks of a kind.',
    fields: (t) => ({
      book: t.id({
        description: 'The book.',
        resolve: ({ book, ...key }) => encodeBook({ ...key, section_id: book.section_id }),
      }),
      name: t.string({ description: 'The name of the section.', resolve: ({ book }) => book.name }),
      link: t.string({ description: 'The address of its grid.', resolve: ({ book }) => book.link }),
      teachers: t.stringList({ description: 'Who answers for it today.', resolve: ({ book }) => book.teachers }),
      entered: t.exposeInt('entered', { description: 'Marks entered.' }),
      due: t.exposeInt('due', { description: 'Marks due.' }),
    }),
  })

const BehindRef = builder
  .objectRef<BehindKind & Pick<SchoolToday, 'school_id' | 'academic_year' | 'term'>>('BehindKind')
  .implement({
    description: 'Books that lack marks of a kind whose last day is near or over.',
    fields: (t) => ({
      kind: t.expose('kind', { type: KindRef, description: 'The kind.' }),
      closesOn: t.expose('closes_on', { type: 'LocalDate', description: 'The last day of entry.' }),
      books: t.field({
        type: [BehindBookRef],
        description: 'Books that lack a tenth of the marks or more, the emptiest first.',
        resolve: ({ books, school_id, academic_year, term }) =>
          books.map((one) => ({ ...one, school_id, academic_year, term })),
      }),
      singleBooks: t.exposeInt('single_books', { description: 'Books that lack single marks.' }),
      singleMarks: t.exposeInt('single_marks', { description: 'How many marks those lack.' }),
    }),
  })

const OddRef = builder.objectRef<OddAverage<ClassMarks>>('OddAverage').implement({
  description: 'A class whose midterm mean stands apart from the other classes of its grade in the subject.',
  fields: (t) => ({
    grade: t.int({ description: 'The grade.', resolve: ({ of }) => of.grade }),
    className: t.string({ description: 'The class.', resolve: ({ of }) => of.class_name }),
    subject: t.string({
      description: 'The subject.',
      resolve: ({ of }, _, ctx) => (ctx.locale === 'en' ? of.subject_en : of.subject),
    }),
    subjectId: t.int({ description: 'The number of the subject.', resolve: ({ of }) => of.subject_id }),
    link: t.string({ description: 'The address of the book.', resolve: ({ of }) => of.link }),
    mean: t.exposeFloat('mean', { description: 'Its mean, in points.' }),
    others: t.exposeFloat('others', { description: 'The mean of the other classes.' }),
    usual: t.exposeFloat('usual', { description: 'How far it is usually ahead of the others, in its other subjects.' }),
    deviations: t.exposeFloat('deviations', {
      description: 'Standard deviations off what it usually is beside the others; negative is below.',
    }),
  }),
})

const LateSummaryRef = builder.objectRef<LateChangeSummary>('LateChangeSummary').implement({
  description: 'Changes of locked marks in the year, in short.',
  fields: (t) => ({
    changes: t.exposeInt('changes', { description: 'How many.' }),
    byOne: t.exposeInt('by_one', { description: 'How many of them one person made.' }),
    className: t.exposeString('class_name', { description: 'The class with most of them.' }),
    subject: t.string({
      description: 'The subject with most of them.',
      resolve: (it, _, ctx) => (ctx.locale === 'en' ? it.subject_en : it.subject),
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why, there.' }),
  }),
})

const SubmittedRef = builder.objectRef<SchoolToday['submitted_classes'][number]>('SubmittedClass').implement({
  description: 'A class whose results wait for approval.',
  fields: (t) => ({
    term: t.exposeInt('term', { description: '1, 2, or 0 for the year.' }),
    className: t.exposeString('class_name', { description: 'The class.' }),
    class: t.exposeString('class_slug', { description: 'The class in addresses.' }),
    submittedAt: t.expose('submitted_at', { type: 'DateTime', nullable: true, description: 'Since when.' }),
  }),
})

const ComparedRef = builder.objectRef<Compared>('ComparedNumber').implement({
  description: 'A number with the same of the year before.',
  fields: (t) => ({
    now: t.exposeInt('now', { description: 'This year.' }),
    before: t.exposeInt('before', { nullable: true, description: 'The year before; null where nothing is recorded.' }),
  }),
})

const SchoolTodayRef = builder.objectRef<SchoolToday>('SchoolToday').implement({
  description: 'What should be looked at in a school: exceptions first, then numbers.',
  fields: (t) => ({
    unit: t.id({ description: 'The school.', resolve: ({ school_id }) => encodeUnit(school_id) }),
    behind: t.field({
      type: [BehindRef],
      description: 'Books that lack marks whose last day is near or over.',
      resolve: ({ behind, school_id, academic_year, term }) =>
        behind.map((one) => ({ ...one, school_id, academic_year, term })),
    }),
    odd: t.expose('odd', {
      type: [OddRef],
      description: 'Class averages that stand apart, the oddest first; five at most.',
    }),
    lateChanges: t.expose('late_changes', {
      type: LateSummaryRef,
      nullable: true,
      description: 'Changes after locking; null for none.',
    }),
    oftenAbsent: t.expose('often_absent', {
      type: [OftenAbsentRef],
      description: 'Pupils near the limit of absences.',
    }),
    submittedClasses: t.expose('submitted_classes', {
      type: [SubmittedRef],
      description: 'Classes that wait for approval, the oldest first.',
    }),
    submittedBooks: t.exposeInt('submitted_books', { description: 'Books handed in and not checked.' }),
    checkedBooks: t.exposeInt('checked_books', { description: 'Books checked and not locked.' }),
    pupils: t.expose('pupils', { type: ComparedRef, description: 'Pupils who study.' }),
    entered: t.int({ description: 'Midterm marks entered.', resolve: (it) => it.entered.done }),
    due: t.int({ description: 'Midterm marks due.', resolve: (it) => it.entered.due }),
    month: t.expose('month', { type: 'LocalDate', description: 'The last whole month, by its first day.' }),
    absences: t.expose('absences', { type: ComparedRef, description: 'Absent sessions of that month.' }),
  }),
})

const LateChangeRef = builder.objectRef<LateChange>('LateChange').implement({
  description: 'A mark that was changed after its book or column was locked.',
  fields: (t) => ({
    student: t.id({ description: 'The pupil.', resolve: (it) => encodeStudent(it) }),
    fullName: t.exposeString('full_name', { description: "The pupil's name." }),
    className: t.exposeString('class_name', { description: 'The class.' }),
    subject: t.string({
      description: 'The subject.',
      resolve: (it, _, ctx) => (ctx.locale === 'en' ? it.subject_en : it.subject),
    }),
    term: t.exposeInt('term', { description: '1 or 2.' }),
    column: t.exposeString('column', { description: '`regular_1` …, `midterm`, `final`, `comment`.' }),
    before: t.exposeString('before', { nullable: true, description: 'The cell before, as text.' }),
    after: t.exposeString('after', { nullable: true, description: 'The cell after.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    by: t.exposeString('by', { description: 'Who.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why.' }),
    link: t.exposeString('link', { description: 'The address of the book.' }),
  }),
})

const SpreadKindRef = enumOf<'midterm' | 'final' | 'average'>('SpreadMarks', 'Which marks are spread.', {
  midterm: 'The midterm.',
  final: 'The final.',
  average: 'The averages of the term, of complete pupils.',
})

const SpreadRef = builder.objectRef<GradeSpread>('GradeSpread').implement({
  description: 'How the marks of a subject are spread in a grade of a school.',
  fields: (t) => ({
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    grade: t.exposeInt('grade', { description: 'The grade.' }),
    subjectId: t.exposeInt('subject_id', { description: 'The number of the subject.' }),
    subject: t.string({
      description: 'The subject.',
      resolve: (it, _, ctx) => (ctx.locale === 'en' ? it.subject_en : it.subject),
    }),
    steps: t.exposeIntList('steps', { description: 'Ten counts of one point each; the last holds 10 as well.' }),
  }),
})

builder.queryFields((t) => {
  const unit = t.arg.string({ required: true, description: 'The school in addresses.' })
  const academicYear = t.arg.int({ required: true, description: '2026 is 2026–2027.' })
  const term = t.arg.int({ required: true, description: '1 or 2.' })
  return {
    schoolToday: t.field({
      type: SchoolTodayRef,
      nullable: true,
      description: 'What should be looked at in a school in a term.',
      args: { unit, academicYear, term },
      resolve: (_, args, ctx) =>
        schoolToday(ctx, { unit: args.unit, academic_year: args.academicYear, term: termOf(args.term) }),
    }),
    gradeSpreads: t.field({
      type: [SpreadRef],
      description: 'How the marks of a school are spread by subject and grade, in the year and the one before.',
      args: {
        unit,
        academicYear,
        term,
        kind: t.arg({ type: SpreadKindRef, required: true, description: 'Which marks.' }),
      },
      resolve: (_, args, ctx) =>
        gradeSpreads(ctx, { unit: args.unit, academic_year: args.academicYear, term: termOf(args.term) }, args.kind),
    }),
    lateChanges: t.field({
      type: [LateChangeRef],
      description: 'Changes of locked marks of a school, the newest first; 500 at most.',
      args: { unit, academicYear, since: t.arg({ type: 'LocalDate', description: 'From this day on.' }) },
      resolve: (_, args, ctx) =>
        lateChanges(ctx, { unit: args.unit, academic_year: args.academicYear, since: args.since ?? null }),
    }),
  }
})

function termOf(term: number): 1 | 2 {
  if (term !== 1 && term !== 2) throw new NotFound('Term')
  return term
}
