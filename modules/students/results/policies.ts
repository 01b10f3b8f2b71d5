import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { defaultReadings, isReading, policyReadings, type ReadingName } from '../rules/policies.ts'

/** A doubtful place of the law: what holds in a year, what else could, and on what grounds. */
export interface Reading {
  name: ReadingName
  value: string
  choices: readonly string[]
  confidence: string
  source: string
  /** The province's own choice since this academic year; null is the product's reading. */
  own_since: number | null
}

/** The readings that hold in an academic year, the province's choices over the product's own. */
export async function readingsOf(ctx: Context, academic_year: number): Promise<Reading[]> {
  const { rows } = await sql<{
    name: string
    valid_from: number
    value: unknown
    source: string
  }>`/* results.readings */
    select p.name, p.valid_from, p.value, p.source from policy_reading p
    where ${allowed(ctx.ability, 'read', 'PolicyReading', 'p')} order by p.valid_from`.execute(ctx.db)
  const holding = policyReadings(academic_year, rows)
  return (Object.keys(defaultReadings) as ReadingName[]).map((name) => {
    const own = rows.findLast((row) => row.name === name && row.valid_from <= academic_year)
    const { choices, confidence, source } = defaultReadings[name]
    return {
      name,
      value: holding[name],
      choices,
      confidence,
      source: own?.source ?? source,
      own_since: own?.valid_from ?? null,
    }
  })
}

/** The sở reads a doubtful place in its own way from an academic year on, with the paper on which it does. */
export async function setReading(
  ctx: Context,
  { name, valid_from, value, source }: { name: string; valid_from: number; value: string; source: string },
): Promise<void> {
  if (!may(ctx.ability, 'update', 'PolicyReading')) throw new NotFound('PolicyReading')
  if (!isReading({ name, value })) throw new Invalid({ path: 'value', message: 'results.no_such_reading' })
  if (source.trim().length < 5) throw new Invalid({ path: 'source', message: 'results.source_needed' })
  await change(ctx, 'results.set_reading', {}, async ({ db }) => {
    await sql`/* results.set_reading */
      insert into policy_reading (name, valid_from, value, source) values (${name}, ${valid_from}, ${JSON.stringify(value)}::jsonb, ${source.trim()})
      on conflict (name, valid_from) do update set value = excluded.value, source = excluded.source`.execute(db)
  })
}
