import { sql, type Kysely } from 'kysely'

/** Results under the circulars before 22/2021, copied from the paper on which they were printed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Facts in the words of their own circular (Circular 58/2011, Điều 4, 13, 15 to 18): never computed again, never turned into levels of today.
    create table older_result (
      school_id integer not null,
      academic_year smallint not null,
      student_id uuid not null,
      term smallint not null check (term in (0, 1, 2)),
      class_id integer not null,
      person_id uuid not null references person,
      scheme text not null check (scheme in ('circular-58-2011', 'circular-26-2020')),
      average smallint check (average between 0 and 100),
      learning text not null check (learning in ('excellent', 'fair', 'average', 'weak', 'poor')),
      conduct text not null check (conduct in ('good', 'fair', 'average', 'weak')),
      learning_after text check (learning_after in ('excellent', 'fair', 'average', 'weak', 'poor')),
      conduct_after text check (conduct_after in ('good', 'fair', 'average', 'weak')),
      title text check (title in ('excellent', 'advanced')),
      outcome text check (outcome in ('promoted', 'completed', 'summer_training', 'reassessment', 'retained')),
      absences smallint check (absences >= 0),
      source text not null check (length(source) between 5 and 500),
      recorded_by uuid references account,
      recorded_at timestamptz not null default now(),
      primary key (school_id, academic_year, student_id, term),
      foreign key (school_id, student_id) references student,
      foreign key (school_id, class_id) references class,
      -- What follows from a year is said of the year alone.
      check (term = 0 or (outcome is null and learning_after is null and conduct_after is null))
    );
    -- The results of a class.
    create index older_result_class on older_result (school_id, academic_year, class_id, term);
    -- A parent's own reading, and a pupil's years.
    create index older_result_person on older_result (person_id);
    select protect('older_result', '{school_id,academic_year,student_id,term}'), fence('older_result');
    grant select, insert, update on older_result to truong_app;
  `.execute(db)
}
