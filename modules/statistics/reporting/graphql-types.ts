import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { may } from '../../../platform/ability.ts'
import type { Gap } from './compute.ts'
import type { FilledForm, FilledRow, FormFault, OpenReturn } from './find.ts'
import { formSections, type FormRow, type FormSection } from './form-rows.ts'
import { encodeReturn } from './keys.ts'
import type { CommuneReturns, OwnReturn, SchoolReturn } from './overview.ts'
import type { PeriodProgress } from './periods.ts'
import type { ControlFault, FormColumn, Numbers } from './rules/control-sums.ts'
import type { PeriodCode, ReturnState } from './tables.ts'

/** The two periods of the regime. */
export const PeriodRef = enumOf<PeriodCode>('ReportPeriod', 'A period of statistical reports.', {
  start: 'The start of the year.',
  end: 'The end of the year.',
})
/** Where a return stands. */
export const StateRef = enumOf<ReturnState>('ReturnState', 'Where a return stands.', {
  draft: 'Not handed in; its figures follow the records.',
  submitted: 'Handed in by the school.',
  checked: 'Checked by the commune.',
  approved: 'Approved by the department: frozen.',
  returned: 'Sent back with a reason; its figures follow the records again.',
})
const SectionRef = enumOf<FormSection>(
  'FormSection',
  'A part of a form.',
  Object.fromEntries(formSections.map((section) => [section, `The part about ${section}.`])) as Record<
    FormSection,
    string
  >,
)
const ColumnRef = enumOf<FormColumn>('FormColumn', 'A column of a form.', {
  total: 'All.',
  female: 'Girls and women.',
  minority: 'Ethnic minorities.',
  female_minority: 'Girls and women among these.',
})
const FaultKindRef = enumOf<ControlFault['kind']>('ControlFaultKind', 'Which control sum does not hold.', {
  column: 'A column is larger than the one it is part of.',
  part: 'A row is larger than the row it is part of.',
  sum: 'Rows do not add up to the row they make up.',
})

/** A period with how far its returns are. */
export const PeriodProgressRef = builder.objectRef<PeriodProgress>('ReportingPeriod').implement({
  description: 'A period in which schools hand in their returns.',
  fields: (t) => ({
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    period: t.expose('period', { type: PeriodRef, description: 'Start or end of the year.' }),
    asOf: t.expose('as_of', { type: 'LocalDate', description: 'The day whose figures count.' }),
    dueOn: t.expose('due_on', { type: 'LocalDate', description: 'The last day of handing in.' }),
    submitted: t.exposeInt('submitted', { description: 'Returns handed in and not checked, within reach.' }),
    checked: t.exposeInt('checked', { description: 'Returns checked and not approved.' }),
    approved: t.exposeInt('approved', { description: 'Returns approved.' }),
    returned: t.exposeInt('returned', { description: 'Returns sent back.' }),
  }),
})

const NumbersRef = builder.objectRef<Numbers>('ReturnNumbers').implement({
  description: 'The figures of a row; things have a total alone.',
  fields: (t) => ({
    total: t.exposeInt('total', { description: 'All.' }),
    female: t.exposeInt('female', { nullable: true, description: 'Girls and women.' }),
    minority: t.exposeInt('minority', { nullable: true, description: 'Ethnic minorities.' }),
    femaleMinority: t.exposeInt('female_minority', { nullable: true, description: 'Girls and women among these.' }),
  }),
})

const numberIn = ({ values }: FormRow, name: string) => {
  const value = values[name]
  return typeof value === 'number' ? value : null
}

/** A row of a form with its figures. */
export const RowRef = builder.objectRef<FilledRow>('ReturnRow').implement({
  description: 'An indicator of a form with its figures.',
  fields: (t) => ({
    code: t.string({ description: 'Its code within the form.', resolve: ({ row }) => row.code }),
    section: t.field({ type: SectionRef, description: 'Its part of the form.', resolve: ({ row }) => row.section }),
    words: t.string({ description: 'Which indicator, as the catalogue names it.', resolve: ({ row }) => row.words }),
    how: t.string({ description: 'Which definition, as the catalogue names it.', resolve: ({ row }) => row.how }),
    grade: t.int({
      nullable: true,
      description: 'The grade in its words.',
      resolve: ({ row }) => numberIn(row, 'grade'),
    }),
    age: t.int({ nullable: true, description: 'The age in its words.', resolve: ({ row }) => numberIn(row, 'age') }),
    indent: t.int({ description: 'How deep it stands under the row it is part of.', resolve: ({ row }) => row.indent }),
    persons: t.boolean({
      description: 'Whether it counts persons, and so has four columns.',
      resolve: ({ row: { count } }) => count.of === 'pupils' || count.of === 'leavers',
    }),
    value: t.expose('value', {
      type: NumbersRef,
      nullable: true,
      description: 'What counts; null where there is no figure.',
    }),
    computed: t.expose('computed', {
      type: NumbersRef,
      nullable: true,
      description: 'What the records said when it was handed in, or say now while it is open.',
    }),
    live: t.expose('live', { type: NumbersRef, nullable: true, description: 'What the records say now.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it was set by hand.' }),
    overriddenBy: t.exposeString('overridden_by', { nullable: true, description: 'Who set it by hand.' }),
    overriddenAt: t.expose('overridden_at', { type: 'DateTime', nullable: true, description: 'When.' }),
  }),
})

