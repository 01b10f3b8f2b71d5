import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from './api.ts'
import { aProvince, someone } from './make.ts'

const api = useApi()
let administrator: Person

beforeAll(async () => {
  const { department } = await aProvince(api.owner)
  administrator = await api.as(
    (await someone(api.owner, 'Đỗ Minh Quân', { role: 'administrator', unit_id: department })).account_id,
  )
})

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-truong': '1', ...headers },
    body,
  })

test('a deep query, a thousand aliases, or one of unfolding fragments is refused before anything runs', async () => {
  const deep = `{ viewer { posts { ${'unit { parent { '.repeat(20)} id ${'} }'.repeat(20)} } } }`
  const aliases = `{ ${Array.from({ length: 1000 }, (_, index) => `a${index}: viewer { today }`).join(' ')} }`
  const fragments = `${Array.from({ length: 12 }, (_, index) => `fragment F${index} on Viewer { a${index}: today ...F${index + 1} b${index}: locale ...F${index + 1} }`).join(' ')} fragment F12 on Viewer { today } { viewer { ...F0 } }`
  for (const document of [deep, aliases, fragments]) {
    const begun = performance.now()
    const answer = await administrator.ask(document)
    expect(answer.data ?? null).toBeNull()
    expect(answer.errors?.length).toBeGreaterThan(0)
    expect(answer.errors?.[0]?.extensions?.code).not.toBe('INTERNAL')
    expect(performance.now() - begun).toBeLessThan(3_000)
  }
})

test('a body over the limit, broken JSON, and variables that are no JSON are the client’s error, without a stack', async () => {
  const large = await post(JSON.stringify({ query: `{ viewer { today } } # ${'x'.repeat(1_100_000)}` }))
  expect(large.status).toBe(413)
  const broken = await post('{"query": ')
  expect(broken.status).toBe(400)
  const nested = await post(JSON.stringify({ query: `{ ${'a{'.repeat(10_000)}` }))
  expect(nested.status).toBeLessThan(500)
  const variables = await fetch(`${api.url}/graphql?query=%7B__typename%7D&variables=%7B`)
  expect(variables.status).toBeLessThan(500)
  for (const response of [large, broken, nested, variables])
    expect(await response.text()).not.toMatch(/node_modules|at \w+ \(/)
})

test('a change without the page’s own header, or from another site, is refused', async () => {
  const body = JSON.stringify({ query: '{ viewer { today } }' })
  expect((await post(body, { 'x-truong': '' })).status).toBe(403)
  expect((await post(body, { origin: 'https://example.org' })).status).toBe(403)
})

test('introspection is for administrators', async () => {
  const introspection = '{ __schema { types { name } } }'
  expect((await administrator.ask(introspection)).errors).toBeUndefined()
  expect((await api.visitor.ask(introspection)).errors?.length).toBeGreaterThan(0)
})

test('the pages of the process answer: health, readiness, metrics', async () => {
  expect(await (await fetch(`${api.url}/health`)).text()).toBe('ok')
  expect((await fetch(`${api.url}/ready`)).status).toBe(200)
  await fetch(`${api.url}/an-address-that-somebody-thought-up`)
  const metrics = await (await fetch(`${api.url}/metrics`)).text()
  expect(metrics).toContain('truong_http_seconds')
  expect(metrics).not.toContain('thought-up')
})
