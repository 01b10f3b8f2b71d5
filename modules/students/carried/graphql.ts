import { builder } from '../../../platform/graphql.ts'
import { SubjectRef, subjectLoader } from '../../organisation/public.ts'
import { levelNumbers } from '../explanation-types.ts'
import { StudentRef } from '../records/student-type.ts'
import { OutcomeRef, TitleRef } from '../results/vocabulary-types.ts'
import { carriedYearsOf, type CarriedYear } from './queries.ts'
import type { CarriedSubject } from './tables.ts'

const CarriedSubjectRef = builder.objectRef<CarriedSubject>('CarriedSubject').implement({
  description: "A subject's result of a year at another school.",
  fields: (t) => ({
    subject: t.field({
      type: SubjectRef,
      description: 'The subject.',
      resolve: ({ subject_id }, _, ctx) => subjectLoader(ctx).load(subject_id),
    }),
    average: t.expose('average', { type: 'Mark', nullable: true, description: 'The average of the year.' }),
    passed: t.exposeBoolean('passed', { nullable: true, description: 'Đạt or Chưa đạt of a comment subject.' }),
  }),
})

const CarriedYearRef = builder.objectRef<CarriedYear>('CarriedYear').implement({
  description: 'The result of a year that a pupil spent at another school, as its papers say it; never computed here.',
  fields: (t) => ({
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    grade: t.exposeInt('grade', { description: 'The grade.' }),
    className: t.exposeString('class_name', { nullable: true, description: 'The class.' }),
    schoolName: t.exposeString('school_name', { nullable: true, description: 'The school.' }),
    level: t.exposeInt('level', {
      description: `Learning: ${levelNumbers}; in grades 1 to 5 the words of Circular 27/2020, Điều 9.`,
    }),
    conduct: t.exposeInt('conduct', {
      nullable: true,
      description: `Conduct: ${levelNumbers}; none in grades 1 to 5.`,
    }),
    absences: t.exposeInt('absences', { nullable: true, description: 'Half-days absent.' }),
    outcome: t.expose('outcome', { type: OutcomeRef, description: 'What followed from the year.' }),
    title: t.expose('title', { type: TitleRef, nullable: true, description: 'The title.' }),
    subjects: t.expose('subjects', { type: [CarriedSubjectRef], description: 'The subjects that the papers name.' }),
    source: t.exposeString('source', { description: '`file`: brought by a file of the school.' }),
    recordedAt: t.expose('recorded_at', { type: 'DateTime', description: 'When it was entered.' }),
    recordedBy: t.exposeString('recorded_by_name', { nullable: true, description: 'Who entered it.' }),
  }),
})

builder.objectField(StudentRef, 'carriedYears', (t) =>
  t.field({
    type: [CarriedYearRef],
    description: 'The years spent at other schools, the newest first; none out of reach.',
    resolve: ({ record }, _, ctx) => carriedYearsOf(ctx, { school_id: record.school_id, student_id: record.id }),
  }),
)
