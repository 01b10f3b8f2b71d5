import { sql, type Kysely } from 'kysely'
import type { Database, Db, LocalDate } from '../../../platform/database.ts'
import { writeFacts, writePupilSums } from './pupils-anew.ts'
import { openTallies, writeMarkSums } from './books-anew.ts'

/** How many of the oldest lines of `sum_due` one transaction takes: enough to be quick, few enough to hold no lock for long. */
const linesAtOnce = 30

/** A key of the advisory lock; one server counts at a time, so that an older count never overwrites a newer. */
const lockKey = 0x73_75_6d_73

/**
 * Counts anew what has changed since the last time: the pupils of school years, the books of a grade and subject. Returns
 * how many schools' sums were written; 0 when nothing waited or another server is at it. `today` decides which class a
 * pupil of a running year sits in.
 */
export async function refreshSums(db: Kysely<Database>, today: LocalDate): Promise<number> {
  let schools = 0
  for (;;) {
    const done = await db.transaction().execute((open) => refreshSome(open, today))
    schools += done.schools
    if (done.lines < linesAtOnce) return schools
  }
}

/**
 * Puts the running years down to be counted anew: rows of a term that begins or ends come into being without anybody having
 * written a record, and a nightly count over everything mends what should ever differ.
 */
export async function dueAgain(db: Kysely<Database>, today: LocalDate): Promise<void> {
  await db.transaction().execute(async (open) => {
    await sql`select set_config('truong.schools', '*', true)`.execute(open)
    await sql`/* sums.due_again */
      insert into sum_due (school_id, academic_year)
      select distinct e.school_id, e.academic_year from enrollment e join academic_year y on y.year = e.academic_year
      where ${today}::date between y.starts_on and y.ends_on + 60`.execute(open)
  })
}

interface DueLine {
  school_id: number
  academic_year: number
  term: number | null
  grade: number | null
  subject_id: number | null
}

async function refreshSome(db: Db, today: LocalDate): Promise<{ lines: number; schools: number }> {
  const { rows: lock } = await sql<{ held: boolean }>`/* sums.lock */
    select pg_try_advisory_xact_lock(${lockKey}) as held, set_config('truong.schools', '*', true),
      -- Cancelled for being slow it would only begin again.
      set_config('statement_timeout', '600000', true)`.execute(db)
  if (!lock[0]?.held) return { lines: 0, schools: 0 }
  const { rows } = await sql<DueLine>`/* sums.take */
    -- The oldest, and with them what is due of the same school's year or term: it is counted once.
    delete from sum_due d using (
      select distinct school_id, academic_year, term
      from (select * from sum_due order by position limit ${linesAtOnce}) oldest) o
    where d.school_id = o.school_id and d.academic_year = o.academic_year and d.term is not distinct from o.term
    returning d.school_id, d.academic_year, d.term, d.grade, d.subject_id`.execute(db)
  if (rows.length === 0) return { lines: 0, schools: 0 }
  // A school's year at a time: so each statement names one school, and no plan can reach for a whole province.
  for (const lines of groupedBy(
    rows,
    ({ school_id, academic_year, term }) => `${school_id} ${academic_year} ${term}`,
  )) {
    const { school_id, academic_year, term } = lines[0]!
    const year = { school_id, academic_year }
    if (term === null) {
      await writeFacts(db, year, today)
      await writePupilSums(db, year)
      // Books that nobody has opened are due as well; their lines are written for the next round.
      await openTallies(db, year, today)
    } else {
      const books = groupedBy(lines, ({ grade, subject_id }) => `${grade} ${subject_id}`).map((same) => same[0]!)
      await writeMarkSums(db, {
        ...year,
        term,
        grades: books.map(({ grade }) => grade!),
        subjects: books.map(({ subject_id }) => subject_id!),
      })
    }
  }
  return { lines: rows.length, schools: new Set(rows.map(({ school_id }) => school_id)).size }
}

const groupedBy = <T>(all: readonly T[], keyOf: (one: T) => string): T[][] => [...Map.groupBy(all, keyOf).values()]
