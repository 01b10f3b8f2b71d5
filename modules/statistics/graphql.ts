import './publication/graphql.ts'
import { fromReplica } from '../../platform/context.ts'
import { enumOf } from '../../platform/enum.ts'
import { NotFound } from '../../platform/errors.ts'
import { builder } from '../../platform/graphql.ts'
import { periodsWithSums, type PeriodWithSums, type SumsBy } from '../students/public.ts'
import { figuresOf, type FigurePlace, type FigureRow, type Figures } from './figures.ts'
import { indicators, type Indicator, type IndicatorCode, type Measure } from './indicators.ts'
import type { Counting, FigureQuestion, SchoolLevel } from './question.ts'

/** The indicators in the API. */
export const IndicatorRef = enumOf<IndicatorCode>('Indicator', 'What is counted.', {
  schools: 'Schools with pupils.',
  classes: 'Classes.',
  classes_full_day: 'Classes with two sessions a day, of all.',
  pupils: 'Pupils who study.',
  female: 'Girls, of all pupils.',
  right_age: 'Pupils of the right age for their grade.',
  full_day: 'Pupils with two sessions a day.',
  repeating: 'Pupils who repeat a grade.',
  minority: 'Pupils of an ethnic minority.',
  policy: 'Pupils of any policy group.',
  poor: 'Pupils of poor households.',
  disability: 'Pupils with a disability.',
  left: 'Pupils who left school in the year, of those who were there.',
  transferred: 'Pupils who moved to another school in the year, of those who were there.',
  learning_upper: 'Learning Tốt or Khá.',
  learning_4: 'Learning Tốt.',
  learning_3: 'Learning Khá.',
  learning_2: 'Learning Đạt.',
  learning_1: 'Learning Chưa đạt.',
  conduct_4: 'Conduct Tốt.',
  conduct_3: 'Conduct Khá.',
  conduct_2: 'Conduct Đạt.',
  conduct_1: 'Conduct Chưa đạt.',
  titled: 'Pupils with a title of the year.',
  title_excellent: 'Học sinh Xuất sắc.',
  title_good: 'Học sinh Giỏi.',
  promoted: 'Promoted, or through with the last grade.',
  retained: 'Retained in the grade.',
  midterm_from_five: 'Midterm marks from 5,0.',
  final_from_five: 'Final marks from 5,0.',
  average_from_five: 'Term averages of a subject from 5,0.',
  midterm_mean: 'The mean of midterm marks.',
  final_mean: 'The mean of final marks.',
  average_mean: 'The mean of term averages of a subject.',
  entered_regular: 'Regular marks entered of those due.',
  entered_midterm: 'Midterm marks entered of those due.',
  entered_final: 'Final marks entered of those due.',
  books_locked: 'Books that the school has locked.',
})
/** The breakdowns of figures in the API. */
export const ByRef = enumOf<SumsBy>('FiguresBy', 'By what figures are broken down.', {
  commune: 'Communes of the province.',
  school: 'Schools.',
  grade: 'Grades.',
  class: 'Classes of a school.',
  level: 'Levels of schooling.',
  sex: 'Boys and girls.',
  kind: 'Kinds of schools, by the code of Circular 53/2012.',
  ownership: 'Ownership of schools.',
  year: 'Academic years, five up to the one asked for.',
  subject: 'Subjects; of marks and books alone.',
})
/** What is counted, in the API. */
export const CountingRef = enumOf<Counting>('FiguresCounting', 'Which books and results are counted.', {
  locked: 'Locked books and approved results.',
  submitted: 'Those handed in as well.',
  all: 'All; given to the school itself alone, to offices as `submitted`.',
})
/** What a figure is measured in, in the API. */
export const MeasureRef = enumOf<Measure>('FigureMeasure', 'What a figure is measured in.', {
  count: 'A number.',
  share: 'A share, 0 to 1.',
  mean: 'A mean on the ten-point scale.',
})
/** The levels of schooling in the API. */
export const LevelRef = enumOf<SchoolLevel>('SchoolLevel', 'A level of schooling.', {
  lower: 'Lower secondary, grades 6 to 9.',
  upper: 'Upper secondary, grades 10 to 12.',
})
const EthnicityRef = enumOf<'majority' | 'minority'>('EthnicityGroup', 'A group of ethnicities.', {
  majority: 'Kinh.',
  minority: 'All others.',
})
const PolicyRef = enumOf<'policy' | 'poor' | 'disability'>('PolicyGroup', 'Pupils with a right to support.', {
  policy: 'Any policy group.',
  poor: 'Of a poor household.',
  disability: 'With a disability.',
})
/** A row of figures in the API. */
export const RowRef = builder.objectRef<FigureRow>('FigureRow').implement({
  description: "One unit's figure in a year and the one before.",
  fields: (t) => ({
    key: t.exposeString('key', {
      description:
        "A commune's code, a school's or a class's name in addresses, a grade, or another breakdown's code; empty for the whole.",
    }),
    name: t.exposeString('name', { description: 'Its name.' }),
    schools: t.exposeInt('schools', { description: 'Schools in it.' }),
    completeSchools: t.exposeInt('complete_schools', { description: 'Schools of which everything is counted.' }),
    base: t.exposeInt('base', { description: 'Pupils, marks or books that the figure rests on.' }),
    baseBefore: t.exposeInt('base_before', { description: 'The same in the year before.' }),
    now: t.exposeFloat('now', { nullable: true, description: 'The figure; null while nothing is counted.' }),
    before: t.exposeFloat('before', { nullable: true, description: 'The figure of the year before.' }),
    few: t.exposeBoolean('few', {
      description: 'Withheld: fewer than five stand behind it, or it would tell one behind which they do.',
    }),
    counted: t.exposeFloat('counted', { description: 'The share of pupils or books that are counted, 0 to 1.' }),
  }),
})

