import { sql, type Kysely } from 'kysely'

/** Several results behind a regular mark, from which the teacher chooses the recorded one (Circular 22/2021, Điều 6(2)). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- A midterm or final has one result and its make-up: attempts stand behind regular columns alone.
    alter table attempt drop column kind;
    alter table attempt
      add column position smallint not null check (position between 1 and 8),
      add column form text check (length(form) between 1 and 60),
      add column noted_by uuid,
      add column noted_at timestamptz not null default now(),
      add constraint attempt_note check (length(note) between 1 and 500),
      add constraint attempt_student foreign key (school_id, student_id) references student;
  `.execute(db)
}
