import { builder } from '../../../platform/graphql.ts'
import { personal } from '../../../platform/machine.ts'
import { NotFound } from '../../../platform/errors.ts'
import { historyArchivedAt } from '../../organisation/public.ts'
import { ConditionRef, LevelExplanationRef, SubjectExplanationRef } from '../explanation-types.ts'
import { AssessmentRef, KindRef, MissedRef } from '../gradebook/graphql.ts'
import {
  publishedResults,
  type PublishedCell,
  type PublishedCorrection,
  type PublishedResults,
  type PublishedSubject,
  type PublishedTerm,
  type PublishedYear,
  type TeacherName,
} from '../published.ts'
import { SexRef, sexes, type Sex } from '../records/student-enums.ts'
import { OutcomeRef, TermLevelRef, TitleRef } from '../results/vocabulary-types.ts'
import { StoredResultRef } from '../stored/graphql.ts'
import { decodeChild, encodeChild } from './keys.ts'
import { childOf, childrenOf, contactOf, noteVisit, type Child, type Contact } from './queries.ts'

const TeacherRef = builder.objectRef<TeacherName>('TeacherName').implement({
  description: 'A teacher as families meet them.',
  fields: (t) => ({
    name: t.exposeString('full_name', { description: 'The full name.' }),
    givenName: t.exposeString('given_name', { description: 'The given name, by which a teacher is addressed.' }),
    sex: t.field({
      type: SexRef,
      description: 'For the form of address: cô or thầy.',
      resolve: ({ sex }) => (Object.keys(sexes) as Sex[]).find((name) => sexes[name] === sex) ?? 'not_stated',
    }),
  }),
})

type Cell = PublishedCell & { assessment: 'scored' | 'comment' }
const MarkRef = builder.objectRef<Cell>('PublishedMark').implement({
  description: 'A published assessment of a child.',
  fields: (t) => ({
    kind: t.expose('kind', { type: KindRef, description: 'What it is.' }),
    position: t.exposeInt('position', { description: 'The number within its kind, from 1.' }),
    label: t.exposeString('label', { nullable: true, description: 'What the teacher calls it.' }),
    heldOn: t.expose('held_on', { type: 'LocalDate', nullable: true, description: 'The day of the assessment.' }),
    value: t.string({
      nullable: true,
      description: '`7.5`, `Đ`, `CĐ`, `V` (absent); null is "chưa có", which is not 0.',
      resolve: cellText,
    }),
    state: t.expose('state', { type: MissedRef, description: 'Whether the test was missed.' }),
    since: t.expose('since', { type: 'DateTime', description: 'Since when it reads as it does.' }),
    publishedAt: t.expose('published_at', { type: 'DateTime', description: 'When it was published.' }),
    publishedBy: t.exposeString('published_by', { nullable: true, description: 'By whom.' }),
  }),
})

