import { sql, type Kysely } from 'kysely'

/** What a family or a pupil asks of a school about the records it holds: a correction, or an objection. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table record_request (
      school_id integer not null references unit,
      id uuid not null default uuidv7(),
      student_id uuid not null,
      -- The class of the pupil when it was asked: whose homeroom teacher reads it.
      class_id integer,
      person_id uuid not null references person,
      asker text not null,
      kind text not null check (kind in ('correction', 'objection')),
      about text not null check (about in ('name', 'birth', 'contact', 'circumstances', 'results', 'publication', 'other')),
      words text not null check (length(words) between 3 and 2000),
      asked_at timestamptz not null,
      answer_by date not null,
      state text not null default 'open' check (state in ('open', 'done', 'refused', 'withdrawn')),
      answer text check (length(answer) between 3 and 2000),
      answered_by uuid references account,
      answered_at timestamptz,
      primary key (school_id, id),
      foreign key (school_id, student_id) references student,
      check (state not in ('done', 'refused') or (answer is not null and answered_by is not null and answered_at is not null))
    );
    create index record_request_person on record_request (person_id, asked_at desc);
    create index record_request_open on record_request (school_id, answer_by) where state = 'open';
    create index record_request_student on record_request (school_id, student_id);
    select protect('record_request', '{school_id,id}'), fence('record_request');
    grant select, insert, update on record_request to truong_app;
  `.execute(db)
}
