import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Conflict, Invalid, NotFound } from '../../../platform/errors.ts'
import type { ImportPlace } from '../../../platform/import-kinds.ts'
import type { Value } from '../../../platform/sheet.ts'
import { takeBack } from '../../../platform/take-back.ts'
import { decisionKey, isWritten, judgeAndWrite, skipped, type BatchContent } from './judge.ts'
import { findBatch, type Batch, type BatchKey } from './queries.ts'
import type { PreviewRow, UploadedSheet } from './tables.ts'

/** An uploaded file, read and recognised. */
export interface Upload {
  file_name: string
  file_sha256: string
  sheets: UploadedSheet[]
}

/** Keeps an upload as a preview: nothing of it is written to the school's records. */
export async function openBatch(ctx: Context, place: ImportPlace, upload: Upload): Promise<BatchKey> {
  const { account } = ctx
  if (!account || !may(ctx.ability, 'create', 'ImportBatch', place)) throw new NotFound('ImportBatch')
  const judged = await preview(ctx, { ...place, sheets: upload.sheets, decisions: {} })
  return change(ctx, 'import.upload', { school_id: place.school_id }, async ({ db, now }) => {
    const { rows } = await sql<BatchKey>`/* import.open */
      insert into import_batch (school_id, academic_year, account_id, account_name, file_sha256, file_name, sheets, judged, created_at)
      values (${place.school_id}, ${place.academic_year}, ${account.id}, ${account.display_name}, ${upload.file_sha256}, ${upload.file_name},
        ${JSON.stringify(upload.sheets)}::jsonb, ${JSON.stringify(judged)}::jsonb, ${now})
      returning school_id, id`.execute(db)
    return rows[0]!
  })
}

/** Leaves a row out or takes it in again, or takes the suggested values of its refused cells; then everything is judged anew. */
export async function decideRow(
  ctx: Context,
  key: BatchKey,
  row: { kind: string; number: number },
  decision: { skip?: boolean; suggested?: boolean },
): Promise<Batch> {
  const batch = await findBatch(ctx, 'update', key)
  assertPreview(batch)
  const shown = batch.judged.find(({ kind, number }) => kind === row.kind && number === row.number)
  if (!shown) throw new NotFound('ImportRow')
  const at = decisionKey(row.kind, row.number)
  const known = batch.decisions[at] ?? {}
  const use = decision.suggested ? { ...known.use, ...suggestions(shown) } : known.use
  const decisions = { ...batch.decisions, [at]: { skip: decision.skip ?? known.skip, use } }
  const judged = decision.suggested ? await preview(ctx, { ...batch, decisions }) : batch.judged
  await change(ctx, 'import.decide', { school_id: key.school_id }, ({ db }) =>
    sql`/* import.decide */ update import_batch set decisions = ${JSON.stringify(decisions)}::jsonb, judged = ${JSON.stringify(judged)}::jsonb
      where school_id = ${key.school_id} and id = ${key.id} and state = 'preview'`.execute(db),
  )
  return { ...batch, decisions, judged }
}

/** Takes a list of the file as read anew (a person has matched its columns); what was decided about its rows is dropped. */
export async function rereadBatch(ctx: Context, key: BatchKey, sheet: UploadedSheet): Promise<Batch> {
  const batch = await findBatch(ctx, 'update', key)
  assertPreview(batch)
  if (!batch.sheets.some(({ kind }) => kind === sheet.kind)) throw new NotFound('ImportBatch')
  const sheets = batch.sheets.map((one) => (one.kind === sheet.kind ? sheet : one))
  const decisions = Object.fromEntries(
    Object.entries(batch.decisions).filter(([at]) => !at.startsWith(decisionKey(sheet.kind, 0).slice(0, -1))),
  )
  const judged = await preview(ctx, { ...batch, sheets, decisions })
  await change(ctx, 'import.match', { school_id: key.school_id }, ({ db }) =>
    sql`/* import.match */ update import_batch set sheets = ${JSON.stringify(sheets)}::jsonb, judged = ${JSON.stringify(judged)}::jsonb,
        decisions = ${JSON.stringify(decisions)}::jsonb
      where school_id = ${key.school_id} and id = ${key.id} and state = 'preview'`.execute(db),
  )
  return { ...batch, sheets, judged, decisions }
}

