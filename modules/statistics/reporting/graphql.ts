import { may } from '../../../platform/ability.ts'
import { builder } from '../../../platform/graphql.ts'
import { overrideRow, submitReturn, takeBackReturn, type ReturnChanged } from './commands.ts'
import { openReturn, returnAt, type FilledRow } from './find.ts'
import {
  CommuneReturnsRef,
  OwnReturnRef,
  PeriodProgressRef,
  PeriodRef,
  ReturnRef,
  RowRef,
  SchoolLineRef,
  StateRef,
} from './graphql-types.ts'
import { approveReturns, checkReturns, sendBackReturn, type ReturnsChanged } from './judge.ts'
import { decodeReturn } from './keys.ts'
import {
  communeReturns,
  ownReturns,
  returnTotals,
  schoolReturns,
  schoolsAtOnce,
  type ReturnTotals,
  type SchoolReturn,
  type TotalForm,
} from './overview.ts'
import { periodsOf, setPeriod } from './periods.ts'

const TotalFormRef = builder.objectRef<TotalForm>('TotalForm').implement({
  description: 'A form added up over approved returns.',
  fields: (t) => ({
    code: t.string({ description: "The ministry's symbol.", resolve: ({ form }) => form.code }),
    version: t.int({ description: 'The version of its definitions.', resolve: ({ form }) => form.version }),
    schools: t.exposeInt('schools', { description: 'Approved returns that hold this form.' }),
    rows: t.field({
      type: [RowRef],
      description: "Its rows in the form's order.",
      resolve: ({ form, rows }) =>
        rows.map(({ row, value }): FilledRow => ({
          form: form.code,
          row,
          value,
          computed: null,
          live: null,
          reason: null,
          overridden_by: null,
          overridden_at: null,
        })),
    }),
  }),
})

const TotalsRef = builder.objectRef<ReturnTotals>('ReturnTotals').implement({
  description: 'The sums of the approved returns of a period.',
  fields: (t) => ({
    communeName: t.exposeString('commune_name', {
      nullable: true,
      description: 'The commune; null is everything within reach.',
    }),
    schools: t.exposeInt('schools', { description: 'Schools that hand in.' }),
    approved: t.exposeInt('approved', { description: 'Returns that are approved, and so counted.' }),
    lastApprovedAt: t.expose('last_approved_at', {
      type: 'DateTime',
      nullable: true,
      description: 'When the last was approved.',
    }),
    approvedBy: t.exposeString('approved_by', { nullable: true, description: 'By whom.' }),
    forms: t.expose('forms', { type: [TotalFormRef], description: 'The forms.' }),
  }),
})

const PageRef = builder.objectRef<{ rows: SchoolReturn[]; more: boolean }>('SchoolReturnPage').implement({
  description: 'Schools with where their returns stand, by name.',
  fields: (t) => ({
    rows: t.expose('rows', { type: [SchoolLineRef], description: 'The schools of this page.' }),
    more: t.exposeBoolean('more', { description: 'Whether others follow; the id of the last leads to them.' }),
  }),
})

const asked = {
  academicYear: { required: true, description: '2026 is 2026–2027.' },
  period: { type: PeriodRef, required: true, description: 'Start or end of the year.' },
} as const

builder.queryFields((t) => ({
  reportingPeriods: t.field({
    type: [PeriodProgressRef],
    description: 'The periods of statistical reports, the newest first.',
    resolve: (_, __, ctx) => periodsOf(ctx),
  }),
  maySetReportingPeriods: t.boolean({
    description: 'Whether the viewer sets the periods of the province.',
    resolve: (_, __, { ability }) => may(ability, 'update', 'ReportingPeriod'),
  }),
  schoolReturn: t.field({
    type: ReturnRef,
    nullable: true,
    description: "A school's return, begun or not.",
    args: {
      unit: t.arg.string({ required: true, description: "The school's name in addresses." }),
      academicYear: t.arg.int(asked.academicYear),
      period: t.arg(asked.period),
    },
    resolve: (_, { unit, academicYear, period }, ctx) => returnAt(ctx, { unit, academic_year: academicYear, period }),
  }),
  ownReturns: t.field({
    type: [OwnReturnRef],
    description: 'The returns that a school has begun.',
    args: { unit: t.arg.string({ required: true, description: "The school's name in addresses." }) },
    resolve: (_, { unit }, ctx) => ownReturns(ctx, unit),
  }),
  returnsByCommune: t.field({
    type: [CommuneReturnsRef],
    description: 'Communes within reach with how many returns stand where.',
    args: { academicYear: t.arg.int(asked.academicYear), period: t.arg(asked.period) },
    resolve: (_, { academicYear, period }, ctx) => communeReturns(ctx, { academic_year: academicYear, period }),
  }),
  schoolReturns: t.field({
    type: PageRef,
    description: `Schools within reach with where their returns stand, ${schoolsAtOnce} at once.`,
    args: {
      academicYear: t.arg.int(asked.academicYear),
      period: t.arg(asked.period),
      commune: t.arg.string({ description: 'Only the schools of this commune, by its code.' }),
      state: t.arg({ type: StateRef, description: 'Only returns that stand here.' }),
      after: t.arg.id({ description: 'The last return of the page before.' }),
    },
    resolve: async (_, { academicYear, period, commune, state, after }, ctx) => {
      const scope = { academic_year: academicYear, period, commune: commune ?? null, state: state ?? null }
      const rows = await schoolReturns(ctx, scope, after ? decodeReturn(after).school_id : null)
      return { rows, more: rows.length === schoolsAtOnce }
    },
  }),
  returnTotals: t.field({
    type: TotalsRef,
    description: 'The sums of the approved returns of a period, and of no others.',
    args: {
      academicYear: t.arg.int(asked.academicYear),
      period: t.arg(asked.period),
      commune: t.arg.string({ description: 'Only the schools of this commune, by its code.' }),
    },
    resolve: (_, { academicYear, period, commune }, ctx) =>
      returnTotals(ctx, { academic_year: academicYear, period, commune: commune ?? null }),
  }),
}))

