import { sql } from 'kysely'
import { allowed, type Action } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Conflict, Invalid, NotFound } from '../../../platform/errors.ts'
import { formatDay } from '../../../platform/text.ts'
import { classRows } from '../class-rows.ts'
import { isStored, resultsOf, type PupilResult } from './compute.ts'
import { chosen, loadClasses, type Approval, type LoadedClass } from './load.ts'
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
      const loaded = await loadedOf(open, 'submit', scope, classes)
      const missing = loaded.flatMap((it) => incompleteOf(resultsOf(it, scope.term)))
      if (missing.length > 0 && !accept_missing)
        throw new Invalid(
          missing.slice(0, 50).map(({ pupil, learning, conduct }) => ({
            path: pupil.code,
            message: learning.finalLevel === null ? 'results.lacks_level' : 'results.lacks_conduct',
            values: {
              name: namesake(missing, pupil),
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

/** A pupil's name; with the birth date where another of the same name lacks something too. */
function namesake(all: readonly PupilResult[], pupil: PupilResult['pupil']): string {
  const of = ({ rest_name, given_name }: PupilResult['pupil']) => `${rest_name} ${given_name}`.trim()
  const name = of(pupil)
  const alone = all.filter((other) => of(other.pupil) === name).length === 1
  return alone ? name : `${name} (${formatDay(pupil.birth_date)})`
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
    async () => ({
      incomplete: 0,
      set: { ...cleared, state: 'open', submitted_at: null, submitted_by: null },
    }),
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
      for (const loaded of await loadedOf(open, 'approve', scope, classes)) {
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
  work: (ctx: Changing, classes: readonly Standing[]) => Promise<Outcome>,
): Promise<ResultsChanged> {
  const { school_id, academic_year, class_ids = null } = scope
  const reachable = await standingsIn(ctx, action, scope)
  if (reachable.length === 0 || (class_ids && reachable.length < new Set(class_ids).size))
    throw new NotFound('ClassApproval')
  return change(ctx, verb, { school_id, reason }, async (open) => {
    // Held until the change ends: a save of a mark waits here before it asks whether its results were approved.
    await sql`/* results.hold */ select class_id from class_approval
      where school_id = ${school_id} and academic_year = ${academic_year} and class_id = any(${reachable.map((it) => it.class_id)}::integer[])
      order by class_id, term for update`.execute(open.db)
    const all = await standingsIn(open, action, scope)
    // Results that are kept as they were stored can be shown to families or not; nothing else happens to them.
    const kept = (it: Standing) => action !== 'publish' && isStored({ academic_year, ...it })
    const classes = all.filter((it) => from.includes(it.state) && !kept(it))
    const [only] = all
    if (class_ids?.length === 1 && only && kept(only))
      throw new Invalid({ path: 'class', message: 'results.older_rules', values: { name: only.name } })
    if (classes.length === 0 && class_ids?.length === 1 && only)
      throw new Conflict(`results.stands.${only.state}`, null, null, { name: only.name })
    if (classes.length === 0)
      return { change_id: open.change.id, classes: 0, pupils: 0, unchanged: all.length, incomplete: 0 }
    const { incomplete, set } = await work(open, classes)
    await writeApprovals(open, scope, classes, set)
    return {
      change_id: open.change.id,
      classes: classes.length,
      pupils: classes.reduce((sum, { pupils }) => sum + pupils, 0),
      unchanged: all.length - classes.length,
      incomplete,
    }
  })
}

/** A class of a scope and where its results stand, without its pupils' marks. */
interface Standing {
  class_id: number
  name: string
  grade: number
  /** How many sections the class has: marks are kept in them. */
  sections: number
  state: Approval['state']
  pupils: number
}

async function standingsIn(
  ctx: Context,
  action: Action,
  { school_id, academic_year, term, class_ids = null, grade = null }: ResultScope,
): Promise<Standing[]> {
  const { rows } = await sql<Standing>`/* results.standings */
    select k.class_id, k.name, k.grade, coalesce(a.state, 'open') as state,
      (select count(*)::integer from section s where s.school_id = k.school_id and s.class_id = k.class_id and s.closed_on is null) as sections,
      (select count(*)::integer from enrollment e where e.school_id = k.school_id and e.class_id = k.class_id and e.academic_year = k.academic_year
        and e.status in ('studying', 'completed')) as pupils
    from ${classRows} k
    left join class_approval a on a.school_id = k.school_id and a.academic_year = k.academic_year and a.class_id = k.class_id and a.term = ${term}
    where ${chosen({ school_id, academic_year, class_ids, grade })} and ${allowed(ctx.ability, action, 'ClassApproval', 'k')}
    order by k.class_id`.execute(ctx.db)
  return rows
}

const loadedOf = (
  ctx: Changing,
  action: Action,
  { school_id, academic_year, term }: ResultScope,
  classes: readonly Standing[],
): Promise<LoadedClass[]> =>
  loadClasses(
    ctx,
    action,
    { school_id, academic_year, class_ids: classes.map(({ class_id }) => class_id) },
    term === 0 ? [1, 2] : [term],
  )

async function writeApprovals(
  { db }: Changing,
  { school_id, academic_year, term }: ResultScope,
  classes: readonly Standing[],
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

/** A reason of at least five characters; otherwise Invalid at `reason`. */
export function needed(reason: string | null): string {
  const text = (reason ?? '').normalize('NFC').replaceAll('\u0000', '').trim()
  if (text.length < 5) throw new Invalid({ path: 'reason', message: 'book.reason_needed' })
  return text.slice(0, 500)
}
