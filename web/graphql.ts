import { initGraphQLTada } from 'gql.tada'
import { Client, cacheExchange, fetchExchange } from 'urql'
import type { CombinedError } from 'urql'
import type { introspection } from './graphql-env.d.ts'
import { languageNow } from './text.ts'
import { offerReload } from './shell/newer-version.ts'
import { signInAgain } from './shell/sign-in-again.ts'

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada'

/** Writes a document of the API; its variables and its answer are typed from the printed schema. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { LocalDate: string; DateTime: string; Mark: string; UUID: string }
}>()

/** Headers of every request that changes something: no form of another site can send them. */
export const guardHeaders = { 'x-truong': '1' }

/** The client of the API. Pages use `useQuery` and `useMutation` of urql, which find it by themselves. */
export const client = new Client({
  url: '/graphql',
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
  requestPolicy: 'cache-and-network',
  fetchOptions: () => ({ credentials: 'same-origin', headers: { ...guardHeaders, 'x-language': languageNow() } }),
  fetch: fetchSignedIn,
})

/** What is wrong with one place of the input: where, and the message's key or words. */
export interface Violation {
  path: string
  message: string
  values?: Record<string, string | number>
}

/** What went wrong, as a page can show it. */
export interface Problem {
  kind: 'offline' | 'unauthenticated' | 'notFound' | 'invalid' | 'conflict' | 'unknown'
  /** The code of a masked error, to quote when reporting it. */
  errorId?: string
  violations: readonly Violation[]
}

/** Turns an error of the client into what a page shows. */
export function problemOf(error: CombinedError): Problem {
  if (error.networkError && !error.response) return { kind: 'offline', violations: [] }
  const extensions = error.graphQLErrors[0]?.extensions ?? {}
  const violations = Array.isArray(extensions['violations']) ? (extensions['violations'] as Violation[]) : []
  const errorId = typeof extensions['errorId'] === 'string' ? extensions['errorId'] : undefined
  return { kind: kinds[String(extensions['code'])] ?? 'unknown', errorId, violations }
}

const kinds: Record<string, Problem['kind']> = {
  UNAUTHENTICATED: 'unauthenticated',
  UNPROVEN: 'invalid',
  NOT_FOUND: 'notFound',
  INVALID: 'invalid',
  CONFLICT: 'conflict',
}

/**
 * An ended session is mended in place: the sign-in dialog opens over the page, and the very request that was refused
 * is sent again afterwards, so that nothing typed is lost.
 */
async function fetchSignedIn(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init)
  const body = await response.text()
  if (body.includes('"UNKNOWN_DOCUMENT"')) offerReload()
  const wanted = body.includes('"UNAUTHENTICATED"') ? 'session' : body.includes('"UNPROVEN"') ? 'proof' : null
  if (wanted && (await signInAgain(wanted))) return fetchSignedIn(input, init)
  return new Response(body, { status: response.status, headers: response.headers })
}
