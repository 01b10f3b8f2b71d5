import { sql, type Kysely } from 'kysely'

/** A second factor of an account (one-time codes by an app, RFC 6238), its recovery codes, and when a session was last proven. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table second_factor (
      account_id uuid primary key references account on delete cascade,
      -- Sealed with a key that follows from the installation's own secret.
      secret bytea not null,
      created_at timestamptz not null default now(),
      -- Null until the first code was right: only then is it asked for.
      confirmed_at timestamptz,
      -- The time step of the last code taken: none is taken twice.
      last_step bigint
    );
    create table recovery_code (
      account_id uuid not null references second_factor on delete cascade,
      code_hash bytea not null,
      used_at timestamptz,
      primary key (account_id, code_hash)
    );
    insert into server_secret (purpose, secret) values ('factor', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
    -- When password or factor were given last; acts with long consequences want it to be recent.
    alter table session add column proven_at timestamptz not null default now();
    grant select, insert, update, delete on second_factor, recovery_code to truong_app;
  `.execute(db)
}
