import { setImmediate as nextTurn } from 'node:timers/promises'
import { violation } from './sheet-value.ts'
import type { CellViolation } from './sheet-value.ts'
import type { ReadRow, ReadSheet } from './sheet-read.ts'
import { printed } from './sheet.ts'
import type { Sheet, Value } from './sheet.ts'

/** One value that would change: what stands in the records and what the file says. */
export type Difference = { key: string; was: Value; value: Value }

/**
 * What would become of a row, or of one cell of it where `key` names it (marks, where a refused cell does not hold up
 * the others). A module decides it from its own records, by its own rules; `label` names the record for people.
 */
export type Verdict = { key?: string; label?: string } & (
  | { kind: 'new' }
  | { kind: 'changed'; differences: readonly Difference[] }
  | { kind: 'unchanged' }
  | { kind: 'refused'; violations: readonly CellViolation[] }
)

/** A line of a preview: where it stands in the file, what the file says, what would become of it. */
export type PreviewLine = Verdict & { row: number; values: Record<string, Value> }

/** What an import would do, before anything is written. Plain data: kept with the job, sent to the page. */
export type Preview = {
  sheet: string
  lines: PreviewLine[]
  counts: Record<Verdict['kind'], number>
  unknown: string[]
  skipped: ReadSheet['skipped']
}

/** Rows judged between two pauses, so that the server goes on answering. */
const rowsAtOnce = 200

/**
 * Judges every row of a read sheet. A row with refused cells is refused as a whole, unless `byCell` says that each cell
 * stands alone: then its other cells are judged. A row of the same `identity` as one before is refused.
 */
export async function preview(
  sheet: Sheet,
  read: ReadSheet,
  {
    judge,
    identity,
    byCell = false,
  }: {
    judge: (row: ReadRow) => Verdict | readonly Verdict[]
    identity?: (row: ReadRow) => string | undefined
    byCell?: boolean
  },
): Promise<Preview> {
  const lines: PreviewLine[] = []
  const seen = new Map<string, number>()
  for (const [index, row] of read.rows.entries()) {
    if (index % rowsAtOnce === rowsAtOnce - 1) await nextTurn()
    const twice = repeated(sheet, read, row, identity?.(row), seen)
    for (const verdict of twice ?? verdictsOf(row, judge, byCell)) {
      lines.push({ ...verdict, row: row.number, values: row.values })
    }
  }
  const counts = { new: 0, changed: 0, unchanged: 0, refused: 0 }
  for (const { kind } of lines) counts[kind]++
  return { sheet: read.name, lines, counts, unknown: read.unknown, skipped: read.skipped }
}

/** The lines that would write something. */
export function writable(of: Preview): PreviewLine[] {
  return of.lines.filter(({ kind }) => kind === 'new' || kind === 'changed')
}

/** Every refused cell, for the corrected file. */
export function refusals(of: Preview): CellViolation[] {
  return of.lines.flatMap((line) => (line.kind === 'refused' ? line.violations : []))
}

/** The violation of a value that a module's rule refuses: it names the cell in the file. */
export function refusedCell(
  sheet: Sheet,
  read: ReadSheet,
  row: ReadRow,
  key: string,
  reason: string,
  values?: Record<string, string | number>,
): CellViolation {
  const column = sheet.columns.find((one) => one.key === key)!
  const place = read.columns.find((one) => one.key === key)?.places[0] ?? 1
  return violation(column, row.number, place, printed(column, row.values[key]), { reason, values })
}

function verdictsOf(
  row: ReadRow,
  judge: (row: ReadRow) => Verdict | readonly Verdict[],
  byCell: boolean,
): readonly Verdict[] {
  const refused: Verdict[] = byCell
    ? row.violations.map((one) => ({ kind: 'refused', key: one.key, violations: [one] }))
    : [{ kind: 'refused', violations: row.violations }]
  if (row.violations.length > 0 && !byCell) return refused
  return [...(byCell ? refused : []), ...[judge(row)].flat()]
}

function repeated(
  sheet: Sheet,
  read: ReadSheet,
  row: ReadRow,
  identity: string | undefined,
  seen: Map<string, number>,
): Verdict[] | undefined {
  if (identity === undefined) return undefined
  const first = seen.get(identity)
  if (first === undefined) {
    seen.set(identity, row.number)
    return undefined
  }
  const key = (sheet.columns.find((column) => column.required && column.key in row.values) ?? sheet.columns[0]!).key
  return [{ kind: 'refused', violations: [refusedCell(sheet, read, row, key, 'preview.twice', { row: first })] }]
}
