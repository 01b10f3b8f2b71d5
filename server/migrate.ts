import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { Pool } from 'pg'
import { migrations } from '../schema/migrations/all.ts'

/**
 * Brings the database at the owner's address to the newest schema, or to the one after the migration `upTo`; each migration
 * in its own transaction. Throws the first error.
 */
export async function migrate(ownerUrl: string, upTo?: string): Promise<string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString: ownerUrl, max: 1 }) }),
  })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    if (upTo && !(upTo in migrations)) throw new Error(`The schema is newer than this program: ${upTo} is not known.`)
    const { error, results = [] } = await (upTo ? migrator.migrateTo(upTo) : migrator.migrateToLatest())
    if (error) throw error
    return results.filter((result) => result.status === 'Success').map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}
