import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../test/api.ts'
import { aProvince, aSchool, aTeacher, type Someone } from '../../test/make.ts'
import { encodeKey } from '../../platform/key.ts'
import { hashPassword } from './sessions.ts'

const api = useApi()
let lan: Someone
let hung: Someone

const secretOf = async (person: Person, of: Someone) => {
  const response = await person.fetch('/session/device-secret', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: encodeKey('Account', [of.account_id]) }),
  })
  const secret = Buffer.from(await response.arrayBuffer())
  return { status: response.status, cached: response.headers.get('cache-control'), secret: secret.toString('hex') }
}

beforeAll(async () => {
  const { commune } = await aProvince(api.owner)
  const school_id = await aSchool(api.owner, commune)
  lan = await aTeacher(api.owner, school_id, 'Trần Thị Thu Lan')
  hung = await aTeacher(api.owner, school_id, 'Phạm Văn Hùng')
})

test('an account gets the same 32 bytes in every session and after a changed password, another account gets others', async () => {
  const first = await secretOf(await api.as(lan.account_id), lan)
  expect(first).toMatchObject({ status: 200, cached: 'no-store' })
  expect(first.secret).toHaveLength(64)
  const password_hash = await hashPassword('một mật khẩu khác hẳn')
  await api.owner.updateTable('account').set({ password_hash }).where('id', '=', lan.account_id).execute()
  expect((await secretOf(await api.as(lan.account_id), lan)).secret).toBe(first.secret)
  expect((await secretOf(await api.as(hung.account_id), hung)).secret).not.toBe(first.secret)
})

test('nobody gets the secret of another account: not a colleague, not a visitor', async () => {
  for (const person of [await api.as(hung.account_id), api.visitor])
    expect((await secretOf(person, lan)).status).toBe(401)
})