const CorrectionRef = builder.objectRef<PublishedCorrection>('PublishedCorrection').implement({
  description: 'A mark that was changed after families could see it.',
  fields: (t) => ({
    column: t.exposeString('column', { description: '`regular_1` … `regular_8`, `midterm`, `final`.' }),
    before: t.exposeString('before', { nullable: true, description: 'The mark before, as text.' }),
    after: t.exposeString('after', { nullable: true, description: 'The mark after; null was emptied.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    by: t.exposeString('by', { description: 'By whom.' }),
  }),
})

const SubjectRef = builder.objectRef<PublishedSubject>('PublishedSubject').implement({
  description: "What is published of a child's subject in a term.",
  fields: (t) => ({
    subject: t.exposeInt('subject_id', { description: 'The number of the subject.' }),
    name: t.exposeString('name', { description: 'The name of the subject.' }),
    nameEn: t.exposeString('name_en', { description: 'The name in English.' }),
    assessment: t.expose('assessment', { type: AssessmentRef, description: 'How it is assessed.' }),
    exempt: t.exposeBoolean('exempt', { description: 'The child is exempt from the subject.' }),
    teacher: t.expose('teacher', { type: TeacherRef, nullable: true, description: 'Who answers for the marks.' }),
    marks: t.field({
      complexity: { field: 1, multiplier: 6 },
      type: [MarkRef],
      description: 'The published assessments: regular, midterm, final.',
      resolve: ({ columns, assessment }) => columns.map((cell) => ({ ...cell, assessment })),
    }),
    average: t.expose('average', {
      type: 'Mark',
      nullable: true,
      description: 'The term average; only when every mark it rests on is published.',
    }),
    provisional: t.expose('provisional', {
      type: 'Mark',
      nullable: true,
      description: 'The average of the published marks so far ("tạm tính").',
    }),
    passed: t.exposeBoolean('passed', { nullable: true, description: 'Đạt or Chưa đạt of a comment subject.' }),
    why: t.expose('explanation', {
      type: SubjectExplanationRef,
      nullable: true,
      description: 'Why the average, from published marks alone.',
    }),
    comment: t.exposeString('comment', { nullable: true, description: "The teacher's comment." }),
    commentSince: t.expose('comment_since', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it reads so.',
    }),
    corrections: t.expose('corrections', {
      complexity: { field: 1, multiplier: 2 },
      type: [CorrectionRef],
      description: 'What was changed after it could be seen, newest first.',
    }),
  }),
})

const LevelRef = builder.objectRef<{ level: number | null; grounds: string | null }>('PublishedConduct').implement({
  description: 'The published conduct of a term (Circular 22/2021, Điều 8).',
  fields: (t) => ({
    level: t.exposeInt('level', { nullable: true, description: '4 Tốt, 3 Khá, 2 Đạt, 1 Chưa đạt.' }),
    grounds: t.exposeString('grounds', { nullable: true, description: 'What the homeroom teacher says of it.' }),
  }),
})

const TermRef = builder.objectRef<PublishedTerm>('PublishedTerm').implement({
  description: 'What is published of a term.',
  fields: (t) => ({
    term: t.exposeInt('term', { description: '1 or 2.' }),
    subjects: t.expose('subjects', {
      complexity: { field: 1, multiplier: 13 },
      type: [SubjectRef],
      description: "The child's subjects in the programme's order.",
    }),
    learning: t.int({
      nullable: true,
      description: 'The level of learning, 4 Tốt to 1 Chưa đạt (Điều 9); null until published.',
      resolve: ({ learning }) => learning?.level ?? null,
    }),
    learningWhy: t.field({
      type: LevelExplanationRef,
      nullable: true,
      description: 'Why the level is so, from published results alone; null while one of them is not.',
      resolve: ({ learning }) => learning?.why ?? null,
    }),
    conduct: t.expose('conduct', { type: LevelRef, nullable: true, description: 'Conduct; null until published.' }),
    publishedAt: t.expose('published_at', {
      type: 'DateTime',
      nullable: true,
      description: 'When the levels were published.',
    }),
    publishedBy: t.exposeString('published_by', { nullable: true, description: 'By whom.' }),
  }),
})

const YearSubjectRef = builder.objectRef<PublishedYear['subjects'][number]>('PublishedYearSubject').implement({
  description: "A subject's result of the year.",
  fields: (t) => ({
    subject: t.exposeInt('subject_id', { description: 'The number of the subject.' }),
    name: t.exposeString('name', { description: 'The name of the subject.' }),
    nameEn: t.exposeString('name_en', { description: 'The name in English.' }),
    average: t.expose('average', {
      type: 'Mark',
      nullable: true,
      description: 'The average of the year (Điều 9(1)(b)).',
    }),
    passed: t.exposeBoolean('passed', { nullable: true, description: 'Đạt or Chưa đạt of a comment subject.' }),
    exempt: t.exposeBoolean('exempt', { description: 'Exempt from the subject.' }),
    why: t.expose('explanation', {
      type: SubjectExplanationRef,
      nullable: true,
      description: 'Why the average, from the two terms.',
    }),
    reassessedAverage: t.expose('reassessed_average', {
      type: 'Mark',
      nullable: true,
      description: 'After re-assessment.',
    }),
    reassessedPassed: t.exposeBoolean('reassessed_passed', { nullable: true, description: 'After re-assessment.' }),
  }),
})

const YearRef = builder.objectRef<PublishedYear>('PublishedYear').implement({
  description: 'What is published of the whole year.',
  fields: (t) => ({
    learning: t.int({
      nullable: true,
      description: 'The level of learning, 4 Tốt to 1 Chưa đạt; after re-assessment where there was one.',
      resolve: ({ level, level_after }) => level_after ?? level,
    }),
    conduct: t.int({
      nullable: true,
      description: 'Conduct, 4 Tốt to 1 Chưa đạt; after summer training where there was one.',
      resolve: ({ conduct, conduct_after }) => conduct_after ?? conduct,
    }),
    learningBefore: t.exposeInt('level', { nullable: true, description: 'The level before re-assessment.' }),
    learningWhy: t.field({
      type: LevelExplanationRef,
      nullable: true,
      description: 'Why the level that holds is so, from published results alone; null while one of them is not.',
      resolve: ({ why }) => why.learning,
    }),
    conductBefore: t.exposeInt('conduct', { nullable: true, description: 'Conduct before the summer training.' }),
    conductWhy: t.field({
      type: TermLevelRef,
      nullable: true,
      description: 'How conduct follows from the two terms, where both are published.',
      resolve: ({ why }) => why.conduct,
    }),
    outcomeWhy: t.field({
      type: [ConditionRef],
      complexity: { field: 1, multiplier: 3 },
      description: 'The tests of promotion on the results that hold; empty where published results do not decide it.',
      resolve: ({ why }) => [...(why.outcome?.conditions ?? [])],
    }),
    retestSubjects: t.intList({
      description: 'The subjects that may be or were re-assessed.',
      resolve: ({ why }) => [...(why.outcome?.retest_subjects ?? [])],
    }),
    absences: t.exposeInt('absences', { description: 'Absent half-days of the year.' }),
    outcome: t.expose('outcome', { type: OutcomeRef, nullable: true, description: 'What becomes of the pupil.' }),
    title: t.expose('title', { type: TitleRef, nullable: true, description: 'The title of the year.' }),
    subjects: t.expose('subjects', { type: [YearSubjectRef], description: "The subjects in the programme's order." }),
    publishedAt: t.expose('published_at', { type: 'DateTime', description: 'When.' }),
    publishedBy: t.exposeString('published_by', { nullable: true, description: 'By whom.' }),
  }),
})

type MonthAbsence = PublishedResults['absences']['months'][number]
const MonthRef = builder.objectRef<MonthAbsence>('ChildAbsences').implement({
  description: 'Absent half-days of a month.',
  fields: (t) => ({
    month: t.expose('month', { type: 'LocalDate', description: 'The first day of the month.' }),
    excused: t.exposeInt('excused', { description: 'With permission.' }),
    unexcused: t.exposeInt('unexcused', { description: 'Without.' }),
  }),
})

const ContactRef = builder.objectRef<Contact>('HomeroomContact').implement({
  description: 'How to reach the homeroom teacher and the school.',
  fields: (t) => ({
    teacher: t.expose('teacher', { type: TeacherRef, nullable: true, description: 'The homeroom teacher.' }),
    phone: t.exposeString('phone', { nullable: true, description: "The teacher's phone." }),
    email: t.exposeString('email', { nullable: true, description: "The teacher's e-mail." }),
    schoolPhone: t.exposeString('school_phone', { nullable: true, description: "The school's phone." }),
    schoolEmail: t.exposeString('school_email', { nullable: true, description: "The school's e-mail." }),
    address: t.exposeString('address', { nullable: true, description: "The school's address." }),
  }),
})

const ResultsRef = builder.objectRef<PublishedResults>('PublishedResults').implement({
  description: "What is published of a child's year in one school. It holds no rank and no other pupil.",
  fields: (t) => ({
    school: t.exposeString('school_name', { description: 'The full name of the school.' }),
    className: t.exposeString('class_name', { description: 'The class.' }),
    grade: t.exposeInt('grade', { description: 'The grade.' }),
    absences: t.field({
      complexity: { field: 1, multiplier: 10 },
      type: [MonthRef],
      description: 'The months with absences.',
      resolve: ({ absences }) => absences.months,
    }),
    terms: t.expose('terms', {
      complexity: { field: 1, multiplier: 2 },
      type: [TermRef],
      description: 'The two terms.',
    }),
    year: t.expose('year', { type: YearRef, nullable: true, description: 'The whole year; null until published.' }),
    scheme: t.exposeString('scheme', {
      nullable: true,
      description: 'The circular that assesses the year: `circular-22-2021`, `circular-26-2020`, `circular-58-2011`.',
    }),
    older: t.expose('older', {
      type: [StoredResultRef],
      complexity: { field: 1, multiplier: 3 },
      description: 'Of a year under a circular before 22/2021: what was printed, the year and the terms.',
    }),
    olderSubjects: t.field({
      type: [YearSubjectRef],
      description: "Of such a year: the subjects' results of the year.",
      resolve: ({ older_subjects }) => older_subjects.map((subject) => ({ ...subject, explanation: null })),
    }),
    correctionsArchived: t.boolean({
      description: 'Whether what was changed in the year is in the archive, so that no correction is shown.',
      resolve: async ({ academic_year }, _, ctx) => (await historyArchivedAt(ctx, academic_year)) !== null,
    }),
    contact: t.field({
      type: ContactRef,
      description: 'How to reach the homeroom teacher.',
      resolve: (results, _, ctx) => contactOf(ctx, results),
    }),
  }),
})

const ChildYearRef = builder.objectRef<Child['years'][number]>('ChildYear').implement({
  description: 'Where a child was in an academic year.',
  fields: (t) => ({
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    unitName: t.exposeString('unit_name', { description: 'The short name of the school.' }),
    className: t.exposeString('class_name', { description: 'The class.' }),
  }),
})

const ChildRef = builder.objectRef<Child>('Child').implement({
  description: 'A child whom the signed-in person follows, in all schools; for a pupil, the pupil.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ person_id }) => encodeChild(person_id) }),
    name: t.exposeString('full_name', { description: 'The full name.' }),
    givenName: t.exposeString('given_name', { description: 'The given name.' }),
    birthDate: t.expose('birth_date', { type: 'LocalDate', description: 'Tells equal names apart.' }),
    years: t.expose('years', {
      complexity: { field: 1, multiplier: 4 },
      type: [ChildYearRef],
      description: 'The academic years, newest first.',
    }),
    lastVisit: t.expose('last_visit', {
      type: 'DateTime',
      nullable: true,
      description: 'When the person last looked before this visit; null on the first.',
    }),
    results: t.field({
      complexity: { field: 1, multiplier: 1 },
      type: [ResultsRef],
      description: 'What is published of a year; one entry per school of that year, the last first.',
      args: { academicYear: t.arg.int({ description: '2026 is 2026–2027; the newest of the child unless said.' }) },
      resolve: ({ person_id, years }, { academicYear }, ctx) => {
        const year = academicYear ?? years[0]?.academic_year
        if (!years.some((it) => it.academic_year === year)) throw new NotFound('AcademicYear')
        return publishedResults(ctx, person_id, year!)
      },
    }),
  }),
})

