import express, { Router, type Request, type Response } from 'express'
import { codeAfterProvider, connectProvider, signInByProvider } from '../modules/identity/public.ts'
import type { Context } from '../platform/context.ts'
import { Invalid } from '../platform/errors.ts'
import type { Journey, Provider } from './provider.ts'
import { readCookie, type SessionParts } from './session.ts'
import type { Doors } from './session-routes.ts'

/** Between going to the provider and coming back. */
interface Going extends Journey {
  shared: boolean
  /** A voucher, where a signed-in person connects the own account. */
  connect: string | null
}

/** Between coming back and the code of an own second factor. */
interface Waiting {
  codeFor: string
  voucher: string
  shared: boolean
}

const minutes = 10

/**
 * The province's own identity provider, where one is set. GET /session/provider sends the browser there, and it comes back
 * to GET /session/provider/back, which signs in, connects the account (`?connect=`), or leads to the sign-in page, which
 * says why not or asks for the code that POST /session/provider/code takes.
 */
export function providerRoutes(
  { provider, secure, life }: SessionParts & { provider?: Provider | null },
  context: (request: Request) => Promise<Context>,
  { letIn, orRefused }: Doors,
): Router {
  const router = Router()
  if (!provider) return router
  const [going, waiting] = ['going', 'waiting'].map((name) => `${secure ? '__Host-' : ''}truong-${name}`) as [
    string,
    string,
  ]
  const options = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const
  const keep = (response: Response, name: string, what: Going | Waiting) =>
    response.cookie(name, Buffer.from(JSON.stringify(what)).toString('base64url'), {
      ...options,
      maxAge: minutes * 60_000,
    })
  const entryOf = (request: Request, shared: boolean) => ({ shared, agent: request.headers['user-agent'] ?? null })

  router.get('/session/provider', async (request, response) => {
    await orTold(response, '/sign-in', async () => {
      const { address, journey } = await provider.begin()
      const { shared, connect } = request.query
      keep(response, going, {
        ...journey,
        shared: shared === '1',
        connect: typeof connect === 'string' ? connect : null,
      })
      response.redirect(address.href)
    })
  })

  router.get('/session/provider/back', async (request, response) => {
    const kept = read<Going>(request, going)
    response.clearCookie(going, options)
    if (!kept) return response.redirect('/sign-in?provider=provider.too_late')
    await orTold(response, kept.connect ? '/account' : '/sign-in', async () => {
      const ctx = await context(request)
      const vouched = await provider.finish(new URL(request.originalUrl, 'http://here').searchParams, kept)
      if (kept.connect) {
        await connectProvider(ctx, vouched, Buffer.from(kept.connect, 'base64url'))
        return response.redirect('/account')
      }
      const entered = await signInByProvider(ctx, vouched, entryOf(request, kept.shared), life)
      if ('token' in entered) {
        letIn(response, entered.token, kept.shared)
        return response.redirect('/')
      }
      const { codeFor, voucher } = entered
      keep(response, waiting, { codeFor, voucher: voucher.toString('base64url'), shared: kept.shared })
      response.redirect('/sign-in?provider=code')
    })
  })

  router.post('/session/provider/code', express.json({ limit: 1_000 }), async (request, response) => {
    const ctx = await context(request)
    const kept = read<Waiting>(request, waiting)
    const { code } = (request.body ?? {}) as Record<string, unknown>
    const token = await orRefused(ctx, response, () => {
      if (!kept) throw new Invalid({ path: '', message: 'provider.too_late' })
      const from = { codeFor: kept.codeFor, voucher: Buffer.from(kept.voucher, 'base64url'), code: String(code) }
      return codeAfterProvider(ctx, from, entryOf(request, kept.shared), life)
    })
    if (token === undefined) return
    response.clearCookie(waiting, options)
    letIn(response, token, kept!.shared)
    response.status(204).end()
  })
  return router

  /** A browser that comes from elsewhere is shown a page, not an answer for a program. */
  async function orTold(response: Response, page: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      response.redirect(`${page}?provider=${error.violations[0]!.message}`)
    }
  }

  function read<Kept>(request: Request, name: string): Kept | null {
    try {
      const text = readCookie(request.headers.cookie, name)
      return text ? (JSON.parse(Buffer.from(text, 'base64url').toString()) as Kept) : null
    } catch {
      return null
    }
  }
}
