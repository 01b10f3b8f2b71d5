import { sql } from 'kysely'
import { change, type Changing } from '../../../../platform/change.ts'
import type { Context } from '../../../../platform/context.ts'
import { Invalid } from '../../../../platform/errors.ts'
import { formatInstant } from '../../../../platform/text.ts'
import { markColumns, kindOf } from '../columns.ts'
import { changeBooks, type BooksChanged } from './life.ts'
import {
  booksIn,
  holdBooks,
  isWhole,
  neededReason,
  type BookScope,
  type ColumnScope,
  type ScopedBook,
} from './scope.ts'
import { tellTeachers } from './teachers.ts'

/** An unlock lasts no longer than this many days. */
export const unlockDaysAtMost = 7
const day = 24 * 60 * 60 * 1000

/** The school locks the books of a scope, or some of their columns. */
export function lockBooks(ctx: Context, scope: BookScope, columns: ColumnScope): Promise<BooksChanged> {
  if (!isWhole(columns)) return changeColumns(ctx, 'lock', 'gradebook.lock_columns', scope, columns, null)
  return changeBooks(ctx, 'lock', { verb: 'gradebook.lock', scope, reason: null }, async ({ now, account }, books) =>
    books
      .filter((book) => book.state !== 'locked')
      .map((book) => ({
        ...book,
        state: 'locked' as const,
        locked_at: now.toISOString(),
        locked_by: account?.id ?? null,
      })),
  )
}

/** Takes a lock away for good, with a reason: the book stands again where it stood before. */
export function removeLocks(
  ctx: Context,
  scope: BookScope,
  columns: ColumnScope,
  reason: string,
): Promise<BooksChanged> {
  const why = neededReason(reason)
  if (!isWhole(columns)) return changeColumns(ctx, 'unlock', 'gradebook.remove_column_locks', scope, columns, why)
  return changeBooks(ctx, 'unlock', { verb: 'gradebook.remove_locks', scope, reason: why }, async (_, books) =>
    books
      .filter((book) => book.state === 'locked')
      .map((book) => ({
        ...book,
        state: book.checked_at ? ('checked' as const) : book.submitted_at ? ('submitted' as const) : ('open' as const),
        locked_at: null,
        locked_by: null,
      })),
  )
}

/**
 * Opens closed books, or one kind or column of them, until an instant at most seven days away, with a reason that the
 * teachers read; every change of a mark meanwhile needs a reason of its own.
 */
export async function unlockBooks(
  ctx: Context,
  scope: BookScope,
  { kind = null, position = null }: Pick<ColumnScope, 'kind' | 'position'>,
  { until, reason }: { until: Date; reason: string },
): Promise<BooksChanged> {
  const why = neededReason(reason)
  if (until <= ctx.now) throw new Invalid({ path: 'until', message: 'book.until_past' })
  if (until.getTime() > ctx.now.getTime() + unlockDaysAtMost * day)
    throw new Invalid({ path: 'until', message: 'book.until_too_far', values: { days: unlockDaysAtMost } })
  await booksIn(ctx, 'unlock', scope)
  return change(ctx, 'gradebook.unlock', { school_id: scope.school_id, reason: why }, async (open) => {
    const books = await booksIn(open, 'unlock', scope)
    await sql`/* books.unlock */
      insert into unlock (school_id, academic_year, section_id, term, kind, position, until, reason, granted_by, granted_at)
      select ${scope.school_id}, ${scope.academic_year}, id, ${scope.term}, ${kind}, ${position}, ${until}::timestamptz, ${why}, ${open.account?.id ?? null}::uuid, ${open.now}::timestamptz
      from unnest(${books.map((book) => book.section_id)}::uuid[]) id`.execute(open.db)
    await tellTeachers(open, scope, books, 'book.notice_unlocked', {
      until: formatInstant(until, open.zone),
      reason: why,
    })
    return { change_id: open.change.id, changed: books.length, unchanged: 0 }
  })
}

/** Ends the running unlocks of a scope before their time. */
export async function endUnlocks(ctx: Context, scope: BookScope): Promise<BooksChanged> {
  await booksIn(ctx, 'unlock', scope)
  return change(ctx, 'gradebook.end_unlock', { school_id: scope.school_id }, async (open) => {
    const books = await booksIn(open, 'unlock', scope)
    const { rows } = await sql<{ section_id: string }>`/* books.end_unlock */
      update unlock set ended_at = ${open.now}
      where school_id = ${scope.school_id} and academic_year = ${scope.academic_year} and term = ${scope.term}
        and section_id = any(${books.map((book) => book.section_id)}::uuid[]) and ended_at is null and until > ${open.now}
      returning section_id`.execute(open.db)
    const changed = new Set(rows.map((row) => row.section_id)).size
    return { change_id: open.change.id, changed, unchanged: books.length - changed }
  })
}

async function changeColumns(
  ctx: Context,
  action: 'lock' | 'unlock',
  verb: string,
  scope: BookScope,
  columns: ColumnScope,
  reason: string | null,
): Promise<BooksChanged> {
  await booksIn(ctx, action, scope)
  return change(ctx, verb, { school_id: scope.school_id, reason }, async (open) => {
    const books = await booksIn(open, action, scope)
    await holdBooks(
      open,
      scope.term,
      books.map((book) => book.section_id),
    )
    const touched = await writeColumnLocks(open, scope, columnsOf(books, columns), columns, action === 'lock')
    return { change_id: open.change.id, changed: touched, unchanged: books.length - touched }
  })
}

/** Sets or clears the lock of columns; returns how many books have a column that changed. */
async function writeColumnLocks(
  { db, now, account }: Changing,
  { school_id, academic_year, term }: BookScope,
  rows: readonly { section_id: string; kind: string; position: number }[],
  { held_from = null, held_to = null }: ColumnScope,
  locked: boolean,
): Promise<number> {
  const dated = held_from !== null || held_to !== null
  const { rows: changed } = await sql<{ section_id: string }>`/* books.column_locks */
    with named as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) n(section_id uuid, kind text, position smallint)),
    meant as (
      select n.* from named n
      left join assessment_column a on a.school_id = ${school_id} and a.academic_year = ${academic_year} and a.section_id = n.section_id
        and a.term = ${term} and a.kind = n.kind and a.position = n.position
      where (not ${dated}::boolean or a.held_on between coalesce(${held_from}::date, '-infinity') and coalesce(${held_to}::date, 'infinity'))
        and (a.locked_at is null) = ${locked}::boolean)
    insert into assessment_column (school_id, academic_year, section_id, term, kind, position, locked_at, locked_by)
    select ${school_id}::integer, ${academic_year}::smallint, section_id, ${term}::smallint, kind, position,
      case when ${locked}::boolean then ${now}::timestamptz end, case when ${locked}::boolean then ${account?.id ?? null}::uuid end
    from meant
    on conflict (school_id, academic_year, section_id, term, kind, position) do update set locked_at = excluded.locked_at, locked_by = excluded.locked_by
    returning section_id`.execute(db)
  return new Set(changed.map((row) => row.section_id)).size
}

/** The columns of books that a scope means. */
export const columnsOf = (
  books: readonly ScopedBook[],
  { kind, position }: ColumnScope,
): { section_id: string; kind: string; position: number }[] =>
  books.flatMap(({ section_id, regular_due }) =>
    markColumns(regular_due)
      .map(kindOf)
      .filter((it) => (!kind || it.kind === kind) && (!position || it.position === position))
      .map((it) => ({ section_id, ...it })),
  )
