import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, someone } from '../test/make.ts'
import { startTracing } from './tracing.ts'

const api = useApi()
const received: string[] = []
const secret = 'Bí Mật Hoàn Toàn'
let collector: Server
let endpoint: string
let principal: Person

interface Span {
  name: string
  spanId: string
  parentSpanId?: string
  traceId: string
  attributes: { key: string; value: Record<string, string | number> }[]
}

beforeAll(async () => {
  const { commune } = await aProvince(api.owner)
  const school = await aSchool(api.owner, commune)
  const cls = await aClass(api.owner, school, '9A1')
  await aPupil(api.owner, school, cls, secret)
  principal = await api.as((await someone(api.owner, 'Hiệu Trưởng', { role: 'principal', unit_id: school })).account_id)
  collector = createServer((request, response) => {
    void text(request).then((body) => {
      received.push(`${request.method} ${request.url} ${request.headers['content-type']}`, body)
      response.setHeader('content-type', 'application/json').end('{}')
    })
  })
  await new Promise<void>((resolve) => void collector.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
})
afterAll(() => void collector.close())

const spans = (): Span[] =>
  received
    .filter((body) => body.startsWith('{'))
    .flatMap((body) => (JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))

test('a request comes to the collector with the statements below it, by their names, and with no value of a record', async () => {
  const tracing = startTracing(endpoint)
  const found = await principal.ask<{ students: { edges: { node: { fullName: string } }[] } }>(
    'query Find($words: String!) { students(year: 2026, filter: { words: $words }, first: 5) { edges { node { fullName } } } }',
    { words: secret },
  )
  await api.visitor.fetch('/files/none')
  await tracing.stop()
  expect(found.data?.students.edges.map(({ node }) => node.fullName)).toEqual([secret])
  expect(received[0]).toBe('POST /v1/traces application/json')
  const [asked] = spans().filter(({ name }) => name === 'POST graphql')
  const below = spans().filter(({ parentSpanId }) => parentSpanId === asked!.spanId)
  expect(below.map(({ name }) => name)).toContain('identity.session')
  expect(below.some(({ name }) => name.startsWith('students.'))).toBe(true)
  expect(new Set(below.map(({ traceId }) => traceId))).toEqual(new Set([asked!.traceId]))
  const status = asked!.attributes.find(({ key }) => key === 'http.response.status_code')
  expect(status?.value).toEqual({ intValue: 200 })
  expect(spans().map(({ name }) => name)).toContain('GET files')
  const all = received.join('\n')
  for (const said of [secret, 'select ', principal.account_id, principal.cookie.value, '127.0.0.1', 'Hiệu Trưởng'])
    expect(all, said).not.toContain(said)
  const told = new Set(spans().flatMap(({ attributes }) => attributes.map(({ key }) => key)))
  expect([...told].toSorted()).toEqual([
    'db.system.name',
    'http.request.method',
    'http.response.status_code',
    'http.route',
    'request_id',
  ])
})

test('once it has stopped nothing is sent any more, and a collector that is away holds nothing up', async () => {
  const before = received.length
  await principal.ask('query { viewer { today } }')
  expect(received.length).toBe(before)
  const away = startTracing('http://127.0.0.1:9')
  expect((await principal.ask('query { viewer { today } }')).status).toBe(200)
  await away.stop()
})
