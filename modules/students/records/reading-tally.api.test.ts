import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, someone } from '../../../test/make.ts'

const api = useApi()
let slug: string
let office: Person
let officer: Person

beforeAll(async () => {
  const { owner } = api
  const { department, commune } = await aProvince(owner)
  const school_id = await aSchool(owner, commune)
  ;({ slug } = await owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow())
  const class_id = await aClass(owner, school_id, '9A2')
  await aPupil(owner, school_id, class_id, 'Nguyễn Minh Khôi')
  await sql`with persons as (insert into person (id) select uuidv7() from generate_series(1, 180) returning id),
    pupils as (
      insert into student (school_id, person_id, code, full_name, rest_name, given_name, sex, birth_date, admitted_on, class_id, phone)
      select ${school_id}, id, 'X' || row_number() over (), 'Lý Thị Đông', 'Lý Thị', 'Đông', 2, '2013-01-01', '2026-08-15', ${class_id}, '0900000000'
      from persons returning id, person_id)
    insert into enrollment (school_id, academic_year, student_id, person_id, class_id, starts_on)
    select ${school_id}, 2026, id, person_id, ${class_id}, '2026-09-05' from pupils`.execute(owner)
  const as = async (name: string, role: 'school_administrator' | 'officer', unit_id: number) =>
    api.as((await someone(owner, name, { role, unit_id })).account_id)
  office = await as('Đặng Thu Hường', 'school_administrator', school_id)
  officer = await as('Lê Thị Hồng Vân', 'officer', department)
})

const read = (who: Person, fields: string) =>
  who.ask<{ schoolPupils: { pupils: { edges: object[] } } }>(
    `query ($unit: String!) { schoolPupils(unit: $unit, year: 2026) { pupils(first: 200) { edges { node { ${fields} } } } } }`,
    { unit: slug },
  )
const tally = async ({ account_id }: Person) =>
  (
    await sql<{ records: number }>`select records from reading_tally where account_id = ${account_id}`.execute(
      api.owner,
    )
  ).rows[0]?.records ?? 0
const lines = async () =>
  (
    await sql<{ reason: string }>`select reason from change where verb = 'student.read_many' order by id`.execute(
      api.owner,
    )
  ).rows.map(({ reason }) => reason)

test('names alone are not counted; what is sensitive is, once for a record and request', async () => {
  expect((await read(office, 'fullName birthDate')).data!.schoolPupils.pupils.edges).toHaveLength(181)
  expect(await tally(office)).toBe(0)
  await read(office, 'phone policyGroups ethnicity residence')
  expect(await tally(office)).toBe(181)
  await read(officer, 'fullName')
  expect(await tally(officer)).toBe(0)
})

test('five hundred in a day are a line of the trail, and a thousand the next; another day begins anew', async () => {
  await read(office, 'phone policyGroups')
  expect(await lines()).toEqual([])
  await read(office, 'phone policyGroups')
  expect(await lines()).toEqual(['543'])
  await read(office, 'phone policyGroups')
  await read(office, 'phone policyGroups')
  expect(await lines()).toEqual(['543'])
  await read(office, 'phone policyGroups')
  expect(await lines()).toEqual(['543', '1086'])
  api.at(new Date('2026-11-26T03:00:00Z'))
  await read(office, 'phone policyGroups')
  expect(await lines()).toHaveLength(2)
})
