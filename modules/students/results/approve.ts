import { sql } from 'kysely'
import type { Action } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Conflict, Invalid, NotFound } from '../../../platform/errors.ts'
import { isComputed, resultsOf, type PupilResult } from './compute.ts'
import { approvalIn, loadClasses, type Approval, type LoadedClass } from './load.ts'
import { writeSnapshot } from './snapshot.ts'

/** Which classes of a school, in which term (0: the year). */
export interface ResultScope {
  school_id: number
  academic_year: number
  term: 0 | 1 | 2
  class_ids?: readonly number[] | null
  grade?: number | null
}

/** What a verb did to the classes of its scope. */
export interface ResultsChanged {
  change_id: string
  classes: number
  pupils: number
  /** Classes that the verb does not concern as they stand. */
  unchanged: number
  /** Pupils among the changed who have no level or no conduct. */
  incomplete: number
}

/** Pupils who still lack a level or conduct, by name. */
export const incompleteOf = (results: readonly PupilResult[]): PupilResult[] =>
  results.filter(
    ({ pupil, learning, conduct }) => !pupil.left_on && (learning.finalLevel === null || conduct.level === null),
  )

/**
 * The homeroom teacher hands in a class's results. While a pupil lacks a level or conduct it is refused with their names,
 * unless that is accepted with a reason.
 */
export function submitResults(
  ctx: Context,
  scope: ResultScope,
  { accept_missing, reason }: { accept_missing: boolean; reason: string | null },
): Promise<ResultsChanged> {
  return changeResults(
    ctx,
    'submit',
    { verb: 'results.submit', scope, reason, from: ['open'] },
    async (open, classes) => {
      const missing = classes.flatMap((loaded) => incompleteOf(resultsOf(loaded, scope.term)))
      if (missing.length > 0 && !accept_missing)
        throw new Invalid(
          missing.slice(0, 50).map(({ pupil, learning, conduct }) => ({
            path: pupil.code,
            message: learning.finalLevel === null ? 'results.lacks_level' : 'results.lacks_conduct',
            values: {
              name: `${pupil.rest_name} ${pupil.given_name}`.trim(),
              count: learning.missing.length,
              conduct: conduct.level === null ? 'no' : 'yes',
            },
          })),
        )
      if (missing.length > 0) needed(reason)
      return {
        incomplete: missing.length,
        set: { state: 'submitted', submitted_at: open.now, submitted_by: open.account?.id ?? null },
      }
    },
  )
}

/** The homeroom teacher takes submitted results back while nobody has approved them. */
export const takeBackResults = (ctx: Context, scope: ResultScope): Promise<ResultsChanged> =>
  changeResults(ctx, 'submit', { verb: 'results.take_back', scope, reason: null, from: ['submitted'] }, async () => ({
    incomplete: 0,
    set: { state: 'open', submitted_at: null, submitted_by: null },
  }))

/** The principal gives results back to the homeroom teacher, from any state, with a reason. */
export const returnResults = (ctx: Context, scope: ResultScope, reason: string): Promise<ResultsChanged> =>
  changeResults(
    ctx,
    'approve',
    { verb: 'results.return', scope, reason: needed(reason), from: ['submitted', 'approved', 'published'] },
    async (open, classes) => {
      await dropApproval(open, scope, classes)
      return { incomplete: 0, set: { ...cleared, state: 'open', submitted_at: null, submitted_by: null } }
    },
  )

/**
 * The principal approves the submitted results of classes: levels, outcomes and titles are computed once more by the rules
 * and written down with the rules' version, together with the sums' facts, in the transaction of the approval.
 */
export const approveResults = (ctx: Context, scope: ResultScope): Promise<ResultsChanged> =>
  changeResults(
    ctx,
    'approve',
    { verb: 'results.approve', scope, reason: null, from: ['submitted'] },
    async (open, classes) => {
      let incomplete = 0
      for (const loaded of classes) {
        if (!isComputed(loaded))
          throw new Invalid({ path: 'class', message: 'results.older_rules', values: { name: loaded.name } })
        const results = resultsOf(loaded, scope.term)
        incomplete += incompleteOf(results).length
        await writeSnapshot(open, loaded, scope.term, results)
      }
      return { incomplete, set: { state: 'approved', approved_at: open.now, approved_by: open.account?.id ?? null } }
    },
  )

