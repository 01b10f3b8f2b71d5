import { sql, type Kysely } from 'kysely'

/** What the recount of random sums found different from the records. Empty as long as all is right. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sum_fault (
      school_id integer not null references unit,
      id uuid not null default uuidv7(),
      academic_year smallint not null,
      -- The table of sums, and the part of it: a term, a section.
      sums text not null,
      part text not null,
      stored jsonb not null,
      counted jsonb not null,
      at timestamptz not null default now(),
      primary key (school_id, id)
    );
    create index sum_fault_order on sum_fault (at);
    select fence('sum_fault');
    grant select, insert on sum_fault to truong_app;
  `.execute(db)
}
