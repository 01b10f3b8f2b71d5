import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aSchool, aUnit, someone } from '../../../test/make.ts'
import { encodeUnit } from '../keys.ts'

const api = useApi()
let admin: Person
let commune: number
let other: number
let department: number
let school: number
let officer: Person
let principal: Person

const opening = `mutation ($unit: NewUnit!) { openUnit(unit: $unit) { id code slug shortName institutionCode parent { name } grades } }`
const closing = `mutation ($unit: ID!, $on: LocalDate!, $to: ID, $reason: String!) {
  closeUnit(unit: $unit, on: $on, successor: $to, reason: $reason) { closedOn successor { name } } }`
const messages = (answer: { errors?: { extensions?: { violations?: { message: string }[] } }[] }) =>
  answer.errors?.[0]?.extensions?.violations?.map(({ message }) => message) ?? []
const aNew = (more: object) => ({
  kind: 'school',
  parent: encodeUnit(commune),
  openedOn: '2026-08-01',
  name: 'Trường',
  ...more,
})

beforeAll(async () => {
  const province = await aProvince(api.owner)
  ;({ commune, department } = province)
  other = await aUnit(api.owner, { kind: 'commune_office', name: 'Xã Đông Sơn', parent: department })
  school = await aSchool(api.owner, commune)
  admin = await api.as(
    (await someone(api.owner, 'Đỗ Minh Quân', { role: 'administrator', unit_id: department })).account_id,
  )
  officer = await api.as(
    (await someone(api.owner, 'Lê Thị Hà', { role: 'commune_officer', unit_id: commune })).account_id,
  )
  principal = await api.as(
    (await someone(api.owner, 'Phạm Quốc Hùng', { role: 'principal', unit_id: school })).account_id,
  )
})

test('each of the thirteen kinds can be opened, and an unknown kind is refused', async () => {
  const { data } = await admin.ask<{ institutionCodes: string[] }>('{ institutionCodes }')
  expect(data?.institutionCodes).toHaveLength(13)
  for (const code of data?.institutionCodes ?? []) {
    const unit = aNew({
      kind: code.startsWith('C') ? 'school' : 'centre',
      institutionCode: code,
      name: `Đơn vị ${code}`,
    })
    const opened = await admin.ask<{ openUnit: { institutionCode: string } }>(opening, { unit })
    expect(opened.data?.openUnit.institutionCode).toBe(code)
  }
  const unknown = await admin.ask(opening, { unit: aNew({ institutionCode: 'C13' }) })
  expect(unknown.errors).toHaveLength(1)
  const without = await admin.ask(opening, { unit: aNew({}) })
  expect(messages(without)).toEqual(['Chọn loại hình của trường hoặc trung tâm.'])
})

test('a school gets a code, a short name and an address of its own', async () => {
  const unit = aNew({ institutionCode: 'C2', name: 'Trường Trung học cơ sở Văn Lang' })
  const first = await admin.ask<{ openUnit: { slug: string; shortName: string; code: string; grades: number[] } }>(
    opening,
    { unit },
  )
  expect(first.data?.openUnit).toMatchObject({
    slug: 'thcs-van-lang',
    shortName: 'THCS Văn Lang',
    grades: [6, 7, 8, 9],
  })
  const second = await admin.ask<{ openUnit: { slug: string; code: string } }>(opening, { unit })
  expect(second.data?.openUnit.slug).toBe('thcs-van-lang-2')
  expect(second.data?.openUnit.code).not.toBe(first.data?.openUnit.code)
})

test('a school is renamed with its history, and found under old name, old code and without diacritics', async () => {
  const altered = await admin.ask(
    `mutation ($unit: ID!) { alterUnit(unit: $unit, changes: { name: "THCS Nguyễn Trãi", shortName: "THCS Nguyễn Trãi", code: "25-01" }) { name history { kind what } aliases { code } } }`,
    { unit: encodeUnit(school) },
  )
  expect(altered.data).toMatchObject({ alterUnit: { name: 'THCS Nguyễn Trãi' } })
  expect(JSON.stringify(altered.data)).toContain('THCS Nguyễn Du')
  const found = await admin.ask<{ unitTree: { unit: { name: string }; path: string[] }[] }>(
    '{ unitTree(search: "nguyen trai") { unit { name } path } }',
  )
  expect(found.data?.unitTree).toEqual([
    { unit: { name: 'THCS Nguyễn Trãi' }, path: ['Sở Giáo dục và Đào tạo', 'Xã An Hoà'] },
  ])
})

