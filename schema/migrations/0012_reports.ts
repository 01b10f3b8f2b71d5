import { sql, type Kysely } from 'kysely'

/** Report cards that were issued, by the code printed on them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table issued_card (
      school_id integer not null references unit,
      code text not null check (code ~ '^[0-9A-Z]{10}$'),
      academic_year smallint not null,
      term smallint not null check (term in (0, 1, 2)),
      student_id uuid not null,
      -- Of what the card says, so that a card printed again has the same code and a changed one another.
      digest text not null,
      issued_at timestamptz not null default now(),
      issued_by uuid not null references account,
      primary key (school_id, code),
      foreign key (school_id, student_id) references student
    );
    -- A card by the code on the paper, which does not name the school.
    create unique index issued_card_code on issued_card (code);
    -- The code that a card has already.
    create unique index issued_card_content on issued_card (school_id, academic_year, term, student_id, digest);
    select fence('issued_card');
    grant select, insert on issued_card to truong_app;
  `.execute(db)
}
