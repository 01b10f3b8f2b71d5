import { enumOf } from '../../../platform/enum.ts'
import { NotFound } from '../../../platform/errors.ts'
import { builder } from '../../../platform/graphql.ts'
import { decodeClass } from '../../organisation/public.ts'
import { levelNumbers } from '../explanation-types.ts'
import { AssessmentRef } from '../gradebook/graphql.ts'
import { decodeStudent, encodeStudent } from '../keys.ts'
import type { LegacyConduct, LegacyLevel, LegacyTitle } from '../results/rules/circular-58.ts'
import { OutcomeRef, TitleRef } from '../results/vocabulary-types.ts'
import { resultTerm } from '../results/term.ts'
import {
  storedClass,
  yearsOf,
  type OlderWords,
  type StoredClass,
  type StoredPupil,
  type StoredResult,
  type StoredSubject,
  type StoredYear,
} from './queries.ts'
import { recordOlder, type OlderDoubt } from './record.ts'
import type { OlderOutcome } from './tables.ts'

const LearningRef = enumOf<LegacyLevel>('OlderLearning', 'Học lực (Circular 58/2011, Điều 13).', {
  excellent: 'Giỏi.',
  fair: 'Khá.',
  average: 'Trung bình.',
  weak: 'Yếu.',
  poor: 'Kém.',
})
const ConductRef = enumOf<LegacyConduct>('OlderConduct', 'Hạnh kiểm (Circular 58/2011, Điều 4).', {
  good: 'Tốt.',
  fair: 'Khá.',
  average: 'Trung bình.',
  weak: 'Yếu.',
})
const OlderTitleRef = enumOf<LegacyTitle>('OlderTitle', 'The titles of Circular 58/2011, Điều 18.', {
  excellent: 'Học sinh giỏi.',
  advanced: 'Học sinh tiên tiến.',
})
const OlderOutcomeRef = enumOf<OlderOutcome>(
  'OlderOutcome',
  'What followed from a year (Circular 58/2011, Điều 15–17).',
  {
    promoted: 'Được lên lớp.',
    completed: 'Finished the level, in grades 9 and 12.',
    summer_training: 'Rèn luyện hạnh kiểm trong hè.',
    reassessment: 'Kiểm tra lại.',
    retained: 'Ở lại lớp.',
  },
)

const schemeText = '`circular-22-2021`, `circular-26-2020` (Circular 58/2011 as amended) or `circular-58-2011`.'

const WordsRef = builder.objectRef<OlderWords>('OlderResult').implement({
  description: 'A result in the words of a circular before 22/2021, as it was printed.',
  fields: (t) => ({
    average: t.expose('average', { type: 'Mark', nullable: true, description: 'The mean of all subjects.' }),
    learning: t.expose('learning', { type: LearningRef, description: 'Học lực.' }),
    learningAfter: t.expose('learning_after', {
      type: LearningRef,
      nullable: true,
      description: 'After re-assessment.',
    }),
    conduct: t.expose('conduct', { type: ConductRef, description: 'Hạnh kiểm.' }),
    conductAfter: t.expose('conduct_after', { type: ConductRef, nullable: true, description: 'After the summer.' }),
    title: t.expose('title', { type: OlderTitleRef, nullable: true, description: 'The title.' }),
    source: t.exposeString('source', { description: 'The paper from which it was copied.' }),
  }),
})

/** A stored result of a term or a year in the API. */
export const StoredResultRef = builder.objectRef<StoredResult>('StoredResult').implement({
  description: 'A result as it was stored: by levels of Circular 22/2021, or in the words of an older circular.',
  fields: (t) => ({
    term: t.exposeInt('term', { description: '1 or 2; 0 is the year.' }),
    level: t.exposeInt('level', { nullable: true, description: `Learning under Circular 22/2021: ${levelNumbers}.` }),
    levelAfter: t.exposeInt('level_after', { nullable: true, description: 'After re-assessment.' }),
    conduct: t.exposeInt('conduct', {
      nullable: true,
      description: `Conduct under Circular 22/2021: ${levelNumbers}.`,
    }),
    conductAfter: t.exposeInt('conduct_after', { nullable: true, description: 'After the summer training.' }),
    title: t.expose('title', { type: TitleRef, nullable: true, description: 'The title under Circular 22/2021.' }),
    older: t.expose('older', { type: WordsRef, nullable: true, description: 'What an older circular says instead.' }),
    outcome: t.expose('outcome', { type: OutcomeRef, nullable: true, description: 'What followed from the year.' }),
    absences: t.exposeInt('absences', { nullable: true, description: 'Half-days absent in the year.' }),
  }),
})

