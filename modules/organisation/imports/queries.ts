import { sql } from 'kysely'
import { allowed, type Action } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { ImportPlace } from '../../../platform/import-kinds.ts'
import type { ImportBatchRow, PreviewRow, RowDecision, UploadedSheet } from './tables.ts'

/** The whole key of a batch. */
export interface BatchKey {
  school_id: number
  id: string
}

/** A batch with its sheets and judged rows. */
export interface Batch extends ImportBatchRow {
  sheets: UploadedSheet[]
  judged: PreviewRow[]
  decisions: Record<string, RowDecision>
}

/** A batch on which an action is permitted; NotFound otherwise. Inside a change it is held until the end. */
export async function findBatch(ctx: Context, action: Action, key: BatchKey): Promise<Batch> {
  const { rows } = await sql<Batch>`/* import.batch */
    select b.school_id, b.id, b.academic_year, b.account_id, b.account_name, b.file_sha256, b.file_name, b.state, b.change_id,
      b.created_at, b.ended_at, b.sheets, b.judged, b.decisions
    from import_batch b where b.school_id = ${key.school_id} and b.id = ${key.id} and ${allowed(ctx.ability, action, 'ImportBatch', 'b')}
    ${ctx.change ? sql`for update` : sql``}`.execute(ctx.db)
  if (!rows[0]) throw new NotFound('ImportBatch')
  return rows[0]
}

/** What a school brought by file in a year, newest first. */
export async function batchesOf(ctx: Context, place: ImportPlace): Promise<Batch[]> {
  const { rows } = await sql<Batch>`/* import.batches */
    select b.school_id, b.id, b.academic_year, b.account_id, b.account_name, b.file_sha256, b.file_name, b.state, b.change_id,
      b.created_at, b.ended_at, '[]'::jsonb as sheets, b.judged, b.decisions
    from import_batch b where b.school_id = ${place.school_id} and b.academic_year = ${place.academic_year}
      and b.state <> 'discarded' and ${allowed(ctx.ability, 'read', 'ImportBatch', 'b')}
    order by b.created_at desc limit 30`.execute(ctx.db)
  return rows
}
