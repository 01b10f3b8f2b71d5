import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { schema } from '../../../schema/index.ts'
import { frozenNow, useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aTeacher, someone, thisYear, type Someone } from '../../../test/make.ts'
import { callsOf } from '../../../test/outsider-calls.ts'
import { addToken } from '../../../test/token.ts'
import { encodeKey } from '../../../platform/key.ts'

const api = useApi()
let department: number
let school: number
let other: number
let administrator: Someone
let principal: Someone
let teacher: Someone
const marker = 'Zzriêngtư'

beforeAll(async () => {
  const province = await aProvince(api.owner)
  department = province.department
  school = await aSchool(api.owner, province.commune)
  other = await aSchool(api.owner, province.commune, 'THCS Lê Lợi')
  administrator = await someone(api.owner, 'Đỗ Minh Quân', { role: 'administrator', unit_id: department })
  principal = await aTeacher(api.owner, school, 'Phạm Quốc Hùng', 'principal')
  teacher = await aTeacher(api.owner, school, 'Trần Thị Thu Lan')
  for (const [at, name] of [
    [school, 'Nguyễn Hoàng Anh'],
    [other, 'Lê Bảo Châu'],
  ] as const)
    await aPupil(api.owner, at, await aClass(api.owner, at, '9A2'), name)
})

beforeEach(() => api.at(frozenNow))

const postOf = async ({ person_id }: Someone, role: string) =>
  (await sql<{ id: string }>`select id from post where person_id = ${person_id} and role = ${role}`.execute(api.owner))
    .rows[0]!.id
const slugOf = async (unit_id: number) =>
  (await api.owner.selectFrom('unit').select('slug').where('id', '=', unit_id).executeTakeFirstOrThrow()).slug

/** A machine with a token of the principal's, as the database has it. */
async function machine(more: { read_only?: boolean; per_minute?: number } = {}): Promise<Person> {
  const post_id = await postOf(principal, 'principal')
  const { account_id } = principal
  const token = await addToken(api.owner, { account_id, post_id, unit_id: school, read_only: true, ...more })
  return api.machine(account_id, token)
}

const make = `mutation ($unit: ID!, $post: ID!, $name: String!, $lastDay: LocalDate!, $readOnly: Boolean!, $perMinute: Int!) {
  makeApiToken(unit: $unit, post: $post, name: $name, lastDay: $lastDay, readOnly: $readOnly, perMinute: $perMinute) {
    token listed { id prefix role readOnly perMinute lastDay state usedAt madeBy } } }`
interface Made {
  makeApiToken: { token: string; listed: { id: string; prefix: string } & Record<string, unknown> }
}

async function wanted(who: Someone, role: string, unit_id: number, more: Record<string, unknown> = {}) {
  return {
    unit: encodeKey('Unit', [unit_id]),
    post: encodeKey('Post', [await postOf(who, role)]),
    name: 'Kho dữ liệu',
    lastDay: '2027-05-31',
    readOnly: true,
    perMinute: 60,
    ...more,
  }
}
const pupils = `query ($unit: String!) { schoolPupils(unit: $unit, year: ${thisYear}) { pupils(first: 9) { edges { node { fullName } } } } }`
const codes = ({ errors }: { errors?: { extensions?: { code?: string } }[] }) =>
  errors?.map(({ extensions }) => extensions?.code)

test('a principal makes a token that reads the school, sees it once and in the list, and ends it at once', async () => {
  const hùng = await api.as(principal.account_id)
  const { data } = await hùng.ask<Made>(make, await wanted(principal, 'principal', school))
  const { token, listed } = data!.makeApiToken
  expect(listed).toMatchObject({ role: 'principal', readOnly: true, perMinute: 60, state: 'active', usedAt: null })
  expect(token.startsWith(listed.prefix)).toBe(true)
  const { rows } = await sql<{ kept: string }>`select to_jsonb(t)::text as kept from api_token t`.execute(api.owner)
  const { rows: trail } = await sql<{ after: string }>`
    select after::text as after from change_row where table_name = 'api_token'`.execute(api.owner)
  expect(trail).toHaveLength(1)
  expect(JSON.stringify([rows, trail])).not.toContain(token)
  expect(trail[0]?.after).not.toContain('token_hash')

  const program = api.machine(principal.account_id, token)
  const read = await program.ask(pupils, { unit: await slugOf(school) })
  expect(JSON.stringify(read.data)).toContain('Nguyễn Hoàng Anh')
  const list = `query ($unit: String!) { apiTokens(unit: $unit) { tokens { name state usedAt canRevoke } } }`
  expect((await hùng.ask(list, { unit: await slugOf(school) })).data).toMatchObject({
    apiTokens: { tokens: [{ name: 'Kho dữ liệu', state: 'active', usedAt: frozenNow.toISOString(), canRevoke: true }] },
  })

  const ended = await hùng.ask('mutation ($token: ID!) { revokeApiToken(token: $token) { state canRevoke } }', {
    token: listed.id,
  })
  expect(ended.data).toEqual({ revokeApiToken: { state: 'revoked', canRevoke: false } })
  expect((await program.ask(pupils, { unit: await slugOf(school) })).status).toBe(401)
})

