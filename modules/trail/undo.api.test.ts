import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, anAssignment, someone } from '../../test/make.ts'
import { encodeClass, encodeUnit } from '../organisation/public.ts'
import { encodeStudent } from '../students/public.ts'

const api = useApi()
let department: number
let commune: number
let school: number
let administrator: Person
let principal: Person
let teacher: Person

const undoing = 'mutation ($change: UUID!) { undoChange(change: $change) }'
const last = async (person: Person, ...verbs: string[]) =>
  (
    await person.ask<{ lastChange: string | null }>('query ($verbs: [String!]!) { lastChange(verbs: $verbs) }', {
      verbs,
    })
  ).data!.lastChange
const undo = async (person: Person, ...verbs: string[]) => person.ask(undoing, { change: await last(person, ...verbs) })
const refusal = (answer: { errors?: { message: string; extensions?: { code?: string } }[] }) => [
  answer.errors?.[0]?.extensions?.code,
  answer.errors?.[0]?.message,
]
const one = async <Row>(query: ReturnType<typeof sql<Row>>) => (await query.execute(api.owner)).rows[0]

async function done(person: Person, document: string, variables: Record<string, unknown> = {}): Promise<void> {
  const answer = await person.ask<Record<string, unknown>>(document, variables)
  expect(answer.errors).toBeUndefined()
}

beforeAll(async () => {
  ;({ department, commune } = await aProvince(api.owner))
  school = await aSchool(api.owner, commune)
  administrator = await api.as(
    (await someone(api.owner, 'Đỗ Minh Quân', { role: 'administrator', unit_id: department })).account_id,
  )
  principal = await api.as((await aTeacher(api.owner, school, 'Phạm Quốc Hùng', 'principal')).account_id)
  teacher = await api.as((await aTeacher(api.owner, school, 'Trần Thu Lan')).account_id)
})

const opening = 'mutation ($unit: NewUnit!) { openUnit(unit: $unit) { id } }'
const newSchool = (name: string) => ({
  unit: { kind: 'school', parent: encodeUnit(commune), openedOn: '2026-08-01', name, institutionCode: 'C2' },
})

test('an opened unit goes again, and stays once something stands on it', async () => {
  await done(administrator, opening, newSchool('Trường Trung học cơ sở Một Ngày'))
  expect((await undo(administrator, 'unit.open')).data).toEqual({ undoChange: true })
  expect(await one(sql`select from unit where name like '%Một Ngày'`)).toBeUndefined()
  await done(administrator, opening, newSchool('Trường Trung học cơ sở Hai Lớp'))
  const { id } = (await one<{ id: number }>(sql`select id from unit where name like '%Hai Lớp'`))!
  await aClass(api.owner, id, '6A')
  const [code, message] = refusal(await undo(administrator, 'unit.open'))
  expect(code).toBe('CONFLICT')
  expect(message).toMatch(/Không hoàn tác được: đã có lớp/)
})

