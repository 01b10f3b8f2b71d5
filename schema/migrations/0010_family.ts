import { sql, type Kysely } from 'kysely'

/** When a parent or pupil last looked at a child's page, so that what is new can be marked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table child_visit (
      account_id uuid not null references account,
      child_id uuid not null references person,
      seen_at timestamptz not null,
      -- The visit before this one; null on the first.
      before timestamptz,
      primary key (account_id, child_id)
    );
    grant select, insert, update, delete on child_visit to truong_app;
  `.execute(db)
}