const FormRef = builder.objectRef<FilledForm>('ReturnForm').implement({
  description: 'A form of a return.',
  fields: (t) => ({
    code: t.string({ description: "The ministry's symbol.", resolve: ({ form }) => form.code }),
    version: t.int({ description: 'The version of its definitions.', resolve: ({ form }) => form.version }),
    rows: t.expose('rows', { type: [RowRef], description: "Its rows in the form's order." }),
  }),
})

const GapCodeRef = enumOf<Gap['code']>('ReturnGapCode', 'What the records behind a return lack.', {
  sex: 'Pupils whose sex is not stated.',
  empty_class: 'Classes without pupils.',
  result: 'Pupils without an approved result of the year.',
})
const GapRef = builder.objectRef<Gap>('ReturnGap').implement({
  description: 'Something that the records behind a return lack; it keeps nobody from handing in.',
  fields: (t) => ({
    code: t.expose('code', { type: GapCodeRef, description: 'What.' }),
    count: t.exposeInt('count', { description: 'How often.' }),
  }),
})

const FaultRef = builder.objectRef<FormFault>('ControlFault').implement({
  description: 'A control sum that does not hold; it keeps a return from being handed in.',
  fields: (t) => ({
    form: t.exposeString('form', { description: 'The form.' }),
    code: t.exposeString('code', { description: 'The row.' }),
    column: t.expose('column', { type: ColumnRef, description: 'The column.' }),
    kind: t.expose('kind', { type: FaultKindRef, description: 'Which control sum.' }),
    against: t.exposeString('against', { description: 'The column or row with which it is compared.' }),
    found: t.exposeInt('found', { description: 'What stands there.' }),
    expected: t.exposeInt('expected', { description: 'What it is compared with.' }),
  }),
})

/** A school's return. */
export const ReturnRef = builder.objectRef<OpenReturn>('SchoolReturn').implement({
  description: "A school's statistical return for a period.",
  fields: (t) => ({
    id: t.id({ description: 'Its key.', resolve: ({ head }) => encodeReturn(head) }),
    slug: t.string({ description: 'The school in addresses.', resolve: ({ head }) => head.slug }),
    name: t.string({ description: 'The school.', resolve: ({ head }) => head.name }),
    commune: t.string({
      nullable: true,
      description: 'The commune in which it stands.',
      resolve: ({ head }) => head.commune,
    }),
    office: t.string({
      nullable: true,
      description: 'The office that checks it; null where the department takes it itself.',
      resolve: ({ head }) => head.office,
    }),
    academicYear: t.int({ description: '2026 is 2026–2027.', resolve: ({ head }) => head.academic_year }),
    period: t.field({ type: PeriodRef, description: 'Start or end of the year.', resolve: ({ head }) => head.period }),
    asOf: t.field({
      type: 'LocalDate',
      description: 'The day whose figures count.',
      resolve: ({ period }) => period.as_of,
    }),
    dueOn: t.field({
      type: 'LocalDate',
      description: 'The last day of handing in.',
      resolve: ({ period }) => period.due_on,
    }),
    state: t.field({ type: StateRef, description: 'Where it stands.', resolve: ({ head }) => head.state }),
    submittedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was handed in.',
      resolve: ({ head }) => head.submitted_at,
    }),
    submittedBy: t.string({ nullable: true, description: 'By whom.', resolve: ({ head }) => head.submitted_by }),
    checkedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the commune checked it.',
      resolve: ({ head }) => head.checked_at,
    }),
    checkedBy: t.string({ nullable: true, description: 'By whom.', resolve: ({ head }) => head.checked_by }),
    approvedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was approved.',
      resolve: ({ head }) => head.approved_at,
    }),
    approvedBy: t.string({ nullable: true, description: 'By whom.', resolve: ({ head }) => head.approved_by }),
    returnedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was last sent back.',
      resolve: ({ head }) => head.returned_at,
    }),
    returnedBy: t.string({ nullable: true, description: 'By whom.', resolve: ({ head }) => head.returned_by }),
    returnReason: t.string({
      nullable: true,
      description: 'Why it was last sent back.',
      resolve: ({ head }) => head.return_reason,
    }),
    forms: t.expose('forms', { type: [FormRef], description: 'The forms of its levels.' }),
    faults: t.expose('faults', { type: [FaultRef], description: 'Control sums that do not hold.' }),
    gaps: t.expose('gaps', { type: [GapRef], description: 'What the records lack today.' }),
    mayUpdate: t.boolean({
      description: 'Whether the viewer may set rows by hand in this school.',
      resolve: ({ head: { school_id } }, _, { ability }) => may(ability, 'update', 'SchoolReturn', { school_id }),
    }),
    maySubmit: t.boolean({
      description: 'Whether the viewer may hand it in.',
      resolve: ({ head: { school_id } }, _, { ability }) => may(ability, 'submit', 'SchoolReturn', { school_id }),
    }),
    mayCheck: t.boolean({
      description: 'Whether the viewer checks it for the commune.',
      resolve: ({ head: { school_id } }, _, { ability }) => may(ability, 'check', 'SchoolReturn', { school_id }),
    }),
    mayExport: t.boolean({
      description: 'Whether the viewer may take it out as a file.',
      resolve: ({ head: { school_id } }, _, { ability }) => may(ability, 'export', 'SchoolReturn', { school_id }),
    }),
    mayApprove: t.boolean({
      description: 'Whether the viewer approves it for the department.',
      resolve: ({ head: { school_id } }, _, { ability }) => may(ability, 'approve', 'SchoolReturn', { school_id }),
    }),
  }),
})

