import { sql, type Kysely } from 'kysely'

/**
 * Each decision on a doubtful place of the law is a row of its own, with its instant: the later holds, and results that
 * were approved before it stay as they were.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table policy_reading add column decided_at timestamptz not null default now();
    alter table policy_reading drop constraint policy_reading_pkey;
    alter table policy_reading add primary key (name, valid_from, decided_at);
  `.execute(db)
}