/** Lets parents and pupils see the approved levels, conduct, outcomes and titles of classes. */
export const publishResults = (ctx: Context, scope: ResultScope): Promise<ResultsChanged> =>
  changeResults(ctx, 'publish', { verb: 'results.publish', scope, reason: null, from: ['approved'] }, async (open) => ({
    incomplete: 0,
    set: { state: 'published', published_at: open.now, published_by: open.account?.id ?? null },
  }))

/** Takes published results back, with a reason; they stay approved. */
export const unpublishResults = (ctx: Context, scope: ResultScope, reason: string): Promise<ResultsChanged> =>
  changeResults(
    ctx,
    'publish',
    { verb: 'results.unpublish', scope, reason: needed(reason), from: ['published'] },
    async () => ({ incomplete: 0, set: { state: 'approved', published_at: null, published_by: null } }),
  )

interface Outcome {
  incomplete: number
  set: Partial<Record<keyof Approval, unknown>> & { state: Approval['state'] }
}

const cleared = { approved_at: null, approved_by: null, published_at: null, published_by: null }

/** One change over the classes of a scope that stand in one of the named states; a single named class must. */
async function changeResults(
  ctx: Context,
  action: Action,
  {
    verb,
    scope,
    reason,
    from,
  }: { verb: string; scope: ResultScope; reason: string | null; from: readonly Approval['state'][] },
  work: (ctx: Changing, classes: LoadedClass[]) => Promise<Outcome>,
): Promise<ResultsChanged> {
  const { school_id, academic_year, term, class_ids = null, grade = null } = scope
  const choice = { school_id, academic_year, class_ids, grade }
  const terms = term === 0 ? ([1, 2] as const) : [term]
  const reachable = await loadClasses(ctx, action, choice, terms)
  if (reachable.length === 0 || (class_ids && reachable.length < new Set(class_ids).size))
    throw new NotFound('ClassApproval')
  return change(ctx, verb, { school_id, reason }, async (open) => {
    await sql`/* results.hold */ select pg_advisory_xact_lock(hashtextextended(${`results ${school_id} ${academic_year}`}, 0))`.execute(
      open.db,
    )
    const all = await loadClasses(open, action, choice, terms)
    const classes = all.filter((loaded) => from.includes(approvalIn(loaded.approvals, term).state))
    if (classes.length === 0 && class_ids?.length === 1) {
      const { state } = approvalIn(all[0]!.approvals, term)
      throw new Conflict(`results.stands.${state}`, null, null, { name: all[0]!.name })
    }
    if (classes.length === 0)
      return { change_id: open.change.id, classes: 0, pupils: 0, unchanged: all.length, incomplete: 0 }
    const { incomplete, set } = await work(open, classes)
    await writeApprovals(open, scope, classes, set)
    return {
      change_id: open.change.id,
      classes: classes.length,
      pupils: classes.flatMap(({ pupils }) => pupils).filter(({ left_on }) => !left_on).length,
      unchanged: all.length - classes.length,
      incomplete,
    }
  })
}

async function writeApprovals(
  { db }: Changing,
  { school_id, academic_year, term }: ResultScope,
  classes: readonly LoadedClass[],
  set: Outcome['set'],
): Promise<void> {
  const rows = classes.map(({ class_id }) => ({ school_id, academic_year, class_id, term, ...set }))
  await db
    .insertInto('class_approval')
    .values(rows as never)
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'academic_year', 'class_id', 'term']).doUpdateSet(set as never),
    )
    .execute()
}

async function dropApproval(
  { db }: Changing,
  { school_id, academic_year, term }: ResultScope,
  classes: readonly LoadedClass[],
): Promise<void> {
  await sql`/* results.drop_approval */ update pupil_fact set approved = false
    where school_id = ${school_id} and academic_year = ${academic_year} and term = ${term} and class_id = any(${classes.map((it) => it.class_id)}::integer[])`.execute(
    db,
  )
}

/** A reason of at least five characters; otherwise Invalid at `reason`. */
export function needed(reason: string | null): string {
  const text = (reason ?? '').normalize('NFC').replaceAll('\u0000', '').trim()
  if (text.length < 5) throw new Invalid({ path: 'reason', message: 'book.reason_needed' })
  return text.slice(0, 500)
}
