import { sql, type Kysely } from 'kysely'

/**
 * Sums of the records, one level up: what a school's pupils and books amount to, so that a province is a few thousand
 * narrow rows. Whatever changes a record leaves a line in `sum_due`; a chore takes the lines and counts those schools anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- 'case' keeps the order: with 'or' the planner may read '*' as a list of numbers.
    create or replace function may_write(school integer) returns boolean language sql stable as
      $f$ select case when current_setting('truong.schools', true) = '*' then true
            else school = any (string_to_array(nullif(current_setting('truong.schools', true), ''), ',')::integer[]) end $f$;

    alter table pupil_fact add column repeating boolean not null default false;
    -- How a pupil who no longer studies left; null for those who study.
    alter table pupil_fact add column left_as text;

    -- What is to be counted anew. Lines are only added and taken away, so that two savers never wait for each other.
    create table sum_due (
      school_id integer not null,
      position bigint generated always as identity,
      academic_year smallint not null,
      -- Of a book's sums; null where the pupils of the year are meant.
      term smallint,
      grade smallint,
      subject_id smallint,
      at timestamptz not null default clock_timestamp(),
      primary key (school_id, position)
    );
    -- What has waited longest comes first.
    create index sum_due_order on sum_due (position);

    -- A school's pupils by grade and sex. A pupil stands in the group 'all' and in each other group that fits.
    create table school_pupil_sum (
      school_id integer not null,
      academic_year smallint not null,
      term smallint not null,
      pupil_group text not null check (pupil_group in ('all', 'majority', 'minority', 'policy', 'poor', 'disability')),
      grade smallint not null,
      sex smallint not null,
      pupils integer not null,
      full_day integer not null,
      right_age integer not null,
      repeating integer not null,
      left_school integer not null,
      transferred integer not null,
      approved integer not null,
      -- By level, 1 Chưa đạt … 4 Tốt; of approved results alone, as all that follow.
      levels integer[] not null,
      conducts integer[] not null,
      excellent integer not null,
      good integer not null,
      -- Of the year: promoted, completed, summer_training, reassessment, reassessment_and_training, retained.
      outcomes integer[] not null,
      primary key (school_id, academic_year, term, pupil_group, grade, sex)
    );
    -- A province's figure of a year.
    create index school_pupil_sum_year on school_pupil_sum (academic_year, term, pupil_group);

    -- A school's books by grade, subject (0: all) and sex (9: everyone). 
    create table school_mark_sum (
      school_id integer not null,
      academic_year smallint not null,
      term smallint not null,
      grade smallint not null,
      subject_id smallint not null,
      sex smallint not null,
      state text not null,
      books integer not null,
      due integer not null,
      regular_due integer not null,
      regular_entered integer not null,
      midterm_entered integer not null,
      final_entered integer not null,
      complete integer not null,
      -- Marks, those from 5,0, and their sum in tenths.
      midterm_marks integer not null,
      midterm_from_five integer not null,
      midterm_total integer not null,
      final_marks integer not null,
      final_from_five integer not null,
      final_total integer not null,
      average_marks integer not null,
      average_from_five integer not null,
      average_total integer not null,
      primary key (school_id, academic_year, term, grade, subject_id, sex, state)
    );
    -- A province's figure of a term.
    create index school_mark_sum_year on school_mark_sum (academic_year, term, subject_id, sex);

    -- How the marks of a school's grade in a subject are spread: counts per tenth from 0,0 to 10,0.
    create table school_mark_spread (
      school_id integer not null,
      academic_year smallint not null,
      term smallint not null,
      grade smallint not null,
      subject_id smallint not null,
      state text not null,
      midterms integer[] not null,
      finals integer[] not null,
      averages integer[] not null,
      primary key (school_id, academic_year, term, grade, subject_id, state)
    );
    -- A province's spread of a subject.
    create index school_mark_spread_year on school_mark_spread (academic_year, term, subject_id, grade);

    select fence('sum_due'), fence('school_pupil_sum'), fence('school_mark_sum'), fence('school_mark_spread');
    grant select, insert, update, delete on sum_due, school_pupil_sum, school_mark_sum, school_mark_spread to truong_app;
    grant usage on all sequences in schema public to truong_app;

    create function sum_due_of_pupils() returns trigger language plpgsql security definer set search_path = public as $f$
    begin
      if tg_op = 'DELETE' then
        insert into sum_due (school_id, academic_year) select distinct school_id, academic_year from old_rows;
      else
        insert into sum_due (school_id, academic_year) select distinct school_id, academic_year from new_rows;
      end if;
      return null;
    end $f$;
    create function sum_due_of_books() returns trigger language plpgsql security definer set search_path = public as $f$
    begin
      if tg_op = 'DELETE' then
        insert into sum_due (school_id, academic_year, term, grade, subject_id)
          select distinct school_id, academic_year, term, grade, subject_id from old_rows;
      else
        insert into sum_due (school_id, academic_year, term, grade, subject_id)
          select distinct school_id, academic_year, term, grade, subject_id from new_rows;
      end if;
      return null;
    end $f$;
    -- A record that is corrected counts in the pupil's newest year; what was approved before stays as it was approved.
    create function sum_due_of_records() returns trigger language plpgsql security definer set search_path = public as $f$
    begin
      insert into sum_due (school_id, academic_year)
      select distinct e.school_id, e.academic_year
      from (select n.school_id, n.id from new_rows n join old_rows o on o.school_id = n.school_id and o.id = n.id
        where (n.sex, n.ethnicity, n.birth_date, n.policy_groups, n.poor_household, n.disability)
          is distinct from (o.sex, o.ethnicity, o.birth_date, o.policy_groups, o.poor_household, o.disability)) s
      cross join lateral (select school_id, academic_year from enrollment
        where school_id = s.school_id and student_id = s.id order by academic_year desc limit 1) e;
      return null;
    end $f$;
    do $d$
    declare name text;
    begin
      foreach name in array array['enrollment', 'class', 'section', 'term_result', 'year_result', 'class_approval'] loop
        execute format('create trigger sum_insert after insert on %I referencing new table as new_rows for each statement execute function sum_due_of_pupils()', name);
        execute format('create trigger sum_update after update on %I referencing new table as new_rows for each statement execute function sum_due_of_pupils()', name);
        execute format('create trigger sum_delete after delete on %I referencing old table as old_rows for each statement execute function sum_due_of_pupils()', name);
      end loop;
    end $d$;
    create trigger sum_insert after insert on section_tally referencing new table as new_rows for each statement execute function sum_due_of_books();
    create trigger sum_update after update on section_tally referencing new table as new_rows for each statement execute function sum_due_of_books();
    create trigger sum_delete after delete on section_tally referencing old table as old_rows for each statement execute function sum_due_of_books();
    create trigger sum_update after update on student referencing old table as old_rows new table as new_rows for each statement execute function sum_due_of_records();

    -- What the tables hold already is counted when the chore first runs.
    insert into sum_due (school_id, academic_year) select distinct school_id, academic_year from enrollment;
    insert into sum_due (school_id, academic_year, term, grade, subject_id) select distinct school_id, academic_year, term, grade, subject_id from section_tally;
  `.execute(db)
}
