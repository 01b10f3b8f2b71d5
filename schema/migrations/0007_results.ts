import { sql, type Kysely } from 'kysely'

/** Conduct, the results of a term and a year, their approval, and one narrow fact row per pupil and term. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Levels everywhere: 4 Tốt, 3 Khá, 2 Đạt, 1 Chưa đạt (Circular 22/2021, Điều 8, 9).
    create table conduct (
      school_id integer not null,
      academic_year smallint not null,
      student_id uuid not null,
      term smallint not null check (term in (1, 2)),
      class_id integer not null,
      person_id uuid not null,
      level smallint check (level between 1 and 4),
      grounds text check (length(grounds) <= 2000),
      decided_by uuid,
      decided_at timestamptz,
      primary key (school_id, academic_year, student_id, term)
    );
    create index conduct_class on conduct (school_id, academic_year, class_id, term);
    create index conduct_person on conduct (person_id);

    -- A class's results go together through submission, approval and publishing; term 0 is the whole year.
    create table class_approval (
      school_id integer not null,
      academic_year smallint not null,
      class_id integer not null,
      term smallint not null check (term in (0, 1, 2)),
      state text not null default 'open' check (state in ('open', 'submitted', 'approved', 'published')),
      submitted_at timestamptz,
      submitted_by uuid,
      approved_at timestamptz,
      approved_by uuid,
      published_at timestamptz,
      published_by uuid,
      primary key (school_id, academic_year, class_id, term),
      foreign key (school_id, class_id) references class
    );

    create table term_result (
      school_id integer not null,
      academic_year smallint not null,
      student_id uuid not null,
      term smallint not null check (term in (1, 2)),
      class_id integer not null,
      person_id uuid not null,
      raw_level smallint check (raw_level between 1 and 4),
      level smallint check (level between 1 and 4),
      adjusted_subject_id smallint references subject,
      missing jsonb not null default '[]',
      rule_version text not null,
      computed_at timestamptz not null default now(),
      primary key (school_id, academic_year, student_id, term)
    );
    create index term_result_class on term_result (school_id, academic_year, class_id, term);
    create index term_result_person on term_result (person_id);

    create table subject_year_result (
      school_id integer not null,
      academic_year smallint not null,
      student_id uuid not null,
      subject_id smallint not null references subject,
      section_id uuid,
      class_id integer not null,
      person_id uuid not null,
      assessment text not null check (assessment in ('scored', 'comment')),
      average smallint check (average between 0 and 100),
      passed boolean,
      exempt boolean not null default false,
      reassessed_average smallint check (reassessed_average between 0 and 100),
      reassessed_passed boolean,
      rule_version text not null,
      primary key (school_id, academic_year, student_id, subject_id)
    );
    create index subject_year_result_class on subject_year_result (school_id, academic_year, class_id);
    create index subject_year_result_person on subject_year_result (person_id);

    create table year_result (
      school_id integer not null,
      academic_year smallint not null,
      student_id uuid not null,
      class_id integer not null,
      person_id uuid not null,
      raw_level smallint check (raw_level between 1 and 4),
      level smallint check (level between 1 and 4),
      adjusted_subject_id smallint references subject,
      conduct smallint check (conduct between 1 and 4),
      absences smallint not null default 0,
      level_after smallint check (level_after between 1 and 4),
      conduct_after smallint check (conduct_after between 1 and 4),
      outcome text check (outcome in ('promoted', 'completed', 'summer_training', 'reassessment', 'reassessment_and_training', 'retained')),
      outcome_decided_by uuid,
      outcome_reason text,
      title text check (title in ('excellent', 'good')),
      missing jsonb not null default '[]',
      rule_version text not null,
      computed_at timestamptz not null default now(),
      primary key (school_id, academic_year, student_id)
    );
    create index year_result_class on year_result (school_id, academic_year, class_id);
    create index year_result_person on year_result (person_id);

    -- The sums' fact row: small codes only; term 0 is the whole year.
    create table pupil_fact (
      school_id integer not null,
      academic_year smallint not null,
      student_id uuid not null,
      term smallint not null check (term in (0, 1, 2)),
      class_id integer not null,
      commune_code text,
      grade smallint not null,
      sex smallint not null,
      ethnicity text not null,
      birth_year smallint not null,
      policy boolean not null default false,
      poor boolean not null default false,
      disability boolean not null default false,
      full_day boolean not null default false,
      studying boolean not null default true,
      level smallint,
      conduct smallint,
      title text,
      outcome text,
      approved boolean not null default false,
      primary key (school_id, academic_year, student_id, term)
    );
    create index pupil_fact_year on pupil_fact (academic_year, term, school_id);

    select protect('conduct', '{school_id,academic_year,student_id,term}'), protect('class_approval', '{school_id,academic_year,class_id,term}'),
      protect('subject_year_result', '{school_id,academic_year,student_id,subject_id}'), protect('year_result', '{school_id,academic_year,student_id}'),
      protect('term_result', '{school_id,academic_year,student_id,term}');
    select fence('conduct'), fence('class_approval'), fence('term_result'), fence('subject_year_result'), fence('year_result'), fence('pupil_fact');
    grant select, insert, update, delete on conduct, class_approval, term_result, subject_year_result, year_result, pupil_fact to truong_app;

    -- Policy readings where the sources doubt: the sở's own dated choices over the defaults in the rules.
    create table policy_reading (
      name text not null,
      valid_from smallint not null,
      value jsonb not null,
      source text not null,
      primary key (name, valid_from)
    );
    select protect('policy_reading', '{name,valid_from}');
    grant select, insert, update, delete on policy_reading to truong_app;
  `.execute(db)
}
