import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { JobRef } from '../../desk/public.ts'
import type { ChangeCause, ChangedRecords } from '../../students/public.ts'
import { startComparison } from './compare.ts'
import { differencesOf, type Differences } from './differences.ts'
import { PeriodRef, RowRef } from './graphql-types.ts'
import { decodeReturn } from './keys.ts'
import { returnsWaiting, type PeriodWaiting } from './waiting.ts'
import { remindReturns, type ReturnsReminded } from './remind.ts'

const CauseRef = enumOf<ChangeCause>('ChangeCause', 'Why figures differ from those that were handed in.', {
  enrolled: 'Pupils entered later for that day.',
  left: 'Pupils whose leaving was dated before that day.',
  returned: 'Pupils who came back into that day.',
  moved: 'Pupils who changed class.',
  corrected: 'Records corrected in what is counted apart.',
  class: 'Classes opened, closed or altered.',
  result: 'Results of the year approved, reopened or altered.',
})

const NamedRef = builder.objectRef<ChangedRecords['named'][number]>('ChangedRecord').implement({
  description: 'A pupil whose record changed, for those who may read it.',
  fields: (t) => ({
    student: t.exposeID('key', { description: 'The record.' }),
    name: t.exposeString('name', { description: 'The name.' }),
  }),
})

const ChangedRef = builder.objectRef<ChangedRecords>('ChangedRecords').implement({
  description: 'Records of one cause that changed since a return was handed in.',
  fields: (t) => ({
    cause: t.expose('cause', { type: CauseRef, description: 'The cause.' }),
    records: t.exposeInt('records', { description: 'How many records, each once.' }),
    lastAt: t.expose('last_at', { type: 'DateTime', description: 'When the last of them changed.' }),
    named: t.expose('named', { type: [NamedRef], description: 'The first of those whose names the viewer may read.' }),
  }),
})

const DifferencesRef = builder.objectRef<Differences>('ReturnDifferences').implement({
  description: 'Where a return differs from the records of today, and what changed in these since.',
  fields: (t) => ({
    rows: t.expose('rows', { type: [RowRef], description: 'The rows that differ.' }),
    since: t.expose('since', {
      type: 'DateTime',
      nullable: true,
      description: 'When the figures were taken; null while they follow the records.',
    }),
    causes: t.expose('causes', { type: [ChangedRef], description: 'What changed since, by cause.' }),
  }),
})

const RemindedRef = builder.objectRef<ReturnsReminded>('ReturnsReminded').implement({
  description: 'Whom a reminder reached.',
  fields: (t) => ({
    schools: t.exposeInt('schools', { description: 'Schools that have not handed in.' }),
    offices: t.exposeInt('offices', { description: 'Communes that have not checked.' }),
    people: t.exposeInt('people', { description: 'People who were told.' }),
  }),
})

const WaitingRef = builder.objectRef<PeriodWaiting>('ReturnsWaiting').implement({
  description: 'What of a reporting period waits for the viewer.',
  fields: (t) => ({
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    period: t.expose('period', { type: PeriodRef, description: 'Start or end of the year.' }),
    dueOn: t.expose('due_on', { type: 'LocalDate', description: 'The last day of handing in.' }),
    toSubmit: t.exposeInt('to_submit', { description: 'Own schools that have not handed in.' }),
    slug: t.exposeString('slug', { nullable: true, description: 'The first of them in addresses.' }),
    returnReason: t.exposeString('return_reason', { nullable: true, description: 'Why it was sent back.' }),
    toCheck: t.exposeInt('to_check', { description: 'Returns to check.' }),
    toApprove: t.exposeInt('to_approve', { description: 'Returns to approve.' }),
    late: t.exposeInt('late', { description: 'Schools within reach that are late.' }),
  }),
})

builder.queryField('returnsWaiting', (t) =>
  t.field({
    type: [WaitingRef],
    description: 'What waits for the viewer in the reporting periods that run or have just ended.',
    resolve: (_, __, ctx) => returnsWaiting(ctx),
  }),
)

builder.queryField('returnDifferences', (t) =>
  t.field({
    type: DifferencesRef,
    nullable: true,
    description: 'Where a return that was handed in differs from the records of today.',
    args: { schoolReturn: t.arg.id({ required: true, description: 'The return.' }) },
    resolve: (_, { schoolReturn }, ctx) => differencesOf(ctx, decodeReturn(schoolReturn)),
  }),
)

builder.mutationFields((t) => ({
  remindReturns: t.field({
    type: RemindedRef,
    description: 'Reminds those for whom returns of one period wait.',
    args: { returns: t.arg.idList({ required: true, description: 'The returns.' }) },
    resolve: (_, { returns }, ctx) => remindReturns(ctx, returns.map(decodeReturn)),
  }),
  compareReturns: t.field({
    type: JobRef,
    description: 'Starts comparing the returns of all schools within reach with their records, as a job.',
    args: {
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      period: t.arg({ type: PeriodRef, required: true, description: 'Start or end of the year.' }),
    },
    resolve: (_, { academicYear, period }, ctx) => startComparison(ctx, { academic_year: academicYear, period }),
  }),
}))
