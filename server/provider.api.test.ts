import { Secret, TOTP } from 'otpauth'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApi, type Person, type TestApi } from '../test/api.ts'
import { freshDatabase } from '../test/database.ts'
import { startIdentityProvider, type IdentityProvider } from '../test/identity-provider.ts'
import { aProvince, aSchool, aTeacher, someone, type Someone } from '../test/make.ts'
import { openProvider } from './provider.ts'

let there: IdentityProvider
let api: TestApi & { stop(): Promise<void> }
let believing: TestApi & { stop(): Promise<void> }
let lan: Someone & { login: string }
let officer: Someone & { login: string }
let believed: string
let clock = new Date('2026-11-25T02:00:00Z').getTime()

const start = async (loginClaim: string | null) =>
  startApi(await freshDatabase(), null, true, false, pino({ level: 'silent' }), {
    provider: (publicUrl) =>
      openProvider(
        {
          issuer: there.issuer,
          clientId: 'truong',
          clientSecret: 'a secret of the test',
          name: 'Cổng danh tính tỉnh',
          loginClaim,
        },
        publicUrl,
        pino({ level: 'silent' }),
      ),
  })

async function people({ owner }: TestApi) {
  const { department, commune } = await aProvince(owner)
  const school = await aSchool(owner, commune)
  const withLogin = async (who: Someone) => ({
    ...who,
    ...(await owner.selectFrom('account').select('login').where('id', '=', who.account_id).executeTakeFirstOrThrow()),
  })
  return {
    lan: await withLogin(await aTeacher(owner, school, 'Trần Thị Thu Lan')),
    officer: await withLogin(await someone(owner, 'Lê Thị Hồng Vân', { role: 'officer', unit_id: department })),
  }
}

beforeAll(async () => {
  there = await startIdentityProvider()
  ;[api, believing] = [await start(null), await start('preferred_username')]
  ;({ lan, officer } = await people(api))
  ;({
    lan: { login: believed },
  } = await people(believing))
})
beforeEach(() => {
  clock += 16 * 60_000
  for (const one of [api, believing]) one.at(new Date(clock))
})
afterAll(async () => {
  await Promise.all([api.stop(), believing.stop()])
  await there.stop()
})

/** A browser: cookies by name, and where each answer leads. */
function aBrowser(cookies: Record<string, string> = {}) {
  const jar = new Map(Object.entries(cookies))
  return {
    jar,
    async go(url: string, init: RequestInit = {}) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { 'x-truong': '1', ...(init.headers as Record<string, string>), cookie }
      const response = await fetch(url, { ...init, redirect: 'manual', headers })
      for (const line of response.headers.getSetCookie()) {
        const [name = '', value = ''] = line.split(';')[0]!.split('=')
        if (value) jar.set(name, value)
        else jar.delete(name)
      }
      return { status: response.status, leads: response.headers.get('location') ?? '', response }
    },
  }
}

/** The whole way to the provider and back; where it led in the end, and the browser. */
async function travel(at: TestApi, browser = aBrowser(), query = '') {
  there.allow(`${at.url.replace('127.0.0.1', 'localhost')}/session/provider/back`)
  const begun = await browser.go(`${at.url}/session/provider${query}`)
  const other = aBrowser()
  let { leads } = begun
  while (leads.startsWith(there.issuer) || leads.startsWith('/'))
    ({ leads } = await other.go(new URL(leads, there.issuer).href))
  const back = new URL(leads)
  return { back, browser, ...(await browser.go(`${at.url}${back.pathname}${back.search}`)) }
}

