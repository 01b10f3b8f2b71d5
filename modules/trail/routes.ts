import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response, Router } from 'express'
import { may } from '../../platform/ability.ts'
import { change } from '../../platform/change.ts'
import type { Context } from '../../platform/context.ts'
import { csvLine, csvStart } from '../../platform/csv.ts'
import { Invalid, NotFound, Unauthenticated } from '../../platform/errors.ts'
import { contentDisposition } from '../../platform/file.ts'
import type { RouteTools } from '../../platform/module.ts'
import { printed, type SheetRow } from '../../platform/sheet.ts'
import { sheetWorkbook } from '../../platform/sheet-workbook.ts'
import { writeWorkbook } from '../../platform/workbook.ts'
import { countTrail, trailPage } from './queries.ts'
import { filterOf, placeOf, type TrailFilter, type TrailPlace } from './scope.ts'
import { trailSheet, trailRow } from './sheets/trail.ts'

/** More changes than this are taken out in parts, by days. */
const rowsAtMost = 20_000
const pageSize = 400
const linesEach = 30

/**
 * `GET /trail/:unit/export.xlsx?by=…&about=…&verbs=…&from=…&to=…` and `…/export.csv` give the trail as the page shows it,
 * with the same filters. That it was taken out is a change of its own.
 */
export function trailRoutes(router: Router, { context, say }: RouteTools): void {
  router.get('/trail/:unit/export.xlsx', async (request, response) => {
    const { ctx, place, filter, words } = await ordered(request)
    headed(response, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', `${words.name}.xlsx`)
    const sheet = trailSheet(words.say, { unit: place.name, filter, at: ctx.now, zone: ctx.zone })
    await writeWorkbook(response, [sheetWorkbook(sheet, rowsOf(ctx, place, filter, words.say), { protect: false })])
  })

  router.get('/trail/:unit/export.csv', async (request, response) => {
    const { ctx, place, filter, words } = await ordered(request)
    headed(response, 'text/csv; charset=utf-8', `${words.name}.csv`)
    const { columns } = trailSheet(words.say, { unit: place.name, filter, at: ctx.now, zone: ctx.zone })
    await pipeline(Readable.from(linesOf()), response)

    async function* linesOf(): AsyncIterable<string> {
      yield csvStart + csvLine(columns.map(({ title }) => title))
      for await (const { values } of rowsOf(ctx, place, filter, words.say))
        yield csvLine(columns.map((column) => printed(column, values[column.key])))
    }
  })

  async function ordered(request: Parameters<RouteTools['context']>[0]) {
    const ctx = await context(request)
    if (!ctx.account) throw new Unauthenticated()
    const place = await placeOf(ctx, String(request.params['unit']))
    const { verbs, ...rest } = request.query
    const filter = filterOf({ ...rest, verbs: typeof verbs === 'string' ? verbs.split(',') : [] })
    await noteExport(ctx, place, filter)
    const translate = (key: string, values?: Record<string, string | number>) => say(ctx.locale, key, values)
    return {
      ctx,
      place,
      filter,
      words: { say: translate, name: translate('trail.file_name', { unit: place.short_name }) },
    }
  }
}

/** Checks the right, refuses what is too long for one file, and notes the taking out before the first byte. */
async function noteExport(ctx: Context, place: TrailPlace, filter: TrailFilter): Promise<void> {
  const units = place.unit_ids
  const permitted = units
    ? units.every((school_id) => may(ctx.ability, 'export', 'Change', { school_id }))
    : may(ctx.ability, 'export', 'Change')
  if (!permitted) throw new NotFound('Change')
  if ((await countTrail(ctx, place, filter, rowsAtMost + 1)) > rowsAtMost)
    throw new Invalid({ path: '', message: 'trail.export_too_long', values: { limit: rowsAtMost } })
  const school_id = units?.length === 1 ? (units[0] ?? null) : null
  await change(ctx, 'trail.export', { school_id, takesOut: true }, async () => {})
}

async function* rowsOf(
  ctx: Context,
  place: TrailPlace,
  filter: TrailFilter,
  say: (key: string, values?: Record<string, string | number>) => string,
): AsyncIterable<SheetRow> {
  let after: string | null = null
  for (;;) {
    const { entries, more }: Awaited<ReturnType<typeof trailPage>> = await trailPage(ctx, place, filter, {
      first: pageSize,
      after,
      lines: linesEach,
    })
    for (const entry of entries) yield trailRow(say, entry, ctx.zone)
    const last = entries.at(-1)
    if (!more || !last) return
    after = last.id
  }
}

function headed(response: Response, type: string, name: string): void {
  response.setHeader('content-type', type)
  response.setHeader('content-disposition', contentDisposition(name))
}