/** Where figures are counted, in the API. */
export const PlaceRef = builder.objectRef<FigurePlace>('FigurePlace').implement({
  description: 'Where figures are counted: the whole reach, a commune, a school.',
  fields: (t) => ({
    commune: t.exposeString('commune', { nullable: true, description: "The commune's official code." }),
    communeName: t.exposeString('commune_name', { nullable: true, description: 'Its name.' }),
    school: t.exposeString('school', { nullable: true, description: 'The school in addresses.' }),
    schoolName: t.exposeString('school_name', { nullable: true, description: 'Its name.' }),
  }),
})

const FiguresRef = builder.objectRef<Figures>('Figures').implement({
  description: 'Figures from the sums: the whole, then its parts.',
  fields: (t) => ({
    measure: t.expose('measure', { type: MeasureRef, description: 'What they are measured in.' }),
    law: t.string({
      nullable: true,
      description: 'The article by which they count.',
      resolve: ({ question }) => (indicators[question.indicator] satisfies Indicator).law,
    }),
    counting: t.field({
      type: CountingRef,
      description: 'Which books and results are counted; narrower than asked where one may not see more.',
      resolve: ({ question }) => question.counting,
    }),
    place: t.expose('place', { type: PlaceRef, description: 'Where it is counted.' }),
    whole: t.expose('whole', { type: RowRef, description: 'All parts together.' }),
    rows: t.expose('rows', { type: [RowRef], description: 'The parts.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When they were counted.' }),
  }),
})

const PeriodRef = builder.objectRef<PeriodWithSums>('FigurePeriod').implement({
  description: 'A term, or a year, for which there are figures.',
  fields: (t) => ({
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    term: t.exposeInt('term', { description: '1 or 2; 0 is the whole year.' }),
    approved: t.exposeBoolean('approved', { description: 'Whether results of it are approved anywhere.' }),
  }),
})

builder.queryFields((t) => ({
  figures: t.field({
    type: FiguresRef,
    description: 'An indicator by unit, this year and the one before. From sums alone: never a pupil.',
    args: {
      indicator: t.arg({ type: IndicatorRef, required: true, description: 'What is counted.' }),
      ...scopeArgs(t),
    },
    resolve: (_, args, ctx) => figuresOf(fromReplica(ctx), questionOf(args.indicator, args)),
  }),
  figurePeriods: t.field({
    type: [PeriodRef],
    description: 'The terms and years for which there are figures, the newest first.',
    resolve: (_, __, ctx) => periodsWithSums(fromReplica(ctx)),
  }),
}))

type Arguments = Parameters<Parameters<typeof builder.queryFields>[0]>[0]
type Maybe<T> = T | null | undefined

/** When, by what and where figures are asked for: the arguments that all of them share. */
export const scopeArgs = ({ arg }: Arguments) => ({
  academicYear: arg.int({ required: true, description: '2026 is 2026–2027.' }),
  term: arg.int({ required: true, description: '1 or 2; 0 is the whole year.' }),
  by: arg({ type: ByRef, required: true, description: 'By what.' }),
  commune: arg.string({ description: 'In one commune, by its official code.' }),
  school: arg.string({ description: 'In one school, by its name in addresses.' }),
  level: arg({ type: LevelRef, description: 'One level of schooling.' }),
  grade: arg.int({ description: 'One grade.' }),
  sex: arg.int({ description: '1 male, 2 female.' }),
  ethnicity: arg({ type: EthnicityRef, description: 'One group of ethnicities; of pupils alone.' }),
  policy: arg({ type: PolicyRef, description: 'Pupils with a right to support; of pupils alone.' }),
  subject: arg.string({ description: 'One subject, by its code; of marks alone.' }),
  counting: arg({ type: CountingRef, description: 'Which books and results are counted; locked ones by default.' }),
})

/** The question in the arguments of a field. */
export function questionOf(
  indicator: IndicatorCode,
  args: {
    academicYear: number
    term: number
    by: SumsBy
    commune?: Maybe<string>
    school?: Maybe<string>
    level?: Maybe<SchoolLevel>
    grade?: Maybe<number>
    sex?: Maybe<number>
    ethnicity?: Maybe<'majority' | 'minority'>
    policy?: Maybe<'policy' | 'poor' | 'disability'>
    subject?: Maybe<string>
    counting?: Maybe<Counting>
  },
): FigureQuestion {
  if (args.term !== 0 && args.term !== 1 && args.term !== 2) throw new NotFound('Term')
  return {
    indicator,
    academic_year: args.academicYear,
    term: args.term,
    by: args.by,
    commune: args.commune ?? null,
    school: args.school ?? null,
    level: args.level ?? null,
    grade: args.grade ?? null,
    sex: args.sex === 1 || args.sex === 2 ? args.sex : null,
    ethnicity: args.ethnicity ?? null,
    policy: args.policy ?? null,
    subject: args.subject ?? null,
    counting: args.counting ?? 'locked',
  }
}
