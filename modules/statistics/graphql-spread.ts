import { fromReplica } from '../../platform/context.ts'
import { enumOf } from '../../platform/enum.ts'
import { NotFound } from '../../platform/errors.ts'
import { builder } from '../../platform/graphql.ts'
import {
  ByRef,
  CountingRef,
  IndicatorRef,
  LevelRef,
  MeasureRef,
  PlaceRef,
  questionOf,
  RowRef,
  scopeArgs,
} from './graphql.ts'
import { heatOf, type Heat, type HeatColumn, type HeatRow } from './heat.ts'
import type { SpreadAsked } from './question.ts'
import { spreadOf, type Outlier, type Spread, type SpreadFigures, type SpreadRow } from './spread.ts'
import type { SpreadSummary } from './rules/spread-summary.ts'

const KindRef = enumOf<SpreadAsked['kind']>('SpreadKind', 'Which marks are spread.', {
  midterm: 'Midterm marks.',
  final: 'Final marks.',
  average: 'Term averages of the subject.',
})

const SummaryRef = builder.objectRef<SpreadSummary>('SpreadSummary').implement({
  description: 'What a spread of marks amounts to, in points and shares.',
  fields: (t) => ({
    marks: t.exposeInt('marks', { description: 'How many marks.' }),
    mean: t.exposeFloat('mean', { description: 'Their mean.' }),
    lowerQuartile: t.exposeFloat('lower_quartile', { description: 'A quarter of the marks stand below.' }),
    median: t.exposeFloat('median', { description: 'Half of the marks stand below.' }),
    upperQuartile: t.exposeFloat('upper_quartile', { description: 'Three quarters of the marks stand below.' }),
    belowFive: t.exposeFloat('below_five', { description: 'The share below 5,0, as 0 to 1.' }),
    fromEight: t.exposeFloat('from_eight', { description: 'The share from 8,0, as 0 to 1.' }),
  }),
})

const SpreadRef = builder.objectRef<Spread>('MarkSpread').implement({
  description: 'How marks are spread.',
  fields: (t) => ({
    counts: t.exposeIntList('counts', {
      description: 'How often each mark from 0,0 to 10,0 stands, by tenths: 101 numbers, or none.',
    }),
    summary: t.expose('summary', { type: SummaryRef, nullable: true, description: 'What it amounts to.' }),
    few: t.exposeBoolean('few', { description: 'Withheld: fewer than five marks, or it would tell such.' }),
  }),
})

const SpreadRowRef = builder.objectRef<SpreadRow>('MarkSpreadRow').implement({
  description: 'The spread of a unit, grade or year and of the year before.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The code of the unit, grade, class or year; empty for the whole.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    schools: t.exposeInt('schools', { description: 'Schools in it.' }),
    now: t.expose('now', { type: SpreadRef, description: 'The year asked for.' }),
    before: t.expose('before', { type: SpreadRef, description: 'The year before.' }),
  }),
})

const OutlierRef = builder.objectRef<Outlier>('MarkOutlier').implement({
  description: 'A school whose mean stands more than two standard deviations from those of the others.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The school in addresses.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    marks: t.exposeInt('marks', { description: 'Marks that are counted.' }),
    mean: t.exposeFloat('mean', { description: 'Their mean.' }),
    deviations: t.exposeFloat('deviations', { description: 'How many standard deviations away; negative is lower.' }),
  }),
})

