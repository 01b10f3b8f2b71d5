import { Secret, TOTP } from 'otpauth'
import { beforeEach, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aProvince, aSchool, aTeacher, someone, type Someone } from '../../../test/make.ts'
import { encodeAccount } from '../accounts/keys.ts'
import { hashPassword } from '../sessions.ts'

const api = useApi(undefined, true)
const password = 'con mèo trên mái nhà'
let clock = new Date('2026-11-25T02:00:00Z').getTime()
let officer: Someone & { login: string }
let teacher: Someone & { login: string }
let principal: Someone

/** A quarter of an hour later: codes are new, and failures are forgotten. */
function later(minutes = 16): void {
  clock += minutes * 60_000
  api.at(new Date(clock))
}

async function withPassword<S extends Someone>(who: S): Promise<S & { login: string }> {
  const { login } = await api.owner
    .updateTable('account')
    .set({ password_hash: await hashPassword(password) })
    .where('id', '=', who.account_id)
    .returning('login')
    .executeTakeFirstOrThrow()
  return { ...who, login }
}

const signIn = (login: string, code?: string) =>
  api.visitor.fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, code }),
  })
const said = async (response: Response) =>
  (await response.json()) as { violations: { path: string; message: string }[] }

const codeOf = (secret: string, shift = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock + shift * 30_000 })

/** Sets a factor up and gives its secret and recovery codes. */
async function setUp(person: Person): Promise<{ secret: string; codes: string[] }> {
  const begun = await person.ask<{ beginSecondFactor: { secret: string; uri: string } }>(
    'mutation { beginSecondFactor { secret uri } }',
  )
  const { secret, uri } = begun.data!.beginSecondFactor
  expect(uri).toMatch(/^otpauth:\/\/totp\//)
  const confirmed = await person.ask<{ confirmSecondFactor: string[] }>(
    'mutation ($code: String!) { confirmSecondFactor(code: $code) }',
    { code: codeOf(secret) },
  )
  return { secret, codes: confirmed.data!.confirmSecondFactor }
}

beforeEach(async () => {
  later()
  const { department, commune } = await aProvince(api.owner).catch(async () => {
    const units = await api.owner.selectFrom('unit').select(['id', 'kind']).execute()
    const of = (kind: string) => units.find((unit) => unit.kind === kind)!.id
    return { department: of('department'), commune: of('commune_office') }
  })
  const school = await aSchool(api.owner, commune)
  officer = await withPassword(await someone(api.owner, 'Lê Thị Hồng Vân', { role: 'officer', unit_id: department }))
  teacher = await withPassword(await aTeacher(api.owner, school, 'Trần Thị Thu Lan'))
  principal = await aTeacher(api.owner, school, 'Phạm Quốc Hùng', 'principal')
})

test('a post of the sở counts for nothing until its second factor is set up; a teacher may do without', async () => {
  const vân = await api.as(officer.account_id)
  const who = '{ viewer { secondFactorDue posts { role } } ownSecondFactor { demanded } }'
  expect((await vân.ask(who)).data).toEqual({
    viewer: { secondFactorDue: true, posts: [] },
    ownSecondFactor: { demanded: true },
  })
  const found = '{ students(year: 2026, filter: { words: "nguyen an" }) { edges { node { id } } } }'
  expect((await vân.ask(found)).data).toEqual({ students: { edges: [] } })
  await setUp(vân)
  expect((await vân.ask(who)).data).toEqual({
    viewer: { secondFactorDue: false, posts: [{ role: 'officer' }] },
    ownSecondFactor: { demanded: true },
  })
  const lan = await api.as(teacher.account_id)
  expect((await lan.ask(who)).data).toMatchObject({ viewer: { secondFactorDue: false } })
})

test('signing in takes a code of the app, once, and a code of half a minute ago', async () => {
  const { secret } = await setUp(await api.as(teacher.account_id))
  later()
  const asked = await signIn(teacher.login)
  expect([asked.status, (await said(asked)).violations[0]]).toMatchObject([401, { path: 'code' }])
  expect((await said(await signIn(teacher.login, '000000'))).violations[0]?.message).toContain('Mã không đúng')
  expect((await signIn(teacher.login, codeOf(secret, -1))).status).toBe(204)
  expect((await signIn(teacher.login, codeOf(secret, -1))).status).toBe(401)
  expect((await signIn(teacher.login, codeOf(secret))).status).toBe(204)
  expect((await signIn(teacher.login, codeOf(secret, 4))).status).toBe(401)
})

test('of five who send the same code at once, one is let in', async () => {
  const { secret } = await setUp(await api.as(teacher.account_id))
  later()
  const code = codeOf(secret)
  const all = await Promise.all([1, 2, 3, 4, 5].map(() => signIn(teacher.login, code)))
  expect(all.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1)
})

test('a recovery code stands in once, and wrong ones are not tried for long', async () => {
  const { secret, codes } = await setUp(await api.as(teacher.account_id))
  expect(new Set(codes).size).toBe(10)
  later()
  expect((await signIn(teacher.login, codes[0]!.toLowerCase())).status).toBe(204)
  expect((await signIn(teacher.login, codes[0])).status).toBe(401)
  for (const _ of [1, 2, 3, 4]) expect((await signIn(teacher.login, '123456')).status).toBe(401)
  expect((await signIn(teacher.login, codeOf(secret))).status).toBe(429)
  later()
  expect((await signIn(teacher.login, codeOf(secret))).status).toBe(204)
})

test('a lost phone: the principal takes the factor away, the sessions end and the teacher is told', async () => {
  const lan = await api.as(teacher.account_id)
  await setUp(lan)
  const head = await api.as(principal.account_id)
  const reset = (person: Person, reason = 'Mất điện thoại') =>
    person.ask('mutation ($account: ID!, $reason: String!) { resetSecondFactor(account: $account, reason: $reason) }', {
      account: encodeAccount(teacher.account_id),
      reason,
    })
  expect((await reset(await api.as(teacher.account_id))).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await reset(head, ' ')).errors?.[0]?.extensions?.code).toBe('INVALID')
  expect((await reset(head)).data).toEqual({ resetSecondFactor: true })
  expect((await lan.ask('{ viewer { account { id } } }')).data?.['viewer']).toBeNull()
  later()
  expect((await signIn(teacher.login)).status).toBe(204)
  const again = await api.as(teacher.account_id)
  expect((await again.ask('{ viewer { unreadNotices } }')).data).toMatchObject({ viewer: { unreadNotices: 1 } })
})