const whoIs = async (at: TestApi, { jar }: ReturnType<typeof aBrowser>) => {
  const { response } = await aBrowser(Object.fromEntries(jar)).go(`${at.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { account { displayName } posts { role } } }' }),
  })
  const { data } = (await response.json()) as {
    data: { viewer: { account: { displayName: string }; posts: { role: string }[] } | null }
  }
  return data.viewer && { name: data.viewer.account.displayName, posts: data.viewer.posts.map(({ role }) => role) }
}

async function connect(person: Person, at = api) {
  const begun = await person.ask<{ beginConnecting: string }>('mutation { beginConnecting }')
  const browser = aBrowser({ [person.cookie.name]: person.cookie.value })
  return travel(at, browser, `?connect=${begun.data!.beginConnecting}`)
}

test('whom the provider knows gets in once the own account is connected, and not before', async () => {
  there.person = { sub: 'person-1', login: lan.login, amr: ['pwd'] }
  const refused = await travel(api)
  expect([refused.leads, await whoIs(api, refused.browser)]).toEqual(['/sign-in?provider=provider.unknown', null])
  const person = await api.as(lan.account_id)
  expect((await connect(person)).leads).toBe('/account')
  expect((await person.ask('{ ownProviderSince }')).data).toEqual({ ownProviderSince: new Date(clock).toISOString() })
  const entered = await travel(api)
  expect([entered.leads, await whoIs(api, entered.browser)]).toEqual([
    '/',
    { name: 'Trần Thị Thu Lan', posts: ['teacher'] },
  ])
  const vân = await api.as(officer.account_id)
  expect((await connect(vân)).leads).toBe('/account?provider=provider.bound')
  await person.ask('mutation { disconnectProvider }')
  expect((await travel(api)).leads).toBe('/sign-in?provider=provider.unknown')
})

test('a closed account, an answer to another browser, an old one and one taken twice let nobody in', async () => {
  there.person = { sub: 'person-2', login: '', amr: [] }
  await connect(await api.as(lan.account_id))
  const { back } = await travel(api)
  const again = `${api.url}${back.pathname}${back.search}`
  expect((await aBrowser().go(again)).leads).toBe('/sign-in?provider=provider.too_late')
  const other = aBrowser()
  await other.go(`${api.url}/session/provider`)
  expect((await other.go(again)).leads).toBe('/sign-in?provider=provider.refused')
  await api.owner.updateTable('account').set({ state: 'closed' }).where('id', '=', lan.account_id).execute()
  expect((await travel(api)).leads).toBe('/sign-in?provider=provider.unknown')
  await api.owner.updateTable('account').set({ state: 'active' }).where('id', '=', lan.account_id).execute()
  await (await api.as(lan.account_id)).ask('mutation { disconnectProvider }')
})

test('a voucher to connect counts for its own person, once', async () => {
  there.person = { sub: 'person-3', login: '', amr: [] }
  const [person, vân] = [await api.as(lan.account_id), await api.as(officer.account_id)]
  const { data } = await person.ask<{ beginConnecting: string }>('mutation { beginConnecting }')
  const query = `?connect=${data!.beginConnecting}`
  const as = ({ cookie }: Person) => aBrowser({ [cookie.name]: cookie.value })
  expect((await travel(api, as(vân), query)).leads).toBe('/account?provider=provider.too_late')
  expect((await travel(api, as(person), query)).leads).toBe('/account')
  await person.ask('mutation { disconnectProvider }')
  expect((await travel(api, as(person), query)).leads).toBe('/account?provider=provider.too_late')
})

test('an account with a second factor gives its code as well, unless the provider vouches for one', async () => {
  there.person = { sub: 'person-4', login: '', amr: ['pwd'] }
  const person = await api.as(lan.account_id)
  await connect(person)
  const begun = await person.ask<{ beginSecondFactor: { secret: string } }>('mutation { beginSecondFactor { secret } }')
  const codeNow = () =>
    new TOTP({ secret: Secret.fromBase32(begun.data!.beginSecondFactor.secret) }).generate({ timestamp: clock })
  await person.ask('mutation ($code: String!) { confirmSecondFactor(code: $code) }', { code: codeNow() })
  clock += 60_000
  api.at(new Date(clock))
  const { leads, browser } = await travel(api)
  expect([leads, await whoIs(api, browser)]).toEqual(['/sign-in?provider=code', null])
  const send = (code: string) =>
    browser.go(`${api.url}/session/provider/code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
  expect((await send('000000')).status).toBe(401)
  const waiting = new Map(browser.jar)
  expect((await send(codeNow())).status).toBe(204)
  expect((await whoIs(api, browser))?.name).toBe('Trần Thị Thu Lan')
  clock += 60_000
  api.at(new Date(clock))
  browser.jar.clear()
  for (const [name, value] of waiting) browser.jar.set(name, value)
  expect((await send(codeNow())).status).toBe(401)

  there.person.amr = ['pwd', 'mfa']
  expect((await travel(api)).leads).toBe('/')
})

test('a post of the sở that demands a second factor counts where the provider vouches for one, and else not', async () => {
  const vân = await api.as(officer.account_id)
  there.person = { sub: 'person-5', login: '', amr: ['pwd'] }
  await connect(vân)
  expect((await whoIs(api, (await travel(api)).browser))?.posts).toEqual([])
  there.person.amr = ['pwd', 'otp', 'mfa']
  expect((await whoIs(api, (await travel(api)).browser))?.posts).toEqual(['officer'])
})

test('where the provider’s claim is believed, the account with that login is opened and bound to its first comer', async () => {
  const login = believed
  there.person = { sub: 'person-6', login: 'nobody.here', amr: [] }
  expect((await travel(believing)).leads).toBe('/sign-in?provider=provider.unknown')
  there.person = { sub: 'person-7', login, amr: [] }
  const entered = await travel(believing)
  expect([entered.leads, (await whoIs(believing, entered.browser))?.name]).toEqual(['/', 'Trần Thị Thu Lan'])
  there.person = { sub: 'person-8', login, amr: [] }
  expect((await travel(believing)).leads).toBe('/sign-in?provider=provider.unknown')
  there.person = { sub: 'person-7', login: 'renamed', amr: [] }
  expect((await travel(believing)).leads).toBe('/')
})

test('while the provider does not answer the page says so, and passwords go on', async () => {
  const { issuer } = there
  await there.stop()
  const silent = await startApi(await freshDatabase(), null, false, false, pino({ level: 'silent' }), {
    provider: (publicUrl) =>
      openProvider(
        { issuer, clientId: 'a', clientSecret: 'b', name: 'X', loginClaim: null },
        publicUrl,
        pino({ level: 'silent' }),
      ),
  })
  const { leads } = await aBrowser().go(`${silent.url}/session/provider`)
  expect(leads).toBe('/sign-in?provider=provider.away')
  const ways = await silent.visitor.fetch('/session/ways')
  expect(await ways.json()).toMatchObject({ provider: { name: 'X', signIn: 'Đăng nhập bằng X' } })
  await silent.stop()
})
