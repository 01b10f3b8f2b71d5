import type { Response, Router } from 'express'
import { may } from '../../../platform/ability.ts'
import { columnLetters } from '../../../platform/cell.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { contentDisposition } from '../../../platform/file.ts'
import type { RouteTools } from '../../../platform/module.ts'
import { pdfOf } from '../../../platform/pdf.ts'
import { correctedWorkbook } from '../../../platform/sheet-corrected.ts'
import { gridFor, readSheet } from '../../../platform/sheet-read.ts'
import type { CellViolation } from '../../../platform/sheet-value.ts'
import { sheetWorkbook } from '../../../platform/sheet-workbook.ts'
import { formatInstant } from '../../../platform/text.ts'
import { readUpload } from '../../../platform/upload.ts'
import { writeWorkbook } from '../../../platform/workbook.ts'
import { readWorkbook } from '../../../platform/workbook-read.ts'
import { encodeStudent } from '../keys.ts'
import { placeOf, type BookPlace } from './address.ts'
import { findBook, type Book } from './book.ts'
import { decodeBook } from './keys.ts'
import { gridOf } from './queries.ts'
import { previewFile, type FilePreview } from './read-file.ts'
import { linesOf } from './lines.ts'
import { bookRowsOf, bookSheet, emptyRowsOf, markSheet, readingSheet } from './sheets/book-sheet.ts'

/** A book's own file is small; what is larger is another file. */
const uploadBytesAtMost = 10 * 1024 * 1024

/**
 * A book as a file: `GET /files/gradebook/:id/book.xlsx` and `book.pdf` give it, `mark-sheet.pdf` an empty form to write
 * by hand; `POST …/preview` says what a filled workbook would change, and `POST …/corrected.xlsx` gives it back with what
 * is wrong in it. Nothing is written here: what a person takes of a preview is sent as touched cells.
 */
export function gradebookRoutes(router: Router, { context, say }: RouteTools): void {
  router.get('/files/gradebook/:id/book.xlsx', async (request, response) => {
    const { ctx, grid, place } = await exported(await context(request), request.params.id)
    const sheet = bookSheet(grid.book, place, formatInstant(ctx.now, ctx.zone))
    named(response, fileName(say, ctx, grid.book, place, 'xlsx'))
    await writeWorkbook(response, [sheetWorkbook(sheet, bookRowsOf(grid))])
  })

  router.get('/files/gradebook/:id/book.pdf', async (request, response) => {
    const { ctx, grid, place } = await exported(await context(request), request.params.id)
    const sheet = bookSheet(grid.book, place, formatInstant(ctx.now, ctx.zone))
    named(response, fileName(say, ctx, grid.book, place, 'pdf'), 'inline')
    await pdfOf([{ sheet, rows: bookRowsOf(grid) }], response, { info: { title: sheet.title, created: ctx.now } })
  })

  router.get('/files/gradebook/:id/mark-sheet.pdf', async (request, response) => {
    const ctx = await context(request)
    const grid = await gridOf(ctx, decodeBook(request.params.id))
    const place = await placeOf(ctx, grid.book)
    const sheet = markSheet(grid.book, place)
    named(response, fileName(say, ctx, grid.book, place, 'pdf', 'gradebook.mark_sheet_name'), 'inline')
    await pdfOf([{ sheet, rows: emptyRowsOf(grid) }], response, { info: { title: sheet.title, created: ctx.now } })
  })

  router.post('/files/gradebook/:id/preview', async (request, response) => {
    const ctx = await context(request)
    const key = decodeBook(String(request.params.id))
    const book = await findBook(ctx, 'mark', key)
    const { name, content } = await readUpload(request, uploadBytesAtMost)
    const { grid, read } = await readBookFile(ctx, book, content)
    const preview = previewFile(book, await linesOf(ctx, key), read)
    response.json({ file: name, sheet: grid.name, at: ctx.now.toISOString(), ...answerOf(book, preview) })
  })

  router.post('/files/gradebook/:id/corrected.xlsx', async (request, response) => {
    const ctx = await context(request)
    const key = decodeBook(String(request.params.id))
    const book = await findBook(ctx, 'mark', key)
    const { name, content } = await readUpload(request, uploadBytesAtMost)
    const { grid, read } = await readBookFile(ctx, book, content)
    const preview = previewFile(book, await linesOf(ctx, key), read)
    named(response, `${say(ctx.locale, 'gradebook.corrected_name', { name: name.replace(/\.xlsx$/i, '') })}.xlsx`)
    await correctedWorkbook(response, grid, read, violationsOf(preview, read), {
      title: say(ctx.locale, 'sheet.reason_column'),
      words: ({ reason, values }) => say(ctx.locale, reason, { suggestion: 'none', ...values }),
    })
  })
}

