import { beforeAll, beforeEach, expect, test } from 'vitest'
import { frozenNow, useApi } from '../../test/api.ts'
import { aClass, aParent, aProvince, aPupil, aSchool, aTeacher, someone, type Someone } from '../../test/make.ts'
import { hashPassword } from './sessions.ts'

const api = useApi()
const password = 'con mèo trên mái nhà'
const minute = 60_000
const hour = 60 * minute
const people = {} as Record<'administrator' | 'officer' | 'commune' | 'teacher' | 'parent' | 'both', Someone>

const at = (after: number) => api.at(new Date(frozenNow.getTime() + after))

beforeEach(() => at(0))

beforeAll(async () => {
  const { department, commune } = await aProvince(api.owner)
  const school = await aSchool(api.owner, commune)
  const child = await aPupil(api.owner, school, await aClass(api.owner, school, '6A'), 'Trần Minh Khôi')
  people.administrator = await someone(api.owner, 'Lê Văn Tâm', { role: 'administrator', unit_id: department })
  people.officer = await someone(api.owner, 'Lê Thị Hồng Vân', { role: 'officer', unit_id: department })
  people.commune = await someone(api.owner, 'Phạm Thị Nga', { role: 'commune_officer', unit_id: commune })
  people.teacher = await aTeacher(api.owner, school, 'Trần Thị Thu Lan')
  people.parent = await aParent(api.owner, school, child, 'Nguyễn Thị Hoa')
  people.both = await aTeacher(api.owner, school, 'Vũ Thị Hà')
  await api.owner
    .updateTable('guardianship')
    .set({ person_id: people.both.person_id })
    .where('person_id', '=', (await aParent(api.owner, school, child, 'Vũ Thị Hà')).person_id)
    .execute()
})

/** Signs somebody in at the frozen instant and gives the cookie. */
async function signedIn(who: Someone, shared = false): Promise<string> {
  const { login } = await api.owner
    .updateTable('account')
    .set({ password_hash: await hashPassword(password) })
    .where('id', '=', who.account_id)
    .returning('login')
    .executeTakeFirstOrThrow()
  const response = await api.visitor.fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, shared }),
  })
  expect(response.status).toBe(204)
  return response.headers.get('set-cookie')!.split(';')[0]!
}

/** Whether the session is alive so long after the frozen instant; asking counts as a request. */
async function alive(cookie: string, after: number): Promise<boolean> {
  at(after)
  const response = await api.visitor.fetch('/session/stay', { method: 'POST', headers: { cookie } })
  return response.status === 204
}

/** Asks every ten minutes until the instant, and tells whether the session outlived it. */
async function used(cookie: string, until: number): Promise<boolean> {
  for (let after = 10 * minute; after < until; after += 10 * minute) await alive(cookie, after)
  return alive(cookie, until)
}

test.each([
  ['administrator', 15],
  ['officer', 15],
  ['commune', 15],
  ['teacher', 30],
  ['both', 30],
  ['parent', 7 * 24 * 60],
] as const)('a session of %s without a request ends after %i minutes and not before', async (who, minutes) => {
  const cookie = await signedIn(people[who])
  const answer = await api.visitor.fetch('/graphql', {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { idleMinutes } }' }),
  })
  expect(await answer.json()).toMatchObject({ data: { viewer: { idleMinutes: minutes } } })
  const again = await signedIn(people[who])
  expect(await alive(cookie, minutes * minute)).toBe(true)
  expect(await alive(again, (minutes + 5) * minute)).toBe(false)
})

test.each([
  ['officer', 10],
  ['teacher', 12],
] as const)('a session of %s that is used all the time ends after %i hours', async (who, hours) => {
  const cookie = await signedIn(people[who])
  expect(await used(cookie, hours * hour - minute)).toBe(true)
  expect(await alive(cookie, hours * hour)).toBe(false)
})

test('a parent on an own device is asked again after 30 days, on a shared computer after half an hour', async () => {
  const own = await signedIn(people.parent)
  for (let day = 6; day < 30; day += 6) expect(await alive(own, day * 24 * hour)).toBe(true)
  expect(await alive(own, 30 * 24 * hour)).toBe(false)
  at(0)
  const shared = await signedIn(people.parent, true)
  expect(await alive(shared, 30 * minute)).toBe(true)
  expect(await alive(shared, 65 * minute)).toBe(false)
})

test('a session that was over does not come back by asking', async () => {
  const cookie = await signedIn(people.officer)
  expect(await alive(cookie, 20 * minute)).toBe(false)
  expect(await alive(cookie, 21 * minute)).toBe(false)
})

test('a parent who gets a post of the department is held to its times at once', async () => {
  const cookie = await signedIn(people.parent)
  expect(await alive(cookie, 2 * hour)).toBe(true)
  const { unit_id } = await api.owner
    .selectFrom('post')
    .select('unit_id')
    .where('person_id', '=', people.officer.person_id)
    .executeTakeFirstOrThrow()
  await api.owner
    .insertInto('post')
    .values({ person_id: people.parent.person_id, role: 'officer', unit_id, valid_from: '2020-01-01' })
    .execute()
  expect(await alive(cookie, 2 * hour + 20 * minute)).toBe(false)
})

test('own sessions that are over by their times are not listed', async () => {
  const someoneElse = await someone(api.owner, 'Đỗ Văn An')
  await signedIn(someoneElse)
  at(2 * hour)
  await signedIn(someoneElse)
  const cookie = await signedIn(someoneElse)
  const answer = await api.visitor.fetch('/graphql', {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ ownSessions { id } }' }),
  })
  expect(((await answer.json()) as { data: { ownSessions: unknown[] } }).data.ownSessions).toHaveLength(2)
})
