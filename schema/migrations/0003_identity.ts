import { sql, type Kysely } from 'kysely'

/** Persons, accounts, posts, sessions, and the codes by which an account is first opened. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Thin and province-wide; no list of names is made from it.
    create table person (
      id uuid primary key default uuidv7(),
      identity_number text unique check (identity_number ~ '^[0-9]{12}$'),
      lifelong_code text unique,
      alias_of uuid references person,
      access_version integer not null default 1
    );

    create table account (
      id uuid primary key default uuidv7(),
      person_id uuid not null unique references person,
      login text not null check (login = lower(login) and login ~ '^[a-z0-9][a-z0-9._@+-]{2,79}$'),
      display_name text not null check (length(display_name) between 1 and 200),
      password_hash text,
      state text not null default 'invited' check (state in ('invited', 'active', 'closed')),
      locale text not null default 'vi' check (locale in ('vi', 'en')),
      theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
      created_at timestamptz not null default now(),
      last_sign_in_at timestamptz,
      -- The unit that opened the account and may renew its password; null for a guardian's own account.
      unit_id integer references unit,
      given_name text collate "vi-VN-x-icu" not null generated always as (regexp_replace(display_name, '^.* ', '')) stored,
      rest_name text collate "vi-VN-x-icu" not null
        generated always as (case when display_name like '% %' then regexp_replace(display_name, ' [^ ]*$', '') else '' end) stored,
      search_name text not null generated always as (fold_name(display_name)) stored,
      unique (login)
    );

    create table session (
      token_hash bytea primary key,
      account_id uuid not null references account,
      created_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      expires_at timestamptz not null,
      address text,
      agent text,
      shared boolean not null default false
    );
    -- A person's own sessions; "sign out everywhere".
    create index session_account on session (account_id);

    -- Failed sign-ins of the last minutes, per account name and address; swept by the server.
    create table sign_in_failure (
      login text not null,
      address text not null,
      at timestamptz not null default now()
    );
    create index sign_in_failure_login on sign_in_failure (login, at);

    create table post (
      id uuid primary key default uuidv7(),
      person_id uuid not null references person,
      role text not null check (role in ('administrator', 'leader', 'officer', 'commune_officer', 'principal', 'vice_principal',
        'school_administrator', 'team_head', 'teacher', 'clerk', 'librarian', 'equipment_keeper', 'pupil', 'stand_in')),
      unit_id integer not null references unit,
      subject_ids smallint[],
      levels text[],
      valid_from date not null,
      valid_to date check (valid_to >= valid_from),
      expires_at timestamptz,
      reason text,
      granted_by uuid references account,
      granted_at timestamptz not null default now()
    );
    -- The posts of a person at sign-in.
    create index post_person on post (person_id);
    -- Who holds posts in a unit.
    create index post_unit on post (unit_id, role);

    -- A one-time code: first password, reset, or a guardian's slip. Only its hash is kept.
    create table invitation (
      code_hash bytea primary key,
      kind text not null check (kind in ('password', 'guardian', 'first_administrator')),
      account_id uuid references account,
      school_id integer,
      guardianship_id uuid,
      created_by uuid references account,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      tries smallint not null default 0,
      used_at timestamptz,
      revoked_at timestamptz
    );
    -- The open code of a guardian or an account.
    create index invitation_guardian on invitation (guardianship_id) where guardianship_id is not null;
    create index invitation_account on invitation (account_id) where account_id is not null;

    select protect('person', '{id}'), protect('account', '{id}', '{password_hash,given_name,rest_name,search_name}'), protect('post', '{id}'), protect('invitation', '{code_hash}', '{code_hash}');
    grant select, insert, update, delete on person, account, session, sign_in_failure, post, invitation to truong_app;

    create table notice (
      id uuid primary key default uuidv7(),
      person_id uuid not null references person,
      kind text not null,
      text_key text not null,
      "values" jsonb not null default '{}',
      link text,
      school_id integer,
      created_at timestamptz not null default now(),
      read_at timestamptz
    );
    -- A person's notices, newest first.
    create index notice_person on notice (person_id, created_at desc);
    grant select, insert, update, delete on notice to truong_app;
    grant usage on all sequences in schema public to truong_app;
  `.execute(db)
}
