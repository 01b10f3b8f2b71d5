import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import type { Request, RequestHandler, Response } from 'express'
import {
  getOperationAST,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'
import type { Context } from '../platform/context.ts'
import { tracing } from '../platform/tracing.ts'
import { compiledDocuments } from './compiled-documents.ts'
import { graphqlErrorOf, type Say } from './errors.ts'
import { maySendAnyDocument, type KnownDocuments } from './known-documents.ts'
import { documentLimits } from './limits.ts'

// The error mask is not told whose request failed; the store is.
const current = new AsyncLocalStorage<Context>()

interface Initial {
  req: Request
  ctx: Context
}

/** What the endpoint is made of. */
export interface EndpointParts {
  schema: GraphQLSchema
  say: Say
  log: Logger
  known: KnownDocuments
  /** Whether documents that no page has are refused to all but those who may send any. */
  onlyKnown: boolean
}

/**
 * The API at `/graphql`. Everything is served by yoga; a POST of JSON whose document is valid goes through the same engine,
 * rules, limits and masking, but is read and answered by express: translating a request and its answer into those of the
 * Fetch API and back costs as much as executing a small document.
 */
export function graphqlEndpoint(
  { schema, say, log, known, onlyKnown }: EndpointParts,
  context: (request: Request) => Promise<Context>,
): RequestHandler {
  const administrator = (ctx: Context) => ctx.posts.some((post) => post.role === 'administrator')
  const limitPlugin: Plugin<Initial> = {
    onValidate({ addValidationRule, context: { ctx } }) {
      addValidationRule(documentLimits)
      if (!administrator(ctx)) addValidationRule(NoSchemaIntrospectionCustomRule)
    },
  }
  const runCompiled = compiledDocuments(schema)
  const executed = new WeakMap<Request, ExecutionResult>()
  const handedOver: Plugin<Initial> = {
    onParams({ context, setResult }) {
      const result = executed.get((context as Initial).req)
      if (result) setResult(result)
    },
  }
  const yoga = createYoga<Initial, Context>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: false,
    batching: false,
    logging: false,
    multipart: false,
    context: ({ ctx }) => ctx,
    plugins: [limitPlugin as Plugin, handedOver as Plugin],
    maskedErrors: {
      maskError(error) {
        const original = error instanceof GraphQLError ? error.originalError : error
        // Only the limits of a request throw these themselves: the message is meant for whoever asked.
        if (error instanceof GraphQLError && (!original || original instanceof GraphQLError)) return error
        const ctx = current.getStore()
        return graphqlErrorOf(original, ctx?.locale ?? 'vi', say, (cause, id) =>
          log.error({ err: cause, error_id: id, request_id: ctx?.origin.request_id }, 'request failed'),
        )
      },
    },
  })
  return async (request, response) => {
    response.setHeader('cache-control', 'no-store')
    const asking = await context(request)
    if (request.method === 'GET' && request.accepts(['json', 'html']) === 'html' && administrator(asking)) {
      return sendGraphiQL(response)
    }
    const isOfPages = isKnown(request)
    const ctx = { ...asking, ofPages: isOfPages }
    if (isOfPages) tracing()?.rename(`graphql ${operationOf(request.body)}`)
    if (!isOfPages && (nameOf(request.body) !== undefined || (onlyKnown && !maySendAnyDocument(ctx)))) {
      const error = { message: say(ctx.locale, 'server.unknown_document'), extensions: { code: 'UNKNOWN_DOCUMENT' } }
      return void response.status(400).json({ errors: [error] })
    }
    await current.run(ctx, async () => {
      const mediaType = mediaTypeOf(request)
      const result = mediaType ? await execute(request, ctx, isOfPages) : null
      // An answer without errors is sent as it is; what errors mean for status and headers, yoga knows.
      if (!mediaType || !result || result.errors) {
        if (result) executed.set(request, result)
        return yoga(request, response, { req: request, ctx })
      }
      const text = JSON.stringify(result)
      response.setHeader('content-type', `${mediaType}; charset=utf-8`)
      response.setHeader('content-length', Buffer.byteLength(text))
      response.end(text)
    })
  }

  /** Whether a request is a POST of JSON with a known document; an id in place of the text is replaced by the text. */
  function isKnown(request: Request): boolean {
    const { body } = request as { body: unknown }
    if (request.method !== 'POST' || request.originalUrl.includes('?') || !isObject(body)) return false
    const { documentId, ...rest } = body
    if (documentId === undefined) return typeof body.query === 'string' && known.has(body.query)
    const text = typeof documentId === 'string' ? known.textOf(documentId) : undefined
    if (text === undefined || 'query' in rest) return false
    request.body = { ...rest, query: text }
    return true
  }

  /** Executes what is a plain request with a valid document; null leaves everything else, and what to say of it, to yoga. */
  async function execute(request: Request, ctx: Context, isOfPages: boolean): Promise<ExecutionResult | null> {
    const params = paramsOf(request.body)
    if (!params) return null
    const compiled = isOfPages && !params.operationName && (await runCompiled(params.query, ctx, params.variables))
    if (compiled) return compiled
    // With the request yoga's own plugins mark a broken document as they do on their way.
    const asked = { req: request, ctx, request: { method: 'POST' }, params }
    const engine = yoga.getEnveloped(asked as unknown as Initial & Context)
    let document: DocumentNode
    try {
      document = engine.parse(params.query)
    } catch {
      return null
    }
    if (engine.validate(schema, document).length > 0 || !getOperationAST(document, params.operationName)) return null
    const contextValue: unknown = await engine.contextFactory()
    return engine.execute({
      schema,
      document,
      contextValue,
      variableValues: params.variables,
      operationName: params.operationName,
    })
  }
}

