import express, { Router, type Request } from 'express'
import { deviceSecret, signIn, signOut } from '../modules/identity/public.ts'
import type { Context } from '../platform/context.ts'
import { Invalid } from '../platform/errors.ts'
import type { Say } from './errors.ts'
import { cookieName, readCookie, type SessionParts } from './session.ts'

/**
 * POST /session signs in, DELETE /session signs out. The cookie is HttpOnly and SameSite=Lax; on a shared computer it
 * ends with the browser. POST /session/device-secret gives the account its secret for what waits on a device.
 */
export function sessionRoutes(
  parts: SessionParts & { say: Say },
  context: (request: Request) => Promise<Context>,
): Router {
  const { life, secure, say } = parts
  const router = Router()
  const name = cookieName(secure)
  const options = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const

  router.post('/session', express.json({ limit: 10_000 }), async (request, response) => {
    const ctx = await context(request)
    const { login, password, shared } = (request.body ?? {}) as Record<string, unknown>
    if (typeof login !== 'string' || typeof password !== 'string' || login.length > 100 || password.length > 200) {
      throw new Invalid({ path: 'login', message: 'identity.wrong_password' })
    }
    try {
      const token = await signIn(
        ctx,
        { login, password, shared: shared === true, agent: request.headers['user-agent'] ?? null },
        life,
      )
      response.cookie(name, token, shared === true ? options : { ...options, maxAge: life.hours * 3_600_000 })
      response.status(204).end()
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      const violations = error.violations.map((violation) => ({
        ...violation,
        message: say(ctx.locale, violation.message, violation.values),
      }))
      response.status(error.violations[0]?.message === 'identity.too_many_attempts' ? 429 : 401).json({ violations })
    }
  })

  router.post('/session/device-secret', express.json({ limit: 1_000 }), async (request, response) => {
    const { account } = (request.body ?? {}) as Record<string, unknown>
    const secret = await deviceSecret(await context(request), String(account))
    response.setHeader('cache-control', 'no-store')
    response.type('application/octet-stream').send(secret)
  })

  router.delete('/session', async (request, response) => {
    const token = readCookie(request.headers.cookie, name)
    if (token) await signOut(parts.db, token)
    response.clearCookie(name, options)
    response.status(204).end()
  })
  return router
}
