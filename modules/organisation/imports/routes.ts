import { Readable } from 'node:stream'
import express from 'express'
import type { Request, Response, Router } from 'express'
import { may } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { contentDisposition } from '../../../platform/file.ts'
import type { ImportKind, ImportPlace } from '../../../platform/import-kinds.ts'
import { decodeKey, keyNumber } from '../../../platform/key.ts'
import type { RouteTools } from '../../../platform/module.ts'
import { correctedWorkbook } from '../../../platform/sheet-corrected.ts'
import { sheetWorkbook } from '../../../platform/sheet-workbook.ts'
import { readUpload, uploadBytesAtMost } from '../../../platform/upload.ts'
import { writeWorkbook } from '../../../platform/workbook.ts'
import { readWorkbook } from '../../../platform/workbook-read.ts'
import { openBatch, rereadBatch } from './commands.ts'
import { decodeBatch, encodeBatch } from './keys.ts'
import { findBatch } from './queries.ts'
import { listsIn, permittedKinds } from './read-upload.ts'

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * `GET /imports/:unit/:year/workbook.xlsx?lists=classes,staff` gives the workbook to fill in; `POST /imports/:unit/:year`
 * takes a filled one (`list` names the one that is meant, `columns` what a person has matched: `{"Học sinh":"full_name"}`)
 * and answers the id of its preview; `POST /imports/:batch/columns` reads a list again with other columns; `GET /imports/:batch/corrected.xlsx?list=staff` gives a sheet
 * back with what is wrong in it.
 */
export function importRoutes(router: Router, { context, files, say }: RouteTools): void {
  router.get('/imports/:unit/:year/workbook.xlsx', async (request, response) => {
    const ctx = await context(request)
    const place = placeOf(request)
    const asked = typeof request.query.lists === 'string' ? request.query.lists.split(',') : []
    const kinds = permittedKinds(ctx, place).filter(({ kind }) => asked.length === 0 || asked.includes(kind))
    if (kinds.length === 0) throw new NotFound('ImportKind')
    const sheets = await Promise.all(kinds.map((kind) => drawn(ctx, place, kind)))
    answerWith(
      response,
      say(ctx.locale, 'import.workbook_name', { year: `${place.academic_year}-${place.academic_year + 1}` }),
    )
    await writeWorkbook(response, sheets)
  })

  router.post('/imports/:batch/columns', express.json({ limit: 100_000 }), async (request, response) => {
    const ctx = await context(request)
    const batch = await findBatch(ctx, 'update', decodeBatch(String(request.params.batch)))
    const { list, columns } = (request.body ?? {}) as Record<string, unknown>
    const stored = await files.open(batch.file_sha256)
    if (!stored || typeof list !== 'string') throw new NotFound('ImportBatch')
    const grids = await readWorkbook(Buffer.concat(await stored.toArray()), { bytes: uploadBytesAtMost })
    const [sheet] = await listsIn(ctx, batch, grids, list, titlesIn(columns))
    if (!sheet) throw new NotFound('ImportBatch')
    await rereadBatch(ctx, batch, sheet)
    response.json({ id: encodeBatch(batch) })
  })

  router.post('/imports/:unit/:year', async (request, response) => {
    const ctx = await context(request)
    const place = placeOf(request)
    if (!may(ctx.ability, 'create', 'ImportBatch', place)) throw new NotFound('ImportBatch')
    const { name, content } = await readUpload(request)
    const grids = await readWorkbook(content, { bytes: uploadBytesAtMost })
    const only = typeof request.query.list === 'string' ? request.query.list : null
    const sheets = await listsIn(ctx, place, grids, only, titlesIn(jsonOf(request.query.columns)))
    const { sha256 } = await files.put(Readable.from([content]))
    const key = await openBatch(ctx, place, { file_name: name, file_sha256: sha256, sheets })
    response.status(201).json({ id: encodeBatch(key) })
  })

  router.get('/imports/:batch/corrected.xlsx', async (request, response) => {
    const ctx = await context(request)
    const batch = await findBatch(ctx, 'read', decodeBatch(String(request.params.batch)))
    const list = typeof request.query.list === 'string' ? request.query.list : batch.sheets[0]?.kind
    const uploaded = batch.sheets.find(({ kind }) => kind === list)
    const stored = await files.open(batch.file_sha256)
    if (!uploaded || !stored) throw new NotFound('ImportBatch')
    const grids = await readWorkbook(Buffer.concat(await stored.toArray()), { bytes: uploadBytesAtMost })
    const grid = grids.find(({ name }) => name === uploaded.read.name)
    if (!grid) throw new NotFound('ImportBatch')
    const violations = batch.judged.filter(({ kind }) => kind === list).flatMap((row) => row.violations)
    answerWith(response, say(ctx.locale, 'import.corrected_name', { name: batch.file_name.replace(/\.xlsx$/i, '') }))
    await correctedWorkbook(response, grid, uploaded.read, violations, {
      title: say(ctx.locale, 'import.reason'),
      words: ({ reason, remedy, values }) => {
        const then = say(ctx.locale, remedy, values)
        // A reason that says in one sentence what to do has no remedy of its own.
        return then === remedy ? say(ctx.locale, reason, values) : `${say(ctx.locale, reason, values)} ${then}`
      },
    })
  })
}

async function drawn(ctx: Context, place: ImportPlace, kind: ImportKind) {
  const [sheet, rows] = await Promise.all([kind.sheet(ctx, place), kind.rows(ctx, place)])
  return sheetWorkbook(sheet, rows, { protect: false })
}

/** Titles of a file, each with the key of the column that it shall be; anything else is dropped. */
function titlesIn(columns: unknown): Record<string, string> {
  if (typeof columns !== 'object' || columns === null) return {}
  const pairs = Object.entries(columns).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[0].length <= 200,
  )
  return Object.fromEntries(pairs.slice(0, 300))
}

function jsonOf(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

function placeOf({ params }: Request): ImportPlace {
  const [unit] = decodeKey('Unit', String(params.unit))
  return { school_id: keyNumber('Unit', unit), academic_year: keyNumber('AcademicYear', String(params.year)) }
}

function answerWith(response: Response, name: string): void {
  response.setHeader('content-type', workbookType)
  response.setHeader('content-disposition', contentDisposition(name))
}
