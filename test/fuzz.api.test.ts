import { serverAudits } from 'graphql-http'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { schema } from '../schema/index.ts'
import { generate } from '../seeds/demo/generate.ts'
import { randomOf } from '../seeds/demo/random.ts'
import { useApi, type Person } from './api.ts'
import { fuzz, fuzzerOf } from './prove/fuzz.ts'

const api = useApi()
const people: Person[] = []

beforeAll(async () => {
  await generate(api.database.ownerUrl, { size: 400, seed: 'fuzz', today: '2026-11-25' })
  for (const role of ['administrator', 'officer', 'principal', 'teacher', 'pupil']) {
    const { rows } = await sql<{ id: string }>`
      select a.id from post p join account a on a.person_id = p.person_id where p.role = ${role} limit 1`.execute(
      api.owner,
    )
    if (rows[0]) people.push(await api.as(rows[0].id))
  }
  people.push(api.visitor)
}, 120_000)

test('made-up requests of all sorts meet no error that nobody thought of', async () => {
  const fuzzer = fuzzerOf(schema, randomOf('fuzz'))
  const ask = people.map(
    (person) => (body: string) =>
      person.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body,
      }),
  )
  const { requests, statuses, faults } = await fuzz(fuzzer, 600, ask)
  expect(requests).toBeGreaterThanOrEqual(600)
  expect(statuses['200']).toBeGreaterThan(100)
  expect(faults.map(({ operation, what }) => `${operation}: ${what}`)).toEqual([])
}, 180_000)

test('GraphQL over HTTP is spoken as its specification says', async () => {
  const audits = serverAudits({
    url: () => `${api.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      // Introspection, which some audits use, is for administrators.
      people[0]!.fetch(url.slice(api.url.length), init),
  })
  const faults: string[] = []
  for (const audit of audits) {
    const result = await audit.fn()
    if (result.status !== 'ok') faults.push(`${audit.name}: ${result.reason}`)
  }
  expect(audits.length).toBeGreaterThan(50)
  expect(faults).toEqual([])
})
