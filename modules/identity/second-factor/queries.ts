import { sql } from 'kysely'
import type { Context } from '../../../platform/context.ts'
import { Unauthenticated } from '../../../platform/errors.ts'

/** The own second factor. */
export interface OwnFactor {
  /** Since when codes of an app are asked for; null where there is none. */
  confirmed_at: Date | null
  /** Recovery codes that are not used yet. */
  codes_left: number
  /** Whether a post demands one. */
  demanded: boolean
}

/** The own second factor as it stands. */
export async function ownFactor({ db, account, factorDemanded = false }: Context): Promise<OwnFactor> {
  if (!account) throw new Unauthenticated()
  const { rows } = await sql<Pick<OwnFactor, 'confirmed_at' | 'codes_left'>>`/* identity.own_factor */
    select (select confirmed_at from second_factor f where f.account_id = ${account.id}) as confirmed_at,
      (select count(*)::integer from recovery_code c where c.account_id = ${account.id} and c.used_at is null) as codes_left`.execute(
    db,
  )
  return { ...rows[0]!, demanded: factorDemanded }
}
