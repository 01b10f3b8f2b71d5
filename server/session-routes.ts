import express, { Router, type Request, type Response } from 'express'
import {
  askForPasskey,
  deviceSecret,
  proveByPasskey,
  proveSession,
  signIn,
  signInByPasskey,
  signOut,
} from '../modules/identity/public.ts'
import type { Context } from '../platform/context.ts'
import { Invalid } from '../platform/errors.ts'
import type { Say } from './errors.ts'
import type { Provider } from './provider.ts'
import { providerRoutes } from './provider-routes.ts'
import { cookieName, readCookie, type SessionParts } from './session.ts'

/**
 * POST /session signs in, DELETE /session signs out. The cookie is HttpOnly and SameSite=Lax; on a shared computer it
 * ends with the browser. POST /session/prove gives password and code once more, for an act of long consequence.
 * POST /session/passkey/question asks a browser for a passkey; POST /session/passkey signs in with the answer, and
 * POST /session/prove takes it in the place of password and code.
 * POST /session/device-secret gives the account its secret for what waits on a device.
 * POST /session/stay counts as a request of somebody who types for long; 401 where the session is over.
 */
export function sessionRoutes(
  parts: SessionParts & { say: Say; provider?: Provider | null },
  context: (request: Request) => Promise<Context>,
): Router {
  const { life, secure } = parts
  const router = Router()
  const name = cookieName(secure)
  const doors = doorsOf(parts)
  const { letIn, orRefused } = doors
  router.use(providerRoutes(parts, context, doors))

  router.post('/session', express.json({ limit: 10_000 }), async (request, response) => {
    const ctx = await context(request)
    const { login, password, shared, code } = (request.body ?? {}) as Record<string, unknown>
    if (typeof login !== 'string' || typeof password !== 'string' || login.length > 100 || password.length > 200) {
      throw new Invalid({ path: 'login', message: 'identity.wrong_password' })
    }
    const token = await orRefused(ctx, response, () =>
      signIn(
        ctx,
        { login, password, code: codeIn(code), shared: shared === true, agent: request.headers['user-agent'] ?? null },
        life,
      ),
    )
    if (token === undefined) return
    letIn(response, token, shared === true)
    response.status(204).end()
  })

  router.post('/session/passkey/question', async (request, response) => {
    response.setHeader('cache-control', 'no-store')
    response.json(await askForPasskey(await context(request)))
  })

  router.post('/session/passkey', express.json({ limit: 20_000 }), async (request, response) => {
    const ctx = await context(request)
    const { answer, shared } = (request.body ?? {}) as Record<string, unknown>
    const entry = { shared: shared === true, agent: request.headers['user-agent'] ?? null }
    const token = await orRefused(ctx, response, () => signInByPasskey(ctx, answer, entry, life))
    if (token === undefined) return
    letIn(response, token, entry.shared)
    response.status(204).end()
  })

  router.post('/session/prove', express.json({ limit: 20_000 }), async (request, response) => {
    const ctx = await context(request)
    const { password, code, answer } = (request.body ?? {}) as Record<string, unknown>
    if (answer) {
      if (await orRefused(ctx, response, () => proveByPasskey(ctx, answer).then(() => true))) response.status(204).end()
      return
    }
    if (typeof password !== 'string' || password.length > 200)
      throw new Invalid({ path: 'password', message: 'account.old_password_wrong' })
    const proven = await orRefused(ctx, response, () =>
      proveSession(ctx, { password, code: codeIn(code) }).then(() => true),
    )
    if (proven) response.status(204).end()
  })

  router.post('/session/stay', async (request, response) => {
    const { account } = await context(request)
    response.status(account ? 204 : 401).end()
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
    response.clearCookie(name, cookieOptions(secure))
    response.status(204).end()
  })
  return router
}

/** How every way in ends: with a cookie, or with an answer that says why not. */
export interface Doors {
  /** Gives the session's cookie. */
  letIn(response: Response, token: string, shared: boolean): void
  /** What was asked for; undefined where it was refused, and the answer says why. */
  orRefused<T>(ctx: Context, response: Response, work: () => Promise<T>): Promise<T | undefined>
}

const cookieOptions = (secure: boolean) => ({ httpOnly: true, secure, sameSite: 'lax', path: '/' }) as const

function doorsOf({ life, secure, say }: SessionParts & { say: Say }): Doors {
  const options = cookieOptions(secure)
  return {
    letIn(response, token, shared) {
      response.cookie(cookieName(secure), token, shared ? options : { ...options, maxAge: life.hours * 3_600_000 })
    },
    async orRefused(ctx, response, work) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof Invalid)) throw error
        const violations = error.violations.map((violation) => ({
          ...violation,
          message: say(ctx.locale, violation.message, violation.values),
        }))
        response.status(error.violations[0]?.message === 'identity.too_many_attempts' ? 429 : 401).json({ violations })
        return undefined
      }
    },
  }
}

const codeIn = (code: unknown): string | null => (typeof code === 'string' && code.trim() ? code.slice(0, 40) : null)
