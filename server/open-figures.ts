import { createHash } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { openBody } from '../modules/statistics/public.ts'
import type { Database } from '../platform/database.ts'

interface Answer {
  headers: Readonly<Record<string, string>>
  plain: Buffer
  zipped: Buffer
  tag: string
}

/** A request that everybody sends at once is answered before anything looks at who asks. */
export interface OpenFigures {
  /** The listener with these figures before it. */
  before(listener: RequestListener): RequestListener
  stop(): void
}

const path = '/open/yearbook.json'
/** Published is seen within this and the time of one statement. */
const lookEvery = 1_000

/**
 * GET /open/yearbook.json: what the sở has published, from memory, compressed once. No request reads the database: one
 * statement a second asks whether something else stands. While the database is away, the last known is told.
 */
export async function openFigures(db: Kysely<Database>, log: Logger): Promise<OpenFigures> {
  let known: { id: string; answer: Answer } | null = null
  const look = async () => {
    const found = await openBody(db, known?.id ?? null)
    if (!found) known = null
    else if (found.body) known = { id: found.id, answer: answerOf(JSON.stringify(found.body)) }
  }
  const tried = () =>
    look().catch((error: unknown) => log.warn({ err: error }, 'the published figures were not looked up'))
  await tried()
  let stopped = false
  let timer = setTimeout(again, lookEvery)
  async function again() {
    await tried()
    if (!stopped) timer = setTimeout(again, lookEvery)
  }
  return {
    before: (listener) => (request, response) => {
      if (request.url !== path || (request.method !== 'GET' && request.method !== 'HEAD'))
        return void listener(request, response)
      if (known) send(known.answer, request, response)
      else response.writeHead(404, { 'content-type': 'application/json', 'cache-control': 'no-cache' }).end('null')
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

function answerOf(text: string): Answer {
  const plain = Buffer.from(text)
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  return {
    plain,
    zipped: gzipSync(plain, { level: 9 }),
    tag,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      // Kept by browsers and proxies, and asked for again each time: 304 costs them nothing.
      'cache-control': 'public, no-cache',
      etag: tag,
      vary: 'accept-encoding',
      // Open data: any page may read it.
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    },
  }
}

function send({ headers, plain, zipped, tag }: Answer, request: IncomingMessage, response: ServerResponse): void {
  if (request.headers['if-none-match'] === tag) return void response.writeHead(304, headers).end()
  const zip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  const body = zip ? zipped : plain
  response.writeHead(200, {
    ...headers,
    'content-length': body.length,
    ...(zip && { 'content-encoding': 'gzip' }),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
