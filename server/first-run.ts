import type { Kysely } from 'kysely'
import { hasNoAccounts, issueAdminCode } from '../modules/identity/public.ts'
import { abilityOf } from '../platform/ability.ts'
import { dayIn } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'
import type { Config } from './config.ts'

/** The one-time link for the first administrator, as long as nobody can sign in; else null. */
export async function firstLink(config: Config, db: Kysely<Database>): Promise<string | null> {
  return !config.demo && (await hasNoAccounts(db)) ? adminLink(config, db) : null
}

/** Makes a one-time link by which an administrator of the sở is made. The code stands behind the #, which no server logs. */
export async function adminLink(config: Config, db: Kysely<Database>): Promise<string> {
  const now = new Date()
  const code = await issueAdminCode({
    db,
    now,
    today: dayIn(config.timeZone, now),
    zone: config.timeZone,
    locale: 'vi',
    account: null,
    posts: [],
    ability: abilityOf([], []),
    origin: { address: null, request_id: 'admin-link', session: null },
  })
  return `${config.publicUrl.origin}/first-run#${code}`
}
