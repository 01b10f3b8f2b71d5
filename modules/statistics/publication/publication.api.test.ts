import { beforeAll, expect, test } from 'vitest'
import { generate } from '../../../seeds/demo/generate.ts'
import { useApi, type Person } from '../../../test/api.ts'
import type { OpenYearbook } from '../rules/open-yearbook.ts'

const api = useApi()
let leader: Person
let officer: Person
let principal: Person

beforeAll(async () => {
  await generate(api.database.ownerUrl, { size: 740, seed: 'returns', today: '2026-11-25' })
  leader = await as('lanhdao.so')
  officer = await as('cv.thcs')
  principal = await as('ht.nguyendu')
}, 240_000)

async function as(login: string): Promise<Person> {
  const { id } = await api.owner.selectFrom('account').select('id').where('login', '=', login).executeTakeFirstOrThrow()
  return api.as(id)
}

const open = (headers: Record<string, string> = {}) => fetch(`${api.url}/open/yearbook.json`, { headers })
const publish = (who: Person) => who.ask('mutation { publishYearbook { publishedAt publishedBy } }')
const end = (who: Person) => who.ask('mutation { endPublication }')

test('nothing is open until a leader publishes; within two seconds everybody reads it, without a session', async () => {
  expect((await open()).status).toBe(404)
  for (const who of [officer, principal]) {
    expect((await publish(who)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
    expect((await end(who)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  }
  expect((await publish(leader)).errors).toBeUndefined()
  await expect.poll(async () => (await open()).status, { timeout: 2_000, interval: 50 }).toBe(200)
  const response = await open({ 'accept-encoding': 'gzip' })
  expect([response.headers.get('content-encoding'), response.headers.get('set-cookie')]).toEqual(['gzip', null])
  const book = (await response.json()) as OpenYearbook
  expect(book.years).toEqual([2022, 2023, 2024, 2025, 2026])
  expect(book.tables.find(({ code }) => code === 'schools')!.whole.slice(0, 4)).toEqual([12, 12, 12, 12])
  expect(book.tables.find(({ code }) => code === 'minority')!.rows).toEqual([])
  expect(JSON.stringify(book)).not.toContain('Hồng Vân')
  expect((await open({ 'if-none-match': response.headers.get('etag')! })).status).toBe(304)
})

test('what changes afterwards is not open until it is published again, and what is taken back is gone', async () => {
  const before = await (await open()).text()
  await api.owner
    .updateTable('school_return')
    .set({ state: 'returned', return_reason: 'xem lại' })
    .where('academic_year', '=', 2026)
    .execute()
  expect(await (await open()).text()).toBe(before)
  await publish(leader)
  await expect.poll(async () => (await open()).text(), { timeout: 2_000, interval: 50 }).not.toBe(before)
  expect((await principal.ask('{ yearbookPublication { publishedBy } mayPublish }')).data).toEqual({
    yearbookPublication: null,
    mayPublish: false,
  })
  await end(leader)
  await expect.poll(async () => (await open()).status, { timeout: 2_000, interval: 50 }).toBe(404)
})