test('a unit that was altered, moved or closed comes back; not below one that is closed meanwhile', async () => {
  const id = await aSchool(api.owner, commune, 'THCS Đông Sơn')
  const unit = encodeUnit(id)
  await done(
    administrator,
    'mutation ($unit: ID!) { alterUnit(unit: $unit, changes: { name: "Trường Trung học cơ sở Tây Sơn" }) { id } }',
    { unit },
  )
  expect((await undo(administrator, 'unit.alter')).errors).toBeUndefined()
  expect(
    await one(
      sql`select name, (select count(*)::int from unit_former_name where unit_id = ${id}) as former from unit where id = ${id}`,
    ),
  ).toEqual({ name: 'THCS Đông Sơn', former: 0 })
  await done(administrator, opening, {
    unit: { kind: 'commune_office', parent: encodeUnit(department), openedOn: '2026-08-01', name: 'Xã Bắc Sơn' },
  })
  const to = (await one<{ id: number }>(sql`select id from unit where name = 'Xã Bắc Sơn'`))!.id
  await done(
    administrator,
    'mutation ($unit: ID!, $to: ID!) { moveUnit(unit: $unit, parent: $to, from: "2026-11-01") { id } }',
    { unit, to: encodeUnit(to) },
  )
  const moved = await last(administrator, 'unit.move')
  await done(
    administrator,
    'mutation ($unit: ID!) { closeUnit(unit: $unit, on: "2026-11-20", reason: "Hết học sinh") { closedOn } }',
    { unit },
  )
  expect((await undo(administrator, 'unit.close')).errors).toBeUndefined()
  expect(await one(sql`select closed_on from unit where id = ${id}`)).toEqual({ closed_on: null })
  await sql`update unit set closed_on = '2026-11-10' where id = ${commune}`.execute(api.owner)
  expect(refusal(await administrator.ask(undoing, { change: moved }))[1]).toMatch(/đã giải thể/)
  await sql`update unit set closed_on = null where id = ${commune}`.execute(api.owner)
  expect((await administrator.ask(undoing, { change: moved })).errors).toBeUndefined()
  expect(await one(sql`select parent_id from unit_parent where unit_id = ${id} and valid_to is null`)).toEqual({
    parent_id: commune,
  })
})

test('terms, holidays and the programme come back; not over terms that a school narrowed since', async () => {
  const before = await one(
    sql`select ends_on from term where unit_id = ${department} and academic_year = 2026 and term = 1`,
  )
  const terms = (ends: string, due: string) => [
    { term: 1, startsOn: '2026-09-05', endsOn: ends, resultsDueOn: due },
    { term: 2, startsOn: '2027-01-26', endsOn: '2027-05-29', resultsDueOn: '2027-05-31' },
  ]
  const setting =
    'mutation ($terms: [TermInput!]!) { setAcademicYear(year: 2026, startsOn: "2026-09-05", endsOn: "2027-05-31", terms: $terms) { year } }'
  await done(administrator, setting, { terms: terms('2027-01-22', '2027-01-24') })
  const year = await last(administrator, 'year.set')
  await done(
    principal,
    'mutation ($unit: ID!, $terms: [TermInput!]!) { setTerms(unit: $unit, year: 2026, terms: $terms) { year } }',
    { unit: encodeUnit(school), terms: terms('2027-01-21', '2027-01-23') },
  )
  expect(refusal(await administrator.ask(undoing, { change: year }))).toEqual([
    'CONFLICT',
    expect.stringMatching(/1 trường đã đặt học kì riêng/),
  ])
  expect((await undo(principal, 'year.set_terms')).errors).toBeUndefined()
  expect((await administrator.ask(undoing, { change: year })).errors).toBeUndefined()
  expect(
    await one(sql`select ends_on from term where unit_id = ${department} and academic_year = 2026 and term = 1`),
  ).toEqual(before)
  await done(
    principal,
    'mutation ($unit: ID!) { addHoliday(unit: $unit, year: 2026, startsOn: "2026-12-24", endsOn: "2026-12-25", name: "Hội khoẻ") { year } }',
    { unit: encodeUnit(school) },
  )
  expect((await undo(principal, 'year.add_holiday')).errors).toBeUndefined()
  expect(await one(sql`select from holiday where name = 'Hội khoẻ'`)).toBeUndefined()
  const { data } = await administrator.ask<{ curriculum: { subject: { id: string }; periods: number }[] }>(
    '{ curriculum(grades: [6], academicYear: 2026) { subject { id } periods } }',
  )
  const line = data!.curriculum[0]!
  await done(
    administrator,
    'mutation ($subject: ID!) { setPeriods(subject: $subject, grade: 6, from: 2027, periods: 99) { periods } }',
    { subject: line.subject.id },
  )
  expect((await undo(administrator, 'curriculum.set')).errors).toBeUndefined()
  expect(await one(sql`select from curriculum where periods = 99`)).toBeUndefined()
})

