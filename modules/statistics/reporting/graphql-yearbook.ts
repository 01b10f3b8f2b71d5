import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { PeriodRef } from './graphql-types.ts'
import {
  yearbookOf,
  yearbookTables,
  type Yearbook,
  type YearbookBy,
  type YearbookRow,
  type YearbookSource,
  type YearbookTable,
  type YearbookTableCode,
} from './yearbook.ts'

const ByRef = enumOf<YearbookBy>('YearbookBy', 'By what the yearbook is broken down.', {
  commune: 'Communes.',
  kind: 'Kinds of schools.',
  grade: 'Grades.',
})
const TableCodeRef = enumOf<YearbookTableCode>(
  'YearbookTableCode',
  'A table of the yearbook.',
  Object.fromEntries(Object.keys(yearbookTables).map((code) => [code, `The table of ${code}.`])) as Record<
    YearbookTableCode,
    string
  >,
)
const MeasureRef = enumOf<YearbookTable['measure']>('YearbookMeasure', 'What the figures of a table are measured in.', {
  count: 'A number.',
  share: 'A share, 0 to 1.',
})

const RowRef = builder.objectRef<YearbookRow>('YearbookRow').implement({
  description: 'A line of a table of the yearbook.',
  fields: (t) => ({
    key: t.exposeString('key', { description: "A commune's code, a kind of school, a grade." }),
    name: t.exposeString('name', { description: 'Its name where it has one of its own.' }),
    figures: t.field({
      type: t.listRef('Float', { nullable: true }),
      description: 'One figure a year; null where nothing was approved.',
      resolve: ({ figures }) => figures,
    }),
  }),
})

const TableRef = builder.objectRef<YearbookTable>('YearbookTable').implement({
  description: 'A table of the yearbook.',
  fields: (t) => ({
    code: t.expose('code', { type: TableCodeRef, description: 'Which table.' }),
    period: t.expose('period', { type: PeriodRef, description: 'The period whose returns it adds up.' }),
    measure: t.expose('measure', { type: MeasureRef, description: 'What its figures are measured in.' }),
    whole: t.field({
      type: t.listRef('Float', { nullable: true }),
      description: 'All lines together, one figure a year.',
      resolve: ({ whole }) => whole,
    }),
    rows: t.expose('rows', { type: [RowRef], description: 'Its lines.' }),
  }),
})

const SourceRef = builder.objectRef<YearbookSource>('YearbookSource').implement({
  description: 'Where the figures of a year come from.',
  fields: (t) => ({
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    period: t.expose('period', { type: PeriodRef, description: 'Start or end of the year.' }),
    asOf: t.expose('as_of', { type: 'LocalDate', description: 'The day of the figures.' }),
    schools: t.exposeInt('schools', { description: 'Approved returns.' }),
    expected: t.exposeInt('expected', { description: 'Schools that were to hand in.' }),
    approvedAt: t.expose('approved_at', { type: 'DateTime', description: 'When the last of them was approved.' }),
    approvedBy: t.exposeString('approved_by', { nullable: true, description: 'By whom.' }),
  }),
})

const YearbookRef = builder.objectRef<Yearbook>('Yearbook').implement({
  description: 'The yearbook: frozen figures of the last years, each with its day and author.',
  fields: (t) => ({
    communeName: t.exposeString('commune_name', {
      nullable: true,
      description: 'The commune; null is everything within reach.',
    }),
    years: t.exposeIntList('years', { description: 'The academic years, the oldest first.' }),
    sources: t.expose('sources', { type: [SourceRef], description: 'Where the figures come from.' }),
    tables: t.expose('tables', { type: [TableRef], description: 'Its tables.' }),
  }),
})

builder.queryField('yearbook', (t) =>
  t.field({
    type: YearbookRef,
    description: 'The yearbook of the last years, from approved returns alone.',
    args: {
      by: t.arg({ type: ByRef, required: true, description: 'By what it is broken down.' }),
      commune: t.arg.string({ description: 'Only a commune, by its code.' }),
      years: t.arg.int({ description: 'How many years at most; five unless asked, up to thirty.' }),
    },
    resolve: (_, { by, commune, years }, ctx) => yearbookOf(ctx, { by, commune: commune ?? null, years: years ?? 5 }),
  }),
)