const SpreadFiguresRef = builder.objectRef<SpreadFigures>('MarkSpreads').implement({
  description: "How a subject's marks are spread: the whole, its parts, and what it is compared with.",
  fields: (t) => ({
    counting: t.field({
      type: CountingRef,
      description: 'Which books are counted; narrower than asked where one may not see more.',
      resolve: ({ asked }) => asked.counting,
    }),
    counted: t.exposeFloat('counted', { description: 'The share of books that are counted, 0 to 1.' }),
    subject: t.exposeString('subject', { description: "The subject's name in the reader's language." }),
    place: t.expose('place', { type: PlaceRef, description: 'Where it is counted.' }),
    whole: t.expose('whole', { type: SpreadRowRef, description: 'All parts together.' }),
    rows: t.expose('rows', { type: [SpreadRowRef], description: 'The parts.' }),
    reference: t.expose('reference', {
      type: SpreadRef,
      nullable: true,
      description: 'All schools within reach, where a commune or school is asked for.',
    }),
    outliers: t.expose('outliers', { type: [OutlierRef], description: 'Schools that stand out, the farthest first.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When they were counted.' }),
  }),
})

const HeatColumnRef = builder.objectRef<HeatColumn>('HeatColumn').implement({
  description: 'An indicator of a heat table.',
  fields: (t) => ({
    indicator: t.expose('indicator', { type: IndicatorRef, description: 'What is counted.' }),
    measure: t.expose('measure', { type: MeasureRef, description: 'What it is measured in.' }),
  }),
})

const HeatRowRef = builder.objectRef<HeatRow>('HeatRow').implement({
  description: 'A unit of a heat table.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The code of the unit; empty for the whole.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    cells: t.field({
      type: t.listRef(RowRef, { nullable: true }),
      description: 'Its figure of each column; null where it has none.',
      resolve: ({ cells }) => cells,
    }),
  }),
})

const HeatRef = builder.objectRef<Heat>('Heat').implement({
  description: 'Units by indicators.',
  fields: (t) => ({
    counting: t.field({
      type: CountingRef,
      description: 'Which books and results are counted.',
      resolve: ({ question }) => question.counting,
    }),
    place: t.expose('place', { type: PlaceRef, description: 'Where it is counted.' }),
    columns: t.expose('columns', { type: [HeatColumnRef], description: 'The indicators.' }),
    whole: t.expose('whole', { type: HeatRowRef, description: 'All units together.' }),
    rows: t.expose('rows', { type: [HeatRowRef], description: 'The units.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When they were counted.' }),
  }),
})

builder.queryFields((t) => ({
  markSpreads: t.field({
    type: SpreadFiguresRef,
    description: 'How the marks of a subject are spread, this year and the one before. From sums alone.',
    args: {
      subject: t.arg.string({ required: true, description: 'The subject, by its code.' }),
      kind: t.arg({ type: KindRef, required: true, description: 'Which marks.' }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      term: t.arg.int({ required: true, description: '1 or 2.' }),
      by: t.arg({ type: ByRef, required: true, description: 'By what.' }),
      commune: t.arg.string({ description: 'In one commune, by its official code.' }),
      school: t.arg.string({ description: 'In one school, by its name in addresses.' }),
      level: t.arg({ type: LevelRef, description: 'One level of schooling.' }),
      grade: t.arg.int({ description: 'One grade.' }),
      counting: t.arg({ type: CountingRef, description: 'Which books are counted; locked ones by default.' }),
    },
    resolve: (_, { academicYear, term, ...args }, ctx) => {
      if (term !== 1 && term !== 2) throw new NotFound('Term')
      return spreadOf(fromReplica(ctx), {
        subject: args.subject,
        kind: args.kind,
        academic_year: academicYear,
        term,
        by: args.by,
        commune: args.commune ?? null,
        school: args.school ?? null,
        level: args.level ?? null,
        grade: args.grade ?? null,
        counting: args.counting ?? 'locked',
      })
    },
  }),
  heat: t.field({
    type: HeatRef,
    description: 'Several indicators unit by unit; at most eight.',
    args: {
      indicators: t.arg({ type: [IndicatorRef], required: true, description: 'The indicators, in their order.' }),
      ...scopeArgs(t),
    },
    resolve: (_, { indicators, ...args }, ctx) =>
      heatOf(fromReplica(ctx), questionOf(indicators[0] ?? 'pupils', args), indicators),
  }),
}))
