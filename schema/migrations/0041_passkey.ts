import { sql, type Kysely } from 'kysely'

/** Passkeys of an account (WebAuthn level 3), vouchers that are spent, and recovery codes that stand for any second factor. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table passkey (
      -- The credential's own id, as the authenticator made it.
      id bytea primary key,
      account_id uuid not null references account on delete cascade,
      -- COSE_Key; a copy of it opens nothing.
      public_key bytea not null,
      -- Of authenticators that count: a number that does not grow tells a copy.
      counter bigint not null,
      transports text[] not null,
      name text not null check (length(name) between 1 and 60),
      -- Whether the owner's devices share it.
      synced boolean not null,
      created_at timestamptz not null default now(),
      used_at timestamptz
    );
    create index passkey_account on passkey (account_id);
    create table spent_voucher (
      voucher bytea primary key,
      expires_at timestamptz not null
    );
    create index spent_voucher_order on spent_voucher (expires_at);
    alter table recovery_code drop constraint recovery_code_account_id_fkey;
    alter table recovery_code add constraint recovery_code_account_id_fkey
      foreign key (account_id) references account on delete cascade;
    insert into server_secret (purpose, secret) values ('voucher', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
    grant select, insert, update, delete on passkey to truong_app;
    grant select, insert, delete on spent_voucher to truong_app;
  `.execute(db)
}
