import { sql, type Kysely } from 'kysely'

/** A job that takes out the data of many persons waits until a second person has released it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table job drop constraint job_state_check;
    alter table job add constraint job_state_check
      check (state in ('held', 'refused', 'waiting', 'running', 'done', 'failed', 'cancelled'));
    -- How many persons' data the file will hold; null for work that takes nothing out.
    alter table job add column persons integer;
    -- Why it is wanted, and who released or refused it, when and why.
    alter table job add column reason text;
    alter table job add column decided_by uuid;
    alter table job add column decided_at timestamptz;
    alter table job add column decision_reason text;
    create index job_held on job (school_id, created_at) where state = 'held';
  `.execute(db)
}