test('nobody makes a token beyond the own unit, by another post, for longer than a year, or without an upper bound', async () => {
  const hùng = await api.as(principal.account_id)
  const lan = await api.as(teacher.account_id)
  const refusal = async (person: Person, variables: Record<string, unknown>) => {
    const answer = await person.ask<Made>(make, variables)
    return [codes(answer)?.[0], answer.errors?.[0]?.extensions?.violations?.[0]?.path]
  }
  expect(await refusal(hùng, await wanted(principal, 'principal', other))).toEqual(['NOT_FOUND', undefined])
  expect(await refusal(hùng, await wanted(administrator, 'administrator', school))).toEqual(['NOT_FOUND', undefined])
  expect(await refusal(lan, await wanted(teacher, 'teacher', school))).toEqual(['NOT_FOUND', undefined])
  for (const [more, path] of [
    [{ lastDay: '2027-11-26' }, 'lastDay'],
    [{ lastDay: '2026-11-24' }, 'lastDay'],
    [{ perMinute: 601 }, 'perMinute'],
    [{ perMinute: 0 }, 'perMinute'],
    [{ name: '   ' }, 'name'],
    [{ name: 'x'.repeat(81) }, 'name'],
  ] as const)
    expect(await refusal(hùng, await wanted(principal, 'principal', school, more))).toEqual(['INVALID', path])
  const furthest = await hùng.ask<Made>(make, await wanted(principal, 'principal', school, { lastDay: '2027-11-25' }))
  expect(furthest.errors).toBeUndefined()
  const list = `query ($unit: String!) { apiTokens(unit: $unit) { tokens { name } } }`
  expect((await lan.ask(list, { unit: await slugOf(school) })).data).toEqual({ apiTokens: null })
})

test('a token that only reads changes nothing by any mutation of the API, nor by sending a file', async () => {
  const program = await machine()
  const before = await sql`select count(*) from change`.execute(api.owner)
  const aim = { id: encodeKey('Unit', [school]), slugs: { unit: await slugOf(school) }, academicYear: thisYear }
  const mutations = callsOf(schema, aim).filter(({ document }) => document.startsWith('mutation'))
  expect(mutations.length).toBeGreaterThan(100)
  const done: string[] = []
  for (const { name, document, variables } of mutations) {
    const answer = await program.ask(document, variables)
    if (!codes(answer)?.every((code) => code === 'TOKEN_REFUSED')) done.push(`${name}: ${JSON.stringify(answer)}`)
  }
  expect(done).toEqual([])
  expect((await program.fetch('/imports/x/2026-2027', { method: 'POST', body: 'x' })).status).toBe(403)
  expect((await sql`select count(*) from change`.execute(api.owner)).rows).toEqual(before.rows)
})

test('no query gives a machine what is its maker’s own, and no session is opened or proven with a token', async () => {
  const { person_id, account_id } = principal
  await api.owner.insertInto('notice').values({ person_id, kind: 'test', text_key: marker }).execute()
  await sql`insert into job (kind, account_id, school_id, state) values (${marker}, ${account_id}, ${school}, 'done')`.execute(
    api.owner,
  )
  const hùng = await api.as(account_id)
  await sql`update session set agent = ${marker} where account_id = ${account_id}`.execute(api.owner)
  const program = await machine({ read_only: false })
  const aim = { id: encodeKey('Unit', [school]), slugs: { unit: await slugOf(school) }, academicYear: thisYear }
  const shown = { person: new Set<string>(), machine: new Set<string>() }
  const reads = callsOf(schema, aim).filter(({ document }) => !document.startsWith('mutation'))
  const plain = { name: 'notices', document: '{ notices { edges { node { text } } } }', variables: {} }
  for (const { name, document, variables } of [...reads, plain]) {
    if (JSON.stringify(await hùng.ask(document, variables)).includes(marker)) shown.person.add(name)
    if (JSON.stringify(await program.ask(document, variables)).includes(marker)) shown.machine.add(name)
  }
  expect([...shown.person]).toEqual(expect.arrayContaining(['myJobs', 'notices', 'ownSessions']))
  expect([...shown.machine]).toEqual([])
  for (const path of ['/session', '/session/prove', '/session/device-secret'])
    expect((await program.fetch(path, { method: 'POST', body: '{}' })).status).toBe(403)
  expect((await program.fetch('/own-data.json')).status).toBe(403)
})

