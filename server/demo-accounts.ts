import type { Kysely } from 'kysely'
import type { Locale } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'
import { demoAccounts } from '../seeds/demo/accounts.ts'
import type { Say } from './errors.ts'

/** The accounts that a demonstration offers on its sign-in page, with what each person is. */
export async function offeredAccounts(db: Kysely<Database>, say: Say, locale: Locale) {
  const accounts = await demoAccounts(db)
  return accounts.map(({ login, password, name, roleKey, unitName }) => ({
    login,
    password,
    displayName: name,
    role: [say(locale, `identity.role.${roleKey}`), unitName].filter(Boolean).join(' · '),
  }))
}