const ChangedRef = builder.objectRef<ReturnChanged>('ReturnChanged').implement({
  description: 'What a verb did to a return.',
  fields: (t) => ({
    change: t.exposeID('change_id', { description: 'The change, by which it can be undone.' }),
    schoolReturn: t.field({
      type: ReturnRef,
      description: 'The return as it stands now.',
      resolve: ({ key }, _, ctx) => openReturn(ctx, key),
    }),
  }),
})

const ManyChangedRef = builder.objectRef<ReturnsChanged>('ReturnsChanged').implement({
  description: 'What a verb did to returns.',
  fields: (t) => ({
    change: t.exposeID('change_id', { description: 'The change, by which it can be undone.' }),
    changed: t.exposeInt('changed', { description: 'Returns that changed.' }),
  }),
})

const NumbersInput = builder.inputType('ReturnNumbersInput', {
  description: 'The figures of a row; things have a total alone.',
  fields: (t) => ({
    total: t.int({ required: true, description: 'All.' }),
    female: t.int({ description: 'Girls and women.' }),
    minority: t.int({ description: 'Ethnic minorities.' }),
    femaleMinority: t.int({ description: 'Girls and women among these.' }),
  }),
})

const aReturn = { required: true, description: 'The return.' } as const

builder.mutationFields((t) => ({
  setReportingPeriod: t.field({
    type: [PeriodProgressRef],
    description: 'Sets a period, or gives it other days; answers all periods.',
    args: {
      academicYear: t.arg.int(asked.academicYear),
      period: t.arg(asked.period),
      asOf: t.arg({ type: 'LocalDate', required: true, description: 'The day whose figures count.' }),
      dueOn: t.arg({ type: 'LocalDate', required: true, description: 'The last day of handing in.' }),
    },
    resolve: async (_, { academicYear, period, asOf, dueOn }, ctx) => {
      await setPeriod(ctx, { academic_year: academicYear, period, as_of: asOf, due_on: dueOn })
      return periodsOf(ctx)
    },
  }),
  overrideReturnRow: t.field({
    type: ChangedRef,
    description: 'Sets a row of an open return by hand, or gives it back to the records.',
    args: {
      schoolReturn: t.arg.id(aReturn),
      form: t.arg.string({ required: true, description: 'The form.' }),
      row: t.arg.string({ required: true, description: 'The row.' }),
      numbers: t.arg({ type: NumbersInput, description: 'The figures; absent gives the row back to the records.' }),
      reason: t.arg.string({ required: true, description: 'Why; may be empty when the row is given back.' }),
    },
    resolve: (_, { schoolReturn, form, row, numbers, reason }, ctx) =>
      overrideRow(ctx, decodeReturn(schoolReturn), {
        form,
        row,
        reason,
        numbers: numbers
          ? {
              total: numbers.total,
              female: numbers.female ?? null,
              minority: numbers.minority ?? null,
              female_minority: numbers.femaleMinority ?? null,
            }
          : null,
      }),
  }),
  submitReturn: t.field({
    type: ChangedRef,
    description: 'Hands a return in; its figures no longer follow the records.',
    args: { schoolReturn: t.arg.id(aReturn) },
    resolve: (_, { schoolReturn }, ctx) => submitReturn(ctx, decodeReturn(schoolReturn)),
  }),
  takeBackReturn: t.field({
    type: ChangedRef,
    description: 'Takes a return back that nobody has checked or approved yet.',
    args: { schoolReturn: t.arg.id(aReturn) },
    resolve: (_, { schoolReturn }, ctx) => takeBackReturn(ctx, decodeReturn(schoolReturn)),
  }),
  sendBackReturn: t.field({
    type: ChangedRef,
    description: 'Sends a return back to its school with a reason.',
    args: { schoolReturn: t.arg.id(aReturn), reason: t.arg.string({ required: true, description: 'Why.' }) },
    resolve: (_, { schoolReturn, reason }, ctx) => sendBackReturn(ctx, decodeReturn(schoolReturn), reason),
  }),
  checkReturns: t.field({
    type: ManyChangedRef,
    description: 'The commune has checked returns of one period.',
    args: { returns: t.arg.idList({ required: true, description: 'The returns.' }) },
    resolve: (_, { returns }, ctx) => checkReturns(ctx, returns.map(decodeReturn)),
  }),
  approveReturns: t.field({
    type: ManyChangedRef,
    description: 'The department approves returns of one period.',
    args: { returns: t.arg.idList({ required: true, description: 'The returns.' }) },
    resolve: (_, { returns }, ctx) => approveReturns(ctx, returns.map(decodeReturn)),
  }),
}))
