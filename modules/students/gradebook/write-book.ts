import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import { reopenResults } from '../results/reopen.ts'
import type { Book } from './book.ts'
import type { CellChange } from './judge-cell.ts'
import type { Line } from './lines.ts'
import type { SaveAnswer, SaveSource } from './save.ts'
import type { SubjectResultRow } from './tables.ts'
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
  const byStudent = new Map(lines.map((line) => [line.student_id, line]))
  const columns = columnsOf(changes)
  const rows = [...touched].map((id) => pick(byStudent.get(id)?.result, columns))
  const tallies = changes.length
    ? tallyOf(
        talliedBook(book),
        lines.filter((line) => !line.left_on).map(({ sex, result }) => ({ ...(result ?? nothing), sex })),
      )
    : []
  const history = changes.map(({ student_id, column, before, after, locked, published }) => {
    const person_id = byStudent.get(student_id)?.person_id
    return { student_id, person_id, column, before, after, locked, published }
  })
  const names = sql.join(columns.map((column) => sql.ref(column)))
  await sql`/* gradebook.write */
    with given as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as given(${sql.join(columns.map((column) => sql`${sql.ref(column)} ${sql.raw(resultColumns[column])}`))})),
    kept as (
      update subject_result r set ${sql.join(columns.filter((column) => column !== 'student_id').map((column) => sql`${sql.ref(column)} = given.${sql.ref(column)}`))}
      from given
      where r.school_id = ${book.school_id} and r.academic_year = ${book.academic_year} and r.section_id = ${book.section_id} and r.term = ${book.term}
        and r.student_id = given.student_id
      returning r.student_id),
    added as (
      insert into subject_result (school_id, academic_year, section_id, term, ${names})
      select ${book.school_id}::integer, ${book.academic_year}::smallint, ${book.section_id}::uuid, ${book.term}::smallint, ${names}
      from given where student_id not in (select student_id from kept)),
    remembered as (
      insert into grade_save (school_id, academic_year, id, account_id, section_id, term, answer, change_id, at)
      values (${book.school_id}, ${book.academic_year}, ${save.id}, ${ctx.account?.id ?? null}, ${book.section_id}, ${book.term}, ${JSON.stringify(save.answer)}::jsonb, ${ctx.change.id}, ${ctx.now})),
    summed as (
      insert into section_tally select * from json_populate_recordset(null::section_tally, ${JSON.stringify(tallies)}::json)
      on conflict (school_id, academic_year, section_id, term, sex) do update set
        state = excluded.state, pupils = excluded.pupils, exempt = excluded.exempt, regular_due = excluded.regular_due,
        regular_entered = excluded.regular_entered, midterm_entered = excluded.midterm_entered, final_entered = excluded.final_entered,
        complete = excluded.complete, passed = excluded.passed, failed = excluded.failed,
        averages = excluded.averages, midterms = excluded.midterms, finals = excluded.finals)
    insert into mark_change (school_id, academic_year, section_id, student_id, person_id, term, "column", before, after, at, account_id, account_name, change_id, source, reason, locked, published)
    select ${book.school_id}::integer, ${book.academic_year}::smallint, ${book.section_id}::uuid, c.student_id, c.person_id, ${book.term}::smallint, c."column", c.before, c.after,
      ${ctx.now}::timestamptz, ${ctx.account?.id ?? null}::uuid, ${ctx.account?.display_name ?? ''}, ${ctx.change.id}::uuid, ${save.source}, ${save.reason}, c.locked, c.published
    from json_to_recordset(${JSON.stringify(history)}::json) c(student_id uuid, person_id uuid, "column" text, before text, after text, locked boolean, published boolean)`.execute(
    ctx.db,
  )
  const counted = new Set(changes.filter((it) => it.column !== 'comment').map((it) => it.student_id))
  const classes = lines.filter((line) => counted.has(line.student_id)).map((line) => line.class_id)
  await reopenResults(ctx, book, classes)
}

/** The columns of a result beside the book's key, and their types. */
const resultColumns = {
  student_id: 'uuid',
  person_id: 'uuid',
  class_id: 'integer',
  regular_1: 'smallint',
  regular_2: 'smallint',
  regular_3: 'smallint',
  regular_4: 'smallint',
  regular_5: 'smallint',
  regular_6: 'smallint',
  regular_7: 'smallint',
  regular_8: 'smallint',
  midterm: 'smallint',
  final: 'smallint',
  midterm_state: 'text',
  final_state: 'text',
  exempt: 'boolean',
  comment: 'text',
  average: 'smallint',
  passed: 'boolean',
  missing: 'smallint',
  rule_version: 'text',
} as const
type ResultColumn = keyof typeof resultColumns
const everyColumn = Object.keys(resultColumns) as ResultColumn[]
const derived: readonly ResultColumn[] = [
  'student_id',
  'person_id',
  'class_id',
  'average',
  'passed',
  'missing',
  'rule_version',
]

/** A save of one column, as nearly all are, writes that one and what is derived: a dozen statements, each planned once. */
function columnsOf(changes: readonly CellChange[]): readonly ResultColumn[] {
  const [first] = changes
  if (!first || changes.some(({ column }) => column !== first.column)) return everyColumn
  return [...derived, ...everyColumn.filter((column) => changes.some(({ set }) => column in set))]
}

const pick = (row: SubjectResultRow | null | undefined, columns: readonly ResultColumn[]): Partial<SubjectResultRow> =>
  Object.fromEntries(columns.map((column) => [column, row?.[column]]))

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
