import { sql } from 'kysely'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid } from '../../../platform/errors.ts'
import { absencesOf, sheetOf, type AbsenceLine, type AbsenceSheet, type ClassKey } from './queries.ts'
import { daysOfMonth } from './rules/limits.ts'
import { reopenResults } from '../results/reopen.ts'

/** A pupil's month as it shall be, and as the person saw it. */
export interface AbsenceInput {
  student_id: string
  month: string
  was_excused: number
  was_unexcused: number
  excused: number
  unexcused: number
}

/** Why a row is not written; the code of a text. */
export type AbsenceRefusal = 'not_in_class' | 'outside_year' | 'after_leaving' | 'negative' | 'too_many'

/** What became of a row. */
export interface AbsenceAnswer {
  student_id: string
  month: string
  status: 'saved' | 'already' | 'conflict' | 'refused'
  refusal: AbsenceRefusal | null
  /** What stands now. */
  excused: number
  unexcused: number
  /** For a conflict: whose numbers stand, and since when. */
  by: string | null
  at: Date | null
  total: number
}

/** The answer of a save. */
export interface AbsencesSaved {
  school_id: number
  change_id: string
  saved_at: Date
  rows: AbsenceAnswer[]
}

const rowsAtMost = 1_000

/**
 * Writes touched months of pupils of a class, in one transaction, with one answer each: stored = was → written; stored =
 * wanted → already there; else a conflict for that row alone.
 */
export async function recordAbsences(
  ctx: Context,
  key: ClassKey,
  inputs: readonly AbsenceInput[],
): Promise<AbsencesSaved> {
  if (inputs.length > rowsAtMost)
    throw new Invalid({ path: 'rows', message: 'absences.too_many_rows', values: { limit: rowsAtMost } })
  await sheetOf(ctx, key, 'update')
  return change(ctx, 'absences.record', { school_id: key.school_id }, async (open) => {
    await sql`/* absences.lock */ select pg_advisory_xact_lock(hashtextextended(${`absences ${key.school_id} ${key.class_id}`}, 0))`.execute(
      open.db,
    )
    const sheet = await absencesOf(open, key)
    const lines = new Map(sheet.lines.map((line) => [line.student_id, line]))
    const answers = inputs.map((input) => judged(sheet, lines.get(input.student_id), input))
    await write(open, sheet, answers)
    await nameHolders(open, key, answers)
    return { school_id: key.school_id, change_id: open.change.id, saved_at: open.now, rows: answers }
  })
}

function judged(sheet: AbsenceSheet, line: AbsenceLine | undefined, input: AbsenceInput): AbsenceAnswer {
  const { student_id, month, excused, unexcused } = input
  const stored = line?.cells.find((cell) => cell.month === month) ?? { month, excused: 0, unexcused: 0 }
  const answer = (status: AbsenceAnswer['status'], refusal: AbsenceRefusal | null = null): AbsenceAnswer => {
    const now = status === 'saved' ? { excused, unexcused } : stored
    const others = (line?.cells ?? []).filter((cell) => cell.month !== month)
    const total = [...others, now].reduce((sum, cell) => sum + cell.excused + cell.unexcused, 0)
    return {
      student_id,
      month,
      status,
      refusal,
      excused: now.excused,
      unexcused: now.unexcused,
      by: null,
      at: null,
      total,
    }
  }
  const refusal = refusalOf(sheet, line, input)
  if (refusal) return answer('refused', refusal)
  if (stored.excused === excused && stored.unexcused === unexcused) return answer('already')
  if (stored.excused !== input.was_excused || stored.unexcused !== input.was_unexcused) return answer('conflict')
  if (line) line.cells = [...line.cells.filter((cell) => cell.month !== month), { month, excused, unexcused }]
  return answer('saved')
}

function refusalOf(
  sheet: AbsenceSheet,
  line: AbsenceLine | undefined,
  { month, excused, unexcused }: AbsenceInput,
): AbsenceRefusal | null {
  if (!line) return 'not_in_class'
  if (!sheet.months.includes(month)) return 'outside_year'
  if (line.left_on && month > line.left_on) return 'after_leaving'
  if (excused < 0 || unexcused < 0) return 'negative'
  return excused + unexcused > daysOfMonth(month) ? 'too_many' : null
}

/** Writes the saved cells; the year's results, which absences decide, stand open for approval again. */
async function write(open: Changing, sheet: AbsenceSheet, answers: readonly AbsenceAnswer[]): Promise<void> {
  const saved = answers.filter((answer) => answer.status === 'saved')
  if (saved.length === 0) return
  const rows = [...new Map(saved.map((row) => [`${row.student_id} ${row.month}`, row])).values()]
  await sql`/* absences.write */
    insert into absence (school_id, academic_year, student_id, person_id, class_id, month, excused, unexcused)
    select st.school_id, ${sheet.academic_year}::smallint, st.id, st.person_id, ${sheet.class_id}::integer, r.month, r.excused, r.unexcused
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(student_id uuid, month date, excused smallint, unexcused smallint)
    join student st on st.school_id = ${sheet.school_id} and st.id = r.student_id
    on conflict (school_id, academic_year, student_id, month) do update set excused = excluded.excused, unexcused = excluded.unexcused`.execute(
    open.db,
  )
  const { school_id, academic_year, class_id } = sheet
  await reopenResults(open, { school_id, academic_year, term: 0 }, [class_id])
}

/** Adds to conflicts whose numbers stand, from the trail. */
async function nameHolders({ db }: Changing, key: ClassKey, answers: readonly AbsenceAnswer[]): Promise<void> {
  const conflicts = answers.filter((answer) => answer.status === 'conflict')
  if (conflicts.length === 0) return
  const { rows } = await sql<{ student_id: string; month: string; by: string | null; at: Date }>`/* absences.holders */
    select distinct on (1, 2) r.after ->> 'student_id' as student_id, r.after ->> 'month' as month, a.display_name as by, c.at
    from change_row r join change c on c.academic_year = r.academic_year and c.id = r.change_id left join account a on a.id = c.account_id
    where r.table_name = 'absence' and (coalesce(r.after, r.before) ->> case when r.table_name = 'student' then 'id' else 'student_id' end) = any(${conflicts.map((answer) => answer.student_id)}::text[])
      and r.school_id = ${key.school_id}
    order by 1, 2, c.at desc`.execute(db)
  for (const answer of conflicts) {
    const holder = rows.find((row) => row.student_id === answer.student_id && row.month === answer.month)
    answer.by = holder?.by ?? null
    answer.at = holder?.at ?? null
  }
}
