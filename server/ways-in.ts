import { Router } from 'express'
import type { Kysely } from 'kysely'
import type { Database } from '../platform/database.ts'
import { offeredAccounts } from './demo-accounts.ts'
import type { Say } from './errors.ts'
import type { Provider } from './provider.ts'

const reasons = ['unknown', 'away', 'refused', 'too_late', 'bound'] as const

/** What the sign-in page says of a provider: few installations have one, so its words are not among those of every page. */
const wordsFor = (name: string, say: (key: string) => string) => ({
  name,
  signIn: say('provider.sign_in'),
  codeWhy: say('provider.code_why'),
  reasons: Object.fromEntries(reasons.map((reason) => [`provider.${reason}`, say(`provider.${reason}`)])),
})

/**
 * GET /session/ways: what a sign-in page offers beside name and password: the province's own identity provider, and the
 * accounts of a demonstration. Most installations have neither.
 */
export function waysIn(parts: { db: Kysely<Database>; say: Say; demo: boolean; provider?: Provider | null }): Router {
  const { db, say, demo, provider } = parts
  return Router().get('/session/ways', async (request, response) => {
    const locale = request.headers['x-language'] === 'en' ? 'en' : 'vi'
    response.json({
      provider: provider ? wordsFor(provider.name, (key) => say(locale, key, { name: provider.name })) : null,
      accounts: demo ? await offeredAccounts(db, say, locale) : [],
    })
  })
}
