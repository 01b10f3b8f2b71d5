import { sql, type Kysely } from 'kysely'

/** When the trail was compared with its seals, and what was found. Only added to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table trail_check (
      id uuid primary key default uuidv7(),
      at timestamptz not null,
      seconds real not null,
      changes bigint not null,
      faults integer not null
    );
    create index trail_check_order on trail_check (at desc);
    grant select, insert on trail_check to truong_app;
  `.execute(db)
}
