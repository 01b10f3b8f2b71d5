import { change } from '../../../../platform/change.ts'
import type { Context } from '../../../../platform/context.ts'
import { formatDay } from '../../../../platform/text.ts'
import type { AssessmentKind } from '../tables.ts'
import { booksOfSchool } from './overview.ts'
import { booksIn, type BookScope } from './scope.ts'
import { tellTeachers } from './teachers.ts'

/** What a reminder did. */
export interface Reminded {
  change_id: string
  books: number
  people: number
}

/**
 * Reminds the teachers of the books of a scope in which marks of a kind are missing; each notice says how many of how
 * many are there, by when, and leads to the grid. A full book is left in peace.
 */
export async function remindTeachers(
  ctx: Context,
  scope: BookScope,
  unit: string,
  kind: AssessmentKind,
): Promise<Reminded> {
  await booksIn(ctx, 'check', scope)
  return change(ctx, 'gradebook.remind', { school_id: scope.school_id }, async (open) => {
    const named = new Set((await booksIn(open, 'check', scope)).map((book) => book.section_id))
    const { books } = await booksOfSchool(open, { unit, academic_year: scope.academic_year, term: scope.term })
    let people = new Set<string>()
    let reminded = 0
    for (const book of books) {
      const progress = book.kinds.find((it) => it.kind === kind)
      if (!named.has(book.section_id) || !progress || progress.entered >= progress.due) continue
      await tellTeachers(open, scope, [book], 'book.notice_reminder', {
        kind,
        entered: progress.entered,
        due: progress.due,
        day: formatDay(progress.closes_on),
      })
      people = people.union(new Set(book.teachers))
      reminded += 1
    }
    return { change_id: open.change.id, books: reminded, people: people.size }
  })
}
