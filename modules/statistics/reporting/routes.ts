import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response, Router } from 'express'
import { may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { csvLine, csvStart } from '../../../platform/csv.ts'
import { NotFound } from '../../../platform/errors.ts'
import { contentDisposition } from '../../../platform/file.ts'
import type { RouteTools } from '../../../platform/module.ts'
import { odsOf, odsType } from '../../../platform/ods.ts'
import { pdfOf } from '../../../platform/pdf.ts'
import { printed, type Paper } from '../../../platform/sheet.ts'
import { sheetWorkbook } from '../../../platform/sheet-workbook.ts'
import { writeWorkbook } from '../../../platform/workbook.ts'
import { ownUnitName, returnPapers, totalsPapers } from './papers.ts'
import type { FormWords } from './sheets/return-paper.ts'
import { yearbookPapers } from './sheets/yearbook-paper.ts'
import type { PeriodCode } from './tables.ts'
import { yearbookOf, type YearbookBy } from './yearbook.ts'

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  ods: odsType,
} as const
type Format = keyof typeof types

/**
 * `GET /statistics/returns/:unit/:year/:file` gives a school's forms (`start.pdf`, `end.xlsx` …), `GET
 * /statistics/totals/:year/:file?commune=` their sums over approved returns, `GET /statistics/yearbook.:format?by=&commune=`
 * the yearbook; as `pdf`, `xlsx`, `ods` and `csv`.
 */
export function reportingRoutes(router: Router, { context, say }: RouteTools): void {
  const words: FormWords = (key, values) => say('vi', key, values as Record<string, string | number>)

  router.get('/statistics/returns/:unit/:year/:file', async (request, response) => {
    const ctx = await context(request)
    const { academic_year, period, format } = fileIn(request.params)
    const { papers, school_id, name } = await returnPapers(
      ctx,
      { unit: request.params.unit, academic_year, period },
      words,
    )
    if (!may(ctx.ability, 'export', 'SchoolReturn', { school_id })) throw new NotFound('SchoolReturn')
    await noteExport(ctx, school_id)
    await answer(ctx, response, format, name, papers)
  })

  router.get('/statistics/totals/:year/:file', async (request, response) => {
    const ctx = await context(request)
    if (!may(ctx.ability, 'export', 'SchoolReturn')) throw new NotFound('SchoolReturn')
    const { academic_year, period, format } = fileIn(request.params)
    const { papers, name } = await totalsPapers(
      ctx,
      { academic_year, period, commune: textIn(request.query.commune) },
      words,
    )
    await noteExport(ctx, null)
    await answer(ctx, response, format, name, papers)
  })

  router.get('/statistics/yearbook.:format', async (request, response) => {
    const ctx = await context(request)
    if (!may(ctx.ability, 'export', 'SchoolReturn')) throw new NotFound('SchoolReturn')
    const format = formatIn(request.params.format)
    const { by, commune, years } = request.query
    const book = await yearbookOf(ctx, {
      by: byIn(by),
      commune: textIn(commune),
      years: Number(textIn(years) ?? 5) || 5,
    })
    await noteExport(ctx, null)
    const range = book.years.length > 0 ? `${book.years[0]}-${book.years.at(-1)! + 1}` : ''
    await answer(
      ctx,
      response,
      format,
      words('reporting.yearbook_file', { years: range }),
      yearbookPapers(book, await ownUnitName(ctx), words, ctx.zone),
    )
  })
}

/** Notes in the trail that figures were taken out. */
const noteExport = (ctx: Context, school_id: number | null): Promise<void> =>
  change(ctx, 'return.export', { school_id, takesOut: true }, async () => {})

async function answer(
  ctx: Context,
  response: Response,
  format: Format,
  name: string,
  papers: readonly Paper[],
): Promise<void> {
  if (papers.length === 0) throw new NotFound('SchoolReturn')
  response.setHeader('content-type', types[format])
  response.setHeader('content-disposition', contentDisposition(`${name}.${format}`))
  switch (format) {
    case 'pdf':
      await pdfOf(Readable.from(papers), response, {
        info: { title: name, author: ctx.account?.display_name ?? '', created: ctx.now },
      })
      return
    case 'xlsx':
      await writeWorkbook(
        response,
        papers.map(({ sheet, rows }) => sheetWorkbook(sheet, rows, { protect: false })),
      )
      return
    case 'ods':
      response.end(odsOf(papers))
      return
    case 'csv':
      await pipeline(Readable.from([csvStart, ...papers.flatMap(csvOf)]), response)
  }
}

/** The tables one after another: the name of each, its header, its lines, and where its figures come from. */
function csvOf({ sheet, rows }: Paper): string[] {
  return [
    csvLine([sheet.title ?? sheet.name, sheet.subtitle ?? '']),
    csvLine(sheet.columns.map(({ title, groups = [] }) => [...groups, title].join(' '))),
    ...rows.map(({ values }) => csvLine(sheet.columns.map((column) => printed(column, values[column.key])))),
    ...(sheet.remarks ?? []).map((runs) => csvLine([runs.map(({ text }) => text).join('')])),
    '\r\n',
  ]
}

function fileIn(params: Readonly<Record<string, string>>): {
  academic_year: number
  period: PeriodCode
  format: Format
} {
  const [period, format = ''] = (params['file'] ?? '').split('.')
  const year = /^(\d{4})-\d{4}$/.exec(params['year'] ?? '')
  if (!year || (period !== 'start' && period !== 'end')) throw new NotFound('SchoolReturn')
  return { academic_year: Number(year[1]), period, format: formatIn(format) }
}

function formatIn(format: string): Format {
  if (!Object.hasOwn(types, format)) throw new NotFound('SchoolReturn')
  return format as Format
}

const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const byIn = (value: unknown): YearbookBy => (value === 'kind' || value === 'grade' ? value : 'commune')
