import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { modules } from '../../../modules/all.ts'
import { abilityOf, type Action } from '../../../platform/ability.ts'
import { encodeKey } from '../../../platform/key.ts'
import { frozenNow, useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aSchool, someone } from '../../../test/make.ts'

const api = useApi()
let school: number
let other: number
let officer: Person
let principal: Person
let communeOfficer: Person

const unit = (id: number) => encodeKey('Unit', [id])
const begin = (person: Person, school_id: number, hours = 2, reason = 'Trường nhờ sửa danh sách lớp') =>
  person.ask(
    'mutation ($unit: ID!, $hours: Int!, $reason: String!) { standIn(unit: $unit, hours: $hours, reason: $reason) { reason until unit { name } } }',
    {
      unit: unit(school_id),
      hours,
      reason,
    },
  )
const refusal = (answer: { errors?: { extensions?: { code?: string; violations?: { message: string }[] } }[] }) =>
  answer.errors?.[0]?.extensions?.violations?.[0]?.message ?? answer.errors?.[0]?.extensions?.code
const viewer = async (person: Person) =>
  (
    await person.ask<{
      viewer: { standIn: { reason: string; until: string } | null; posts: { role: string }[]; unreadNotices: number }
    }>('{ viewer { standIn { reason until unit { name } } posts { role } unreadNotices } }')
  ).data!.viewer

beforeAll(async () => {
  const { owner } = api
  const { department, commune } = await aProvince(owner)
  school = await aSchool(owner, commune)
  other = await aSchool(owner, commune, 'THCS Văn Lang')
  await aClass(owner, school, '9A2')
  officer = await api.as((await someone(owner, 'Lê Thị Hồng Vân', { role: 'officer', unit_id: department })).account_id)
  principal = await api.as((await someone(owner, 'Phạm Quốc Hùng', { role: 'principal', unit_id: school })).account_id)
  communeOfficer = await api.as(
    (await someone(owner, 'Bàn Văn Xã', { role: 'commune_officer', unit_id: commune })).account_id,
  )
})

test('nobody but an officer or the administrator of the sở stands in for a school', async () => {
  expect(refusal(await begin(principal, other))).toBe('NOT_FOUND')
  expect(refusal(await begin(communeOfficer, school))).toBe('NOT_FOUND')
  expect(refusal(await begin(api.visitor, school))).toBe('NOT_FOUND')
})

test.each([
  [9, 'Thiếu hồ sơ', 'từ 1 đến 8 giờ'],
  [0, 'Thiếu hồ sơ', 'từ 1 đến 8 giờ'],
  [2, '  ', 'Ghi lí do'],
])('standing in for %s hours with the reason "%s" is refused', async (hours, reason, words) => {
  expect(refusal(await begin(officer, school, hours, reason))).toContain(words)
})

test('an officer stands in: the principal is told, the banner knows until when, and the hour ends it', async () => {
  const begun = await begin(officer, school)
  expect(begun.errors).toBeUndefined()
  const seen = await viewer(officer)
  expect(seen.posts.map((post) => post.role)).toEqual(['officer', 'stand_in'])
  expect(seen.standIn).toMatchObject({ reason: 'Trường nhờ sửa danh sách lớp', until: '2026-11-25T05:00:00.000Z' })
  expect((await viewer(principal)).unreadNotices).toBe(1)
  const told = await principal.ask<{ notices: { edges: { node: { id: string; text: string; values: unknown } }[] } }>(
    '{ notices { edges { node { id text values { name value } } } } }',
  )
  const notice = told.data!.notices.edges[0]!.node
  expect(notice.text).toBe('account.notice_stand_in')
  expect(notice.values).toContainEqual({ name: 'name', value: 'Lê Thị Hồng Vân' })
  expect(notice.values).toContainEqual({ name: 'hours', value: '2' })
  expect(refusal(await begin(officer, other))).toContain('đang làm thay một trường')

  const read = await principal.ask('mutation ($ids: [ID!]) { readNotices(notices: $ids) }', {
    ids: [told.data!.notices.edges[0]!.node.id],
  })
  expect(read.data).toEqual({ readNotices: 0 })

  api.at(new Date(frozenNow.getTime() + 2 * 3_600_000 + 61_000))
  const after = await viewer(officer)
  expect(after.standIn).toBeNull()
  expect(after.posts.map((post) => post.role)).toEqual(['officer'])
  api.at(frozenNow)
})

test('what is done while standing in is written down on behalf of the school, and ends when the officer ends it', async () => {
  await api.owner.updateTable('post').set({ expires_at: frozenNow }).where('role', '=', 'stand_in').execute()
  await begin(officer, school, 8, 'Sửa địa chỉ')
  const altered = await officer.ask(
    'mutation ($id: ID!) { alterUnit(unit: $id, changes: { phone: "0210 3846 000" }) { id } }',
    {
      id: unit(school),
    },
  )
  expect(altered.errors).toBeUndefined()
  const { rows } = await sql<{ role: string; on_behalf_of: number; account_id: string }>`
    select role, on_behalf_of, account_id from change where verb = 'unit.alter'`.execute(api.owner)
  expect(rows).toEqual([{ role: 'stand_in', on_behalf_of: school, account_id: officer.account_id }])
  const ended = await officer.ask('mutation { endStandIn }')
  expect(ended.data).toEqual({ endStandIn: true })
  expect((await viewer(officer)).standIn).toBeNull()
  expect((await officer.ask('mutation { endStandIn }')).data).toEqual({ endStandIn: false })
})

test.each<Action>(['publish', 'approve', 'export', 'submit', 'lock', 'unlock', 'decide', 'mark'])(
  'standing in never gives the right to %s anything',
  (action) => {
    const post = {
      id: null,
      person_id: 'p',
      unit_id: school,
      role: 'stand_in',
      school_id: school,
      school_ids: [school],
    } as const
    const ability = abilityOf(
      [post],
      modules.flatMap((module) => module.grants ?? []),
    )
    expect(ability.rules.filter((rule) => [rule.action].flat().includes(action))).toEqual([])
  },
)

test('one person reads and marks no notices of another', async () => {
  const own = await officer.ask<{ notices: { edges: unknown[] } }>('{ notices { edges { node { id } } } }')
  expect(own.data?.notices.edges).toEqual([])
  const { id } = await api.owner
    .selectFrom('notice')
    .select('id')
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  await api.owner.updateTable('notice').set({ read_at: null }).execute()
  await officer.ask('mutation ($ids: [ID!]) { readNotices(notices: $ids) }', { ids: [encodeKey('Notice', [id])] })
  expect((await viewer(principal)).unreadNotices).toBe(2)
  expect(refusal(await api.visitor.ask('{ notices { edges { node { id } } } }'))).toBe('UNAUTHENTICATED')
})

test('nobody of the school itself stands in for it, and the page does not offer it', async () => {
  expect(refusal(await begin(principal, school))).toBe('NOT_FOUND')
  const offered = (person: Person) =>
    person.ask('query ($id: ID!) { unit(id: $id) { canStandIn } }', { id: unit(school) })
  expect((await offered(principal)).data).toEqual({ unit: { canStandIn: false } })
  expect((await offered(officer)).data).toEqual({ unit: { canStandIn: true } })
})
