import DataLoader from 'dataloader'
import { sql } from 'kysely'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'

/** So many records of a school read on one day are a line of the trail, and again with each further so many. */
const many = 500
/** Tallies are of use while the trail's lines of the same year are looked into. */
const keptDays = 400

interface Read {
  school_id: number
  student_id: string
}

const tallies = new WeakMap<Context, DataLoader<Read, true, string>>()

/**
 * A sensitive value of a pupil's record as it is read: what is there is counted for the account, the school and the day
 * before it leaves, once for a record and request. Reading in bulk is thereby seen (Decree 356/2025; TCVN 11930, audit log).
 */
export async function counted<Value>(
  ctx: Context,
  { school_id, id: student_id }: { school_id: number; id: string },
  value: Value,
): Promise<Value> {
  if (value === null || value === undefined || !ctx.account) return value
  await tallyOf(ctx).load({ school_id, student_id })
  return value
}

function tallyOf(ctx: Context): DataLoader<Read, true, string> {
  const known = tallies.get(ctx)
  if (known) return known
  const loader = new DataLoader<Read, true, string>(
    async (reads) => {
      const bySchool = Map.groupBy(reads, ({ school_id }) => school_id)
      for (const [school_id, { length }] of bySchool) await add(ctx, school_id, length)
      return reads.map(() => true)
    },
    { cacheKeyFn: ({ school_id, student_id }) => `${school_id} ${student_id}` },
  )
  tallies.set(ctx, loader)
  return loader
}

async function add(ctx: Context, school_id: number, records: number): Promise<void> {
  const { rows } = await sql<{ records: number }>`/* students.tally_reading */
    with old as (
      delete from reading_tally where account_id = ${ctx.account!.id} and day < ${ctx.today}::date - ${keptDays}::integer
    )
    insert into reading_tally as t (unit_id, account_id, day, records)
    values (${school_id}, ${ctx.account!.id}, ${ctx.today}::date, ${records})
    on conflict (unit_id, account_id, day) do update set records = t.records + excluded.records
    returning t.records`.execute(ctx.db)
  const now = rows[0]?.records ?? 0
  if (Math.floor(now / many) === Math.floor((now - records) / many)) return
  const line = { school_id, reason: String(now), takesOut: true }
  await change(ctx, 'student.read_many', line, async () => {})
}
