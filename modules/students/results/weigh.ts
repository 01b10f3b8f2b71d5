import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { abilityOf, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import type { JobHandler } from '../../../platform/module.ts'
import { enqueue, finishedJob, type JobRow } from '../../desk/public.ts'
import { classRows } from '../class-rows.ts'
import { isReading, type ReadingName } from '../rules/policies.ts'
import { schemeOf } from '../rules/schemes.ts'
import { computedScheme, resultsOf } from './compute.ts'
import { approvalIn, loadClasses, type LoadedClass } from './load.ts'
import { yearOf } from './policies.ts'

/** The kind of a job that weighs a reading. */
export const weighJob = 'results.weigh_reading'

/** What another reading would change in a year: counts alone. */
export interface ReadingEffect {
  academic_year: number
  /** The pupils whose results are computed. */
  pupils: number
  /** Of whom a level, title or outcome, or a subject's year result, would be another. */
  changed: number
  /** The classes and schools in which they are. */
  classes: number
  schools: number
  /** Changed pupils of classes that are approved: their results stay as they are. */
  approved: number
}

/** Asks what would change if a doubtful place were read so; counted as a job, over every school. */
export async function weighReading(ctx: Context, { name, value }: { name: string; value: string }): Promise<JobRow> {
  if (!may(ctx.ability, 'update', 'PolicyReading')) throw new NotFound('PolicyReading')
  if (!isReading({ name, value })) throw new Invalid({ path: 'value', message: 'results.no_such_reading' })
  const { rows } = await sql<{ id: number }>`/* results.calendar */
    select id from unit where kind = 'department' order by id limit 1`.execute(ctx.db)
  return change(ctx, weighJob, {}, (open) =>
    enqueue(open, { kind: weighJob, school_id: rows[0]?.id ?? 0, input: { name, value } }),
  )
}

/** What an own finished job counted; NotFound while it is at work. */
export async function readingEffect(ctx: Context, job: string): Promise<ReadingEffect[]> {
  const { result } = await finishedJob(ctx, weighJob, job)
  return (result as unknown as { years: ReadingEffect[] }).years
}

/** Computes every pupil of the last and of the running year twice, school by school, and counts where results differ. */
export const weigh: JobHandler = async (ctx, input, run) => {
  const { name, value } = input as { name: ReadingName; value: string }
  if (!may(ctx.ability, 'update', 'PolicyReading')) throw new NotFound('PolicyReading')
  const running = yearOf(ctx.today)
  const { rows: schools } = await sql<{ school_id: number; academic_year: number }>`/* results.weighed */
    select distinct k.school_id, k.academic_year from ${classRows} k where k.academic_year in (${running - 1}, ${running})
    order by k.academic_year, k.school_id`.execute(ctx.db)
  const years = new Map<number, ReadingEffect>()
  await run.progress(0, schools.length)
  for (const [index, { school_id, academic_year }] of schools.entries()) {
    const effect = years.get(academic_year) ?? nothing(academic_year)
    years.set(academic_year, effect)
    const loaded = await loadClasses(counting(ctx), 'read', { school_id, academic_year, class_ids: null }, [1, 2])
    const before = effect.classes
    for (const one of loaded.filter(isWeighed)) {
      count(effect, one, name, value)
      // Other people's requests go on between two classes.
      await setImmediate()
    }
    if (effect.classes > before) effect.schools++
    await run.progress(index + 1, schools.length)
  }
  return { years: [...years.values()] }
}

const nothing = (academic_year: number): ReadingEffect => ({
  academic_year,
  pupils: 0,
  changed: 0,
  classes: 0,
  schools: 0,
  approved: 0,
})

/** Whether results of a class follow from its books by the rules to which the readings belong. */
const isWeighed = ({ academic_year, grade, subjects }: LoadedClass): boolean =>
  schemeOf(academic_year, grade) === computedScheme && subjects.length > 0

/** Counting reads every class; nothing of what is read leaves this file but numbers of the whole province. */
function counting(ctx: Context): Context {
  const [post] = ctx.posts
  return { ...ctx, ability: abilityOf(post ? [post] : [], [(can) => can('read', 'ClassApproval')]) }
}

function count(effect: ReadingEffect, loaded: LoadedClass, name: ReadingName, value: string): void {
  const decided_at = new Date(8.64e15).toISOString()
  // Approved classes are weighed as if they were not: what would differ is told, and that it stays.
  const now = { ...loaded, approvals: [] }
  const then = { ...now, readings: [...loaded.readings, { name, value, valid_from: loaded.academic_year, decided_at }] }
  const terms = [1, 2, 0] as const
  const [ours, others] = [now, then].map((one) => terms.map((term) => resultsOf(one, term).map(essence)))
  const changed = loaded.pupils.filter((_, index) =>
    terms.some((__, term) => ours?.[term]?.[index] !== others?.[term]?.[index]),
  ).length
  effect.pupils += loaded.pupils.length
  effect.changed += changed
  if (changed > 0) effect.classes++
  const approved = terms.some((term) => ['approved', 'published'].includes(approvalIn(loaded.approvals, term).state))
  if (approved) effect.approved += changed
}

/** What of a pupil's result a reading can change. */
function essence({ subjects, learning, conduct, year }: ReturnType<typeof resultsOf>[number]): string {
  return JSON.stringify([
    learning.finalLevel,
    conduct.level,
    year?.promotion.outcome,
    year?.after?.outcome,
    year?.title.title,
    subjects.map(({ result: { average, passed } }) => [average, passed]),
  ])
}
