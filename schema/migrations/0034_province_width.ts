import { sql, type Kysely } from 'kysely'

/**
 * What a province of two million pupils asks of the indexes: sums read from an index alone, crossed groups summed as all
 * others are, and names found by their words.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Vietnamese nationals of a people other than Kinh.
    alter table pupil_fact add column minority boolean not null default false;

    -- Two groups may cross: 'minority_poor'.
    alter table school_pupil_sum drop constraint school_pupil_sum_pupil_group_check;
    drop index school_pupil_sum_year;
    create index school_pupil_sum_year on school_pupil_sum (academic_year, term, pupil_group, school_id)
      include (grade, sex, pupils, full_day, right_age, repeating, left_school, transferred, approved, levels, conducts, excellent, good, outcomes);
    drop index school_mark_sum_year;
    create index school_mark_sum_year on school_mark_sum (academic_year, term, subject_id, sex, school_id)
      include (grade, state, books, due, regular_due, regular_entered, midterm_entered, final_entered, complete, midterm_marks, midterm_from_five,
        midterm_total, final_marks, final_from_five, final_total, average_marks, average_from_five, average_total);
    insert into sum_due (school_id, academic_year) select distinct school_id, academic_year from enrollment;

    -- A name in the whole province: its words; in one school the rows of the school are looked through.
    drop index student_search;
    create index student_search on student using gin (to_tsvector('simple', translate(search_name, '''-', '  ')));
  `.execute(db)
}
