import { sql, type Kysely } from 'kysely'

/** Accounts as the province's own identity provider knows them (OpenID Connect), and sessions for whose second factor it vouched. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table provider_identity (
      issuer text not null,
      -- "sub": never given anew to somebody else (OpenID Connect Core 1.0, 2).
      subject text not null,
      account_id uuid not null references account on delete cascade,
      connected_at timestamptz not null default now(),
      used_at timestamptz,
      primary key (issuer, subject),
      unique (account_id, issuer)
    );
    alter table session add column factor_vouched boolean not null default false;
    grant select, insert, update, delete on provider_identity to truong_app;
  `.execute(db)
}
