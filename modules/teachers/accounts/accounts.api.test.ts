import { beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { encodeKey } from '../../../platform/key.ts'
import { useApi, type Person } from '../../../test/api.ts'
import { aProvince, aSchool, aTeacher, someone } from '../../../test/make.ts'

const api = useApi()
let commune: number

beforeAll(async () => {
  ;({ commune } = await aProvince(api.owner))
})

test('accounts are opened from the records of staff, with the telephone number where it is free, and never for who stands higher', async () => {
  const { owner } = api
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

interface Opened {
  openAccount: { login: string; code: string | null }
}
const opening = `mutation ($unit: ID!, $name: String!, $number: String, $role: Role!) {
  openAccount(unit: $unit, fullName: $name, identityNumber: $number, posts: [{ role: $role }]) { login code } }`

test('nobody works in a school without a record of staff: an account for one opens the record in the same change, or takes the one that is there', async () => {
  const { owner } = api
  const school = await aSchool(owner, commune, 'THCS Lý Tự Trọng')
  const office = await api.as(
    (await someone(owner, 'Giáo Vụ', { role: 'school_administrator', unit_id: school })).account_id,
  )
  const unit = encodeKey('Unit', [school])
  const open = (name: string, { number = null, role = 'teacher', by = office }: Opening = {}) =>
    by.ask<Opened>(opening, { unit, name, number, role })
  const records = () =>
    owner
      .selectFrom('staff')
      .select(['full_name', 'code', 'person_id', 'started_on'])
      .where('school_id', '=', school)
      .orderBy('code')
      .execute()

  expect((await open('Hà Thị Bích Ngọc')).errors).toBeUndefined()
  expect(await records()).toMatchObject([{ full_name: 'Hà Thị Bích Ngọc', code: null, started_on: '2026-11-25' }])
  const { rows: trail } = await sql<{
    verb: string
  }>`select c.verb from change c join change_row r on r.change_id = c.id
    where r.table_name = 'staff' and r.school_id = ${school}`.execute(owner)
  expect(trail).toEqual([{ verb: 'account.open' }])

  const added = await office.ask<{ addStaff: { id: string } }>(
    'mutation ($unit: ID!, $staff: StaffInput!) { addStaff(unit: $unit, staff: $staff) { id } }',
    { unit, staff: { fullName: 'Nguyễn Thị Hoà', startedOn: '2026-09-01' } },
  )
  const slip = await open('nguyễn thị hòa', { number: '025190004711' })
  expect(slip.data?.openAccount.code).toEqual(expect.any(String))
  expect(await records()).toHaveLength(2)
  const has = await office.ask('query ($id: ID!) { staffMember(id: $id) { hasAccount } }', {
    id: added.data?.addStaff.id,
  })
  expect(has.data).toEqual({ staffMember: { hasAccount: true } })
})

test('of two members of staff of one name none is guessed: the account is opened from the record', async () => {
  const { owner } = api
  const school = await aSchool(owner, commune, 'THCS Hai Bà Trưng')
  const office = await api.as(
    (await someone(owner, 'Giáo Vụ', { role: 'school_administrator', unit_id: school })).account_id,
  )
  const unit = encodeKey('Unit', [school])
  const add = async () =>
    (
      await office.ask<{ addStaff: { id: string } }>(
        'mutation ($unit: ID!, $staff: StaffInput!) { addStaff(unit: $unit, staff: $staff) { id } }',
        { unit, staff: { fullName: 'Lê Thị Trùng', startedOn: '2026-09-01' } },
      )
    ).data!.addStaff.id
  const [first] = [await add(), await add()]
  const refused = await office.ask<Opened>(opening, { unit, name: 'Lê Thị Trùng', role: 'teacher' })
  expect(refused.errors?.[0]?.message).toContain('nhiều người tên Lê Thị Trùng')
  const one = (id: string, of = unit) =>
    office.ask<{ openStaffAccounts: { login: string }[] }>(
      'mutation ($unit: ID!, $staff: [ID!]) { openStaffAccounts(unit: $unit, staff: $staff) { login } }',
      { unit: of, staff: [id] },
    )
  expect((await one(first)).data?.openStaffAccounts).toHaveLength(1)
  expect((await one(first)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  // The other one is now the only one of the name without an account.
  const second = await office.ask<Opened>(opening, { unit, name: 'Lê Thị Trùng', role: 'clerk' })
  expect(second.data?.openAccount.code).toEqual(expect.any(String))
  const { n } = await owner
    .selectFrom('staff')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('school_id', '=', school)
    .executeTakeFirstOrThrow()
  expect(Number(n)).toBe(2)
})

interface Opening {
  number?: string | null
  role?: string
  by?: Person
}
