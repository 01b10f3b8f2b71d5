import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Database, Db, LocalDate } from '../../../platform/database.ts'
import { membersOf } from '../gradebook/members.ts'
import { writeMarkSums } from './books-anew.ts'
import { writeFacts, writePupilSums, type SchoolYear } from './pupils-anew.ts'

/** What the sums say beside what the records say. */
interface Fault extends SchoolYear {
  sums: 'section_tally' | 'pupil_fact' | 'school_pupil_sum' | 'school_mark_sum' | 'school_mark_spread'
  part: string
  stored: unknown
  counted: unknown
}

const booksOfSchool = 10
const serializationFailure = '40001'

/**
 * Counts the sums of some schools, drawn by lot, once more from the records, and notes in `sum_fault` where they differ:
 * books by a statement of their own over the marks, everything above them by the way that writes them, undone afterwards.
 * School years that wait to be counted anew are left out. Returns how many sums were compared and how many differed.
 */
export async function proveSums(
  db: Kysely<Database>,
  today: LocalDate,
  schools = 5,
): Promise<{ compared: number; faults: number }> {
  const faults: Fault[] = []
  let compared = 0
  for (const year of await drawn(db, today, schools)) {
    const found = await proven(db, year, today)
    compared += found.compared
    faults.push(...found.faults)
  }
  if (faults.length > 0) await note(db, faults)
  return { compared, faults: faults.length }
}

/** School years by lot. Where somebody's days or a term turn these days, what is counted depends on the hour of the daily count. */
async function drawn(db: Db, today: LocalDate, schools: number): Promise<SchoolYear[]> {
  const turns = (alias: string) =>
    sql`(${sql.ref(`${alias}.starts_on`)} between ${today}::date - 1 and ${today}::date + 1 or ${sql.ref(`${alias}.ends_on`)} between ${today}::date - 1 and ${today}::date + 1)`
  const { rows } = await sql<SchoolYear>`/* sums.drawn */
    select * from (
      select u.id as school_id, y.year as academic_year from unit u cross join academic_year y where u.kind = 'school' order by random() limit ${schools * 20}) d
    where exists (select from enrollment e where e.school_id = d.school_id and e.academic_year = d.academic_year)
      and not exists (select from enrollment e where e.school_id = d.school_id and e.academic_year = d.academic_year and ${turns('e')})
      and not exists (select from term t where t.academic_year = d.academic_year and ${turns('t')})
    limit ${schools}`.execute(db)
  return rows
}

/** The comparison of a school's year: one snapshot, so that what is saved meanwhile is seen by both or by neither. */
async function proven(db: Kysely<Database>, year: SchoolYear, today: LocalDate) {
  const undone = new Error('undone')
  let found = { compared: 0, faults: [] as Fault[] }
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (open) => {
      await sql`select set_config('truong.schools', ${String(year.school_id)}, true)`.execute(open)
      const { rows: due } = await sql`/* sums.waits */ select from sum_due
        where school_id = ${year.school_id} and academic_year = ${year.academic_year} limit 1`.execute(open)
      if (due.length === 0) {
        const books = await provenBooks(open, year)
        const above = await provenAbove(open, year, today)
        found = { compared: books.compared + above.compared, faults: [...books.faults, ...above.faults] }
      }
      throw undone
    })
    .catch((error: unknown) => {
      // Somebody counted the same school meanwhile: there is nothing to compare with.
      if (error !== undone && !(error instanceof Error && 'code' in error && error.code === serializationFailure))
        throw error
    })
  return found
}

/** Random books of a school's year, counted from marks and rosters. */
async function provenBooks(db: Db, { school_id, academic_year }: SchoolYear) {
  const { rows: books } = await sql<{
    section_id: string
    term: number
    assessment: 'scored' | 'comment'
  }>`/* sums.drawn_books */
    select t.section_id, t.term, s.assessment
    from (select distinct section_id, term from section_tally where school_id = ${school_id} and academic_year = ${academic_year}) t
    join section s on s.school_id = ${school_id} and s.id = t.section_id
    order by random() limit ${booksOfSchool}`.execute(db)
  const faults: Fault[] = []
  for (const { section_id, term, assessment } of books) {
    const { rows } = await sql<{ sex: number; stored: unknown; counted: unknown }>`/* sums.book_again */
      select coalesce(a.sex, b.sex) as sex, a.sums as stored, b.sums as counted
      from (
        select t.sex, jsonb_build_array(t.pupils, t.exempt, t.regular_entered, t.midterm_entered, t.final_entered, t.complete, t.passed, t.failed, t.averages,
          t.midterms, t.finals) as sums
        from section_tally t where t.school_id = ${school_id} and t.academic_year = ${academic_year} and t.section_id = ${section_id} and t.term = ${term}) a
      full join (${bookAgain(school_id, academic_year, section_id, term, assessment === 'scored')}) b on b.sex = a.sex
      where a.sums is distinct from b.sums and coalesce((a.sums -> 0)::integer, 0) + coalesce((b.sums -> 0)::integer, 0) > 0`.execute(
      db,
    )
    for (const { sex, stored, counted } of rows)
      faults.push({
        school_id,
        academic_year,
        sums: 'section_tally',
        part: `${section_id} ${term} ${sex}`,
        stored,
        counted,
      })
  }
  return { compared: books.length, faults }
}

