import { beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { frozenNow, useApi } from '../../../test/api.ts'
import { readConfig } from '../../../server/config.ts'
import { adminLink, firstLink } from '../../../server/first-run.ts'

const api = useApi()
const config = readConfig({ DEMO: '0', PUBLIC_URL: 'https://truong.example.vn' })
const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const province = {
  provinceCode: '25',
  departmentName: 'Sở Giáo dục và Đào tạo tỉnh Phú Thọ',
  departmentCode: 'so-25',
  emblem: pixel,
  year: 2026,
  startsOn: '2026-09-05',
  endsOn: '2027-05-31',
  terms: [
    { startsOn: '2026-09-05', endsOn: '2027-01-16', resultsDueOn: '2027-01-20' },
    { startsOn: '2027-01-18', endsOn: '2027-05-28', resultsDueOn: '2027-05-31' },
  ],
}
let code: string

const refusal = (answer: { errors?: { extensions?: { violations?: { path: string; message: string }[] } }[] }) =>
  answer.errors?.[0]?.extensions?.violations?.[0]
const make = (typed: string, rest: Record<string, unknown> = {}) =>
  api.visitor.ask(
    `mutation ($code: String!, $fullName: String!, $login: String!, $password: String!, $province: FirstProvince) {
      makeAdministrator(code: $code, fullName: $fullName, login: $login, password: $password, province: $province)
    }`,
    { code: typed, fullName: 'Đỗ Minh Quân', login: 'quan', password: 'con mèo trên mái nhà', province, ...rest },
  )
const link = async (make: () => Promise<string | null>) => (await make())!.split('#')[1]!

beforeAll(async () => {
  // The server's own clock is not frozen here: codes are made by hand at the frozen instant.
  code = await link(() => firstLink(config, api.owner))
  await api.owner
    .updateTable('invitation')
    .set({ expires_at: new Date(frozenNow.getTime() + 86_400_000) })
    .execute()
})

test('nobody can sign in yet: the first start gives a link, and what is public says that no province is set', async () => {
  const { data } = await api.visitor.ask('{ installation { provinceName emblem demo } provinces { code shortName } }')
  expect(data).toMatchObject({ installation: { provinceName: null, emblem: null, demo: false } })
  expect((data as { provinces: unknown[] }).provinces).toHaveLength(34)
  const checked = await api.visitor.ask('mutation ($code: String!) { checkAdminLink(code: $code) { founded } }', {
    code,
  })
  expect(checked.data).toEqual({ checkAdminLink: { founded: false } })
})

test.each([
  ['another code', { code: 'ACDEFGHJKMNPQRT' }, 'code', 'Liên kết không đúng'],
  ['no name', { fullName: '' }, 'fullName', 'Chưa có họ tên'],
  ['no login', { login: ' ' }, 'login', 'Gõ số điện thoại'],
  ['a short password', { password: 'ngắn' }, 'password', 'ít nhất 10'],
  ['no province', { province: null }, 'province', 'phần về tỉnh'],
  ['an unknown province', { province: { ...province, provinceCode: '99' } }, 'provinceCode', 'trong danh sách'],
  ['a code with diacritics', { province: { ...province, departmentCode: 'sở' } }, 'departmentCode', 'chữ không dấu'],
  [
    'an emblem that can carry a program',
    { province: { ...province, emblem: 'data:image/svg+xml;base64,PHN2Zz4=' } },
    'emblem',
    'PNG, JPEG',
  ],
  [
    'an emblem that is none',
    { province: { ...province, emblem: 'data:image/png;base64,PHN2Zz4=' } },
    'emblem',
    'PNG, JPEG',
  ],
  ['one term', { province: { ...province, terms: [province.terms[0]] } }, 'terms', ''],
])('the first run with %s is refused, and the link still works', async (_what, rest, path, words) => {
  const { code: typed = code, ...wish } = rest as { code?: string }
  const refused = refusal(await make(typed, wish))
  expect(refused?.path).toBe(path)
  expect(refused?.message).toContain(words)
  expect(await firstLinkIsOpen()).toBe(true)
})

test('the first run sets the province with its first year and makes an administrator who opens accounts', async () => {
  expect((await make(code)).data).toEqual({ makeAdministrator: 'quan' })
  const { data } = await api.visitor.ask('{ installation { provinceName emblem } }')
  expect(data).toEqual({ installation: { provinceName: 'Phú Thọ', emblem: pixel } })
  const { id } = await api.owner
    .selectFrom('account')
    .select('id')
    .where('login', '=', 'quan')
    .executeTakeFirstOrThrow()
  const quan = await api.as(id)
  const seen = await quan.ask<{ viewer: { posts: { role: string; unit: { id: string; name: string } }[] } }>(
    '{ viewer { posts { role unit { id name } } } }',
  )
  const post = seen.data!.viewer.posts[0]!
  expect(post).toMatchObject({ role: 'administrator', unit: { name: 'Sở Giáo dục và Đào tạo tỉnh Phú Thọ' } })
  const opened = await quan.ask(
    'mutation ($unit: ID!) { openAccount(unit: $unit, fullName: "Lê Thị Vân", posts: [{ role: officer }]) { login } }',
    { unit: post.unit.id },
  )
  expect(opened.data).toEqual({ openAccount: { login: 'van.lt' } })
  const { rows } = await sql<{ terms: number }>`select count(*)::int as terms from term`.execute(api.owner)
  expect(rows[0]?.terms).toBe(2)
})

test('a used link opens nothing; the command makes another administrator of the same sở', async () => {
  expect(refusal(await make(code))?.path).toBe('code')
  expect(await firstLink(config, api.owner)).toBeNull()
  const again = await link(() => adminLink(config, api.owner))
  await api.owner
    .updateTable('invitation')
    .set({ expires_at: new Date(frozenNow.getTime() + 86_400_000) })
    .where('used_at', 'is', null)
    .execute()
  expect((await make(again, { login: 'hai', province: null })).data).toEqual({ makeAdministrator: 'hai' })
  const { rows } = await sql<{ units: number }>`select count(*)::int as units from unit`.execute(api.owner)
  expect(rows[0]?.units).toBe(1)
})

test('a demo gives no link', async () => {
  expect(await firstLink(readConfig({ DEMO: '1' }), api.owner)).toBeNull()
})

async function firstLinkIsOpen(): Promise<boolean> {
  const { rows } = await sql`select from invitation where used_at is null and revoked_at is null and tries < 5`.execute(
    api.owner,
  )
  return rows.length === 1
}
