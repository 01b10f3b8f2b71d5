import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

/** Drops the cached rights of persons: whoever changes posts, assignments or guardianships calls it in the same transaction. */
export async function raiseAccess(db: Db, person_ids: readonly string[]): Promise<void> {
  if (person_ids.length === 0) return
  await sql`/* identity.raise_access */ update person set access_version = access_version + 1 where id = any(${person_ids}::uuid[])`.execute(
    db,
  )
}
