import { sql, type Kysely } from 'kysely'

/** How many pupils' sensitive fields an account has read in a school on a day: what many readings come to stands in the trail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table reading_tally (
      unit_id integer not null references unit,
      account_id uuid not null references account on delete cascade,
      day date not null,
      records integer not null,
      primary key (unit_id, account_id, day)
    );
    create index reading_tally_account on reading_tally (account_id, day);
    grant select, insert, update, delete on reading_tally to truong_app;
  `.execute(db)
}
