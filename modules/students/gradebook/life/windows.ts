import { sql } from 'kysely'
import { may } from '../../../../platform/ability.ts'
import { change } from '../../../../platform/change.ts'
import type { Context } from '../../../../platform/context.ts'
import { Invalid, NotFound } from '../../../../platform/errors.ts'
import type { AssessmentKind } from '../tables.ts'

/** When a kind of column may be entered, for a school, a grade, a subject. Closing needs no work: it is a day. */
export interface EntryWindow {
  school_id: number
  id: string
  academic_year: number
  term: 1 | 2
  grade: number | null
  subject_id: number | null
  kind: AssessmentKind | null
  opens_on: string
  closes_on: string
}

/** Sets the window of a school, grade, subject and kind; one that stands for the same takes the new days. */
export async function setEntryWindow(ctx: Context, window: Omit<EntryWindow, 'id'>): Promise<EntryWindow> {
  const { school_id, academic_year, term, grade, subject_id, kind, opens_on, closes_on } = window
  mayOpen(ctx, school_id, academic_year)
  if (closes_on < opens_on) throw new Invalid({ path: 'closesOn', message: 'book.window_ends_before' })
  return change(ctx, 'gradebook.set_window', { school_id }, async ({ db }) => {
    const { rows } = await sql<EntryWindow>`/* books.window_set */
      update entry_window set opens_on = ${opens_on}, closes_on = ${closes_on}
      where school_id = ${school_id} and academic_year = ${academic_year} and term = ${term} and grade is not distinct from ${grade}::smallint
        and subject_id is not distinct from ${subject_id}::smallint and kind is not distinct from ${kind}::text
      returning *`.execute(db)
    if (rows[0]) return rows[0]
    const { rows: added } = await sql<EntryWindow>`/* books.window_add */
      insert into entry_window (school_id, academic_year, term, grade, subject_id, kind, opens_on, closes_on)
      values (${school_id}, ${academic_year}, ${term}, ${grade}, ${subject_id}, ${kind}, ${opens_on}, ${closes_on}) returning *`.execute(
      db,
    )
    return added[0]!
  })
}

/** Removes a window: the next wider one holds, or none. */
export async function removeEntryWindow(ctx: Context, school_id: number, id: string): Promise<void> {
  mayOpen(ctx, school_id)
  await change(ctx, 'gradebook.remove_window', { school_id }, async ({ db }) => {
    const { numAffectedRows } =
      await sql`/* books.window_remove */ delete from entry_window where school_id = ${school_id} and id = ${id}`.execute(
        db,
      )
    if (!numAffectedRows) throw new NotFound('EntryWindow')
  })
}

function mayOpen({ ability }: Context, school_id: number, academic_year?: number): void {
  const row = academic_year === undefined ? { school_id } : { school_id, academic_year }
  if (!may(ability, 'lock', 'Gradebook', row)) throw new NotFound('EntryWindow')
}
