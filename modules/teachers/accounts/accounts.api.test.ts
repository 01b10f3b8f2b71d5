import { expect, test } from 'vitest'
import { encodeKey } from '../../../platform/key.ts'
import { useApi } from '../../../test/api.ts'
import { aProvince, aSchool, aTeacher, someone } from '../../../test/make.ts'

const api = useApi()

test('accounts are opened from the records of staff, with the telephone number where it is free, and never for who stands higher', async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  const school = await aSchool(owner, commune)
  const office = await api.as(
    (await someone(owner, 'Giáo Vụ', { role: 'school_administrator', unit_id: school })).account_id,
  )
  const teacher = await api.as((await aTeacher(owner, school, 'Có Tài Khoản')).account_id)
  const lan = await aTeacher(owner, school, 'Trần Thị Thu Lan')
  const hung = await aTeacher(owner, school, 'Phạm Văn Hùng')
  await owner.deleteFrom('account').where('id', 'in', [lan.account_id, hung.account_id]).execute()
  await owner.updateTable('staff').set({ phone: '0912 000 111' }).where('person_id', '=', lan.person_id).execute()
  const unit = encodeKey('Unit', [school])
  const count = () => office.ask('query ($id: ID!) { unit(id: $id) { staffWithoutAccount } }', { id: unit })
  const open = (person = office) =>
    person.ask<{ openStaffAccounts: { login: string; code: string }[] }>(
      'mutation ($unit: ID!) { openStaffAccounts(unit: $unit) { login code } }',
      { unit },
    )
  expect((await count()).data).toEqual({ unit: { staffWithoutAccount: 2 } })
  expect((await open(teacher)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')

  await owner.updateTable('post').set({ role: 'principal' }).where('person_id', '=', hung.person_id).execute()
  expect((await open()).errors?.[0]?.message).toContain('bạn không quản lí')
  await owner.updateTable('post').set({ role: 'teacher' }).where('person_id', '=', hung.person_id).execute()
  const slips = (await open()).data!.openStaffAccounts
  expect(slips.map((slip) => slip.login)).toEqual(['hung.pv', '0912000111'])
  expect(slips.every((slip) => slip.code.length === 15)).toBe(true)
  expect((await count()).data).toEqual({ unit: { staffWithoutAccount: 0 } })
})
