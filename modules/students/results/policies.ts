import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Conflict, Invalid, NotFound } from '../../../platform/errors.ts'
import { revertsOf, type DoneChange, type Reverts } from '../../../platform/revert.ts'
import type { Changing } from '../../../platform/change.ts'
import { formatAcademicYear } from '../../../platform/text.ts'
import { defaultReadings, isReading, policyReadings, type Confidence, type ReadingName } from '../rules/policies.ts'

/** A decision of the province on a doubtful place: from which year on, why, by whom, and whether it was taken back. */
export interface ReadingDecision {
  change_id: string
  name: string
  valid_from: number
  value: string
  source: string
  decided_at: Date
  by: string | null
  undone_at: Date | null
}

/** A doubtful place of the law: what holds in a year, what else could, and on what grounds. */
export interface Reading {
  name: ReadingName
  value: string
  /** The product's own reading. */
  usual: string
  choices: readonly string[]
  confidence: Confidence
  source: string
  /** The province's own choice since this academic year; null is the product's reading. */
  own_since: number | null
  /** The decisions, newest first. */
  history: ReadingDecision[]
}

/** The readings that hold in an academic year, the province's choices over the product's own, with what was decided. */
export async function readingsOf(ctx: Context, academic_year: number): Promise<Reading[]> {
  const { rows } = await sql<{
    name: string
    valid_from: number
    value: unknown
    source: string
  }>`/* results.readings */
    select p.name, p.valid_from, p.value, p.source from policy_reading p
    where ${allowed(ctx.ability, 'read', 'PolicyReading', 'p')} order by p.valid_from, p.decided_at`.execute(ctx.db)
  const holding = policyReadings(academic_year, rows)
  const decisions = Map.groupBy(await decisionsOf(ctx), ({ name }) => name)
  return (Object.keys(defaultReadings) as ReadingName[]).map((name) => {
    const own = rows.findLast((row) => row.name === name && row.valid_from <= academic_year && isReading(row))
    const { choices, confidence, source, value: usual } = defaultReadings[name]
    return {
      name,
      value: holding[name],
      usual,
      choices,
      confidence,
      source: own?.source ?? source,
      own_since: own?.valid_from ?? null,
      history: decisions.get(name) ?? [],
    }
  })
}

/** What was decided, as the trail has it: also what was taken back. Nothing for whoever reads no readings. */
async function decisionsOf(ctx: Context): Promise<ReadingDecision[]> {
  if (!may(ctx.ability, 'read', 'PolicyReading')) return []
  const { rows } = await sql<ReadingDecision>`/* results.decisions */
    select c.id as change_id, r.after ->> 'name' as name, (r.after ->> 'valid_from')::integer as valid_from, r.after ->> 'value' as value,
      r.after ->> 'source' as source, c.at as decided_at, a.display_name as by, u.at as undone_at
    from change c join change_row r on r.academic_year = c.academic_year and r.change_id = c.id and r.table_name = 'policy_reading'
    left join account a on a.id = c.account_id
    left join change u on u.reverts = c.id
    where c.verb = ${setVerb} and r.after is not null order by c.at desc`.execute(ctx.db)
  return rows
}

const setVerb = 'results.set_reading'

/**
 * The sở reads a doubtful place in its own way from an academic year on, with the paper on which it does. Years that are
 * over keep their readings, and so do results that were approved before. Answers the change.
 */
export async function setReading(
  ctx: Context,
  { name, valid_from, value, source }: { name: string; valid_from: number; value: string; source: string },
): Promise<string> {
  if (!may(ctx.ability, 'update', 'PolicyReading')) throw new NotFound('PolicyReading')
  if (!isReading({ name, value })) throw new Invalid({ path: 'value', message: 'results.no_such_reading' })
  if (source.trim().length < 5) throw new Invalid({ path: 'source', message: 'results.source_needed' })
  const running = yearOf(ctx.today)
  if (!Number.isInteger(valid_from) || valid_from < running || valid_from > running + 5)
    throw new Invalid({
      path: 'fromYear',
      message: 'results.reading_past',
      values: { year: formatAcademicYear(running) },
    })
  return change(ctx, setVerb, {}, async ({ db, now, change: { id } }) => {
    await sql`/* results.set_reading */
      insert into policy_reading (name, valid_from, value, source, decided_at)
      values (${name}, ${valid_from}, ${JSON.stringify(value)}::jsonb, ${source.trim().slice(0, 500)}, ${now})
      on conflict (name, valid_from, decided_at) do update set value = excluded.value, source = excluded.source`.execute(
      db,
    )
    return id
  })
}

/** The academic year that runs on a day; it turns on 1 August. */
export const yearOf = (day: string): number => Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 8 ? 1 : 0)

/** A decision is taken back as long as no class was approved under it. */
export const readingReverts: Reverts = revertsOf([setVerb], (ctx) => may(ctx.ability, 'update', 'PolicyReading'), {
  before: refuseWhileApproved,
})

async function refuseWhileApproved({ db }: Changing, { id, at }: DoneChange): Promise<void> {
  const { rows } = await sql<{ count: number }>`/* results.reading_used */
    select count(*)::integer as count from class_approval a
    where a.approved_at > ${at}::timestamptz and a.state in ('approved', 'published') and a.academic_year >= (
      select (r.after ->> 'valid_from')::integer from change_row r where r.change_id = ${id}
        and r.academic_year = (select academic_year from change where id = ${id}) and r.table_name = 'policy_reading' limit 1)`.execute(
    db,
  )
  const { count } = rows[0] ?? { count: 0 }
  if (count > 0) throw new Conflict('results.reading_used', null, null, { count })
}
