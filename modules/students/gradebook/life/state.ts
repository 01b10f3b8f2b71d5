import { sql } from 'kysely'
import type { Changing } from '../../../../platform/change.ts'
import type { BookScope, StateRow } from './scope.ts'

/** A book at its beginning. */
export const openState: StateRow = {
  state: 'open',
  submitted_at: null,
  submitted_by: null,
  checked_at: null,
  checked_by: null,
  locked_at: null,
  locked_by: null,
}

/** Writes the states of books and lets their sums follow, in one statement; a book without sums gets its empty ones. */
export async function writeStates(
  { db }: Changing,
  { school_id, academic_year, term }: BookScope,
  books: readonly (StateRow & { section_id: string })[],
): Promise<void> {
  if (books.length === 0) return
  const rows = books.map((book) => ({
    school_id,
    academic_year,
    term,
    section_id: book.section_id,
    state: book.state,
    submitted_at: book.submitted_at,
    submitted_by: book.submitted_by,
    checked_at: book.checked_at,
    checked_by: book.checked_by,
    locked_at: book.locked_at,
    locked_by: book.locked_by,
  }))
  await sql`/* books.states */
    with changed as (
      insert into gradebook select * from jsonb_populate_recordset(null::gradebook, ${JSON.stringify(rows)}::jsonb)
      on conflict (school_id, academic_year, section_id, term) do update set
        state = excluded.state, submitted_at = excluded.submitted_at, submitted_by = excluded.submitted_by, checked_at = excluded.checked_at,
        checked_by = excluded.checked_by, locked_at = excluded.locked_at, locked_by = excluded.locked_by
      returning section_id, state)
    insert into section_tally (school_id, academic_year, section_id, term, sex, class_id, grade, subject_id, state, pupils, regular_due)
    select s.school_id, s.academic_year, s.id, ${term}::smallint, st.sex, s.class_id, s.grade, s.subject_id, c.state, count(distinct st.id), s.regular_due
    from changed c
    join section s on s.school_id = ${school_id} and s.id = c.section_id
    join enrollment e on e.school_id = s.school_id and e.academic_year = s.academic_year and e.status in ('studying', 'completed') and (s.roster = 'list' or e.class_id = s.class_id)
    join student st on st.school_id = e.school_id and st.id = e.student_id
    left join section_member m on m.school_id = s.school_id and m.section_id = s.id and m.student_id = st.id and m.ends_on is null
    where s.roster = 'class' or m.student_id is not null
    group by s.school_id, s.academic_year, s.id, st.sex, s.class_id, s.grade, s.subject_id, c.state, s.regular_due
    on conflict (school_id, academic_year, section_id, term, sex) do update set state = excluded.state`.execute(db)
}

/** Lets the sums of books follow the states as they stand; after an undo. */
export async function followStates(
  { db }: Changing,
  books: readonly { school_id: number; academic_year: number; section_id: string; term: number }[],
): Promise<void> {
  await sql`/* books.follow */
    update section_tally t set state = coalesce(b.state, 'open')
    from jsonb_to_recordset(${JSON.stringify(books)}::jsonb) k(school_id integer, academic_year smallint, section_id uuid, term smallint)
    left join gradebook b on b.school_id = k.school_id and b.academic_year = k.academic_year and b.section_id = k.section_id and b.term = k.term
    where t.school_id = k.school_id and t.academic_year = k.academic_year and t.section_id = k.section_id and t.term = k.term`.execute(
    db,
  )
}
