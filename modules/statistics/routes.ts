import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response, Router } from 'express'
import { fromReplica } from '../../platform/context.ts'
import { csvLine, csvStart } from '../../platform/csv.ts'
import { contentDisposition } from '../../platform/file.ts'
import type { RouteTools } from '../../platform/module.ts'
import { sheetWorkbook } from '../../platform/sheet-workbook.ts'
import { printed } from '../../platform/sheet.ts'
import { writeWorkbook } from '../../platform/workbook.ts'
import { figuresOf } from './figures.ts'
import { questionIn } from './question.ts'
import { figuresPaper } from './sheets/figures.ts'

/** `GET /statistics/figures.xlsx` and `…/figures.csv` give the table of the explorer; the query is the page's own. */
export function figureRoutes(router: Router, { context, say }: RouteTools): void {
  router.get('/statistics/figures.xlsx', async (request, response) => {
    const { sheet, rows, name } = await paperOf(request)
    headed(response, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', `${name}.xlsx`)
    await writeWorkbook(response, [sheetWorkbook(sheet, rows, { protect: false })])
  })

  router.get('/statistics/figures.csv', async (request, response) => {
    const { sheet, rows, name } = await paperOf(request)
    headed(response, 'text/csv; charset=utf-8', `${name}.csv`)
    const lines = [
      sheet.columns.map(({ title }) => title),
      ...rows.map(({ values }) => sheet.columns.map((column) => printed(column, values[column.key]))),
    ]
    await pipeline(Readable.from([csvStart, ...lines.map(csvLine)]), response)
  })

  async function paperOf(request: Parameters<RouteTools['context']>[0]) {
    const ctx = await context(request)
    const figures = await figuresOf(fromReplica(ctx), questionIn(request.query))
    return figuresPaper(figures, (key, values) => say(ctx.locale, key, values), ctx.zone)
  }
}

function headed(response: Response, type: string, name: string): void {
  response.setHeader('content-type', type)
  response.setHeader('content-disposition', contentDisposition(name))
}
