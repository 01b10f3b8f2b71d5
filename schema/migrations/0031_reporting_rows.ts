import { sql, type Kysely } from 'kysely'

/** Totals and the yearbook read some rows of all returns: from the index alone, however many schools there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index return_figure_period;
    -- The sums of a period and of the yearbook, row by row over many schools.
    create index return_figure_rows on return_figure (academic_year, period, row_code) include (school_id, form, form_version, total, female, minority, female_minority);
  `.execute(db)
}
