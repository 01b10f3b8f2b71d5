import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { Invalid, type Violation } from '../../platform/errors.ts'

const window = 15
// A parents' evening comes from one address; guessing 68 bits does not get anywhere with thirty tries either.
const failuresPerAddress = 30
/** Every answer to a secret takes at least this long, so that the time does not tell whether there was something to find. */
const leastMilliseconds = 300

/**
 * Tries a secret that a visitor typed. Whatever is wrong with it (unknown, used, expired, the second fact) gives the one
 * `refusal` after the same least time; failures are counted by address. `work` gives null for anything wrong.
 */
export async function attempt<T>(
  ctx: Context,
  secret: string,
  refusal: Violation,
  work: () => Promise<T | null>,
): Promise<T> {
  const key = `#${secret}`
  const answered = sleep(leastMilliseconds)
  try {
    await refuseWhenFailedTooOften(ctx, key, { ofKeyAndAddress: failuresPerAddress })
    const found = await work()
    if (found !== null) return found
    await recordFailure(ctx, key)
    throw new Invalid(refusal)
  } finally {
    await answered
  }
}

/** Throws `identity.too_many_attempts` when a name, an address or both together have failed too often in 15 minutes. */
export async function refuseWhenFailedTooOften(
  { db, now, origin }: Context,
  key: string,
  limits: { ofKey?: number; ofAddress?: number; ofKeyAndAddress?: number },
): Promise<void> {
  const address = origin.address ?? 'unknown'
  const since = new Date(now.getTime() - window * 60_000)
  const { rows } = await sql<{ of_key: number; of_address: number; of_both: number }>`/* identity.failures */
    select count(*) filter (where login = ${key})::int as of_key, count(*) filter (where address = ${address})::int as of_address,
      count(*) filter (where login = ${key} and address = ${address})::int as of_both
    from sign_in_failure where (login = ${key} or address = ${address}) and at > ${since}`.execute(db)
  const { of_key = 0, of_address = 0, of_both = 0 } = rows[0] ?? {}
  const { ofKey = Infinity, ofAddress = Infinity, ofKeyAndAddress = Infinity } = limits
  if (of_key >= ofKey || of_address >= ofAddress || of_both >= ofKeyAndAddress) {
    throw new Invalid({ path: '', message: 'identity.too_many_attempts', values: { minutes: window } })
  }
}

/** Counts a failure; those of yesterday under the same name go. */
export async function recordFailure({ db, now, origin }: Context, key: string): Promise<void> {
  await sql`/* identity.forget_failures */ delete from sign_in_failure where login = ${key} and at < ${new Date(now.getTime() - 86_400_000)}`.execute(
    db,
  )
  await db
    .insertInto('sign_in_failure')
    .values({ login: key, address: origin.address ?? 'unknown', at: now })
    .execute()
}
