import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'

/**
 * Takes the approval of classes back to "submitted" because something under it changed: a mark, a missed test, an
 * exemption, conduct. The year rests on both terms. The trail keeps who had approved and published; parents see no level
 * until it is approved and published anew. One short statement where nothing was approved.
 */
export async function reopenResults(
  { db, now }: Changing,
  { school_id, academic_year, term }: { school_id: number; academic_year: number; term: 0 | 1 | 2 },
  class_ids: readonly number[],
): Promise<void> {
  if (class_ids.length === 0) return
  const classes = [...new Set(class_ids)]
  // Waits for an approval that is being written, so that it cannot rest on the marks of before.
  const { rows } = await sql<{ state: string }>`/* results.standing */
    select state from class_approval
    where school_id = ${school_id} and academic_year = ${academic_year} and class_id = any(${classes}::integer[]) and term in (0, ${term})
    order by class_id, term for no key update`.execute(db)
  if (!rows.some(({ state }) => state === 'approved' || state === 'published')) return
  await sql`/* results.reopen */
    update class_approval set state = 'submitted', approved_at = null, approved_by = null, published_at = null, published_by = null, reopened_at = ${now}
    where school_id = ${school_id} and academic_year = ${academic_year} and class_id = any(${classes}::integer[])
      and term in (0, ${term}) and state in ('approved', 'published')`.execute(db)
}
