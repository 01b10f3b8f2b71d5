import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import { reopenResults } from '../results/reopen.ts'
import type { Book } from './book.ts'
import type { CellChange } from './judge-cell.ts'
import type { Line, SaveAnswer, SaveSource } from './save.ts'
import { tallyOf, type TalliedBook, type TalliedPupil } from './tally.ts'

/** What a save leaves behind: changed rows, their history, and the remembered answer. */
export interface Written {
  touched: ReadonlySet<string>
  changes: readonly CellChange[]
  save: { id: string; source: SaveSource | 'decided'; reason: string | null; answer: SaveAnswer }
}

/**
 * Writes rows, history, sums and the answer in one statement; approved results of the classes that a mark concerns stand
 * open for approval again. The book's lock is held.
 */
export async function writeBook(
  ctx: Changing,
  book: Book,
  lines: readonly Line[],
  { touched, changes, save }: Written,
): Promise<void> {
  const rows = lines.filter((line) => touched.has(line.student_id)).map((line) => line.result)
  const tallies = changes.length
    ? tallyOf(
        talliedBook(book),
        lines.filter((line) => !line.left_on).map(({ sex, result }) => ({ ...(result ?? nothing), sex })),
      )
    : []
  const history = changes.map((it) => ({
    ...it,
    person_id: lines.find((line) => line.student_id === it.student_id)?.person_id,
  }))
  await sql`/* gradebook.write */
    with saved as (
      insert into subject_result select * from jsonb_populate_recordset(null::subject_result, ${JSON.stringify(rows)}::jsonb)
      on conflict (school_id, academic_year, student_id, section_id, term) do update set
        regular_1 = excluded.regular_1, regular_2 = excluded.regular_2, regular_3 = excluded.regular_3, regular_4 = excluded.regular_4,
        regular_5 = excluded.regular_5, regular_6 = excluded.regular_6, regular_7 = excluded.regular_7, regular_8 = excluded.regular_8,
        midterm = excluded.midterm, final = excluded.final, midterm_state = excluded.midterm_state, final_state = excluded.final_state,
        exempt = excluded.exempt, comment = excluded.comment, average = excluded.average, passed = excluded.passed,
        missing = excluded.missing, rule_version = excluded.rule_version, class_id = excluded.class_id),
    remembered as (
      insert into grade_save (school_id, academic_year, id, account_id, section_id, term, answer, change_id, at)
      values (${book.school_id}, ${book.academic_year}, ${save.id}, ${ctx.account?.id ?? null}, ${book.section_id}, ${book.term}, ${JSON.stringify(save.answer)}::jsonb, ${ctx.change.id}, ${ctx.now})),
    summed as (
      insert into section_tally select * from jsonb_populate_recordset(null::section_tally, ${JSON.stringify(tallies)}::jsonb)
      on conflict (school_id, academic_year, section_id, term, sex) do update set
        state = excluded.state, pupils = excluded.pupils, exempt = excluded.exempt, regular_due = excluded.regular_due,
        regular_entered = excluded.regular_entered, midterm_entered = excluded.midterm_entered, final_entered = excluded.final_entered,
        complete = excluded.complete, passed = excluded.passed, failed = excluded.failed,
        averages = excluded.averages, midterms = excluded.midterms, finals = excluded.finals)
    insert into mark_change (school_id, academic_year, section_id, student_id, person_id, term, "column", before, after, at, account_id, account_name, change_id, source, reason, locked, published)
    select ${book.school_id}::integer, ${book.academic_year}::smallint, ${book.section_id}::uuid, c.student_id, c.person_id, ${book.term}::smallint, c."column", c.before, c.after,
      ${ctx.now}::timestamptz, ${ctx.account?.id ?? null}::uuid, ${ctx.account?.display_name ?? ''}, ${ctx.change.id}::uuid, ${save.source}, ${save.reason}, c.locked, c.published
    from jsonb_to_recordset(${JSON.stringify(history)}::jsonb) c(student_id uuid, person_id uuid, "column" text, before text, after text, locked boolean, published boolean)`.execute(
    ctx.db,
  )
  const counted = new Set(changes.filter((it) => it.column !== 'comment').map((it) => it.student_id))
  const classes = lines.filter((line) => counted.has(line.student_id)).map((line) => line.class_id)
  await reopenResults(ctx, book, classes)
}

/** The part of a book that its sums carry. */
const talliedBook = ({
  school_id,
  academic_year,
  section_id,
  term,
  class_id,
  grade,
  subject_id,
  regular_due,
  state,
  assessment,
}: Book): TalliedBook => ({
  school_id,
  academic_year,
  section_id,
  term,
  class_id,
  grade,
  subject_id,
  regular_due,
  state,
  assessment,
})

/** A pupil's row while nothing is entered. */
export const nothing: Omit<TalliedPupil, 'sex'> = {
  regular_1: null,
  regular_2: null,
  regular_3: null,
  regular_4: null,
  regular_5: null,
  regular_6: null,
  regular_7: null,
  regular_8: null,
  midterm: null,
  final: null,
  average: null,
  passed: null,
  exempt: null,
  midterm_state: null,
  final_state: null,
}
