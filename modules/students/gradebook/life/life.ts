import { change } from '../../../../platform/change.ts'
import type { Context } from '../../../../platform/context.ts'
import { Conflict, Invalid } from '../../../../platform/errors.ts'
import { findBook, type BookKey } from '../book.ts'
import { linesOf } from '../lines.ts'
import { gapsOf, type Gap } from './gaps.ts'
import { tellTeachers } from './teachers.ts'
import { booksIn, holdBooks, neededReason, type BookScope, type ScopedBook, type StateRow } from './scope.ts'
import { openState, writeStates } from './state.ts'

/** What a verb did to the books of its scope. */
export interface BooksChanged {
  change_id: string
  changed: number
  /** Books that stood there already, or that the verb does not concern. */
  unchanged: number
}

/** What a book still lacks. Reading it needs no right beyond the book's. */
export async function gapsIn(ctx: Context, key: BookKey): Promise<Gap[]> {
  const book = await findBook(ctx, 'read', key)
  return gapsOf(book, await linesOf(ctx, key))
}

/**
 * The teacher hands a book in. While cells are empty it is refused with what is missing, per column, unless the teacher
 * hands it in all the same and says why; an awaited make-up test does not stand in the way.
 */
export async function submitBook(
  ctx: Context,
  key: BookKey,
  { accept_missing, reason }: { accept_missing: boolean; reason: string | null },
): Promise<BooksChanged> {
  return changeBooks(ctx, 'submit', { verb: 'gradebook.submit', scope: one(key), reason }, async (open, books) => {
    const book = await findBook(open, 'submit', key)
    const missing = gapsOf(book, await linesOf(open, key)).filter((gap) => gap.missing > 0)
    if (missing.length > 0 && !accept_missing)
      throw new Invalid(
        missing.map((gap) => ({
          path: gap.column,
          message: 'book.missing_in_column',
          values: { kind: gap.kind, position: gap.position, count: gap.missing },
        })),
      )
    if (missing.length > 0) neededReason(reason)
    mustBe(books, ['open'])
    return books.map((it) => ({
      ...it,
      ...openState,
      state: 'submitted' as const,
      submitted_at: open.now.toISOString(),
      submitted_by: open.account?.id ?? null,
    }))
  })
}

/** The teacher takes a book back while nobody has checked it. */
export const takeBackBook = (ctx: Context, key: BookKey): Promise<BooksChanged> =>
  changeBooks(ctx, 'submit', { verb: 'gradebook.take_back', scope: one(key), reason: null }, async (_, books) => {
    mustBe(books, ['submitted'])
    return books.map((it) => ({ ...it, ...openState }))
  })

/** The head of the team checks the submitted books of a scope; others are left as they are. */
export const checkBooks = (ctx: Context, scope: BookScope): Promise<BooksChanged> =>
  changeBooks(ctx, 'check', { verb: 'gradebook.check', scope, reason: null }, async ({ now, account }, books) =>
    books
      .filter((it) => it.state === 'submitted')
      .map((it) => ({
        ...it,
        state: 'checked' as const,
        checked_at: now.toISOString(),
        checked_by: account?.id ?? null,
      })),
  )

/** Whoever checks gives submitted or checked books back to their teachers, who learn why. */
export const returnBooks = (ctx: Context, scope: BookScope, reason: string): Promise<BooksChanged> => {
  const why = neededReason(reason)
  return changeBooks(ctx, 'check', { verb: 'gradebook.return', scope, reason: why }, async (open, books) => {
    const back = books.filter((it) => it.state === 'submitted' || it.state === 'checked')
    await tellTeachers(open, scope, back, 'book.notice_returned', { reason: why })
    return back.map((it) => ({ ...it, ...openState }))
  })
}

/** One change over the books of a scope: held against saves, judged by the permission, and counted. */
export async function changeBooks(
  ctx: Context,
  action: 'submit' | 'check' | 'lock' | 'unlock',
  { verb, scope, reason }: { verb: string; scope: BookScope; reason: string | null },
  work: (
    ctx: Parameters<Parameters<typeof change>[3]>[0],
    books: ScopedBook[],
  ) => Promise<readonly (StateRow & { section_id: string })[]>,
): Promise<BooksChanged> {
  // Judged before a change is opened, so that a refusal leaves no line in the trail.
  await booksIn(ctx, action, scope)
  return change(ctx, verb, { school_id: scope.school_id, reason }, async (open) => {
    const named = await booksIn(open, action, scope)
    await holdBooks(
      open,
      scope.term,
      named.map((book) => book.section_id),
    )
    const books = await booksIn(open, action, scope)
    const changed = await work(open, books)
    await writeStates(open, scope, changed)
    return { change_id: open.change.id, changed: changed.length, unchanged: books.length - changed.length }
  })
}

function mustBe(books: readonly ScopedBook[], states: readonly string[]): void {
  const wrong = books.find((book) => !states.includes(book.state))
  if (wrong) throw new Conflict(`book.stands.${wrong.state}`, null, null, { name: wrong.name })
}

const one = ({ school_id, academic_year, term, section_id }: BookKey): BookScope => ({
  school_id,
  academic_year,
  term,
  section_ids: [section_id],
})
