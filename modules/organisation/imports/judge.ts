import type { Changing } from '../../../platform/change.ts'
import { importKinds, type ImportPlace } from '../../../platform/import-kinds.ts'
import { writable, type PreviewLine } from '../../../platform/preview.ts'
import type { ReadRow } from '../../../platform/sheet-read.ts'
import { printed, type Sheet, type Value } from '../../../platform/sheet.ts'
import type { PreviewRow, RowDecision, UploadedSheet } from './tables.ts'

/** What a batch asks for: its place, its sheets as read, and what a person decided about single rows. */
export interface BatchContent extends ImportPlace {
  sheets: readonly UploadedSheet[]
  decisions: Readonly<Record<string, RowDecision>>
}

/** The key of a row's decision. */
export const decisionKey = (kind: string, number: number): string => `${kind} ${number}`

/**
 * Judges sheet after sheet and writes what is new or changed, in the open change. The preview calls the same and is
 * taken back by its caller, so that what it shows is what the write does.
 */
export async function judgeAndWrite(ctx: Changing, batch: BatchContent): Promise<PreviewRow[]> {
  const place = { school_id: batch.school_id, academic_year: batch.academic_year }
  const shown: PreviewRow[] = []
  for (const kind of importKinds()) {
    const uploaded = batch.sheets.find((sheet) => sheet.kind === kind.kind)
    if (!uploaded || !kind.permitted(ctx, place)) continue
    const sheet = await kind.sheet(ctx, place)
    const read = { ...uploaded.read, rows: uploaded.read.rows.map((row) => decided(row, batch, kind.kind)) }
    const { preview, write } = await kind.judge(ctx, place, sheet, read)
    const wanted = writable(preview).filter(({ row }) => !skipped(batch, kind.kind, row))
    if (wanted.length > 0) await write(wanted)
    shown.push(...preview.lines.map((line) => asShown(kind.kind, sheet, line)))
  }
  return shown
}

/** Whether a row of this status is written. */
export const isWritten = (status: PreviewRow['status']): boolean => status === 'new' || status === 'changed'

/** Whether a person left this row out. */
export function skipped({ decisions }: Pick<BatchContent, 'decisions'>, kind: string, number: number): boolean {
  return decisions[decisionKey(kind, number)]?.skip ?? false
}

/** The row with the values that a person took instead; their cells are no longer refused. */
function decided(row: ReadRow, { decisions }: BatchContent, kind: string): ReadRow {
  const use = decisions[decisionKey(kind, row.number)]?.use
  if (!use) return row
  const violations = row.violations.filter(({ key }) => !(key in use))
  return { ...row, values: { ...row.values, ...use }, violations }
}

function asShown(kind: string, sheet: Sheet, line: PreviewLine): PreviewRow {
  const column = (key: string) => sheet.columns.find((one) => one.key === key)
  const print = (key: string, value: Value) => {
    const found = column(key)
    return found ? printed(found, value) : String(value ?? '')
  }
  const differences = line.kind === 'changed' ? line.differences : []
  return {
    kind,
    number: line.row,
    label: line.label ?? firstWords(sheet, line),
    status: line.kind,
    changes: differences.map(({ key, was, value }) => ({
      title: column(key)?.title ?? key,
      was: print(key, was),
      value: print(key, value),
    })),
    violations: line.kind === 'refused' ? line.violations : [],
  }
}

/** What a refused row is called by: its first required value that could be read. */
function firstWords(sheet: Sheet, { values }: PreviewLine): string {
  const named = sheet.columns.find(({ key, required }) => required && values[key] != null)
  return named ? printed(named, values[named.key]) : ''
}
