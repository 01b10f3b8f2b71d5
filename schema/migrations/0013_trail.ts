import { sql, type Kysely } from 'kysely'

/** The trail as it is read: by record, verb, day and by what took a change back; and the seals that chain it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The records that a line concerns: its own, and the pupil, person, section, class and unit that it names.
    create function trail_records(table_name text, image jsonb) returns text[] language sql immutable parallel safe as
      $f$ select array_remove(array[
        case when table_name in ('student', 'staff', 'section', 'account') then image ->> 'id'
          when table_name in ('class', 'unit') then table_name || ':' || (image ->> 'id') end,
        image ->> 'student_id', image ->> 'person_id', image ->> 'section_id',
        'class:' || (image ->> 'class_id'), 'unit:' || (image ->> 'unit_id')], null) $f$;
    -- What was changed of a record: the history of a pupil, the search of the trail.
    create index change_row_records on change_row using gin (trail_records(table_name, coalesce(after, before)));
    -- A change by its id alone, and what is not sealed yet.
    create index change_id on change (id);
    -- Everything in reach of the province, newest first.
    create index change_at on change (at desc, id desc);
    -- One kind of change, newest first.
    create index change_verb on change (verb, at desc);
    -- What took a change back.
    create index change_reverts on change (reverts) where reverts is not null;

    -- A seal covers a unit's changes up to an id and carries the digest of the seal before it; unit 0 is the province's own.
    create table trail_seal (
      unit_id integer not null,
      number integer not null check (number >= 1),
      to_id uuid not null,
      change_ids uuid[] not null,
      digests bytea[] not null,
      digest bytea not null,
      sealed_at timestamptz not null default now(),
      primary key (unit_id, number)
    );
    -- Up to where all is sealed, and the seals of one run.
    create index trail_seal_to on trail_seal (to_id);
    grant select, insert on trail_seal to truong_app;
  `.execute(db)
}
