import { beforeEach, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { someone } from '../../../test/make.ts'
import { hashPassword } from '../sessions.ts'

const api = useApi()
const secret = 'con mèo trên mái nhà'
let lan: Person
let login: string

const refusal = (answer: {
  errors?: { extensions?: { code?: string; violations?: { path: string; message: string }[] } }[]
}) => answer.errors?.[0]?.extensions?.violations?.[0] ?? answer.errors?.[0]?.extensions?.code
const change = (old: string, password: string, person = lan) =>
  person.ask('mutation ($old: String!, $password: String!) { changePassword(old: $old, password: $password) }', {
    old,
    password,
  })
const signIn = (password: string, agent = 'Firefox') =>
  api.visitor.fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': agent },
    body: JSON.stringify({ login, password }),
  })

beforeEach(async () => {
  const created = await someone(api.owner, 'Trần Thị Thu Lan')
  await api.owner
    .updateTable('account')
    .set({ password_hash: await hashPassword(secret) })
    .where('id', '=', created.account_id)
    .execute()
  ;({ login } = await api.owner
    .selectFrom('account')
    .select('login')
    .where('id', '=', created.account_id)
    .executeTakeFirstOrThrow())
  lan = await api.as(created.account_id)
})

test('a new password needs the old one, and every other session ends', async () => {
  const other = await api.as(lan.account_id)
  expect(refusal(await change('sai hẳn rồi nhé', 'một câu khác hẳn'))).toMatchObject({
    path: 'old',
    message: 'Mật khẩu hiện tại không đúng.',
  })
  expect((await change(secret, 'một câu khác hẳn')).errors).toBeUndefined()
  expect((await other.ask('{ viewer { account { id } } }')).data?.viewer).toBeNull()
  expect((await lan.ask('{ viewer { account { id } } }')).data?.viewer).not.toBeNull()
  expect((await signIn(secret)).status).toBe(401)
  expect((await signIn('một câu khác hẳn')).status).toBe(204)
  expect((await signIn('một câu khác hẳn'.normalize('NFD'))).status).toBe(204)
})

test.each([
  ['ngắn', 'ít nhất 10'],
  ['1234567890', 'đã bị lộ'],
  ['Trần Thị Thu Lan 1', 'gần trùng'],
  [secret, 'trùng với mật khẩu cũ'],
])('the new password "%s" is refused', async (password, words) => {
  expect(refusal(await change(secret, password))).toMatchObject({
    path: 'password',
    message: expect.stringContaining(words),
  })
})

test('guessing the old password from an open page is stopped', async () => {
  for (let guess = 0; guess < 10; guess++) await change(`đoán lần ${guess}`, 'một câu khác hẳn')
  expect(refusal(await change(secret, 'một câu khác hẳn'))).toMatchObject({
    message: expect.stringContaining('Sai quá nhiều lần'),
  })
})

test('own sessions are listed, one is ended, then all others; those of another person are out of reach', async () => {
  await signIn(secret, 'Firefox')
  await signIn(secret, 'Chrome')
  const sessions = async () =>
    (
      await lan.ask<{ ownSessions: { id: string; agent: string; current: boolean }[] }>(
        '{ ownSessions { id agent current address } }',
      )
    ).data!.ownSessions
  const before = await sessions()
  expect(before.map((one) => one.agent).toSorted()).toEqual(['Chrome', 'Firefox', 'test'])
  expect(before.filter((one) => one.current).map((one) => one.agent)).toEqual(['test'])
  const end = (person: Person, session?: string) =>
    person.ask('mutation ($session: ID) { endSessions(session: $session) }', { session })
  const stranger = await api.as((await someone(api.owner, 'Người Lạ')).account_id)
  expect(refusal(await end(stranger, before[0]!.id))).toBe('NOT_FOUND')
  await end(lan, before.find((one) => one.agent === 'Chrome')!.id)
  expect((await sessions()).map((one) => one.agent).toSorted()).toEqual(['Firefox', 'test'])
  expect((await end(lan)).data).toEqual({ endSessions: 1 })
  expect((await sessions()).map((one) => one.agent)).toEqual(['test'])
})

test('language and light are kept in the account', async () => {
  const chosen = await lan.ask('mutation { chooseSettings(locale: en, theme: dark) { locale theme } }')
  expect(chosen.data).toEqual({ chooseSettings: { locale: 'en', theme: 'dark' } })
  const seen = await lan.ask('{ viewer { theme locale } ownSettings { locale theme login } }')
  expect(seen.data).toEqual({
    viewer: { theme: 'dark', locale: 'en' },
    ownSettings: { locale: 'en', theme: 'dark', login },
  })
})

test.each([
  '{ ownSessions { id } }',
  '{ ownSettings { login } }',
  'mutation { endSessions }',
  'mutation { chooseSettings(theme: dark) { theme } }',
])('a visitor is asked to sign in for %s', async (document) => {
  expect(refusal(await api.visitor.ask(document))).toBe('UNAUTHENTICATED')
})
