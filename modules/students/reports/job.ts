import { PassThrough } from 'node:stream'
import type { JobHandler } from '../../../platform/module.ts'
import type { TextKey, TextValues } from '../../../platform/text.ts'
import type { JobResult } from '../../desk/public.ts'
import { drawPapers, orderedClasses, wantedCount, type ReportOrder } from './commands.ts'
import { reportFileName } from './file-name.ts'
import type { PrintableClass } from './load.ts'
import { mediaTypes, writePapers } from './write-file.ts'

const progressEvery = 300

/**
 * Writes the forms of a school into one file. What was to be written is counted by the database beforehand and compared
 * with what was drawn: a file that lacks a pupil is thrown away and the job fails.
 */
export const writeReport: JobHandler = async (ctx, input, run) => {
  const order = input as unknown as ReportOrder
  const words = (key: TextKey, values?: TextValues) => run.say('vi', key, values as Record<string, string | number>)
  const classes = await orderedClasses(ctx, order)
  const wanted = wantedCount(order.form, classes)
  await run.progress(0, wanted)
  let written = 0
  let drawn = 0
  let told = Date.now()
  const papers = drawPapers(ctx, words, classes, { ...order, issue: true }, async (count) => {
    written += count
    drawn++
    if (Date.now() - told < progressEvery) return
    told = Date.now()
    await run.progress(written, wanted)
  })
  const title = words(`report.form.${order.form}`)
  const stream = new PassThrough()
  const info = { title, author: ctx.account?.display_name ?? '', created: ctx.now }
  const [stored, held] = await Promise.all([
    run.files.put(stream),
    writePapers(stream, order.format, papers, info).catch((error: unknown) => {
      stream.destroy(error as Error)
      throw error
    }),
  ])
  try {
    await run.progress(written, wanted)
    if (written !== wanted || held !== drawn)
      throw new Error(`a report holds ${written} of ${wanted}, ${held} of ${drawn} papers`)
  } catch (error) {
    await run.files.remove(stored.sha256)
    throw error
  }
  const result: JobResult = {
    file_name: fileTitle(words, order, classes),
    media_type: mediaTypes[order.format],
    ...stored,
    wanted,
    written,
  }
  return { ...result }
}

/** What, of which class or how many, of which term and year: "Phieu ket qua 9A2 HK1 2026-2027.pdf"; never whose. */
function fileTitle(
  words: (key: TextKey, values?: TextValues) => string,
  { form, format, term, academic_year }: ReportOrder,
  classes: readonly PrintableClass[],
): string {
  const [only, ...rest] = classes
  const whose = only && rest.length === 0 ? only.name : words('report.file_classes', { count: classes.length })
  return reportFileName(words, { form, format, term, academic_year }, whose)
}