test('a principal alters how the school is reached, and nothing else', async () => {
  const unit = encodeUnit(school)
  const phone = await principal.ask(
    'mutation ($unit: ID!) { alterUnit(unit: $unit, changes: { phone: "0210 384" }) { phone } }',
    { unit },
  )
  expect(phone.data).toEqual({ alterUnit: { phone: '0210 384' } })
  const name = await principal.ask(
    'mutation ($unit: ID!) { alterUnit(unit: $unit, changes: { name: "X" }) { name } }',
    { unit },
  )
  expect(messages(name)).toEqual(['Bạn không quản trị phần này. Nhờ quản trị của sở.'])
  const open = await principal.ask(opening, { unit: aNew({ institutionCode: 'C2' }) })
  expect(open.errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  const close = await principal.ask(closing, { unit, on: '2027-01-01', reason: 'x' })
  expect(close.errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
})

test('a moved school is read by the new commune from the day, and no longer by the old one', async () => {
  await aClass(api.owner, school, '6A1')
  const newcomer = await api.as(
    (await someone(api.owner, 'Vũ Văn Nam', { role: 'commune_officer', unit_id: other })).account_id,
  )
  const classes = (person: Person) =>
    person.ask<{ classes: { name: string }[] }>(
      'query ($unit: ID!) { classes(unit: $unit, academicYear: 2026) { name } }',
      { unit: encodeUnit(school) },
    )
  expect((await classes(officer)).data?.classes).toHaveLength(1)
  expect((await classes(newcomer)).data?.classes).toHaveLength(0)
  const moved = await admin.ask(
    'mutation ($unit: ID!, $to: ID!) { moveUnit(unit: $unit, parent: $to, from: "2026-11-25") { parent { name } } }',
    { unit: encodeUnit(school), to: encodeUnit(other) },
  )
  expect(moved.data).toEqual({ moveUnit: { parent: { name: 'Xã Đông Sơn' } } })
  expect((await classes(officer)).data?.classes).toHaveLength(0)
  expect((await classes(newcomer)).data?.classes).toHaveLength(1)
  const before = await admin.ask('query ($unit: ID!) { unit(id: $unit) { parent(at: "2026-11-24") { name } } }', {
    unit: encodeUnit(school),
  })
  expect(before.data).toEqual({ unit: { parent: { name: 'Xã An Hoà' } } })
})

test('the tree of before July 2025 has districts, today has not, and none can be made', async () => {
  const district = await aUnit(api.owner, { kind: 'district_office', name: 'Phòng GDĐT Lâm Thao', parent: department })
  const old = await aSchool(api.owner, district, 'THCS Hùng Vương')
  await api.owner.updateTable('unit').set({ closed_on: '2025-07-01' }).where('id', '=', district).execute()
  await api.owner
    .updateTable('unit_parent')
    .set({ valid_to: '2025-07-01' })
    .where('unit_id', 'in', [district, old])
    .execute()
  await api.owner
    .insertInto('unit_parent')
    .values({ unit_id: old, parent_id: other, valid_from: '2025-07-01' })
    .execute()
  const at = async (day: string) => {
    const { data } = await admin.ask<{ unitTree: { unit: { name: string } }[] }>(
      'query ($u: ID!, $at: LocalDate!) { unitTree(under: $u, at: $at) { unit { name } } }',
      { u: encodeUnit(department), at: day },
    )
    return data?.unitTree.map(({ unit }) => unit.name)
  }
  expect(await at('2025-06-30')).toContain('Phòng GDĐT Lâm Thao')
  expect(await at('2025-07-01')).not.toContain('Phòng GDĐT Lâm Thao')
  const refused = await admin.ask(opening, {
    unit: aNew({ kind: 'district_office', parent: encodeUnit(department), name: 'Phòng mới' }),
  })
  expect(messages(refused)).toEqual(['Cấp huyện đã hết từ 01/07/2025. Chọn xã, phường hoặc sở.'])
})

test('a merged school closes, and its successor reads its classes at once while its own posts reach nothing', async () => {
  const from = await aSchool(api.owner, other, 'THCS Tân Dân')
  const into = await aSchool(api.owner, other, 'THCS Gia Cẩm')
  await aClass(api.owner, from, '7B')
  const heir = await api.as(
    (await someone(api.owner, 'Bùi Thu Trang', { role: 'principal', unit_id: into })).account_id,
  )
  const former = await api.as((await someone(api.owner, 'Hồ Văn Sáu', { role: 'principal', unit_id: from })).account_id)
  const classes = async (person: Person) => {
    const { data } = await person.ask<{ classes: { name: string }[] }>(
      'query ($unit: ID!) { classes(unit: $unit, academicYear: 2026) { name } }',
      { unit: encodeUnit(from) },
    )
    return data?.classes.map(({ name }) => name)
  }
  expect(await classes(heir)).toEqual([])
  expect(await classes(former)).toEqual(['7B'])
  const unreasoned = await admin.ask(closing, {
    unit: encodeUnit(from),
    to: encodeUnit(into),
    on: '2026-11-25',
    reason: ' ',
  })
  expect(messages(unreasoned)).toEqual(['Ghi lí do, hoặc số và ngày quyết định.'])
  const merged = await admin.ask(closing, {
    unit: encodeUnit(from),
    to: encodeUnit(into),
    on: '2026-11-25',
    reason: 'QĐ 12/QĐ-UBND',
  })
  expect(merged.data).toEqual({ closeUnit: { closedOn: '2026-11-25', successor: { name: 'THCS Gia Cẩm' } } })
  expect(await classes(heir)).toEqual(['7B'])
  expect(await classes(former)).toEqual([])
})

test('a unit with open units below is not closed, and none stands under itself', async () => {
  const closed = await admin.ask(closing, { unit: encodeUnit(other), on: '2027-01-01', reason: 'x' })
  expect(messages(closed)[0]).toMatch(/^Còn \d+ đơn vị bên dưới/)
  const campus = await admin.ask<{ openUnit: { id: string } }>(opening, {
    unit: aNew({ kind: 'campus', parent: encodeUnit(school), name: 'Điểm trường Núi Đọi' }),
  })
  const under = await admin.ask(
    'mutation ($unit: ID!, $to: ID!) { moveUnit(unit: $unit, parent: $to, from: "2026-12-01") { id } }',
    {
      unit: encodeUnit(school),
      to: campus.data?.openUnit.id,
    },
  )
  expect(messages(under)).toContain('Đơn vị không thể đứng dưới chính mình hoặc đơn vị con của mình.')
})
