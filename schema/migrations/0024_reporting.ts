import { sql, type Kysely } from 'kysely'

/** Statistical reporting: periods, the returns of schools with their figures, and how these compare with the records. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- No key to academic_year: figures of years before the records are carried over from printed yearbooks.
    create table reporting_period (
      academic_year smallint not null check (academic_year between 1990 and 2100),
      period text not null check (period in ('start', 'end')),
      as_of date not null,
      due_on date not null check (due_on >= as_of),
      primary key (academic_year, period)
    );
    select protect('reporting_period', '{academic_year,period}');

    create table school_return (
      school_id integer not null references unit,
      academic_year smallint not null,
      period text not null,
      state text not null default 'draft' check (state in ('draft', 'submitted', 'checked', 'approved', 'returned')),
      commune_code text,
      institution_code text,
      ownership text check (ownership in ('public', 'people_founded', 'private')),
      office_id integer references unit,
      submitted_at timestamptz,
      submitted_by uuid references account,
      checked_at timestamptz,
      checked_by uuid references account,
      approved_at timestamptz,
      approved_by uuid references account,
      returned_at timestamptz,
      returned_by uuid references account,
      return_reason text check (length(return_reason) between 3 and 500),
      primary key (school_id, academic_year, period),
      foreign key (academic_year, period) references reporting_period,
      -- Each step has its day, and a school under an office is checked before it is approved.
      check (state not in ('submitted', 'checked', 'approved') or submitted_at is not null),
      check (state <> 'checked' or checked_at is not null),
      check (state <> 'approved' or approved_at is not null),
      check (state <> 'approved' or office_id is null or checked_at is not null),
      check (state <> 'returned' or return_reason is not null)
    );
    -- The returns of a period, and the approved ones of several years for totals and the yearbook.
    create index school_return_period on school_return (academic_year, period, state);
    -- The returns that an office checks.
    create index school_return_office on school_return (office_id) where office_id is not null;

    create table return_figure (
      school_id integer not null,
      academic_year smallint not null,
      period text not null,
      form text not null,
      row_code text not null,
      form_version smallint not null,
      total integer not null check (total >= 0),
      female integer check (female >= 0),
      minority integer check (minority >= 0),
      female_minority integer check (female_minority >= 0),
      computed integer[] check (array_length(computed, 1) = 4),
      reason text check (length(reason) between 3 and 500),
      overridden_by uuid references account,
      overridden_at timestamptz,
      primary key (school_id, academic_year, period, form, row_code),
      foreign key (school_id, academic_year, period) references school_return on delete cascade,
      -- What differs from the records says why, who and when.
      check ((reason is null) = (overridden_by is null) and (reason is null) = (overridden_at is null)),
      check (reason is not null or computed is not null)
    );
    -- Totals of a period over many schools, row by row.
    create index return_figure_period on return_figure (academic_year, period, form, row_code);

    create table return_comparison (
      school_id integer not null references unit,
      academic_year smallint not null,
      period text not null,
      pupils integer not null,
      faults smallint not null,
      differing smallint not null,
      compared_at timestamptz not null,
      primary key (school_id, academic_year, period),
      foreign key (academic_year, period) references reporting_period
    );

    select protect('school_return', '{school_id,academic_year,period}'), protect('return_figure', '{school_id,academic_year,period,form,row_code}');
    select fence('school_return'), fence('return_figure'), fence('return_comparison');
    grant select, insert, update, delete on reporting_period, school_return, return_figure, return_comparison to truong_app;
  `.execute(db)
}
