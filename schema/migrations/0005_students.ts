import { sql, type Kysely } from 'kysely'

/** The school's own record of its pupils, their guardians, enrollment and absences. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table student (
      school_id integer not null references unit,
      id uuid not null default uuidv7(),
      person_id uuid not null references person,
      code text not null,
      register_number text,
      full_name text not null check (length(full_name) between 1 and 100),
      rest_name text collate "vi-VN-x-icu" not null,
      given_name text collate "vi-VN-x-icu" not null,
      search_name text generated always as (fold_name(full_name)) stored,
      other_name text,
      sex smallint not null check (sex in (0, 1, 2)),
      birth_date date not null,
      birth_precision text not null default 'day' check (birth_precision in ('day', 'month', 'year')),
      birth_place text,
      ethnicity text not null default '01',
      religion text,
      nationality text not null default 'VN',
      residence text,
      residence_commune text,
      residence_province text,
      phone text,
      policy_groups text[] not null default '{}',
      poor_household text check (poor_household in ('poor', 'near_poor')),
      disability text,
      assessment_by_plan boolean not null default false,
      union_member text check (union_member in ('pioneer', 'youth_union')),
      note text,
      admitted_on date not null,
      -- The class of the enrollment that runs today; kept by the commands of enrollment, null after leaving.
      class_id integer,
      primary key (school_id, id)
    );
    create unique index student_code on student (school_id, code);
    create unique index student_register on student (school_id, register_number) where register_number is not null;
    create unique index student_person on student (school_id, person_id);
    -- A parent's and a pupil's own reading.
    create index student_of_person on student (person_id);
    -- The pupils of a school in Vietnamese order, by pages.
    create index student_order on student (school_id, given_name, rest_name, id);
    -- A class's pupils for those whose grant names classes.
    create index student_class on student (school_id, class_id);
    -- Search by the beginning of a code in the whole province.
    create index student_code_search on student (lower(code) text_pattern_ops);
    -- Search by a part of the name without diacritics.
    create index student_search on student using gin (search_name gin_trgm_ops);

    create table guardianship (
      school_id integer not null,
      id uuid not null default uuidv7(),
      student_id uuid not null,
      child_id uuid not null references person,
      person_id uuid not null references person,
      kind text not null check (kind in ('father', 'mother', 'guardian')),
      full_name text not null check (length(full_name) between 1 and 100),
      birth_year smallint,
      occupation text,
      phone text,
      identity_number text check (identity_number ~ '^[0-9]{12}$'),
      claimed_at timestamptz,
      valid_from date not null,
      valid_to date,
      end_reason text,
      primary key (school_id, id),
      foreign key (school_id, student_id) references student
    );
    -- The guardians of a pupil; the children of a guardian (reach at sign-in).
    create index guardianship_student on guardianship (school_id, student_id);
    create index guardianship_person on guardianship (person_id);
    create index guardianship_child on guardianship (child_id);

    create table enrollment (
      school_id integer not null,
      id uuid not null default uuidv7(),
      academic_year smallint not null,
      student_id uuid not null,
      person_id uuid not null,
      class_id integer not null,
      number smallint check (number > 0),
      starts_on date not null,
      ends_on date check (ends_on >= starts_on),
      status text not null default 'studying' check (status in ('studying', 'moved_class', 'transferred', 'left', 'deferred', 'completed')),
      end_reason text,
      repeating boolean not null default false,
      primary key (school_id, id),
      foreign key (school_id, student_id) references student,
      foreign key (school_id, class_id) references class,
      exclude using gist (school_id with =, student_id with =, academic_year with =, daterange(starts_on, ends_on, '[]') with &&)
    );
    -- A class's pupils by number; a number is used once in a class.
    create index enrollment_class on enrollment (school_id, class_id, number);
    create index enrollment_student on enrollment (school_id, student_id, academic_year);
    create index enrollment_person on enrollment (person_id);

    -- Pupils of a section that is not simply its class (electives, groups, several classes).
    create table section_member (
      school_id integer not null,
      section_id uuid not null,
      student_id uuid not null,
      person_id uuid not null,
      starts_on date not null,
      ends_on date,
      primary key (school_id, section_id, student_id),
      foreign key (school_id, section_id) references section,
      foreign key (school_id, student_id) references student
    );
    create index section_member_student on section_member (school_id, student_id);

    create table absence (
      school_id integer not null,
      academic_year smallint not null,
      student_id uuid not null,
      person_id uuid not null,
      class_id integer not null,
      month date not null check (extract(day from month) = 1),
      excused smallint not null default 0 check (excused between 0 and 31),
      unexcused smallint not null default 0 check (unexcused between 0 and 31),
      primary key (school_id, academic_year, student_id, month),
      foreign key (school_id, student_id) references student
    );
    create index absence_class on absence (school_id, class_id, month);
    create index absence_person on absence (person_id);

    -- An uploaded workbook: its sheets as read, its rows as judged, what a person decided about them, and what became of it.
    create table import_batch (
      school_id integer not null references unit,
      id uuid not null default uuidv7(),
      academic_year smallint not null,
      account_id uuid not null,
      account_name text not null,
      file_sha256 text not null,
      file_name text not null,
      state text not null default 'preview' check (state in ('preview', 'written', 'undone', 'discarded')),
      sheets jsonb not null default '[]',
      judged jsonb not null default '[]',
      decisions jsonb not null default '{}',
      change_id uuid,
      created_at timestamptz not null default now(),
      ended_at timestamptz,
      primary key (school_id, id)
    );
    -- What a school has imported in a year, newest first.
    create index import_batch_year on import_batch (school_id, academic_year, created_at desc);

    -- The history of one pupil's record, enrollment, guardians and absences.
    create index change_row_of_student on change_row ((coalesce(after, before) ->> case when table_name = 'student' then 'id' else 'student_id' end))
      where table_name in ('student', 'enrollment', 'guardianship', 'absence');

    select protect('student', '{school_id,id}'), protect('guardianship', '{school_id,id}'), protect('enrollment', '{school_id,id}'),
      protect('section_member', '{school_id,section_id,student_id}'), protect('absence', '{school_id,academic_year,student_id,month}'),
      fence('student'), fence('guardianship'), fence('enrollment'), fence('section_member'), fence('absence'), fence('import_batch');
    grant select, insert, update, delete on student, guardianship, enrollment, section_member, absence, import_batch to truong_app;
  `.execute(db)
}
