import { beforeEach, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { anAuthenticator, type Authenticator } from '../../../test/authenticator.ts'
import { aProvince, aSchool, aTeacher, someone, type Someone } from '../../../test/make.ts'
import { hashPassword } from '../sessions.ts'

const api = useApi(undefined, true)
const password = 'con mèo trên mái nhà'
let clock = new Date('2026-11-25T02:00:00Z').getTime()
let officer: Someone
let teacher: Someone & { login: string }

const origin = () => api.url.replace('127.0.0.1', 'localhost')

function later(minutes = 16): void {
  clock += minutes * 60_000
  api.at(new Date(clock))
}

const post = (path: string, body: object, who: Person = api.visitor) =>
  who.fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

const question = async (who: Person = api.visitor) =>
  (await (await post('/session/passkey/question', {}, who)).json()) as {
    challenge: string
    rpId: string
    allowCredentials?: { id: string }[]
  }

/** Adds a passkey and gives the recovery codes. */
async function add(person: Person, device: Authenticator, name = 'Điện thoại') {
  const begun = await person.ask<{ beginPasskey: string }>('mutation { beginPasskey }')
  const answer = JSON.stringify(device.create(JSON.parse(begun.data!.beginPasskey)))
  return person.ask<{ addPasskey: string[] }>(
    'mutation ($name: String!, $answer: String!) { addPasskey(name: $name, answer: $answer) }',
    { name, answer },
  )
}

const own = async (person: Person) =>
  (await person.ask<{ ownSecondFactor: { passkeys: { id: string; name: string; usedAt: string | null }[] } }>(
    '{ ownSecondFactor { codesLeft passkeys { id name usedAt } } }',
  ))!.data!.ownSecondFactor

beforeEach(async () => {
  later()
  const { department, commune } = await aProvince(api.owner).catch(async () => {
    const units = await api.owner.selectFrom('unit').select(['id', 'kind']).execute()
    const of = (kind: string) => units.find((unit) => unit.kind === kind)!.id
    return { department: of('department'), commune: of('commune_office') }
  })
  const school = await aSchool(api.owner, commune)
  officer = await someone(api.owner, 'Lê Thị Hồng Vân', { role: 'officer', unit_id: department })
  const lan = await aTeacher(api.owner, school, 'Trần Thị Thu Lan')
  const { login } = await api.owner
    .updateTable('account')
    .set({ password_hash: await hashPassword(password) })
    .where('id', '=', lan.account_id)
    .returning('login')
    .executeTakeFirstOrThrow()
  teacher = { ...lan, login }
})

test('a passkey signs in alone, once for each question, and stands for a demanded second factor', async () => {
  const device = anAuthenticator(origin())
  const vân = await api.as(officer.account_id)
  expect((await vân.ask('{ viewer { posts { role } } }')).data).toEqual({ viewer: { posts: [] } })
  expect((await add(vân, device)).data!.addPasskey).toHaveLength(10)
  expect((await vân.ask('{ viewer { posts { role } } }')).data).toEqual({ viewer: { posts: [{ role: 'officer' }] } })

  const asked = await question()
  expect(asked.allowCredentials).toBeUndefined()
  const answer = device.answer(asked)
  const entered = await post('/session/passkey', { answer })
  expect([entered.status, entered.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('truong=')])
  expect((await post('/session/passkey', { answer })).status).toBe(401)
  expect((await own(vân)).passkeys).toMatchObject([{ name: 'Điện thoại', usedAt: new Date(clock).toISOString() }])
})

test('an answer for another site, to an old or another question, without finger or PIN, or by a copy is refused alike', async () => {
  const device = anAuthenticator(origin())
  const lan = await api.as(teacher.account_id)
  await add(lan, device)
  const refused = async (answer: object) => {
    const response = await post('/session/passkey', { answer })
    expect(response.status).toBe(401)
    return ((await response.json()) as { violations: { message: string }[] }).violations[0]!.message
  }
  const said = new Set([
    await refused(device.answer(await question(), { origin: 'https://truong-hoc.example' })),
    await refused(device.answer({ ...(await question()), rpId: 'truong-hoc.example' })),
    await refused(device.answer(await question(), { verified: false })),
    await refused(device.answer(await question(lan))),
    await refused(device.answer({ ...(await question()), challenge: 'AAAA' })),
    await refused(anAuthenticator(origin()).answer(await question())),
    await refused({}),
  ])
  const old = await question()
  later(6)
  said.add(await refused(device.answer(old)))
  expect((await post('/session/passkey', { answer: device.answer(await question()) })).status).toBe(204)
  device.count -= 1
  said.add(await refused(device.answer(await question())))
  await api.owner.updateTable('account').set({ state: 'closed' }).where('id', '=', teacher.account_id).execute()
  said.add(await refused(device.answer(await question())))
  expect([...said]).toEqual([expect.stringContaining('không mở được tài khoản nào')])
})

test('of five who send the same answer at once, one is let in', async () => {
  const device = anAuthenticator(origin())
  await add(await api.as(teacher.account_id), device)
  const answer = device.answer(await question())
  const all = await Promise.all([1, 2, 3, 4, 5].map(() => post('/session/passkey', { answer })))
  expect(all.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1)
})

test('with a passkey the password alone opens nothing; a recovery code beside it does, once', async () => {
  const { data } = await add(await api.as(teacher.account_id), anAuthenticator(origin()))
  const code = data!.addPasskey[0]!
  const signIn = (given?: string) => post('/session', { login: teacher.login, password, code: given })
  const asked = await signIn()
  expect([asked.status, await asked.json()]).toMatchObject([
    401,
    { violations: [{ path: 'code', message: expect.stringContaining('khoá truy cập') }] },
  ])
  expect((await signIn('000000')).status).toBe(401)
  expect((await signIn(code)).status).toBe(204)
  expect((await signIn(code)).status).toBe(401)
})

test('an act of long consequence takes the own passkey as proof, and nobody else’s', async () => {
  const [device, other] = [anAuthenticator(origin()), anAuthenticator(origin())]
  const lan = await api.as(teacher.account_id)
  const vân = await api.as(officer.account_id)
  await add(lan, device)
  await add(vân, other)
  // Sessions of tests are opened by the real clock.
  await api.owner
    .updateTable('session')
    .set({ proven_at: new Date(clock) })
    .execute()
  later()
  const begin = () => lan.ask('mutation { beginPasskey }')
  expect((await begin()).errors?.[0]?.extensions?.code).toBe('UNPROVEN')
  const asked = await question(lan)
  expect(asked.allowCredentials).toMatchObject([{ id: device.id }])
  expect((await post('/session/prove', { answer: other.answer(await question(lan)) }, lan)).status).toBe(401)
  expect((await post('/session/prove', { answer: other.answer(await question(vân)) }, lan)).status).toBe(401)
  expect((await begin()).errors?.[0]?.extensions?.code).toBe('UNPROVEN')
  expect((await post('/session/prove', { answer: device.answer(asked) }, lan)).status).toBe(204)
  expect((await begin()).errors).toBeUndefined()
})

test('a passkey is added by its own question, once, to one account, and removed by its owner alone', async () => {
  const device = anAuthenticator(origin())
  const [lan, vân] = [await api.as(teacher.account_id), await api.as(officer.account_id)]
  const begun = await lan.ask<{ beginPasskey: string }>('mutation { beginPasskey }')
  const answer = JSON.stringify(device.create(JSON.parse(begun.data!.beginPasskey)))
  const addAs = (who: Person, name = 'Máy tính') =>
    who.ask<{ addPasskey: string[] }>('mutation ($n: String!, $a: String!) { addPasskey(name: $n, answer: $a) }', {
      n: name,
      a: answer,
    })
  expect((await addAs(vân)).errors?.[0]?.extensions?.violations?.[0]?.message).toContain('Chưa thêm được')
  expect((await addAs(lan, ' ')).errors?.[0]?.extensions?.violations?.[0]?.path).toBe('name')
  expect((await addAs(lan)).errors).toBeUndefined()
  expect((await addAs(lan)).errors?.[0]?.extensions?.code).toBe('INVALID')
  expect((await add(vân, device)).errors?.[0]?.extensions?.code).toBe('INVALID')

  const { id } = (await own(lan)).passkeys[0]!
  const remove = (who: Person) => who.ask('mutation ($id: ID!) { removePasskey(id: $id) }', { id })
  expect((await remove(vân)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await remove(lan)).errors).toBeUndefined()
  expect(await own(lan)).toEqual({ codesLeft: 0, passkeys: [] })
  expect((await post('/session', { login: teacher.login, password })).status).toBe(204)
})
