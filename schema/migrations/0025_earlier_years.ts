import { sql, type Kysely } from 'kysely'

/** What was before a pupil came: results of earlier years at other schools; and the class that a pupil left last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Facts as they stand in the papers of another school (Circular 22/2021, Điều 8, 9, 12, 15; in grades 1 to 5 Circular 27/2020, Điều 9): never computed again.
    create table carried_result (
      school_id integer not null,
      academic_year smallint not null,
      student_id uuid not null,
      person_id uuid not null references person,
      grade smallint not null check (grade between 1 and 12),
      class_name text check (length(class_name) between 1 and 20),
      school_name text check (length(school_name) between 1 and 200),
      level smallint not null check (level between 1 and 4),
      conduct smallint check (conduct between 1 and 4),
      absences smallint check (absences between 0 and 300),
      outcome text not null check (outcome in ('promoted', 'completed', 'summer_training', 'reassessment', 'reassessment_and_training', 'retained')),
      title text check (title in ('excellent', 'good')),
      -- [{"subject_id": 2, "average": 85, "passed": null}] in tenths.
      subjects jsonb not null default '[]',
      -- How it came here: a file of the school.
      source text not null check (source in ('file')),
      recorded_by uuid references account,
      recorded_at timestamptz not null,
      primary key (school_id, academic_year, student_id),
      foreign key (school_id, student_id) references student
    );
    -- A parent's own reading.
    create index carried_result_person on carried_result (person_id);
    select protect('carried_result', '{school_id,academic_year,student_id}'), fence('carried_result');
    grant select, insert, update, delete on carried_result to truong_app;

    -- The class that a pupil left last: its homeroom teacher goes on reading the record while leading that class.
    alter table student add column left_class_id integer, add foreign key (school_id, left_class_id) references class;
    update student st set left_class_id = e.class_id
    from (select distinct on (school_id, student_id) school_id, student_id, class_id from enrollment
      where status in ('moved_class', 'transferred', 'left', 'deferred') and ends_on is not null
      order by school_id, student_id, ends_on desc, starts_on desc) e
    where e.school_id = st.school_id and e.student_id = st.id;
    create index student_left_class on student (school_id, left_class_id) where left_class_id is not null;
  `.execute(db)
}
