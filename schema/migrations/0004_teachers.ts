import { sql, type Kysely } from 'kysely'

/** The school's own record of its staff, and who teaches which section or leads which class. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table staff (
      school_id integer not null references unit,
      id uuid not null default uuidv7(),
      person_id uuid not null references person,
      code text,
      full_name text not null check (length(full_name) between 1 and 100),
      rest_name text collate "vi-VN-x-icu" not null,
      given_name text collate "vi-VN-x-icu" not null,
      search_name text generated always as (fold_name(full_name)) stored,
      sex smallint not null default 0 check (sex in (0, 1, 2)),
      birth_date date,
      phone text,
      email text,
      team text,
      subject_ids smallint[] not null default '{}',
      started_on date not null,
      left_on date,
      primary key (school_id, id)
    );
    create unique index staff_person on staff (school_id, person_id);
    create unique index staff_code on staff (school_id, code) where code is not null;
    -- The staff of a school in Vietnamese order.
    create index staff_order on staff (school_id, given_name, rest_name, id);
    create index staff_of_person on staff (person_id);

    create table assignment (
      school_id integer not null,
      id uuid not null default uuidv7(),
      academic_year smallint not null,
      kind text not null check (kind in ('section', 'homeroom')),
      section_id uuid,
      class_id integer,
      person_id uuid not null,
      strand text,
      answers boolean not null default true,
      substitute_for uuid,
      valid_from date not null,
      valid_to date check (valid_to >= valid_from),
      primary key (school_id, id),
      foreign key (school_id, section_id) references section,
      foreign key (school_id, class_id) references class,
      foreign key (school_id, person_id) references staff (school_id, person_id),
      check ((kind = 'section') = (section_id is not null)),
      check ((kind = 'homeroom') = (class_id is not null)),
      -- One person answers for a section's marks, and one leads a class, on any day; a stand-in stands beside.
      exclude using gist (school_id with =, section_id with =, daterange(valid_from, valid_to, '[]') with &&) where (kind = 'section' and answers and substitute_for is null),
      exclude using gist (school_id with =, class_id with =, daterange(valid_from, valid_to, '[]') with &&) where (kind = 'homeroom' and substitute_for is null)
    );
    -- What a person teaches (reach at sign-in).
    create index assignment_person on assignment (person_id);
    create index assignment_section on assignment (school_id, section_id);
    create index assignment_class on assignment (school_id, class_id);

    select protect('staff', '{school_id,id}'), protect('assignment', '{school_id,id}'), fence('staff'), fence('assignment');
    grant select, insert, update, delete on staff, assignment to truong_app;
  `.execute(db)
}
