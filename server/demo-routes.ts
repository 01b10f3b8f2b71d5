import { Router } from 'express'
import type { Kysely } from 'kysely'
import type { Database } from '../platform/database.ts'
import { demoAccounts } from '../seeds/demo/accounts.ts'
import type { Say } from './errors.ts'

/** GET /demo-accounts: the accounts that a demonstration offers on its sign-in page; not found anywhere else. */
export function demoRoutes({ db, say, demo }: { db: Kysely<Database>; say: Say; demo: boolean }): Router {
  const router = Router()
  if (!demo) return router.get('/demo-accounts', (_request, response) => void response.status(404).end())
  return router.get('/demo-accounts', async (request, response) => {
    const locale = request.headers['x-language'] === 'en' ? 'en' : 'vi'
    const accounts = await demoAccounts(db)
    response.json(
      accounts.map(({ login, password, name, roleKey, unitName }) => ({
        login,
        password,
        displayName: name,
        role: [say(locale, `identity.role.${roleKey}`), unitName].filter(Boolean).join(' · '),
      })),
    )
  })
}
