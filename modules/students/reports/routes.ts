import { pipeline } from 'node:stream/promises'
import type { Response, Router } from 'express'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { contentDisposition } from '../../../platform/file.ts'
import type { RouteTools } from '../../../platform/module.ts'
import type { Paper } from '../../../platform/sheet.ts'
import type { TextKey, TextValues } from '../../../platform/text.ts'
import { decodeJob, finishedJob } from '../../desk/public.ts'
import { decodeStudent } from '../keys.ts'
import { drawPapers, noteExport, orderedClasses, reportJob, type ReportOrder } from './commands.ts'
import { reportForms, type ReportForm } from './forms.ts'
import { printableClasses } from './load.ts'
import type { ReportTerm } from './sheets/report-data.ts'
import { reportFileName } from './file-name.ts'
import { mediaTypes, writePapers } from './write-file.ts'

/**
 * `GET /files/reports/:unit/:year/:term/:class/card.pdf` gives a form of a class at once: `book`, `summary`, `titles`,
 * `card` as `pdf`, `xlsx`, or `json` for the page that draws it; `?subject=toan` one subject's page of a book,
 * `?student=` one pupil's card. `GET /files/reports/:job` gives the file of an own finished job.
 */
export function reportRoutes(router: Router, { context, files, say }: RouteTools): void {
  const words = (key: TextKey, values?: TextValues) => say('vi', key, values as Record<string, string | number>)

  router.get('/files/reports/:job', async (request, response) => {
    const ctx = await context(request)
    const { input, result } = await finishedJob(ctx, reportJob, decodeJob(request.params.job))
    await orderedClasses(ctx, input as unknown as ReportOrder)
    const stored = await files.open(result.sha256)
    if (!stored) throw new NotFound('Job')
    answerAs(response, result.file_name, result.media_type)
    response.setHeader('content-length', result.size)
    await pipeline(stored, response)
  })

  router.get('/files/reports/:unit/:year/:term/:class/:file', async (request, response) => {
    const ctx = await context(request)
    const { params, query } = request
    const asked = wanted(params)
    const classes = await printableClasses(ctx, { unit: params.unit, academic_year: asked.academic_year })
    const found = classes.find(({ slug }) => slug === params.class)
    if (!found) throw new NotFound('Class')
    const only = {
      subject: typeof query.subject === 'string' ? query.subject : null,
      student_id: typeof query.student === 'string' ? decodeStudent(query.student).student_id : null,
    }
    const papers = drawPapers(ctx, words, [found], { ...asked, only, issue: asked.format !== 'json' }, () => {})
    if (asked.format === 'json') {
      response.json(await gathered(papers))
      return
    }
    // Refusals come before the first byte.
    const first = await papers.next()
    await noteExport(ctx, found.school_id)
    const title = words(`report.form.${asked.form}`)
    const { format } = asked
    answerAs(response, reportFileName(words, { ...asked, format }, found.name), mediaTypes[format])
    await writePapers(response, format, startingWith(first, papers), infoOf(ctx, title))
  })
}

function wanted(params: Record<string, string>): {
  academic_year: number
  term: ReportTerm
  form: ReportForm
  format: 'pdf' | 'xlsx' | 'json'
} {
  const [form, format] = (params['file'] ?? '').split('.')
  const year = /^(\d{4})-\d{4}$/.exec(params['year'] ?? '')
  const term = ({ hk1: 1, hk2: 2, cn: 0 } as const)[params['term'] ?? '']
  const known = reportForms.find((it) => it === form)
  if (!year || term === undefined || !known || (format !== 'pdf' && format !== 'xlsx' && format !== 'json'))
    throw new NotFound('Report')
  return { academic_year: Number(year[1]), term, form: known, format }
}

async function* startingWith(first: IteratorResult<Paper>, rest: AsyncGenerator<Paper>): AsyncGenerator<Paper> {
  if (first.done) return
  yield first.value
  yield* rest
}

async function gathered(papers: AsyncIterable<Paper>): Promise<Paper[]> {
  const all: Paper[] = []
  for await (const paper of papers) all.push(paper)
  return all
}

function answerAs(response: Response, name: string, type: string): void {
  response.setHeader('content-type', type)
  response.setHeader('content-disposition', contentDisposition(name))
}

const infoOf = ({ account, now }: Context, title: string) => ({
  title,
  author: account?.display_name ?? '',
  created: now,
})
