import { sql, type Kysely } from 'kysely'

/** Years whose history of marks stands in a file of its own; their books and results can be read and not written. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- A row says that the year is in the archive; bringing it back takes the row away.
    create table year_archive (
      academic_year smallint primary key references academic_year,
      archived_at timestamptz not null default now(),
      file_name text not null,
      -- Of the file as it lies on the disk, in hexadecimal.
      file_sha256 text not null check (length(file_sha256) = 64),
      rows bigint not null,
      -- How many changes have marks in the file, and the digest over what of them is still here: sealed with the trail.
      changes bigint not null,
      changes_sha256 text not null check (length(changes_sha256) = 64)
    );
    select protect('year_archive', '{academic_year}');
    grant select on year_archive to truong_app;

    -- The digest of a change without its marks, for the verifier of the trail while they are in the file.
    create table archived_change (
      change_id uuid primary key,
      academic_year smallint not null,
      digest bytea not null
    );
    grant select on archived_change to truong_app;

    create function refuse_year(year smallint) returns void language plpgsql as $f$
    begin
      raise exception 'the academic year % is in the archive', year using errcode = 'TR002', detail = year;
    end $f$;

    create function refuse_archived_rows() returns trigger language plpgsql set search_path = public as $f$
    declare found smallint;
    begin
      if tg_op <> 'INSERT' then
        select a.academic_year into found from old_rows o join year_archive a using (academic_year) limit 1;
      end if;
      if found is null and tg_op <> 'DELETE' then
        select a.academic_year into found from new_rows n join year_archive a using (academic_year) limit 1;
      end if;
      if found is not null then perform refuse_year(found); end if;
      return null;
    end $f$;

    do $$ declare name text; begin
      foreach name in array array['gradebook', 'assessment_column', 'attempt', 'unlock', 'exemption', 'absence', 'enrollment',
          'conduct', 'class_approval', 'term_result', 'subject_year_result', 'year_result', 'older_result'] loop
        execute format('create trigger archived_insert after insert on %I referencing new table as new_rows for each statement execute function refuse_archived_rows()', name);
        execute format('create trigger archived_update after update on %I referencing old table as old_rows new table as new_rows for each statement execute function refuse_archived_rows()', name);
        execute format('create trigger archived_delete after delete on %I referencing old table as old_rows for each statement execute function refuse_archived_rows()', name);
      end loop;
    end $$;

    -- Marks are too hot to be asked: only the partitions of an archived year carry a trigger.
    create function refuse_archived_row() returns trigger language plpgsql set search_path = public as $f$
    begin
      perform refuse_year(coalesce(new.academic_year, old.academic_year));
      return null;
    end $f$;
    create function close_year(year smallint) returns void language plpgsql set search_path = public as $f$
    declare parent text;
    begin
      foreach parent in array array['subject_result', 'mark_change'] loop
        execute format('create trigger archived before insert or update or delete on %I for each row execute function refuse_archived_row()', parent || '_' || year);
      end loop;
    end $f$;
    create function reopen_year(year smallint) returns void language plpgsql set search_path = public as $f$
    declare parent text;
    begin
      foreach parent in array array['subject_result', 'mark_change'] loop
        execute format('drop trigger archived on %I', parent || '_' || year);
      end loop;
    end $f$;
  `.execute(db)
}
