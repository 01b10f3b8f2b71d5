import type { Changing } from './change.ts'
import type { Context } from './context.ts'
import type { Difference, Preview, PreviewLine } from './preview.ts'
import type { ReadSheet } from './sheet-read.ts'
import type { Sheet, SheetColumn, SheetRow, Value } from './sheet.ts'

/** Where an import goes: a school, and one of its academic years. */
export interface ImportPlace {
  school_id: number
  academic_year: number
}

/** A sheet as judged, and how its lines are written: only new and changed ones are given, in the same open change. */
export interface JudgedList {
  preview: Preview
  write(lines: readonly PreviewLine[]): Promise<void>
}

/**
 * A list that a school may bring as a sheet of a workbook. What is shown as a preview is the write taken back: a list is
 * judged in the same transaction after the lists before it were written, so that pupils find the classes of the sheet
 * before. Everything is written to tables with a trail, so that the whole workbook can be undone.
 */
export interface ImportKind {
  kind: string
  /** Lists of one workbook are judged and written in this order. */
  position: number
  /** Whether this person may bring this list to this school. */
  permitted(ctx: Context, place: ImportPlace): boolean
  /** The description of the sheet, with the choices of this school. */
  sheet(ctx: Context, place: ImportPlace): Promise<Sheet>
  /** What stands now, for the workbook to download; codes are filled in. */
  rows(ctx: Context, place: ImportPlace): Promise<readonly SheetRow[]>
  judge(ctx: Changing, place: ImportPlace, sheet: Sheet, read: ReadSheet): Promise<JudgedList>
}

const known = new Map<string, ImportKind>()

/** Offers a list for import; each module calls it once for its own, from a file that its module.ts imports. */
export function offerImport(kind: ImportKind): void {
  if (known.has(kind.kind)) throw new Error(`two imports are called ${kind.kind}`)
  known.set(kind.kind, kind)
}

/** All lists that can be imported, in the order in which they are written. */
export function importKinds(): readonly ImportKind[] {
  return [...known.values()].sort((a, b) => a.position - b.position)
}

/**
 * What of a row differs from what stands (`was`, by the same keys). A cell that is empty in the file, or whose column
 * the file has not, keeps what stands; columns filled by the system (`locked`) identify and are never written.
 */
export function differences(
  columns: readonly SheetColumn[],
  values: Readonly<Record<string, Value>>,
  was: Readonly<Record<string, Value | undefined>>,
): Difference[] {
  return columns
    .filter(({ key, locked, counter }) => !locked && !counter && values[key] != null && values[key] !== was[key])
    .map(({ key }) => ({ key, was: was[key] ?? null, value: values[key] ?? null }))
}
