import { sql, type Kysely } from 'kysely'

/**
 * What every module stands on: name folding, the application's role, the trail of changes, jobs and files.
 * The application connects as `truong_app`, which owns nothing and can only add to the trail.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create extension if not exists unaccent;
    create extension if not exists pg_trgm;
    create extension if not exists btree_gist;

    do $$ begin
      if not exists (select from pg_roles where rolname = 'truong_app') then
        create role truong_app login nosuperuser nobypassrls;
      end if;
    end $$;

    -- Search form of a name: no diacritics, lower case, one space between words.
    create function fold_name(name text) returns text language sql immutable parallel safe strict as
      $f$ select lower(public.unaccent('public.unaccent'::regdictionary, regexp_replace(normalize(trim(name), NFC), '\s+', ' ', 'g'))) $f$;

    -- The academic year to which an instant belongs (it turns on 1 August): the partition key of the trail.
    create function academic_year_of(at timestamptz) returns smallint language sql immutable as
      $f$ select extract(year from (at at time zone 'Asia/Ho_Chi_Minh') - interval '7 months')::smallint $f$;

    create table change (
      academic_year smallint not null default academic_year_of(now()),
      id uuid not null default uuidv7(),
      at timestamptz not null default now(),
      verb text not null,
      account_id uuid,
      role text,
      post_id uuid,
      on_behalf_of integer,
      school_id integer,
      address text,
      request_id text,
      batch_id uuid,
      reason text,
      reverts uuid,
      primary key (academic_year, id)
    ) partition by list (academic_year);
    create table change_default partition of change default;
    -- "All changes of a school since a date", newest first.
    create index change_school on change (school_id, at desc);
    -- "What did this account do", newest first.
    create index change_account on change (account_id, at desc);

    create table change_row (
      academic_year smallint not null,
      change_id uuid not null,
      position integer generated always as identity,
      table_name text not null,
      school_id integer,
      before jsonb,
      after jsonb,
      primary key (academic_year, change_id, position)
    ) partition by list (academic_year);
    create table change_row_default partition of change_row default;

    -- Makes a table protected: each statement writes before and after of its rows to the trail.
    -- key: the primary key's columns; hidden: columns whose content never enters the trail (hashes).
    create function protect(target regclass, key text[], hidden text[] default '{}') returns void language plpgsql as $f$
    declare
      name text := target::text;
      has_school boolean := exists (select from pg_attribute where attrelid = target and attname = 'school_id' and not attisdropped);
      joined text := (select string_agg(format('o.%1$I = n.%1$I', k), ' and ') from unnest(key) k);
      school text := case when has_school then 'coalesce(n.school_id, o.school_id)' else 'null::integer' end;
    begin
      execute format($t$
        create function %1$I() returns trigger language plpgsql as $b$
        -- A table may have a column of the same name as a variable (academic_year has "year").
        #variable_conflict use_variable
        declare
          change uuid := nullif(current_setting('truong.change', true), '')::uuid;
          year smallint := nullif(current_setting('truong.change_year', true), '')::smallint;
        begin
          if change is null then
            if session_user <> 'truong_app' then return null; end if;
            raise exception 'a change of %2$s outside a change';
          end if;
          if tg_op = 'INSERT' then
            insert into change_row (academic_year, change_id, table_name, school_id, after)
              select year, change, %2$L, %3$s, to_jsonb(n) - %4$L::text[] from new_rows n;
          elsif tg_op = 'DELETE' then
            insert into change_row (academic_year, change_id, table_name, school_id, before)
              select year, change, %2$L, %5$s, to_jsonb(o) - %4$L::text[] from old_rows o;
          else
            insert into change_row (academic_year, change_id, table_name, school_id, before, after)
              select year, change, %2$L, %6$s, to_jsonb(o) - %4$L::text[], to_jsonb(n) - %4$L::text[]
              from old_rows o full join new_rows n on %7$s where o is distinct from n;
          end if;
          return null;
        end $b$ $t$,
        'trail_' || name, name,
        case when has_school then 'n.school_id' else 'null::integer' end, hidden,
        case when has_school then 'o.school_id' else 'null::integer' end, school, joined);
      execute format('create trigger trail_insert after insert on %1$s referencing new table as new_rows for each statement execute function %2$I()', name, 'trail_' || name);
      execute format('create trigger trail_update after update on %1$s referencing old table as old_rows new table as new_rows for each statement execute function %2$I()', name, 'trail_' || name);
      execute format('create trigger trail_delete after delete on %1$s referencing old table as old_rows for each statement execute function %2$I()', name, 'trail_' || name);
    end $f$;

    -- The second fence: the application writes rows of a school only inside a change that was opened for that school.
    create function may_write(school integer) returns boolean language sql stable as
      $f$ select current_setting('truong.schools', true) = '*'
            or school = any (string_to_array(nullif(current_setting('truong.schools', true), ''), ',')::integer[]) $f$;
    create function fence(target regclass) returns void language plpgsql as $f$
    begin
      execute format('alter table %s enable row level security', target);
      execute format('create policy read on %s for select to truong_app using (true)', target);
      execute format('create policy add on %s for insert to truong_app with check (may_write(school_id))', target);
      execute format('create policy alter on %s for update to truong_app using (may_write(school_id)) with check (may_write(school_id))', target);
      execute format('create policy remove on %s for delete to truong_app using (may_write(school_id))', target);
    end $f$;

    create table file (
      sha256 text primary key,
      size bigint not null,
      created_at timestamptz not null default now()
    );

    create table job (
      id uuid primary key default uuidv7(),
      kind text not null,
      account_id uuid,
      post_id uuid,
      school_id integer,
      input jsonb not null default '{}',
      state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
      done integer not null default 0,
      total integer,
      result jsonb,
      error_id text,
      created_at timestamptz not null default now(),
      run_at timestamptz not null default now(),
      started_at timestamptz,
      beat_at timestamptz,
      finished_at timestamptz,
      expires_at timestamptz not null default now() + interval '7 days',
      attempts smallint not null default 0
    );
    -- The next job to run.
    create index job_next on job (run_at) where state = 'waiting';
    -- A person's own jobs, newest first.
    create index job_account on job (account_id, created_at desc);

    create table setting (
      name text primary key,
      value jsonb not null
    );
    select protect('setting', '{name}');

    grant usage on schema public to truong_app;
    grant select, insert on change, change_row to truong_app;
    grant select, insert, update, delete on file, job, setting to truong_app;
    grant usage on all sequences in schema public to truong_app;
  `.execute(db)
}
