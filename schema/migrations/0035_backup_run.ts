import { sql, type Kysely } from 'kysely'

/** When the installation was backed up, and when a backup was last restored for a trial. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table backup_run (
      id uuid primary key default uuidv7(),
      at timestamptz not null,
      -- 'backup', or 'trial': a backup was restored into a database of its own and compared.
      kind text not null check (kind in ('backup', 'trial')),
      file_name text,
      seconds real not null,
      bytes bigint,
      rows bigint,
      files integer,
      -- What went wrong; null where all is well.
      error text
    );
    create index backup_run_order on backup_run (kind, at desc);
    grant select on backup_run to truong_app;
  `.execute(db)
}
