import { sql } from 'kysely'
import { may, type Action } from '../../../../platform/ability.ts'
import { change } from '../../../../platform/change.ts'
import type { Context } from '../../../../platform/context.ts'
import { NotFound } from '../../../../platform/errors.ts'
import type { Revert, Reverts } from '../../../../platform/revert.ts'
import { takeBack } from '../../../../platform/take-back.ts'
import { booksIn, holdBooks } from './scope.ts'
import { followStates } from './state.ts'

interface Touched {
  school_id: number
  academic_year: number
  section_id: string
  term: 1 | 2
}

/** Takes a change of books back: judged by the act that made it, refused where a book or column moved on since. */
const revertOf = (verb: string, action: Action): Revert => ({
  may: (ctx, school_id) => school_id !== null && may(ctx.ability, action, 'Gradebook', { school_id }),
  async takeBack(ctx, change_id) {
    const touched = await booksOf(ctx, change_id)
    const first = touched[0]
    if (!first) throw new NotFound('Change')
    const scope = { ...first, section_ids: touched.map((book) => book.section_id) }
    await booksIn(ctx, action, scope)
    await change(ctx, `${verb}.revert`, { school_id: first.school_id, reverts: change_id }, async (open) => {
      await holdBooks(open, first.term, scope.section_ids)
      await takeBack(open, change_id)
      await followStates(open, touched)
    })
  },
})

/** Which changes of a book's life can be undone, by their verb. */
export const bookReverts: Reverts = {
  'gradebook.submit': revertOf('gradebook.submit', 'submit'),
  'gradebook.check': revertOf('gradebook.check', 'check'),
  'gradebook.lock': revertOf('gradebook.lock', 'lock'),
  'gradebook.lock_columns': revertOf('gradebook.lock_columns', 'lock'),
  'gradebook.publish': revertOf('gradebook.publish', 'publish'),
}

async function booksOf({ db }: Context, change_id: string): Promise<Touched[]> {
  const { rows } = await sql<Touched>`/* books.of_change */
    select distinct (r.row ->> 'school_id')::integer as school_id, (r.row ->> 'academic_year')::integer as academic_year,
      r.row ->> 'section_id' as section_id, (r.row ->> 'term')::integer as term
    from (select coalesce(after, before) as row from change_row where change_id = ${change_id}
      and academic_year = (select academic_year from change where id = ${change_id})) r`.execute(db)
  return rows
}
