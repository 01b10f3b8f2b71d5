import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { Paper } from '../../../platform/sheet.ts'
import { enqueue, offerJobFile, type JobRow } from '../../desk/public.ts'
import { heldIn, papersOf, wantedOf, type Only, type ReportForm, type ReportFormat } from './forms.ts'
import { issueCards } from './issue.ts'
import { loadReportClass, printableClasses, type PrintableClass } from './load.ts'
import type { Words } from './sheets/frame.ts'
import type { ReportClass, ReportTerm } from './sheets/report-data.ts'

/** The kind of jobs that write forms. */
export const reportJob = 'students.report'
offerJobFile(reportJob, (job) => `/files/reports/${job}`)

/** What is to be written. */
export interface ReportOrder {
  school_id: number
  academic_year: number
  term: ReportTerm
  form: ReportForm
  format: ReportFormat
  /** Null is every class that the person may take out. */
  class_ids: readonly number[] | null
}

/** The classes of an order, each of them permitted now; NotFound where one is not. */
export async function orderedClasses(
  ctx: Context,
  order: Omit<ReportOrder, 'form' | 'format' | 'term'>,
): Promise<PrintableClass[]> {
  const all = await printableClasses(ctx, { unit: order.school_id, academic_year: order.academic_year })
  const wanted = order.class_ids ? all.filter(({ class_id }) => order.class_ids!.includes(class_id)) : all
  if (wanted.length === 0 || (order.class_ids && wanted.length !== new Set(order.class_ids).size))
    throw new NotFound('Class')
  return wanted
}

/** Starts writing forms of many classes as a job of the person; the trail notes who took what out. */
export async function startReport(ctx: Context, order: ReportOrder, reason: string | null): Promise<JobRow> {
  const classes = await orderedClasses(ctx, order)
  const { school_id } = order
  const persons = classes.reduce((sum, { pupils }) => sum + pupils, 0)
  const input = { ...order, names: classes.map(({ name }) => name) }
  return change(ctx, 'report.export', { school_id, ...(reason && { reason }) }, (open) =>
    enqueue(open, { kind: reportJob, school_id, input, persons, reason }),
  )
}

/** Notes in the trail that a form of a class was taken out at once. */
export const noteExport = (ctx: Context, school_id: number): Promise<void> =>
  change(ctx, 'report.export', { school_id, takesOut: true }, async () => {})

/**
 * Draws the papers of classes one class after another, so that memory holds one class. `onHeld` hears how many things
 * a paper holds.
 */
export async function* drawPapers(
  ctx: Context,
  words: Words,
  classes: readonly PrintableClass[],
  { term, form, only, issue }: { term: ReportTerm; form: ReportForm; only?: Only; issue: boolean },
  onHeld: (count: number) => Promise<void> | void,
): AsyncGenerator<Paper> {
  for (const key of classes) {
    const of = await loadReportClass(ctx, key)
    if (!of) throw new NotFound('Class')
    const codes = form === 'card' && issue ? await issueCards(ctx, key, narrowed(of, only), term) : undefined
    // Cards of many classes would be a thousand tabs of a workbook: there they stand under each other, a tab for a class.
    for (const paper of papersOf(words, form, of, { term, day: ctx.today, only, codes, byClass: classes.length > 1 })) {
      yield paper
      await onHeld(heldIn(form, paper))
    }
  }
}

/** The number that the file must hold. */
export const wantedCount = wantedOf

const narrowed = (of: ReportClass, only?: Only): ReportClass =>
  only?.student_id ? { ...of, pupils: of.pupils.filter(({ student_id }) => student_id === only.student_id) } : of
