import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import { onMoved } from '../enrollment/moved.ts'
import { linesOf } from './lines.ts'
import { tallyOf, type SectionTallyRow, type TalliedBook } from './tally.ts'
import { nothing } from './write-book.ts'

// When pupils come or go, the sums of the books that exist follow in the same transaction.
onMoved(async (ctx, { school_id, class_ids }) => {
  for (const book of await talliedBooks(ctx, school_id, class_ids)) await tallyAnew(ctx, book)
})

/** The books with sums in which pupils of these classes sit. */
async function talliedBooks(
  { db }: Changing,
  school_id: number,
  class_ids: readonly number[],
): Promise<(TalliedBook & { term: 1 | 2 })[]> {
  const { rows } = await sql<TalliedBook & { term: 1 | 2 }>`/* gradebook.tallied */
    select distinct t.school_id, t.academic_year, t.section_id, t.term, t.class_id, t.grade, t.subject_id, t.regular_due, t.state, s.assessment
    from section_tally t join section s on s.school_id = t.school_id and s.id = t.section_id
    where t.school_id = ${school_id} and (s.class_id = any(${class_ids}::integer[]) or (s.roster = 'list' and s.academic_year =
      any(select academic_year from class where school_id = ${school_id} and id = any(${class_ids}::integer[]))))`.execute(
    db,
  )
  return rows
}

async function tallyAnew(ctx: Changing, book: TalliedBook & { term: 1 | 2 }): Promise<void> {
  const lines = await linesOf(ctx, book)
  const present = lines.filter((line) => !line.left_on).map(({ sex, result }) => ({ ...(result ?? nothing), sex }))
  const rows: SectionTallyRow[] = tallyOf(book, present)
  await sql`/* gradebook.tally_clear */ delete from section_tally
    where school_id = ${book.school_id} and academic_year = ${book.academic_year} and section_id = ${book.section_id} and term = ${book.term}`.execute(
    ctx.db,
  )
  await sql`/* gradebook.tally_anew */
    insert into section_tally select * from jsonb_populate_recordset(null::section_tally, ${JSON.stringify(rows)}::jsonb)`.execute(
    ctx.db,
  )
}
