import { enumOf } from '../../../platform/enum.ts'
import { builder } from '../../../platform/graphql.ts'
import { NotFound } from '../../../platform/errors.ts'
import { JobRef } from '../../desk/public.ts'
import { decodeClass, encodeClass } from '../../organisation/public.ts'
import { reportJob, startReport, type ReportOrder } from './commands.ts'
import type { ReportForm, ReportFormat } from './forms.ts'
import { issuedCard, type IssuedCard } from './issue.ts'
import { printableClasses, type PrintableClass } from './load.ts'
import type { ReportTerm } from './sheets/report-data.ts'

const FormRef = enumOf<ReportForm>('ReportForm', 'The official forms of a class (annexes of Circular 22/2021).', {
  book: 'Sổ theo dõi và đánh giá học sinh: every mark and comment, a page for each subject.',
  summary: 'Bảng tổng hợp kết quả: the result of each subject, learning, conduct, absences.',
  titles: 'Danh sách học sinh đạt danh hiệu, of the whole year.',
  card: 'Phiếu kết quả học tập và rèn luyện, one for each pupil.',
})
const FormatRef = enumOf<ReportFormat>('ReportFormat', 'As what a form is taken out.', {
  pdf: 'PDF, with its type inside.',
  xlsx: 'Excel.',
})

const ClassRef = builder.objectRef<PrintableClass>('PrintableClass').implement({
  description: 'A class of which the signed-in person may take forms out.',
  fields: (t) => ({
    id: t.id({ description: 'The id of the class.', resolve: (it) => encodeClass(it) }),
    name: t.exposeString('name', { description: 'Its name.' }),
    slug: t.exposeString('slug', { description: 'The class in addresses.' }),
    grade: t.exposeInt('grade', { description: 'Its grade.' }),
    pupils: t.exposeInt('pupils', { description: 'How many pupils it has.' }),
  }),
})

const CardRef = builder.objectRef<IssuedCard>('IssuedCard').implement({
  description: 'A report card that was issued.',
  fields: (t) => ({
    name: t.exposeString('full_name', { description: 'Whose.' }),
    className: t.exposeString('class_name', { description: 'The class.' }),
    academicYear: t.exposeInt('academic_year', { description: '2026 is 2026–2027.' }),
    term: t.exposeInt('term', { description: '1 or 2; 0 the whole year.' }),
    issuedAt: t.expose('issued_at', { type: 'DateTime', description: 'When.' }),
    issuedBy: t.exposeString('issued_by', { description: 'By whom.' }),
    current: t.exposeBoolean('current', { description: 'Whether the book still says what the card says.' }),
  }),
})

type ReportJob = { input: ReportOrder & { names: string[] } }
builder.objectFields(JobRef, (t) => ({
  report: t.field({
    type: builder.objectRef<ReportJob>('ReportJob').implement({
      description: 'The forms that a job writes.',
      fields: (t) => ({
        form: t.field({ type: FormRef, description: 'Which form.', resolve: ({ input }) => input.form }),
        format: t.field({ type: FormatRef, description: 'As what.', resolve: ({ input }) => input.format }),
        academicYear: t.int({ description: '2026 is 2026–2027.', resolve: ({ input }) => input.academic_year }),
        term: t.int({ description: '1 or 2; 0 the whole year.', resolve: ({ input }) => input.term }),
        classes: t.stringList({ description: 'The names of the classes.', resolve: ({ input }) => input.names }),
      }),
    }),
    nullable: true,
    description: 'Which forms it writes; null for other work.',
    resolve: (job) => (job.kind === reportJob ? ({ input: job.input } as unknown as ReportJob) : null),
  }),
}))

builder.queryFields((t) => ({
  printableClasses: t.field({
    type: [ClassRef],
    description: 'The classes of a school in a year of which the person may take forms out; none out of reach.',
    args: {
      unit: t.arg.string({ required: true, description: "The school's name in addresses." }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
    },
    resolve: (_, { unit, academicYear }, ctx) => printableClasses(ctx, { unit, academic_year: academicYear }),
  }),
  issuedCard: t.field({
    type: CardRef,
    description: 'A report card by the code printed on it, for those who may issue it.',
    args: { code: t.arg.string({ required: true, description: '`9F4K-27QM-11`, with or without dashes.' }) },
    resolve: (_, { code }, ctx) => issuedCard(ctx, code),
  }),
}))

builder.mutationField('startReport', (t) =>
  t.field({
    type: JobRef,
    description:
      'Starts writing a form of several classes of a school as a job; its file is fetched by the starter alone.',
    args: {
      classes: t.arg.idList({ required: true, description: 'The classes, all of one school and year.' }),
      academicYear: t.arg.int({ required: true, description: '2026 is 2026–2027.' }),
      term: t.arg.int({ required: true, description: '1 or 2; 0 the whole year.' }),
      form: t.arg({ type: FormRef, required: true, description: 'Which form.' }),
      format: t.arg({ type: FormatRef, required: true, description: 'As what.' }),
      reason: t.arg.string({ description: 'Why so many are wanted, where a second person must release it.' }),
    },
    resolve: (_, { classes, academicYear, term, form, format, reason }, ctx) => {
      const keys = classes.map(decodeClass)
      const [first] = keys
      if (!first || keys.some(({ school_id }) => school_id !== first.school_id)) throw new NotFound('Class')
      if (term !== 0 && term !== 1 && term !== 2) throw new NotFound('Term')
      const class_ids = keys.map(({ class_id }) => class_id)
      const order = { academic_year: academicYear, term: term as ReportTerm, form, format, class_ids }
      return startReport(ctx, { school_id: first.school_id, ...order }, reason ?? null)
    },
  }),
)
