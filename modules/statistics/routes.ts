import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response, Router } from 'express'
import { fromReplica, type Context } from '../../platform/context.ts'
import { csvLine, csvStart } from '../../platform/csv.ts'
import { NotFound } from '../../platform/errors.ts'
import { contentDisposition } from '../../platform/file.ts'
import type { RouteTools } from '../../platform/module.ts'
import { odsOf, odsType } from '../../platform/ods.ts'
import { sheetWorkbook } from '../../platform/sheet-workbook.ts'
import { printed, type Paper } from '../../platform/sheet.ts'
import { writeWorkbook } from '../../platform/workbook.ts'
import { figuresOf } from './figures.ts'
import { heatOf } from './heat.ts'
import { indicatorsIn, questionIn, spreadIn } from './question.ts'
import { figuresPaper, type Say } from './sheets/figures.ts'
import { heatPaper } from './sheets/heat.ts'
import { spreadPapers } from './sheets/spread.ts'
import { spreadOf } from './spread.ts'

const types: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: odsType,
  csv: 'text/csv; charset=utf-8',
}

interface NamedPapers {
  papers: readonly Paper[]
  name: string
}

/**
 * `GET /statistics/figures.:format`, `…/heat.:format` and `…/spread.:format` give the tables of the explorer's pages as
 * `xlsx`, `ods` and `csv`; the query is the page's own.
 */
export function figureRoutes(router: Router, { context, say }: RouteTools): void {
  const route = (page: string, of: (ctx: Context, query: Request['query'], say: Say) => Promise<NamedPapers>) =>
    router.get(`/statistics/${page}.:format`, async (request, response) => {
      const { format } = request.params
      if (!Object.hasOwn(types, format)) throw new NotFound('File')
      const ctx = fromReplica(await context(request))
      await answer(response, format, await of(ctx, request.query, (key, values) => say(ctx.locale, key, values)))
    })

  route('figures', async (ctx, query, words) => {
    const { sheet, rows, name } = figuresPaper(await figuresOf(ctx, questionIn(query)), words, ctx.zone)
    return { papers: [{ sheet, rows }], name }
  })
  route('heat', async (ctx, query, words) => {
    const codes = indicatorsIn(query)
    const heat = await heatOf(ctx, questionIn({ ...query, indicator: codes[0] }), codes)
    return heatPaper(heat, words, ctx.zone)
  })
  route('spread', async (ctx, query, words) => spreadPapers(await spreadOf(ctx, spreadIn(query)), words, ctx.zone))
}

type Request = Parameters<RouteTools['context']>[0]

async function answer(response: Response, format: string, { papers, name }: NamedPapers): Promise<void> {
  response.setHeader('content-type', types[format]!)
  response.setHeader('content-disposition', contentDisposition(`${name}.${format}`))
  if (format === 'xlsx')
    await writeWorkbook(
      response,
      papers.map(({ sheet, rows }) => sheetWorkbook(sheet, rows, { protect: false })),
    )
  else if (format === 'ods') response.end(odsOf(papers))
  else await pipeline(Readable.from([csvStart, ...papers.flatMap(linesOf).map(csvLine)]), response)
}

function linesOf({ sheet, rows }: Paper): string[][] {
  return [
    sheet.columns.map(({ title }) => title),
    ...rows.map(({ values }) => sheet.columns.map((column) => printed(column, values[column.key]))),
  ]
}
