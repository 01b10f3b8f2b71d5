import type { RequestHandler, Response } from 'express'
import { countUse, findToken } from '../modules/identity/public.ts'
import { dayIn, type Locale } from '../platform/context.ts'
import type { Say } from './errors.ts'
import type { SessionParts } from './session.ts'

/** Where a token opens nothing: sessions are a person's. */
const ofPersons = /^\/session\b/

/**
 * `Authorization: Bearer …`: a machine asks in place of a browser. The token is known before anything else is looked at, and
 * a request with one has no cookie, so it needs no proof of its origin. 401 for one that does not count, 429 for one that
 * asks too often, 403 where only persons go and, for one that only reads, for any way of sending files.
 */
export function bearerTokens({
  db,
  timeZone,
  clock = () => new Date(),
  say,
}: SessionParts & { say: Say }): RequestHandler {
  return async (request, response, next) => {
    const { authorization } = request.headers
    if (authorization === undefined || !/^Bearer\b/i.test(authorization)) return next()
    const locale: Locale = request.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi'
    const refuse = (status: number, key: string, values?: Record<string, string | number>) =>
      void answer(response, status, say(locale, `server.token_${key}`, values))
    const now = clock()
    const [, text] = /^Bearer ([\w-]{20,100})$/i.exec(authorization) ?? []
    const token = text ? await findToken(db, text, dayIn(timeZone, now), now) : null
    if (!token) {
      response.setHeader('www-authenticate', 'Bearer')
      return refuse(401, 'unknown')
    }
    if ((await countUse(db, token.id, request.ip ?? null, now)) > token.per_minute) {
      response.setHeader('retry-after', 60 - now.getUTCSeconds())
      return refuse(429, 'too_often', { limit: token.per_minute })
    }
    if (ofPersons.test(request.path)) return refuse(403, 'persons_only')
    const sends = request.method !== 'GET' && request.method !== 'HEAD' && !request.path.startsWith('/graphql')
    if (token.read_only && sends) return refuse(403, 'read_only')
    request.apiToken = token
    next()
  }
}

function answer(response: Response, status: number, message: string): void {
  const code = { 401: 'UNAUTHENTICATED', 429: 'TOO_OFTEN' }[status] ?? 'TOKEN_REFUSED'
  response.status(status).setHeader('cache-control', 'no-store')
  response.json({ code, message, errors: [{ message, extensions: { code } }], violations: [] })
}
