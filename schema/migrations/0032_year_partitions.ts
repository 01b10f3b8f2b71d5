import { sql, type Kysely } from 'kysely'

/** A year that is opened gets its partitions with it: without one no mark of it could be stored. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function ensure_year_of_row() returns trigger language plpgsql security definer set search_path = public as $f$
    begin
      perform ensure_year(new.year);
      return null;
    end $f$;
    create trigger partitions after insert on academic_year for each row execute function ensure_year_of_row();
    select ensure_year(year) from academic_year;
  `.execute(db)
}
