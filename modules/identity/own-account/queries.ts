import type { Context, Locale } from '../../../platform/context.ts'
import { Unauthenticated } from '../../../platform/errors.ts'

/** What a person has chosen for the own account. */
export interface OwnSettings {
  login: string
  locale: Locale
  theme: 'system' | 'light' | 'dark'
}

/** The own settings and the name for signing in. */
export async function ownSettings({ db, account }: Context): Promise<OwnSettings> {
  if (!account) throw new Unauthenticated()
  return db
    .selectFrom('account')
    .select(['login', 'locale', 'theme'])
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow()
}