/** What stands in a body in place of a document's text (GraphQL over HTTP, appendix A). */
const nameOf = (body: unknown): unknown => (isObject(body) ? body.documentId : undefined)

/** The name of a known document's operation; of others it would be whatever somebody sends. */
const operationOf = (body: unknown): string =>
  /^\s*(?:query|mutation)\s+(\w+)/.exec(String((body as { query?: unknown }).query))?.[1] ?? 'unnamed'

/**
 * GraphiQL is one page with its scripts inside, for administrators alone: they run by a nonce that is made for this answer.
 * Its editor places lines by style attributes and works in a worker of its own making.
 */
function sendGraphiQL(response: Response): void {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'self'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    'worker-src blob: data:',
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  response.setHeader('content-security-policy', policy.join('; '))
  // The header is what no other site can send; without it every question would be refused.
  const page = renderGraphiQL({ title: 'API', headers: JSON.stringify({ 'x-truong': '1' }) })
  // The first one alone: the text of the script itself speaks of such elements.
  response.type('html').send(page.replace('<script>', `<script nonce="${nonce}">`))
}

interface Params {
  query: string
  variables: Record<string, unknown> | undefined
  operationName: string | undefined
}

function paramsOf(body: unknown): Params | null {
  if (!isObject(body)) return null
  const { query, variables, operationName, ...rest } = body
  if (typeof query !== 'string' || Object.keys(rest).length > 0) return null
  if (variables !== undefined && variables !== null && !isObject(variables)) return null
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return null
  return { query, variables: variables ?? undefined, operationName: operationName ?? undefined }
}

/** The media type of the answer to a plain POST of JSON: the first of the two that is asked for by name and without ranks. */
function mediaTypeOf(request: Request): string | undefined {
  const { accept = '' } = request.headers
  if (request.method !== 'POST' || !request.is('application/json') || accept.includes(';')) return undefined
  return accept
    .split(',')
    .map((type) => type.trim())
    .find((type) => type === 'application/json' || type === 'application/graphql-response+json')
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
