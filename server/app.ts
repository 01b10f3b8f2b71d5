import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import compression from 'compression'
import express, { Router, type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express'
import type { GraphQLSchema } from 'graphql'
import helmet from 'helmet'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Context } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'
import type { FileStore } from '../platform/file.ts'
import { offerHeldData } from '../platform/held-data.ts'
import type { Module } from '../platform/module.ts'
import { offerReverts } from '../platform/revert.ts'
import { tracing } from '../platform/tracing.ts'
import { bearerTokens } from './bearer-tokens.ts'
import { answerOf, type Say } from './errors.ts'
import { graphqlEndpoint } from './graphql-endpoint.ts'
import { healthRoutes, routeOf } from './health.ts'
import type { KnownDocuments } from './known-documents.ts'
import { limits } from './limits.ts'
import type { Provider } from './provider.ts'
import { contextMaker, cookieName, readCookie, type SessionParts } from './session.ts'
import { sessionRoutes } from './session-routes.ts'
import { waysIn } from './ways-in.ts'

/** What an app is made of. */
export interface AppParts extends SessionParts {
  db: Kysely<Database>
  modules: readonly Module[]
  schema: GraphQLSchema
  say: Say
  log: Logger
  files: FileStore
  trustedProxies: readonly string[]
  /** The province's own identity provider, where one is set. */
  provider?: Provider | null
  demo: boolean
  /** The setting KEEP_AFTER_LEAVING_YEARS. */
  keepYears: number
  /** The built browser side; null where there is none (tests of the API). */
  webRoot: string | null
  /** The documents of those pages. */
  known: KnownDocuments
  /** Whether the API answers no document that the built pages do not have, but to those who may send any. */
  onlyKnown: boolean
  ready: () => boolean
}

/** The whole HTTP side: health, the API, sessions, the modules' files, and the pages. */
export function createApp(parts: AppParts): Express {
  for (const module of parts.modules) offerReverts(module.revert ?? {})
  offerHeldData(parts.modules, parts.keepYears)
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', parts.trustedProxies.length ? [...parts.trustedProxies] : false)
  app.use(identified(parts))
  app.use(healthRoutes(parts))
  app.use(traced)
  app.use(helmet(security(parts)))
  app.use(bearerTokens(parts))
  app.use(refuseOtherSites(parts))
  app.use(compression())

  const contexts = contextMaker(parts)
  const context = (request: Request): Promise<Context> => contexts(request)
  app.use(waysIn(parts))
  app.use(sessionRoutes(parts, context))
  app.use('/graphql', express.json({ limit: limits.bodyBytes }), graphqlEndpoint(parts, context))
  if (parts.webRoot) app.use('/assets', builtFiles(parts.webRoot))
  const router = Router()
  for (const module of parts.modules) module.routes?.(router, { context, files: parts.files, say: parts.say })
  app.use(noStore, router)
  if (parts.webRoot) app.use(pages(parts.webRoot))
  app.use(failed(parts, context))
  return app
}

const security = ({ publicUrl }: AppParts): Parameters<typeof helmet>[0] => ({
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // No style in the text of a page: what is placed by numbers is set by script, which needs no exception.
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      workerSrc: ["'self'"],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      upgradeInsecureRequests: publicUrl.protocol === 'https:' ? [] : null,
    },
  },
  strictTransportSecurity: publicUrl.protocol === 'https:',
  referrerPolicy: { policy: 'same-origin' },
})

/** A state change comes from our own page: its origin is ours, and it carries the header that no form can send; or from a machine. */
const refuseOtherSites =
  ({ publicUrl, say }: AppParts): RequestHandler =>
  (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next()
    // What a browser sends by itself is not looked at beside a token.
    if (request.apiToken) return next()
    const origin = request.headers.origin
    const own = !origin || origin === publicUrl.origin || origin === `${request.protocol}://${request.headers.host}`
    if (own && request.headers['x-truong'] === '1') return next()
    response.status(403).json({ violations: [{ path: '', message: say('vi', 'server.bad_origin') }] })
  }

const identified =
  ({ log }: AppParts): RequestHandler =>
  (request, response, next) => {
    request.requestId = randomUUID()
    response.setHeader('x-request-id', request.requestId)
    const begun = performance.now()
    response.on('finish', () => {
      // The path's shape alone: ids and names stay out of the log.
      log.debug(
        {
          request_id: request.requestId,
          method: request.method,
          route: request.path.split('/')[1] ?? '',
          status: response.statusCode,
          ms: Math.round(performance.now() - begun),
        },
        'request',
      )
    })
    next()
  }

/** One span for a request, where traces are collected: its kind and outcome, and the id under which the log has it. */
const traced: RequestHandler = (request, response, next) => {
  const tracer = tracing()
  if (!tracer) return next()
  const route = routeOf(request.path)
  const facts = { 'http.request.method': request.method, 'http.route': route, request_id: request.requestId ?? '' }
  tracer.inSpan(`${request.method} ${route}`, facts, (tell) => {
    response.once('close', () => tell({ 'http.response.status_code': response.statusCode }))
    next()
  })
}

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store')
  next()
}

/** The built files have their content in their names, so a browser keeps them; they stand before what is never kept. */
const builtFiles = (webRoot: string): RequestHandler =>
  express.static(join(webRoot, 'assets'), { immutable: true, maxAge: '365d', fallthrough: false })

function pages(webRoot: string): Router {
  const router = Router()
  const index = join(webRoot, 'index.html')
  router.use(express.static(webRoot, { index: false, maxAge: 0 }))
  router.get('/{*path}', (_request, response) => {
    response.setHeader('cache-control', 'no-cache')
    if (existsSync(index)) response.type('html').send(readFileSync(index, 'utf8'))
    else response.status(503).type('text').send('The pages are not built.')
  })
  return router
}

function failed({ say, log, secure }: AppParts, context: (request: Request) => Promise<Context>): ErrorRequestHandler {
  return async (error, request, response, _next) => {
    if (response.headersSent) return response.end()
    if (typeof error === 'object' && error && 'type' in error && error.type === 'entity.too.large') {
      return response.status(413).json({ violations: [{ path: '', message: say('vi', 'server.too_large') }] })
    }
    if (typeof error === 'object' && error && 'type' in error && error.type === 'entity.parse.failed') {
      return response.status(400).json({ errors: [{ message: 'not JSON' }] })
    }
    const locale = readCookie(request.headers.cookie, cookieName(secure))
      ? await context(request).then(
          (ctx) => ctx.locale,
          () => 'vi' as const,
        )
      : 'vi'
    const answer = answerOf(error, locale, say, (cause, id) =>
      log.error({ err: cause, error_id: id, request_id: request.requestId }, 'request failed'),
    )
    response.status(answer.status).json({
      code: answer.code,
      message: answer.message,
      violations: answer.violations ?? [],
      errorId: answer.errorId,
    })
  }
}
