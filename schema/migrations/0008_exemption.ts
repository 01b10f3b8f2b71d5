import { sql, type Kysely } from 'kysely'

/** Exemptions of a pupil in a subject, and the instant at which a later change reopened approved results. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- 'practice' leaves the subject in the classification (Circular 22/2021, Điều 10); 'subject' takes it out (Điều 11).
    create table exemption (
      school_id integer not null,
      id uuid not null default uuidv7(),
      academic_year smallint not null,
      student_id uuid not null,
      person_id uuid not null,
      subject_id smallint not null references subject,
      extent text not null check (extent in ('practice', 'subject')),
      -- Null is the whole year.
      term smallint check (term in (1, 2)),
      document text not null check (length(trim(document)) >= 5 and length(document) <= 500),
      decided_by uuid not null,
      decided_at timestamptz not null default now(),
      ended_at timestamptz,
      end_reason text,
      primary key (school_id, id),
      foreign key (school_id, student_id) references student
    );
    -- The exemptions of a class's pupils in a year, beside their results.
    create index exemption_student on exemption (school_id, student_id, academic_year);
    -- One exemption of a kind at a time.
    create unique index exemption_running on exemption (school_id, student_id, academic_year, subject_id, extent, coalesce(term, 0)) where ended_at is null;

    alter table class_approval add column reopened_at timestamptz;

    select protect('exemption', '{school_id,id}'), fence('exemption');
    grant select, insert, update, delete on exemption to truong_app;
  `.execute(db)
}