/**
 * Writes a batch in one change: all rows (`all`: refused if one of them is), or only the good ones. Rows are judged
 * anew, because the school's records may have moved since the preview.
 */
export async function writeBatch(ctx: Context, key: BatchKey, mode: 'all' | 'good'): Promise<Batch> {
  const options = { school_id: key.school_id, batch_id: key.id }
  return change(ctx, 'import.write', options, async (open) => {
    const batch = await findBatch(open, 'update', key)
    assertPreview(batch)
    const judged = await judgeAndWrite(open, batch)
    const bad = judged.filter((row) => row.status === 'refused' && !skipped(batch, row.kind, row.number))
    if (mode === 'all' && bad.length > 0)
      throw new Invalid({ path: 'mode', message: 'import.refused_rows', values: { rows: bad.length } })
    if (!judged.some((row) => isWritten(row.status) && !skipped(batch, row.kind, row.number)))
      throw new Invalid({ path: 'mode', message: 'import.nothing_to_write' })
    return end(open, batch, { state: 'written', judged, change_id: open.change.id })
  })
}

/** Takes a written batch back, as long as nothing stands on what it wrote. */
export async function undoBatch(ctx: Context, key: BatchKey): Promise<Batch> {
  const { change_id } = await findBatch(ctx, 'update', key)
  const options = { school_id: key.school_id, ...(change_id ? { reverts: change_id } : {}) }
  return change(ctx, 'import.undo', options, async (open) => {
    const batch = await findBatch(open, 'update', key)
    if (batch.state !== 'written' || !batch.change_id) throw new Conflict('import.not_written')
    await takeBack(open, batch.change_id)
    return end(open, batch, { state: 'undone', judged: batch.judged, change_id: batch.change_id })
  })
}

/** Throws a preview away, with what was read from the file. */
export async function discardBatch(ctx: Context, key: BatchKey): Promise<Batch> {
  return change(ctx, 'import.discard', { school_id: key.school_id }, async (open) => {
    const batch = await findBatch(open, 'update', key)
    assertPreview(batch)
    return end(open, { ...batch, sheets: [] }, { state: 'discarded', judged: [], change_id: null })
  })
}

/** The judged rows of a batch, as the write would find them: written, looked at, and taken back. */
async function preview(ctx: Context, batch: BatchContent): Promise<PreviewRow[]> {
  let judged: PreviewRow[] = []
  try {
    await change(ctx, 'import.preview', { school_id: batch.school_id }, async (open) => {
      judged = await judgeAndWrite(open, batch)
      throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return judged
}

/** Ends the transaction of a preview. */
class TakenBack extends Error {}

function suggestions({ violations }: PreviewRow): Record<string, Value> {
  return Object.fromEntries(
    violations.flatMap(({ key, suggestion }) => (suggestion === undefined ? [] : [[key, suggestion]])),
  )
}

function assertPreview(batch: Batch): void {
  if (batch.state !== 'preview')
    throw new Conflict('import.already_ended', batch.account_name, batch.ended_at, { state: batch.state })
}

async function end(
  { db, now }: Changing,
  batch: Batch,
  to: Pick<Batch, 'state' | 'judged' | 'change_id'>,
): Promise<Batch> {
  await sql`/* import.end */ update import_batch set state = ${to.state}, judged = ${JSON.stringify(to.judged)}::jsonb, change_id = ${to.change_id}::uuid,
      sheets = ${JSON.stringify(batch.sheets)}::jsonb, ended_at = ${now}
    where school_id = ${batch.school_id} and id = ${batch.id}`.execute(db)
  return { ...batch, ...to, ended_at: now }
}
