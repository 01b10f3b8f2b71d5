import { sql, type Kysely } from 'kysely'

/** Secrets of the installation that nobody chooses and nothing shows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table server_secret (
      purpose text primary key,
      secret bytea not null check (length(secret) = 32)
    );
    -- What browsers keep on a device is sealed with secrets that follow from this one (docs/decisions, 11).
    insert into server_secret values
      ('device', sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
    grant select on server_secret to truong_app;
  `.execute(db)
}