/** A book's sums by sex, from its pupils and their marks alone. */
function bookAgain(
  school_id: number,
  academic_year: number,
  section_id: string,
  term: number,
  scored: boolean,
): RawBuilder<unknown> {
  const assessed = (condition: RawBuilder<unknown>) => sql`count(*) filter (where not p.exempt and ${condition})`
  const perTenth = (mark: RawBuilder<unknown>) => sql`(select array_agg(n order by place) from (
    select place, count(q.sex) as n from generate_series(0, 100) place
    left join pupil q on ${scored} and q.sex = p.sex and not q.exempt and ${mark} = place group by place) tenths)`
  const regular = sql.join(
    [1, 2, 3, 4, 5, 6, 7, 8].map((place) => assessed(sql`p.${sql.ref(`regular_${place}`)} >= 0`)),
  )
  return sql`
    with pupil as (
      select m.sex, coalesce(r.exempt, false) as exempt, r.regular_1, r.regular_2, r.regular_3, r.regular_4, r.regular_5, r.regular_6, r.regular_7,
        r.regular_8, r.average, r.passed,
        case r.midterm_state when 'zero_by_rule' then 0 when 'pending' then null else r.midterm end as midterm,
        case r.final_state when 'zero_by_rule' then 0 when 'pending' then null else r.final end as final
      from (${membersOf(school_id, section_id)}) m
      left join subject_result r on r.school_id = ${school_id} and r.academic_year = ${academic_year} and r.section_id = ${section_id}
        and r.term = ${term} and r.student_id = m.student_id
      where m.left_on is null)
    select p.sex, jsonb_build_array(count(*), count(*) filter (where p.exempt), array[${regular}], ${assessed(sql`p.midterm is not null`)},
      ${assessed(sql`p.final is not null`)}, ${assessed(scored ? sql`p.average is not null` : sql`p.passed is not null`)}, ${assessed(sql`p.passed`)},
      ${assessed(sql`not p.passed`)}, ${perTenth(sql`q.average`)}, ${perTenth(sql`q.midterm`)}, ${perTenth(sql`q.final`)}) as sums
    from pupil p group by p.sex`
}

const above = {
  pupil_fact: sql`select term::text as part, student_id::text as key, to_jsonb(f) as row from pupil_fact f`,
  school_pupil_sum: sql`select term::text as part, concat_ws(' ', pupil_group, grade, sex) as key, to_jsonb(f) as row from school_pupil_sum f`,
  school_mark_sum: sql`select term::text as part, concat_ws(' ', grade, subject_id, sex, state) as key, to_jsonb(f) as row from school_mark_sum f`,
  school_mark_spread: sql`select term::text as part, concat_ws(' ', grade, subject_id, state) as key, to_jsonb(f) as row from school_mark_spread f`,
} as const

/** Facts and sums of a school's year, written once more and compared; whoever calls takes it back. */
async function provenAbove(db: Db, year: SchoolYear, today: LocalDate) {
  const names = Object.keys(above) as (keyof typeof above)[]
  const digests = async () =>
    new Map(await Promise.all(names.map(async (name) => [name, await digestOf(db, name, year)] as const)))
  const stored = await digests()
  await writeFacts(db, year, today)
  await writePupilSums(db, year)
  const { rows: terms } = await sql<{ term: number; grades: number[]; subjects: number[] }>`/* sums.booked */
    select term, array_agg(grade) as grades, array_agg(subject_id) as subjects
    from (select distinct term, grade, subject_id from section_tally
      where school_id = ${year.school_id} and academic_year = ${year.academic_year}) t group by term`.execute(db)
  for (const term of terms) await writeMarkSums(db, { ...year, ...term })
  const counted = await digests()
  const faults = names.flatMap((name): Fault[] =>
    stored.get(name) === counted.get(name)
      ? []
      : [{ ...year, sums: name, part: 'year', stored: stored.get(name), counted: counted.get(name) }],
  )
  return { compared: names.length, faults }
}

async function digestOf(db: Db, name: keyof typeof above, { school_id, academic_year }: SchoolYear): Promise<string> {
  const { rows } = await sql<{ digest: string | null }>`/* sums.digest */
    select md5(string_agg(row::text, chr(10) order by part, key)) as digest from (${above[name]}
      where f.school_id = ${school_id} and f.academic_year = ${academic_year}) rows`.execute(db)
  return rows[0]?.digest ?? ''
}

async function note(db: Kysely<Database>, faults: readonly Fault[]): Promise<void> {
  await db.transaction().execute(async (open) => {
    await sql`select set_config('truong.schools', '*', true)`.execute(open)
    await sql`/* sums.note_faults */ insert into sum_fault (school_id, academic_year, sums, part, stored, counted)
      select school_id, academic_year, sums, part, stored, counted from jsonb_to_recordset(${JSON.stringify(faults)}::jsonb)
        f(school_id integer, academic_year smallint, sums text, part text, stored jsonb, counted jsonb)`.execute(open)
    // What lies above the books is mended at once; a book's own sums are for a person to look at.
    await sql`/* sums.faults_due */ insert into sum_due (school_id, academic_year)
      select distinct school_id, academic_year from jsonb_to_recordset(${JSON.stringify(faults)}::jsonb) f(school_id integer, academic_year smallint)`.execute(
      open,
    )
  })
}
