import { sql, type Kysely } from 'kysely'

/** When a school was last reminded, for the list of schools that have not finished. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The newest reminder of each school.
    create index notice_reminder on notice (school_id, created_at desc) where kind = 'reminder';
  `.execute(db)
}
