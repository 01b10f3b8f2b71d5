import { may } from '../../../platform/ability.ts'
import { builder } from '../../../platform/graphql.ts'
import { encodeClass, encodeUnit } from '../../organisation/public.ts'
import { ApprovalStateRef } from '../conduct/graphql.ts'
import { levelNumbers } from '../explanation-types.ts'
import { encodeStudent } from '../keys.ts'
import {
  classResults,
  schoolResults,
  yearLists,
  type ClassStanding,
  type SchoolResults,
  type YearLine,
} from './queries.ts'
import { resultTerm } from './term.ts'
import { ClassResultsRef } from './class-types.ts'
import { OutcomeRef, TitleRef } from './vocabulary-types.ts'

const StandingRef = builder.objectRef<ClassStanding>('ClassStanding').implement({
  description: "Where a class stands in a school's results.",
  fields: (t) => ({
    class: t.id({ description: 'The class.', resolve: (it) => encodeClass(it) }),
    name: t.exposeString('name', { description: 'Its name.' }),
    slug: t.exposeString('slug', { description: 'Its name in addresses.' }),
    grade: t.exposeInt('grade', { description: 'Its grade.' }),
    homeroom: t.exposeString('homeroom', { nullable: true, description: 'Its homeroom teacher.' }),
    pupils: t.exposeInt('pupils', { description: 'Its pupils.' }),
    judged: t.exposeInt('judged', { description: 'Pupils whose conduct is judged.' }),
    books: t.exposeInt('books', { description: 'Its books.' }),
    completeBooks: t.exposeInt('complete_books', { description: 'Books in which no mark lacks.' }),
    state: t.expose('state', { type: ApprovalStateRef, description: 'Where its results stand.' }),
    submittedAt: t.expose('submitted_at', { type: 'DateTime', nullable: true, description: 'When handed in.' }),
    approvedAt: t.expose('approved_at', { type: 'DateTime', nullable: true, description: 'When approved.' }),
    publishedAt: t.expose('published_at', { type: 'DateTime', nullable: true, description: 'When published.' }),
    reopenedAt: t.expose('reopened_at', { type: 'DateTime', nullable: true, description: 'When reopened.' }),
    levels: t.exposeIntList('levels', { description: 'Approved levels: Tốt, Khá, Đạt, Chưa đạt.' }),
  }),
})

const SchoolResultsRef = builder.objectRef<SchoolResults>('SchoolResults').implement({
  description: 'The results of a school in a term or the year, class by class.',
  fields: (t) => ({
    unit: t.id({ description: 'The school.', resolve: ({ school_id }) => encodeUnit(school_id) }),
    unitName: t.exposeString('school_name', { description: 'Its short name.' }),
    classes: t.expose('classes', { type: [StandingRef], description: 'Its classes.' }),
    canApprove: t.boolean({
      description: 'Whether one may approve and publish here.',
      resolve: ({ school_id, academic_year }, _, ctx) =>
        may(ctx.ability, 'approve', 'ClassApproval', { school_id, academic_year }),
    }),
  }),
})

const RetestLineRef = builder.objectRef<YearLine['retests'][number]>('RetestLine').implement({
  description: 'A subject that may be or was re-assessed.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its short name.' }),
    before: t.expose('before', { type: 'Mark', nullable: true, description: "The year's average." }),
    passed: t.exposeBoolean('passed', { nullable: true, description: "The year's result of a comment subject." }),
    after: t.expose('after', { type: 'Mark', nullable: true, description: 'The re-assessed average.' }),
    passedAfter: t.exposeBoolean('passed_after', { nullable: true, description: 'The re-assessed result.' }),
  }),
})

const YearLineRef = builder.objectRef<YearLine>('YearLine').implement({
  description: 'A pupil on a list of the year.',
  fields: (t) => ({
    student: t.id({ description: "The pupil's record.", resolve: (line) => encodeStudent(line) }),
    code: t.exposeString('code', { description: "The pupil's code." }),
    fullName: t.exposeString('full_name', { description: 'The name.' }),
    className: t.exposeString('class_name', { description: 'The class.' }),
    classSlug: t.exposeString('class_slug', { description: 'The class in addresses.' }),
    grade: t.exposeInt('grade', { description: 'The grade.' }),
    level: t.exposeInt('level', { nullable: true, description: `Learning: ${levelNumbers}.` }),
    levelAfter: t.exposeInt('level_after', { nullable: true, description: 'Learning after re-assessment.' }),
    conduct: t.exposeInt('conduct', { nullable: true, description: `Conduct: ${levelNumbers}.` }),
    conductAfter: t.exposeInt('conduct_after', { nullable: true, description: 'Conduct after the summer.' }),
    absences: t.exposeInt('absences', { description: 'Half-days absent.' }),
    outcome: t.expose('outcome', { type: OutcomeRef, nullable: true, description: 'What follows.' }),
    title: t.expose('title', { type: TitleRef, nullable: true, description: 'The title.' }),
    retests: t.expose('retests', { type: [RetestLineRef], description: 'The subjects to re-assess.' }),
  }),
})

const YearListsRef = builder.objectRef<Awaited<ReturnType<typeof yearLists>>>('YearLists').implement({
  description: 'The lists that a school signs at the end of a year, of the classes that are approved.',
  fields: (t) => ({
    unitName: t.exposeString('school_name', { description: 'The school.' }),
    approved: t.exposeInt('approved', { description: 'Classes approved.' }),
    classes: t.exposeInt('classes', { description: 'Classes in all.' }),
    titles: t.expose('titles', { type: [YearLineRef], description: 'Pupils with a title.' }),
    remedies: t.expose('remedies', {
      type: [YearLineRef],
      description: 'Pupils who train or are re-assessed in the summer, or who stay in the grade.',
    }),
  }),
})

builder.queryFields((t) => {
  const unit = t.arg.string({ required: true, description: "The school's name in addresses." })
  const academicYear = t.arg.int({ required: true, description: '2026 is 2026–2027.' })
  const term = t.arg.int({ required: true, description: '1 or 2; 0 is the year.' })
  return {
    classResults: t.field({
      type: ClassResultsRef,
      nullable: true,
      description: 'The results of a class, computed from the marks as they stand.',
      args: {
        unit,
        academicYear,
        term,
        class: t.arg.string({ required: true, description: "The class's name in addresses." }),
      },
      resolve: (_, args, ctx) =>
        classResults(ctx, {
          unit: args.unit,
          academic_year: args.academicYear,
          term: resultTerm(args.term),
          class: args.class,
        }),
    }),
    schoolResults: t.field({
      type: SchoolResultsRef,
      nullable: true,
      description: 'Where the classes of a school stand.',
      args: { unit, academicYear, term },
      resolve: (_, args, ctx) =>
        schoolResults(ctx, { unit: args.unit, academic_year: args.academicYear, term: resultTerm(args.term) }),
    }),
    yearLists: t.field({
      type: YearListsRef,
      nullable: true,
      description: 'The lists of titles, and of pupils whom the year did not simply promote.',
      args: { unit, academicYear },
      resolve: (_, args, ctx) => yearLists(ctx, { unit: args.unit, academic_year: args.academicYear }),
    }),
  }
})