/** How many returns of a commune stand where. */
export const CommuneReturnsRef = builder.objectRef<CommuneReturns>('CommuneReturns').implement({
  description: 'How many returns of a commune stand where.',
  fields: (t) => ({
    code: t.exposeString('code', { description: "The commune's official code." }),
    name: t.exposeString('name', { description: 'Its name.' }),
    schools: t.exposeInt('schools', { description: 'Schools that hand in.' }),
    draft: t.exposeInt('draft', { description: 'Not handed in.' }),
    submitted: t.exposeInt('submitted', { description: 'Handed in.' }),
    checked: t.exposeInt('checked', { description: 'Checked.' }),
    approved: t.exposeInt('approved', { description: 'Approved.' }),
    returned: t.exposeInt('returned', { description: 'Sent back.' }),
  }),
})

/** A school with where its return stands. */
export const SchoolLineRef = builder.objectRef<SchoolReturn>('SchoolReturnLine').implement({
  description: 'A school with where its return stands.',
  fields: (t) => ({
    id: t.id({ description: 'The key of the return.', resolve: encodeReturn }),
    slug: t.exposeString('slug', { description: 'The school in addresses.' }),
    name: t.exposeString('name', { description: 'The school.' }),
    commune: t.exposeString('commune', { nullable: true, description: 'The commune.' }),
    state: t.expose('state', { type: StateRef, description: 'Where the return stands.' }),
    byOffice: t.exposeBoolean('by_office', { description: 'Whether a commune checks it first.' }),
    submittedAt: t.expose('submitted_at', { type: 'DateTime', nullable: true, description: 'When it was handed in.' }),
    approvedAt: t.expose('approved_at', { type: 'DateTime', nullable: true, description: 'When it was approved.' }),
    returnReason: t.exposeString('return_reason', { nullable: true, description: 'Why it was last sent back.' }),
    principal: t.exposeString('principal', { nullable: true, description: 'Who leads the school.' }),
    remindedAt: t.expose('reminded_at', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last reminded.',
    }),
    overridden: t.exposeInt('overridden', { description: 'Rows set by hand.' }),
    faults: t.exposeInt('faults', {
      nullable: true,
      description: 'Control sums that did not hold at the last comparison.',
    }),
    differing: t.exposeInt('differing', {
      nullable: true,
      description: 'Rows that differed from the records at the last comparison; null before one.',
    }),
    comparedAt: t.expose('compared_at', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last compared with the records.',
    }),
  }),
})

/** Where a return of one school stands. */
export const OwnReturnRef = builder.objectRef<OwnReturn>('OwnReturn').implement({
  description: 'Where a return of one school stands.',
  fields: (t) => ({
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    period: t.expose('period', { type: PeriodRef, description: 'Start or end of the year.' }),
    state: t.expose('state', { type: StateRef, description: 'Where it stands.' }),
    returnReason: t.exposeString('return_reason', { nullable: true, description: 'Why it was sent back.' }),
  }),
})
