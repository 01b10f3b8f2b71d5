import { sql } from 'kysely'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, type Violation } from '../../../platform/errors.ts'
import { findBook, type BookColumn, type BookKey } from './book.ts'
import { kindOf, type MarkColumn } from './columns.ts'

/** What a teacher says of a column; null is unsaid. */
export interface ColumnDescription {
  label: string | null
  held_on: string | null
  form: string | null
  note: string | null
}

/** How long what is said of an assessment may be. */
export const columnTextLimits = { label: 60, form: 60, note: 500 } as const

/** Sets label, day, form and note of a column. The person may mark the book; a day lies in its academic year. */
export async function describeColumn(
  ctx: Context,
  key: BookKey,
  column: MarkColumn,
  described: ColumnDescription,
): Promise<BookColumn> {
  const tidy = {
    label: tidied(described.label),
    held_on: described.held_on,
    form: tidied(described.form),
    note: tidied(described.note),
  }
  const violations: Violation[] = Object.entries(columnTextLimits).flatMap(([path, limit]) =>
    (tidy[path as keyof typeof columnTextLimits]?.length ?? 0) > limit
      ? [{ path, message: 'gradebook.column_text_too_long', values: { limit } }]
      : [],
  )
  if (dayOutside(key, tidy.held_on))
    violations.push({ path: 'heldOn', message: 'gradebook.column_day_outside', values: { year: key.academic_year } })
  if (violations.length > 0) throw new Invalid(violations)
  return change(ctx, 'gradebook.describe_column', { school_id: key.school_id }, async (open) => {
    const book = await findBook(open, 'mark', key)
    if (!book.columns.some((it) => it.column === column))
      throw new Invalid({ path: 'column', message: 'gradebook.unknown_column' })
    const { kind, position } = kindOf(column)
    await sql`/* gradebook.describe_column */
      insert into assessment_column (school_id, academic_year, section_id, term, kind, position, label, held_on, form, note)
      values (${key.school_id}, ${key.academic_year}, ${key.section_id}, ${key.term}, ${kind}, ${position},
        ${tidy.label}, ${tidy.held_on}, ${tidy.form}, ${tidy.note})
      on conflict (school_id, academic_year, section_id, term, kind, position) do update set
        label = excluded.label, held_on = excluded.held_on, form = excluded.form, note = excluded.note`.execute(open.db)
    const after = await findBook(open, 'mark', key)
    return after.columns.find((it) => it.column === column)!
  })
}

/** Whether a day cannot be one of the book's academic year. */
export const dayOutside = ({ academic_year }: BookKey, day: string | null): boolean =>
  day !== null && (day < `${academic_year}-06-01` || day > `${academic_year + 1}-08-31`)

/** One line without what cannot be seen; null where nothing is left. */
export const tidied = (text: string | null): string | null =>
  text?.normalize('NFC').replaceAll('\u0000', '').replaceAll(/\s+/g, ' ').trim() || null
