import { sql, type Kysely } from 'kysely'

/** What the sở has published for everybody to read: figures as they were approved, whole and frozen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table publication (
      id uuid primary key default uuidv7(),
      kind text not null check (kind in ('yearbook')),
      body jsonb not null,
      published_at timestamptz not null,
      published_by uuid not null references account,
      ended_at timestamptz,
      ended_by uuid references account
    );
    -- The one that stands.
    create unique index publication_standing on publication (kind) where ended_at is null;
    select protect('publication', '{id}');
    grant select, insert, update on publication to truong_app;
  `.execute(db)
}
