import type { Db } from '../../platform/database.ts'
import { verifyTrail, type Verdict } from './seal.ts'

/**
 * Compares the whole trail with its seals, and with last seals that were kept elsewhere (unit to the start of a code), and
 * notes when that was and how much was not as it should be, for the administrators' page.
 */
export async function checkTrail(
  db: Db,
  kept: readonly (readonly [unit_id: number, code: string])[],
): Promise<Verdict & { changed: number[] }> {
  const begun = performance.now()
  const verdict = await verifyTrail(db)
  const changed = kept.flatMap(([unit, code]) => (code && verdict.heads.get(unit)?.startsWith(code) ? [] : [unit]))
  await db
    .insertInto('trail_check')
    .values({
      at: new Date(),
      seconds: (performance.now() - begun) / 1000,
      changes: verdict.changes,
      faults: verdict.faults.length + changed.length,
    })
    .execute()
  return { ...verdict, changed }
}