const SubjectRef = builder.objectRef<StoredClass['subjects'][number]>('StoredSubjectHead').implement({
  description: 'A subject of which a result of the year is stored.',
  fields: (t) => ({
    id: t.exposeInt('subject_id', { description: 'The number of the subject.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    nameEn: t.exposeString('name_en', { description: 'Its name in English.' }),
    shortName: t.exposeString('short_name', { description: 'Its name in narrow places.' }),
    assessment: t.expose('assessment', { type: AssessmentRef, description: 'By marks or by comments alone.' }),
  }),
})

const SubjectResultRef = builder.objectRef<StoredSubject>('StoredSubjectResult').implement({
  description: "A subject's result of the year as stored.",
  fields: (t) => ({
    subject: t.exposeInt('subject_id', { description: 'The number of the subject.' }),
    average: t.expose('average', { type: 'Mark', nullable: true, description: 'The average of the year.' }),
    passed: t.exposeBoolean('passed', { nullable: true, description: 'Đạt or Chưa đạt of a comment subject.' }),
    exempt: t.exposeBoolean('exempt', { description: 'Exempt from the subject.' }),
    reassessedAverage: t.expose('reassessed_average', {
      type: 'Mark',
      nullable: true,
      description: 'After re-assessment.',
    }),
    reassessedPassed: t.exposeBoolean('reassessed_passed', { nullable: true, description: 'After re-assessment.' }),
  }),
})

const PupilRef = builder.objectRef<StoredPupil & { school_id: number }>('StoredPupil').implement({
  description: 'A pupil of a class with what is stored of a term or the year.',
  fields: (t) => ({
    student: t.id({ description: "The pupil's record.", resolve: (pupil) => encodeStudent(pupil) }),
    number: t.exposeInt('number', { nullable: true, description: 'The class number (STT).' }),
    code: t.exposeString('code', { description: "The pupil's code in the school." }),
    restName: t.exposeString('rest_name', { description: 'Family and middle names.' }),
    givenName: t.exposeString('given_name', { description: 'The given name.' }),
    birthDate: t.expose('birth_date', { type: 'LocalDate', description: 'Tells equal names apart.' }),
    leftOn: t.expose('left_on', { type: 'LocalDate', nullable: true, description: 'The last day of one who left.' }),
    result: t.expose('result', { type: StoredResultRef, nullable: true, description: 'The result.' }),
    subjects: t.expose('subjects', {
      type: [SubjectResultRef],
      complexity: { multiplier: 13 },
      description: 'The subjects of the year; none for a term.',
    }),
  }),
})

const ClassRef = builder.objectRef<StoredClass>('StoredClass').implement({
  description: 'The results of a class as they were stored, under the circular that held.',
  fields: (t) => ({
    scheme: t.exposeString('scheme', { nullable: true, description: schemeText }),
    subjects: t.expose('subjects', { type: [SubjectRef], description: 'The subjects of the year.' }),
    pupils: t.field({
      type: [PupilRef],
      complexity: { field: 1, multiplier: 45 },
      description: 'The pupils by number.',
      resolve: ({ pupils, school_id }) => pupils.map((pupil) => ({ ...pupil, school_id })),
    }),
  }),
})

const YearRef = builder.objectRef<StoredYear>('PupilYear').implement({
  description: "A pupil's year at a school with its approved results.",
  fields: (t) => ({
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    className: t.exposeString('class_name', { description: 'The class.' }),
    classSlug: t.exposeString('class_slug', { description: 'The class in addresses.' }),
    grade: t.exposeInt('grade', { description: 'The grade.' }),
    scheme: t.exposeString('scheme', { nullable: true, description: schemeText }),
    results: t.expose('results', {
      type: [StoredResultRef],
      complexity: { field: 1, multiplier: 3 },
      description: 'The year, then the terms, as far as approved.',
    }),
  }),
})

const DoubtRef = builder.objectRef<OlderDoubt & { school_id: number }>('OlderDoubt').implement({
  description: "Where the circular's rules would have said something else than the paper; the paper holds.",
  fields: (t) => ({
    student: t.id({ description: 'The pupil.', resolve: (doubt) => encodeStudent(doubt) }),
    what: t.exposeString('what', { description: 'title or outcome.' }),
    expected: t.exposeString('expected', { nullable: true, description: 'What the rules would have said.' }),
  }),
})

const RecordedRef = builder
  .objectRef<{ recorded: number; doubts: (OlderDoubt & { school_id: number })[] }>('OlderRecorded')
  .implement({
    description: 'What was copied.',
    fields: (t) => ({
      recorded: t.exposeInt('recorded', { description: 'Lines written.' }),
      doubts: t.expose('doubts', { type: [DoubtRef], description: 'What to compare with the paper once more.' }),
    }),
  })

const SubjectInput = builder.inputType('OlderSubjectInput', {
  description: "A subject's result of the year on the paper.",
  fields: (t) => ({
    subject: t.int({ required: true, description: 'The number of the subject.' }),
    average: t.field({ type: 'Mark', description: 'The average.' }),
    passed: t.boolean({ description: 'Đ or CĐ.' }),
  }),
})

const LineInput = builder.inputType('OlderResultInput', {
  description: "A pupil's result on the paper.",
  fields: (t) => ({
    student: t.id({ required: true, description: 'The pupil.' }),
    average: t.field({ type: 'Mark', description: 'The mean of all subjects.' }),
    learning: t.field({ type: LearningRef, required: true, description: 'Học lực.' }),
    learningAfter: t.field({ type: LearningRef, description: 'After re-assessment.' }),
    conduct: t.field({ type: ConductRef, required: true, description: 'Hạnh kiểm.' }),
    conductAfter: t.field({ type: ConductRef, description: 'After the summer.' }),
    title: t.field({ type: OlderTitleRef, description: 'The title.' }),
    outcome: t.field({ type: OlderOutcomeRef, description: 'What followed from the year.' }),
    absences: t.int({ description: 'Half-days absent.' }),
    subjects: t.field({ type: [SubjectInput], description: 'The subjects of the year.' }),
  }),
})

builder.queryFields((t) => ({
  storedResults: t.field({
    type: ClassRef,
    nullable: true,
    description: 'The results of a class as stored: of an older circular, or of a year whose books are not here.',
    args: {
      unit: t.arg.string({ required: true, description: "The school's name in addresses." }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      term: t.arg.int({ required: true, description: '1 or 2; 0 is the year.' }),
      class: t.arg.string({ required: true, description: "The class's name in addresses." }),
    },
    resolve: (_, args, ctx) =>
      storedClass(ctx, {
        unit: args.unit,
        academic_year: args.academicYear,
        term: resultTerm(args.term),
        class: args.class,
      }),
  }),
  pupilYears: t.field({
    type: [YearRef],
    description: "A pupil's approved years at a school, the newest first, under whatever circular; none out of reach.",
    args: { student: t.arg.id({ required: true, description: "The pupil's record." }) },
    resolve: (_, { student }, ctx) => yearsOf(ctx, decodeStudent(student)),
  }),
}))

builder.mutationField('recordOlderResults', (t) =>
  t.field({
    type: RecordedRef,
    description:
      'Copies the printed results of a class under a circular before 22/2021; they are never computed again.',
    args: {
      class: t.arg.id({ required: true, description: 'The class.' }),
      term: t.arg.int({ required: true, description: '1 or 2; 0 is the year.' }),
      source: t.arg.string({ required: true, description: 'The paper from which they are copied.' }),
      reason: t.arg.string({ description: 'Why recorded lines are replaced.' }),
      lines: t.arg({ type: [LineInput], required: true, description: 'A line for each pupil.' }),
    },
    resolve: async (_, args, ctx) => {
      const key = decodeClass(args.class)
      const lines = args.lines.map(({ student, subjects, ...line }) => {
        const { school_id, student_id } = decodeStudent(student)
        if (school_id !== key.school_id) throw new NotFound('Student')
        return {
          student_id,
          average: line.average ?? null,
          learning: line.learning,
          learning_after: line.learningAfter ?? null,
          conduct: line.conduct,
          conduct_after: line.conductAfter ?? null,
          title: line.title ?? null,
          outcome: line.outcome ?? null,
          absences: line.absences ?? null,
          subjects: (subjects ?? []).map((it) => ({
            subject_id: it.subject,
            average: it.average ?? null,
            passed: it.passed ?? null,
          })),
        }
      })
      const { source, reason = null } = args
      const { recorded, doubts } = await recordOlder(ctx, key, resultTerm(args.term), { lines, source, reason })
      return { recorded, doubts: doubts.map((doubt) => ({ ...doubt, school_id: key.school_id })) }
    },
  }),
)
