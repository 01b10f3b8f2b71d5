import type { Book } from '../book.ts'
import { kindOf, type MarkColumn } from '../columns.ts'
import { subjectResultOf } from '../result.ts'
import type { Line } from '../lines.ts'
import type { AssessmentKind } from '../tables.ts'

/** What a column of a book lacks: pupils without a mark, and pupils whose make-up test is awaited. */
export interface Gap {
  column: MarkColumn
  kind: AssessmentKind
  position: number
  missing: number
  awaited: number
}

/** The gaps of a book by column; pupils who left or are exempt lack nothing. Columns without a gap are left out. */
export function gapsOf(book: Book, lines: readonly Line[]): Gap[] {
  const gaps = new Map(
    book.columns.map(({ column }) => [column, { column, ...kindOf(column), missing: 0, awaited: 0 } satisfies Gap]),
  )
  for (const line of lines) {
    if (line.left_on) continue
    for (const item of subjectResultOf(book, line.result ?? {}).missing) {
      const gap = gaps.get(
        item.label === 'regular' ? (`regular_${item.position}` as MarkColumn) : (item.label as MarkColumn),
      )
      if (!gap) continue
      if (item.why === 'make_up_pending') gap.awaited += 1
      else gap.missing += 1
    }
  }
  return [...gaps.values()].filter((gap) => gap.missing > 0 || gap.awaited > 0)
}