test('a token that writes names itself in the trail, and does nothing that asks a person for proof', async () => {
  const program = await machine({ read_only: false })
  const written = await program.ask(
    'mutation ($unit: ID!) { alterUnit(unit: $unit, changes: { phone: "0912000111" }) { id } }',
    {
      unit: encodeKey('Unit', [school]),
    },
  )
  expect(written.errors).toBeUndefined()
  const hùng = await api.as(principal.account_id)
  const trail = await hùng.ask(
    'query ($unit: String!) { trail(unit: $unit, first: 5) { edges { node { verb by } } } }',
    { unit: await slugOf(school) },
  )
  expect(JSON.stringify(trail.data)).toContain('{"verb":"unit.alter","by":"Phạm Quốc Hùng · Kho dữ liệu"}')
  expect(codes(await program.ask(make, await wanted(principal, 'principal', school)))).toEqual(['TOKEN_REFUSED'])
})

test('a token of the administrator for one school reads no other', async () => {
  const token = await addToken(api.owner, {
    account_id: administrator.account_id,
    post_id: await postOf(administrator, 'administrator'),
    unit_id: school,
    read_only: true,
  })
  const program = api.machine(administrator.account_id, token)
  const classes = async (unit_id: number) =>
    JSON.stringify(
      await program.ask(`query ($unit: ID!) { classes(unit: $unit, academicYear: ${thisYear}) { name } }`, {
        unit: encodeKey('Unit', [unit_id]),
      }),
    )
  expect(await classes(school)).toContain('9A2')
  expect(await classes(other)).not.toContain('9A2')
})

test('a token counts no longer than its day, its maker’s account and its maker’s post', async () => {
  const program = await machine()
  const status = async () => (await program.ask('{ academicYears { year } }')).status
  const { account_id, person_id } = principal
  expect(await status()).toBe(200)
  api.at(new Date('2027-06-30T16:00:00Z'))
  expect(await status()).toBe(200)
  api.at(new Date('2027-06-30T18:00:00Z'))
  expect(await status()).toBe(401)
  api.at(frozenNow)
  await sql`update account set state = 'closed' where id = ${account_id}`.execute(api.owner)
  expect(await status()).toBe(401)
  await sql`update account set state = 'active' where id = ${account_id}`.execute(api.owner)
  expect(await status()).toBe(200)
  await sql`update post set expires_at = ${frozenNow} where person_id = ${person_id}`.execute(api.owner)
  expect(await status()).toBe(401)
  await sql`update post set expires_at = null where person_id = ${person_id}`.execute(api.owner)
})

test('a token asks as often in a minute as it may, wherever its requests arrive, and again in the next', async () => {
  const program = await machine({ per_minute: 3 })
  const ask = async () => program.fetch('/graphql?query={academicYears{year}}')
  const answers = await Promise.all([1, 2, 3, 4, 5].map(ask))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429])
  expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('60')
  api.at(new Date(frozenNow.getTime() + 60_000))
  expect((await ask()).status).toBe(200)
})

test('beside a token a cookie gives nothing, and a token that does not count is no visitor', async () => {
  const program = await machine()
  const { cookie } = await api.as(administrator.account_id)
  const both = await program.fetch('/graphql?query={viewer{today}}', {
    headers: { cookie: `${cookie.name}=${cookie.value}`, accept: 'application/json' },
  })
  expect(await both.text()).toContain('TOKEN_REFUSED')
  const wrong = api.machine('', `trg_${'x'.repeat(43)}`)
  const answer = await wrong.fetch('/graphql?query={academicYears{year}}')
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
})
