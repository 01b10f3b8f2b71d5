import { randomUUID } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { Locale } from '../platform/context.ts'
import {
  Conflict,
  Invalid,
  NotFound,
  TokenRefused,
  Unauthenticated,
  Unproven,
  type Violation,
} from '../platform/errors.ts'
import { rememberError } from './recent-errors.ts'

/** What the outside learns of an error: a code, the violations, or for anything unexpected only an id. */
export interface Answer {
  status: number
  code: string
  message: string
  violations?: readonly Violation[]
  errorId?: string
}

/** Fills a violation's text for a person; the server's catalogue gives it. */
export type Say = (locale: Locale, key: string, values?: Record<string, string | number>) => string

/** Translates an error once, for GraphQL and HTTP alike. Unexpected ones are masked and logged with an id. */
export function answerOf(error: unknown, locale: Locale, say: Say, log: (error: unknown, id: string) => void): Answer {
  if (error instanceof Unauthenticated)
    return { status: 401, code: 'UNAUTHENTICATED', message: say(locale, 'server.unauthenticated') }
  if (error instanceof Unproven) {
    const message = say(locale, 'server.unproven')
    return { status: 401, code: 'UNPROVEN', message, violations: [{ path: '', message }] }
  }
  if (error instanceof TokenRefused)
    return { status: 403, code: 'TOKEN_REFUSED', message: say(locale, `server.token_${error.why}`) }
  if (error instanceof NotFound) return { status: 404, code: 'NOT_FOUND', message: say(locale, 'server.not_found') }
  if (error instanceof Invalid) {
    const violations = error.violations.map((violation) => ({
      ...violation,
      message: say(locale, violation.message, violation.values),
    }))
    return {
      status: 422,
      code: 'INVALID',
      message: violations[0]?.message ?? say(locale, 'server.invalid'),
      violations,
    }
  }
  if (error instanceof Conflict) {
    const message = say(locale, error.what, { by: error.by ?? '', ...error.values })
    return { status: 409, code: 'CONFLICT', message, violations: [{ path: '', message }] }
  }
  const archived = archivedYearOf(error)
  if (archived !== null) {
    const message = say(locale, 'server.year_archived', { year: `${archived}–${archived + 1}` })
    return { status: 409, code: 'CONFLICT', message, violations: [{ path: '', message }] }
  }
  if (isUnstorable(error)) {
    const message = say(locale, 'server.unstorable')
    return { status: 422, code: 'INVALID', message, violations: [{ path: '', message }] }
  }
  const errorId = randomUUID().slice(0, 8)
  log(error, errorId)
  rememberError(error, errorId)
  if (isDatabaseAway(error))
    return { status: 503, code: 'UNAVAILABLE', message: say(locale, 'server.unavailable'), errorId }
  return { status: 500, code: 'INTERNAL', message: say(locale, 'server.internal', { id: errorId }), errorId }
}

/** The same as a GraphQL error. */
export function graphqlErrorOf(
  error: unknown,
  locale: Locale,
  say: Say,
  log: (error: unknown, id: string) => void,
): GraphQLError {
  const { message, code, violations, errorId } = answerOf(error, locale, say, log)
  return new GraphQLError(message, {
    extensions: { code, ...(violations ? { violations } : {}), ...(errorId ? { errorId } : {}) },
  })
}

/** A number beyond its column, a day that no calendar has, a sign that no text may hold: PostgreSQL's data exceptions that input alone can bring. */
const unstorable = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05'])

const isUnstorable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && unstorable.has(String(error.code))

/** The year of a refused write: the database's guard names it (schema/migrations/0037). */
const archivedYearOf = (error: unknown): number | null =>
  error instanceof Error && 'code' in error && error.code === 'TR002' && 'detail' in error ? Number(error.detail) : null

const connectionLost = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
])

function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return connectionLost.has(code) || /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
}