test('an act of long consequence wants the password of the last ten minutes, and goes on once it is given', async () => {
  const head = await api.as(principal.account_id)
  await withPassword(principal)
  await api.owner
    .updateTable('session')
    .set({ proven_at: new Date(clock - 11 * 60_000) })
    .where('account_id', '=', principal.account_id)
    .execute()
  const renew = () =>
    head.ask('mutation ($accounts: [ID!]!) { renewAccountCodes(accounts: $accounts) { login } }', {
      accounts: [encodeAccount(teacher.account_id)],
    })
  expect((await renew()).errors?.[0]?.extensions?.code).toBe('UNPROVEN')
  const prove = (given: string) =>
    head.fetch('/session/prove', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ password: given }),
    })
  expect((await prove('sai hẳn rồi nhé')).status).toBe(401)
  expect((await prove(password)).status).toBe(204)
  expect((await renew()).data).toMatchObject({ renewAccountCodes: [{ login: teacher.login }] })
})

test('the secret of a factor lies sealed, and the seal of one account does not open for another', async () => {
  const { secret } = await setUp(await api.as(teacher.account_id))
  const raw = Buffer.from(Secret.fromBase32(secret).buffer)
  const row = await api.owner
    .selectFrom('second_factor')
    .selectAll()
    .where('account_id', '=', teacher.account_id)
    .executeTakeFirstOrThrow()
  expect(row.secret.includes(raw)).toBe(false)
  const other = await withPassword(await someone(api.owner, 'Đỗ Hoàng Việt'))
  await api.owner
    .insertInto('second_factor')
    .values({ ...row, account_id: other.account_id, last_step: null })
    .execute()
  later()
  expect((await signIn(other.login, codeOf(secret))).status).toBe(500)
})
