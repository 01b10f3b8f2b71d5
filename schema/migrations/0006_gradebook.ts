import { sql, type Kysely } from 'kysely'

/** Marks, their history, columns, the life of a book, and the sums of a section. Marks are integers in tenths. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table gradebook (
      school_id integer not null,
      academic_year smallint not null,
      section_id uuid not null,
      term smallint not null check (term in (1, 2)),
      state text not null default 'open' check (state in ('open', 'submitted', 'checked', 'locked')),
      submitted_at timestamptz,
      submitted_by uuid,
      checked_at timestamptz,
      checked_by uuid,
      locked_at timestamptz,
      locked_by uuid,
      primary key (school_id, academic_year, section_id, term),
      foreign key (school_id, section_id) references section
    );

    -- When a kind of column may be entered: the narrowest matching row decides (section's grade and subject before the school's).
    create table entry_window (
      school_id integer not null references unit,
      id uuid not null default uuidv7(),
      academic_year smallint not null,
      term smallint not null check (term in (1, 2)),
      grade smallint,
      subject_id smallint references subject,
      kind text check (kind in ('regular', 'midterm', 'final')),
      opens_on date not null,
      closes_on date not null check (closes_on >= opens_on),
      primary key (school_id, id)
    );
    create index entry_window_term on entry_window (school_id, academic_year, term);

    create table unlock (
      school_id integer not null,
      id uuid not null default uuidv7(),
      academic_year smallint not null,
      section_id uuid not null,
      term smallint not null,
      kind text check (kind in ('regular', 'midterm', 'final')),
      position smallint,
      until timestamptz not null,
      reason text not null check (length(trim(reason)) >= 5),
      granted_by uuid not null,
      granted_at timestamptz not null default now(),
      ended_at timestamptz,
      primary key (school_id, id),
      foreign key (school_id, section_id) references section
    );
    create index unlock_section on unlock (school_id, academic_year, section_id, term);

    create table assessment_column (
      school_id integer not null,
      academic_year smallint not null,
      section_id uuid not null,
      term smallint not null check (term in (1, 2)),
      kind text not null check (kind in ('regular', 'midterm', 'final')),
      position smallint not null check (position between 1 and 8),
      label text,
      held_on date,
      form text,
      note text,
      locked_at timestamptz,
      locked_by uuid,
      published_at timestamptz,
      published_by uuid,
      primary key (school_id, academic_year, section_id, term, kind, position),
      foreign key (school_id, section_id) references section,
      check (kind = 'regular' or position = 1)
    );

    create table subject_result (
      school_id integer not null,
      academic_year smallint not null,
      student_id uuid not null,
      section_id uuid not null,
      term smallint not null check (term in (1, 2)),
      class_id integer not null,
      person_id uuid not null,
      -- A regular mark of -1 notes that the pupil was absent: still missing, no zero rule.
      regular_1 smallint check (regular_1 between -1 and 100),
      regular_2 smallint check (regular_2 between -1 and 100),
      regular_3 smallint check (regular_3 between -1 and 100),
      regular_4 smallint check (regular_4 between -1 and 100),
      regular_5 smallint check (regular_5 between -1 and 100),
      regular_6 smallint check (regular_6 between -1 and 100),
      regular_7 smallint check (regular_7 between -1 and 100),
      regular_8 smallint check (regular_8 between -1 and 100),
      midterm smallint check (midterm between 0 and 100),
      final smallint check (final between 0 and 100),
      midterm_state text not null default 'none' check (midterm_state in ('none', 'pending', 'made_up', 'zero_by_rule')),
      final_state text not null default 'none' check (final_state in ('none', 'pending', 'made_up', 'zero_by_rule')),
      exempt boolean not null default false,
      comment text check (length(comment) <= 2000),
      average smallint check (average between 0 and 100),
      passed boolean,
      missing smallint not null default 0,
      rule_version text not null,
      primary key (school_id, academic_year, student_id, section_id, term)
    ) partition by list (academic_year);
    -- A section's book in one term (the grid).
    create index subject_result_section on subject_result (school_id, academic_year, section_id, term);
    -- A class's results over all subjects.
    create index subject_result_class on subject_result (school_id, academic_year, class_id, term);
    -- A parent's and a pupil's own reading.
    create index subject_result_person on subject_result (person_id, academic_year);

    -- The compact history of marks: one row per changed cell, written in the same statement as the mark.
    create table mark_change (
      school_id integer not null,
      academic_year smallint not null,
      section_id uuid not null,
      student_id uuid not null,
      person_id uuid not null,
      term smallint not null,
      "column" text not null,
      position integer generated always as identity,
      before text,
      after text,
      at timestamptz not null default now(),
      account_id uuid,
      account_name text not null,
      change_id uuid not null,
      source text not null default 'typed',
      reason text,
      locked boolean not null default false,
      published boolean not null default false,
      primary key (school_id, academic_year, section_id, student_id, term, "column", position)
    ) partition by list (academic_year);
    -- What changed since a date in a school (the principal's list of late changes).
    create index mark_change_school on mark_change (school_id, at desc);
    -- What changed for a child (the parent's "corrected from … to …").
    create index mark_change_person on mark_change (person_id, at desc);

    -- The remembered answer of a save, so that a repetition answers the same and writes nothing.
    create table grade_save (
      school_id integer not null,
      academic_year smallint not null,
      id uuid not null,
      account_id uuid not null,
      section_id uuid not null,
      term smallint not null,
      answer jsonb not null,
      change_id uuid not null,
      at timestamptz not null default now(),
      primary key (school_id, academic_year, id)
    );

    -- Results beyond the recorded number: attempts from which the teacher chooses.
    create table attempt (
      school_id integer not null,
      id uuid not null default uuidv7(),
      academic_year smallint not null,
      section_id uuid not null,
      student_id uuid not null,
      person_id uuid not null,
      term smallint not null,
      kind text not null check (kind in ('regular', 'midterm', 'final')),
      value smallint not null check (value between 0 and 100),
      held_on date,
      note text,
      primary key (school_id, id),
      foreign key (school_id, section_id) references section
    );
    create index attempt_section on attempt (school_id, academic_year, section_id, term);

    create table comment_phrase (
      school_id integer not null references unit,
      id uuid not null default uuidv7(),
      person_id uuid not null,
      subject_id smallint,
      text text not null check (length(text) between 1 and 500),
      position smallint not null default 0,
      primary key (school_id, id)
    );
    create index comment_phrase_person on comment_phrase (school_id, person_id);

    -- How a school lets its teachers type; no row means as printed: a comma or a point before the decimal.
    create table gradebook_setting (
      school_id integer primary key references unit,
      tenths_without_comma boolean not null default false
    );

    -- Sums of a section's book by sex: counts per tenth (mean, median, quartiles and any threshold exactly) and progress of entry.
    create table section_tally (
      school_id integer not null,
      academic_year smallint not null,
      section_id uuid not null,
      term smallint not null,
      sex smallint not null,
      class_id integer,
      grade smallint not null,
      subject_id smallint not null,
      state text not null default 'open',
      pupils smallint not null default 0,
      exempt smallint not null default 0,
      regular_due smallint not null default 0,
      regular_entered smallint[] not null default '{0,0,0,0,0,0,0,0}',
      midterm_entered smallint not null default 0,
      final_entered smallint not null default 0,
      complete smallint not null default 0,
      passed smallint not null default 0,
      failed smallint not null default 0,
      averages smallint[] not null default array_fill(0::smallint, '{101}'),
      midterms smallint[] not null default array_fill(0::smallint, '{101}'),
      finals smallint[] not null default array_fill(0::smallint, '{101}'),
      primary key (school_id, academic_year, section_id, term, sex)
    );
    -- A year's sums over many schools.
    create index section_tally_year on section_tally (academic_year, term, school_id);

    create function ensure_year(year smallint) returns void language plpgsql security definer set search_path = public as $f$
    declare parent text;
    begin
      foreach parent in array array['subject_result', 'mark_change'] loop
        execute format('create table if not exists %I partition of %I for values in (%s)', parent || '_' || year, parent, year);
      end loop;
    end $f$;
    select ensure_year(y::smallint) from generate_series(2023, 2027) y;

    select protect('gradebook', '{school_id,academic_year,section_id,term}'), protect('entry_window', '{school_id,id}'), protect('unlock', '{school_id,id}'),
      protect('assessment_column', '{school_id,academic_year,section_id,term,kind,position}'), protect('attempt', '{school_id,id}'), protect('comment_phrase', '{school_id,id}'),
      protect('gradebook_setting', '{school_id}');
    select fence('gradebook'), fence('entry_window'), fence('unlock'), fence('assessment_column'), fence('subject_result'), fence('mark_change'),
      fence('grade_save'), fence('attempt'), fence('comment_phrase'), fence('gradebook_setting'), fence('section_tally');
    grant select, insert, update, delete on gradebook, entry_window, unlock, assessment_column, subject_result, grade_save, attempt, comment_phrase, gradebook_setting, section_tally to truong_app;
    grant select, insert on mark_change to truong_app;
    grant execute on function ensure_year to truong_app;
    grant usage on all sequences in schema public to truong_app;
  `.execute(db)
}
