import { sql } from 'kysely'
import { change, type Changing } from './change.ts'
import type { Context } from './context.ts'
import { Conflict, NotFound } from './errors.ts'
import { takeBack } from './take-back.ts'

/** How changes of a verb are taken back: by whom, and how; refuses with Conflict that names what stands on it. */
export interface Revert {
  /** Whoever may do the same again; the unit is null for what belongs to the province. */
  may: (ctx: Context, unit_id: number | null) => boolean
  takeBack: (ctx: Context, change_id: string) => Promise<void>
}

/** What a module can take back, by verb. */
export type Reverts = Readonly<Record<string, Revert>>

const offered = new Map<string, Revert>()

/** Makes known what a module can take back; the server does so for each module. */
export function offerReverts(reverts: Reverts): void {
  for (const [verb, revert] of Object.entries(reverts)) offered.set(verb, revert)
}

/** How a verb is taken back; a verb without one cannot be. */
export const revertOf = (verb: string): Revert | undefined => offered.get(verb)

/**
 * Takes changes of some verbs back from the trail, row by row. `before` refuses where something was built on the change
 * that no key of the database shows; `after` mends what is derived.
 */
export function revertsOf(
  verbs: readonly string[],
  may: Revert['may'],
  { before, after }: { before?: Step; after?: Step } = {},
): Reverts {
  const revert: Revert = {
    may,
    async takeBack(ctx, change_id) {
      const done = await changeOf(ctx, change_id)
      if (!verbs.includes(done.verb) || !may(ctx, done.school_id)) throw new NotFound('Change')
      const options = { school_id: done.school_id, reverts: change_id }
      await change(ctx, `${done.verb}.undo`, options, async (open) => {
        await before?.(open, done)
        await takeBack(open, change_id)
        await after?.(open, done)
      })
    },
  }
  return Object.fromEntries(verbs.map((verb) => [verb, revert]))
}

/** A change that is taken back. */
export interface DoneChange {
  id: string
  verb: string
  at: Date
  school_id: number | null
}

type Step = (ctx: Changing, done: DoneChange) => Promise<void>

async function changeOf({ db }: Context, change_id: string): Promise<DoneChange> {
  const { rows } = await sql<DoneChange & { undone: boolean }>`/* revert.change */
    select c.id, c.verb, c.at, c.school_id, exists (select from change r where r.reverts = c.id) as undone from change c where c.id = ${change_id}`.execute(
    db,
  )
  const done = rows[0]
  if (!done) throw new NotFound('Change')
  if (done.undone) throw new Conflict('undo.already')
  return done
}