/** Taking a book out as a file is a change of its own: the trail says who has a copy. */
async function exported(ctx: Context, id: string) {
  const key = decodeBook(id)
  return change(ctx, 'gradebook.export', { school_id: key.school_id, takesOut: true }, async (open) => {
    const grid = await gridOf(open, key)
    if (!may(open.ability, 'export', 'Gradebook', grid.book)) throw new NotFound('Gradebook')
    return { ctx: open, grid, place: await placeOf(open, key) }
  })
}

async function readBookFile(ctx: Context, book: Book, content: Buffer) {
  const sheet = readingSheet(book, await placeOf(ctx, book))
  const grids = await readWorkbook(content, { bytes: uploadBytesAtMost })
  const grid = gridFor(sheet, grids) ?? grids[0]
  if (!grid) throw new Invalid({ path: 'file', message: 'workbook.empty' })
  const read = readSheet(sheet, grid)
  const named = read.columns.some(({ key }) => key === 'code' || key === 'full_name')
  if (!named) throw new Invalid({ path: 'file', message: 'gradebook.file_without_names' })
  return { grid, read }
}

/** The preview with opaque ids, as the page takes it. */
function answerOf({ school_id }: Book, { cells, strangers, ...preview }: FilePreview) {
  const student = (student_id: string) => encodeStudent({ school_id, student_id })
  return {
    ...preview,
    cells: cells.map(({ student_id, ...cell }) => ({ student: student(student_id), ...cell })),
    strangers: strangers.map(({ nearest, ...line }) => ({
      ...line,
      nearest: nearest && { student: student(nearest.student_id), name: nearest.name },
    })),
  }
}

function violationsOf(preview: FilePreview, read: Awaited<ReturnType<typeof readBookFile>>['read']): CellViolation[] {
  const at = (
    row: number,
    key: string,
    value: string,
    reason: string,
    values: Record<string, string | number>,
  ): CellViolation => {
    const place = read.columns.find((column) => column.key === key)?.places[0] ?? 1
    const column = read.columns.find((it) => it.key === key)?.title ?? ''
    return { row, column, key, address: `${columnLetters(place)}${row}`, value, reason, remedy: reason, values }
  }
  return [
    ...preview.cells
      .filter((cell) => cell.kind === 'refused')
      .map(({ line, column, value, refusal }) => at(line, column, value ?? '', refusal!.message, refusal!.values)),
    ...preview.strangers.map(({ line, name, why }) =>
      at(line, 'full_name', name, `gradebook.unmatched_why.${why}`, {}),
    ),
  ]
}

function named(response: Response, name: string, how: 'attachment' | 'inline' = 'attachment'): void {
  response.type(name.split('.').at(-1)!)
  response.setHeader('content-disposition', contentDisposition(name, how))
}

const fileName = (
  say: RouteTools['say'],
  { locale }: Context,
  { term }: Book,
  place: BookPlace,
  kind: string,
  key = 'gradebook.file_name',
): string => `${say(locale, key, { subject: place.subject_name, class: place.class_name, term })}.${kind}`
