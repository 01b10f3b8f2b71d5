import { sql, type Kysely } from 'kysely'

/** Tokens with which a machine asks in place of a browser, their use, and which of them made a change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table api_token (
      id uuid primary key default uuidv7(),
      token_hash bytea not null unique,
      -- The start of the token, by which people tell one from another.
      prefix text not null,
      name text not null check (length(name) between 1 and 80),
      -- Who made it, and the post whose grants it has, narrowed to a unit: with either it ends.
      account_id uuid not null references account,
      post_id uuid not null references post,
      unit_id integer not null references unit,
      read_only boolean not null,
      per_minute smallint not null check (per_minute between 1 and 600),
      created_at timestamptz not null default now(),
      last_day date not null check (last_day <= created_at::date + 367),
      revoked_at timestamptz
    );
    -- The tokens of a unit.
    create index api_token_unit on api_token (unit_id);
    -- One row for each token: how often it asked in the running minute, and when and whence first in it.
    create table api_token_use (
      token_id uuid primary key references api_token,
      minute timestamptz not null,
      requests integer not null,
      used_at timestamptz not null,
      address text
    );
    alter table change add column token_id uuid;
    select protect('api_token', '{id}', '{token_hash}');
    grant select, insert, update on api_token, api_token_use to truong_app;
  `.execute(db)
}
