import type { Generated, Selectable } from 'kysely'
import type { ReadSheet } from '../../../platform/sheet-read.ts'
import type { Verdict } from '../../../platform/preview.ts'
import type { CellViolation } from '../../../platform/sheet-value.ts'
import type { Value } from '../../../platform/sheet.ts'

/** A sheet of an uploaded workbook: the list that it is, and its rows as read. */
export interface UploadedSheet {
  kind: string
  read: ReadSheet
}

/** What a row would do. */
export type ImportStatus = Verdict['kind']

/** A value that a row would change, both as printed. */
export interface ImportChange {
  title: string
  was: string
  value: string
}

/** A row as the preview shows it. */
export interface PreviewRow {
  kind: string
  number: number
  label: string
  status: ImportStatus
  changes: readonly ImportChange[]
  violations: readonly CellViolation[]
}

/** What a person decided about a row: leave it out, or take other values for cells. */
export interface RowDecision {
  skip?: boolean
  use?: Record<string, Value>
}

/** An uploaded workbook and what became of it. Sheets and judged rows are emptied once it is discarded. */
export interface ImportBatchTable {
  school_id: number
  id: Generated<string>
  academic_year: number
  account_id: string
  account_name: string
  file_sha256: string
  file_name: string
  state: Generated<'preview' | 'written' | 'undone' | 'discarded'>
  sheets: Generated<UploadedSheet[]>
  judged: Generated<PreviewRow[]>
  /** By kind and row number: `classes 12`. */
  decisions: Generated<Record<string, RowDecision>>
  change_id: string | null
  created_at: Generated<Date>
  ended_at: Date | null
}

/** A batch without its content. */
export type ImportBatchRow = Omit<Selectable<ImportBatchTable>, 'sheets' | 'judged' | 'decisions'>

declare module '../../../platform/database.ts' {
  interface Database {
    import_batch: ImportBatchTable
  }
}

declare module '../../../platform/ability.ts' {
  interface Subjects {
    ImportBatch: ImportBatchRow
  }
}
