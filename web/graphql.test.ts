import { afterEach, expect, test, vi } from 'vitest'
import { client, graphql, problemOf } from './graphql.ts'
import { rememberSignedIn, settleSignIn } from './shell/sign-in-again.ts'

const Who = graphql('query Who { viewer { today } }')
const WhoElse = graphql('query WhoElse { viewer { today } }')
const found = { data: { viewer: { __typename: 'Viewer', today: '2026-11-25' } } }
const ended = { errors: [{ message: 'Phiên đã hết.', extensions: { code: 'UNAUTHENTICATED' } }] }

afterEach(() => {
  rememberSignedIn(false)
  vi.unstubAllGlobals()
})

test('an ended session waits for signing in again, and then the very request is sent again', async () => {
  const sent = answering([ended, found])
  rememberSignedIn(true)
  const answer = ask()
  await vi.waitFor(() => expect(sent).toHaveLength(1))
  settleSignIn(true)
  expect((await answer).data).toEqual(found.data)
  expect(sent).toHaveLength(2)
  expect(sent[1]).toBe(sent[0])
})

test('several refused requests wait for one signing in', async () => {
  answering([ended, ended, found, found])
  rememberSignedIn(true)
  const answers = Promise.all([ask(), ask(WhoElse)])
  await vi.waitFor(() => expect(vi.mocked(fetch)).toHaveBeenCalledTimes(2))
  settleSignIn(true)
  for (const answer of await answers) expect(answer.data).toEqual(found.data)
})

test('a visitor is not asked to sign in again', async () => {
  answering([ended])
  const { error } = await ask()
  expect(error && problemOf(error).kind).toBe('unauthenticated')
})

test('a masked error keeps the code that the person can quote', async () => {
  answering([{ errors: [{ message: 'x', extensions: { code: 'INTERNAL', errorId: '7K2-Q9F' } }] }])
  const { error } = await ask()
  expect(error && problemOf(error)).toEqual({ kind: 'unknown', errorId: '7K2-Q9F', violations: [] })
})

test('a line that is gone is told apart from a server that failed', async () => {
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('Failed to fetch')))
  const { error } = await ask()
  expect(error && problemOf(error).kind).toBe('offline')
})

test('every request carries the header that no form of another site can send', async () => {
  answering([found])
  await ask()
  const [, init] = vi.mocked(fetch).mock.calls[0] ?? []
  expect(new Headers(init?.headers).get('x-truong')).toBe('1')
  expect(new Headers(init?.headers).get('content-type')).toBe('application/json')
})

const ask = (query: typeof Who | typeof WhoElse = Who) =>
  client.query(query, {}, { requestPolicy: 'network-only' }).toPromise()

function answering(answers: object[]): unknown[] {
  const sent: unknown[] = []
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_url: string, init: RequestInit) => {
      sent.push(init.body)
      return Response.json(answers.shift())
    }),
  )
  return sent
}