builder.queryFields((t) => ({
  children: t.field({
    extensions: personal,
    type: [ChildRef],
    complexity: { field: 5, multiplier: 3 },
    description: 'The children of the signed-in person in all schools; for a pupil, the pupil.',
    resolve: (_, __, ctx) => childrenOf(ctx),
  }),
  child: t.field({
    type: ChildRef,
    nullable: true,
    description: 'A child by id; without one the first of `children`, null where there are none.',
    args: { id: t.arg.id({ description: 'The id of a child.' }) },
    resolve: async (_, { id }, ctx) => (id ? childOf(ctx, decodeChild(id)) : ((await childrenOf(ctx))[0] ?? null)),
  }),
}))

builder.mutationField('visitChild', (t) =>
  t.field({
    extensions: personal,
    type: 'DateTime',
    description: "Notes that the person is looking at a child's page, so that the next visit can mark what is new.",
    args: { id: t.arg.id({ required: true, description: 'The child.' }) },
    resolve: async (_, { id }, ctx) => {
      await noteVisit(ctx, decodeChild(id))
      return ctx.now
    },
  }),
)

function cellText({ value, absent, state, assessment }: Cell): string | null {
  if (absent || state === 'pending') return 'V'
  if (value === null) return null
  return assessment === 'comment' ? (value ? 'Đ' : 'CĐ') : (value / 10).toFixed(1)
}
