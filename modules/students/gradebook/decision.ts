import { sql, type SqlBool } from 'kysely'
import { randomUUID } from 'node:crypto'
import { may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { bookLock, findBook, findBookWith, type Book, type BookKey } from './book.ts'
import { cellText } from './columns.ts'
import type { CellChange } from './judge-cell.ts'
import { parseEntry } from './rules/mark.ts'
import { afterTestEvent, type TestEvent } from './rules/missed-test.ts'
import { resultOf } from './result.ts'
import { linesFrom, linesSql, type Line } from './lines.ts'
import type { RowAnswer } from './save.ts'
import { writeBook } from './write-book.ts'

/** What happened to a midterm or final test of a pupil. */
export type TestEventKind =
  | 'missed_with_reason'
  | 'missed_without_reason'
  | 'made_up'
  | 'not_made_up'
  | 'reason_accepted'
  | 'withdrawn'

/** A missed test moved along, and why. */
export interface TestDecision {
  student_id: string
  column: 'midterm' | 'final'
  event: TestEventKind
  /** The mark of the make-up test as a cell's text. */
  value: string | null
  reason: string
}

/**
 * Moves a missed test along by the rule of Circular 22/2021, Điều 7(4)(5), with a reason that stays in the cell's history.
 * The section's teacher does it while the column is open; the principal also after its last day, but never in a locked book.
 */
export async function recordTestEvent(ctx: Context, key: BookKey, decision: TestDecision): Promise<RowAnswer> {
  const reason = decision.reason.normalize('NFC').trim()
  if (reason.length < 5) throw new Invalid({ path: 'reason', message: 'book.reason_needed' })
  const seen = await findBook(ctx, 'read', key)
  const decides = may(ctx.ability, 'decide', 'Gradebook', seen)
  if (!decides && !may(ctx.ability, 'mark', 'Gradebook', seen)) throw new NotFound('Gradebook')
  return decideRow(ctx, key, { verb: 'gradebook.missed_test', reason, student_id: decision.student_id }, (book, line) =>
    testChange(book, line, decision, decides),
  )
}

function testChange(book: Book, line: Line, { column, event, value }: TestDecision, decides: boolean): CellChange {
  const described = book.columns.find((it) => it.column === column)
  const openness = described?.openness
  if (openness && !openness.open && !(decides && openness.why !== 'book_locked' && openness.why !== 'column_locked'))
    throw new Invalid({
      path: column,
      message: `gradebook.refused.${openness.why}`,
      values: { day: openness.day ?? '', typed: '' },
    })
  if (line.result?.exempt) throw new Invalid({ path: 'event', message: 'missed.exempt' })
  const step = afterTestEvent(
    { value: line.result?.[column] ?? null, state: line.result?.[`${column}_state`] ?? 'none' },
    eventOf(book, event, value),
  )
  if (!step.ok) throw new Invalid({ path: 'event', message: `missed.${step.reason}` })
  const set = { [column]: step.test.value, [`${column}_state`]: step.test.state }
  return {
    student_id: line.student_id,
    column,
    before: cellText(line.result, column, book.assessment),
    after: cellText({ ...line.result, ...set }, column, book.assessment),
    set,
    locked: openness?.open === true ? openness.reasonNeeded : true,
    published: Boolean(described?.published_at),
  }
}

function eventOf(book: Book, event: TestEventKind, value: string | null): TestEvent {
  switch (event) {
    case 'missed_with_reason':
      return { kind: 'missed', forceMajeure: true }
    case 'missed_without_reason':
      return { kind: 'missed', forceMajeure: false }
    case 'made_up': {
      const parsed = parseEntry(value ?? '', { kind: book.assessment, tenthsWithoutComma: false })
      if (!parsed.ok)
        throw new Invalid({
          path: 'value',
          message: `gradebook.refused.${parsed.reason}`,
          values: { typed: value ?? '', suggestion: 'none' },
        })
      if (parsed.entry.kind !== 'value') throw new Invalid({ path: 'value', message: 'missed.value_needed' })
      return { kind: 'made_up', value: parsed.entry.value }
    }
    default:
      return { kind: event }
  }
}

/** Sets or ends a pupil's exemption from the whole subject in a book; part of a change that was judged. */
export async function setExempt(ctx: Context, key: BookKey, student_id: string, exempt: boolean, reason: string) {
  await decideRow(ctx, key, { verb: 'gradebook.exempt', reason, student_id }, (_, line) =>
    (line.result?.exempt ?? false) === exempt
      ? null
      : {
          student_id,
          column: 'exempt',
          before: exempt ? null : 'M',
          after: exempt ? 'M' : null,
          set: { exempt },
          locked: false,
          published: false,
        },
  )
}

/** One decided cell of one pupil, written like a save: row, average, sums, history, and approved results reopened. */
async function decideRow(
  ctx: Context,
  key: BookKey,
  { verb, reason, student_id }: { verb: string; reason: string; student_id: string },
  judge: (book: Book, line: Line) => CellChange | null,
): Promise<RowAnswer> {
  return change(ctx, verb, { school_id: key.school_id, reason, alone: bookLock(key) }, async (open) => {
    const { book, more } = await findBookWith(open, 'read', key, linesSql(key, sql<SqlBool>`true`))
    const lines = linesFrom(key, more)
    const line = lines.find((it) => it.student_id === student_id)
    if (!line || line.left_on) throw new NotFound('Student')
    const judged = judge(book, line)
    if (judged) {
      line.result = resultOf(book, line, { ...line.result, ...judged.set })
      const row = rowOf(line)
      await writeBook(open, book, lines, {
        touched: new Set([student_id]),
        changes: [judged],
        save: {
          id: randomUUID(),
          source: 'decided',
          reason,
          answer: { saved_at: open.now.toISOString(), change_id: open.change.id, cells: [], rows: [row] },
        },
      })
    }
    return rowOf(line)
  })
}

const rowOf = ({ student_id, result }: Line): RowAnswer => ({
  student_id,
  average: result?.average ?? null,
  passed: result?.passed ?? null,
  missing: result?.missing ?? 0,
})