test('staff who were added, altered or left come back with their assignments and rights; not once somebody has an account', async () => {
  const adding =
    'mutation ($unit: ID!, $name: String!) { addStaff(unit: $unit, staff: { fullName: $name, startedOn: "2026-08-01" }) { id } }'
  await done(principal, adding, { unit: encodeUnit(school), name: 'Nguyễn Thử Một' })
  expect((await undo(principal, 'staff.add')).errors).toBeUndefined()
  expect(await one(sql`select from staff where full_name = 'Nguyễn Thử Một'`)).toBeUndefined()
  await done(principal, adding, { unit: encodeUnit(school), name: 'Nguyễn Thử Hai' })
  await sql`insert into account (person_id, login, display_name, unit_id) select person_id, 'thu.hai', full_name, school_id from staff where full_name = 'Nguyễn Thử Hai'`.execute(
    api.owner,
  )
  expect(refusal(await undo(principal, 'staff.add'))).toEqual([
    'CONFLICT',
    expect.stringMatching(/Nguyễn Thử Hai đã có/),
  ])
  const leaving = await aTeacher(api.owner, school, 'Lê Văn Nghỉ')
  const class_id = await aClass(api.owner, school, '7A')
  await anAssignment(api.owner, school, 2026, leaving, { class_id })
  const { id } = (await one<{ id: string }>(sql`select id from staff where full_name = 'Lê Văn Nghỉ'`))!
  const person = await api.as(leaving.account_id)
  const posts = async () =>
    (await person.ask<{ viewer: { posts: { role: string }[] } }>('{ viewer { posts { role } } }')).data!.viewer.posts
      .length
  const held = await posts()
  await done(
    principal,
    'mutation ($staff: ID!) { leaveStaff(staff: $staff, on: "2026-11-20", reason: "Chuyển công tác") { id } }',
    { staff: Buffer.from(`Staff:${school}:${id}`).toString('base64url') },
  )
  expect(await posts()).toBe(0)
  expect((await undo(principal, 'staff.leave')).errors).toBeUndefined()
  expect(await posts()).toBe(held)
  expect(await one(sql`select valid_to from assignment where person_id = ${leaving.person_id}`)).toEqual({
    valid_to: null,
  })
})

test('the pupils of a listed section come back, unless one has a mark there by now', async () => {
  const class_id = await aClass(api.owner, school, '8A')
  const pupil = await aPupil(api.owner, school, class_id, 'Trần Văn Bình')
  const section = await aSection(api.owner, school, class_id, 'TOAN')
  await sql`update section set roster = 'list' where id = ${section}`.execute(api.owner)
  const variables = {
    section: Buffer.from(`Section:${school}:${section}`).toString('base64url'),
    students: [encodeStudent({ school_id: school, student_id: pupil.student_id })],
  }
  const setting =
    'mutation ($section: ID!, $students: [ID!]!) { setSectionMembers(section: $section, students: $students, from: "2026-11-25") }'
  await done(principal, setting, variables)
  const members = sql<{
    count: number
  }>`select count(*)::int as count from section_member where section_id = ${section}`
  expect((await undo(principal, 'enrollment.set_group')).errors).toBeUndefined()
  expect(await one(members)).toEqual({ count: 0 })
  await done(principal, setting, variables)
  await sql`insert into subject_result (school_id, academic_year, student_id, section_id, term, class_id, person_id, regular_1, rule_version)
    values (${school}, 2026, ${pupil.student_id}, ${section}, 1, ${class_id}, ${pupil.person_id}, 80, 'x')`.execute(
    api.owner,
  )
  expect(refusal(await undo(principal, 'enrollment.set_group'))[1]).toMatch(/Trần Văn Bình đã có điểm/)
})

test('nobody takes back what they could not do', async () => {
  await done(principal, 'mutation ($class: ID!) { renumberClass(class: $class) { change } }', {
    class: encodeClass({ school_id: school, class_id: await aClass(api.owner, school, '9A') }),
  })
  const change = await last(principal, 'enrollment.renumber')
  expect(change).not.toBeNull()
  for (const person of [teacher, administrator, api.visitor])
    expect((await person.ask(undoing, { change })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect(await last(teacher, 'enrollment.renumber')).toBeNull()
})
