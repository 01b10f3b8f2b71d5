import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aSchool, aSection, aTeacher, thisYear, type Someone } from '../../../test/make.ts'
import { encodeClass, encodeSection, encodeUnit } from '../../organisation/public.ts'
import { encodeAssignment, encodeStaff } from '../keys.ts'

const api = useApi()
let school: number
let unit: string
let principal: Person
let lan: Someone
let hung: Someone
let section: string
let other_section: string
let klass: string
const staff = new Map<string, string>()

const setting = `mutation ($unit: ID!, $from: LocalDate!, $cells: [AssignmentCell!]!) {
  setAssignments(unit: $unit, academicYear: 2026, from: $from, cells: $cells) { change } }`
const set = (person: Person, cells: object[], from = '2026-11-25') =>
  person.ask<{ setAssignments: { change: string } }>(setting, { unit, from, cells })
const held = () =>
  api.owner
    .selectFrom('assignment')
    .select(['id', 'person_id', 'valid_from', 'valid_to', 'substitute_for'])
    .where('school_id', '=', school)
    .orderBy('valid_from')
    .orderBy('substitute_for')
    .execute()
const code = (answer: { errors?: { extensions?: { code?: string } }[] }) => answer.errors?.[0]?.extensions?.code
const canMark = async (someone: Someone) => {
  const { data } = await (
    await api.as(someone.account_id)
  ).ask<{ sections: { id: string }[] }>('query ($unit: ID!) { sections(unit: $unit, academicYear: 2026) { id } }', {
    unit,
  })
  return data?.sections.length
}

beforeAll(async () => {
  const { commune } = await aProvince(api.owner)
  school = await aSchool(api.owner, commune)
  unit = encodeUnit(school)
  const head = await aTeacher(api.owner, school, 'Phạm Quốc Hùng', 'principal')
  lan = await aTeacher(api.owner, school, 'Trần Thị Thu Lan')
  hung = await aTeacher(api.owner, school, 'Đặng Văn Hưng')
  principal = await api.as(head.account_id)
  for (const row of await api.owner
    .selectFrom('staff')
    .select(['id', 'person_id'])
    .where('school_id', '=', school)
    .execute())
    staff.set(row.person_id, encodeStaff({ school_id: school, staff_id: row.id }))
  const class_id = await aClass(api.owner, school, '9A2')
  klass = encodeClass({ school_id: school, class_id })
  section = encodeSection({ school_id: school, section_id: await aSection(api.owner, school, class_id, 'TOAN') })
  const elsewhere = await aSchool(api.owner, commune, 'THCS Văn Lang')
  other_section = encodeSection({
    school_id: elsewhere,
    section_id: await aSection(api.owner, elsewhere, await aClass(api.owner, elsewhere, '6A'), 'TOAN'),
  })
})

test('cells are set together, in force from the next request, and who follows ends who taught before', async () => {
  const first = await set(principal, [
    { section, staff: staff.get(lan.person_id) },
    { class: klass, staff: staff.get(lan.person_id) },
  ])
  expect(first.errors).toBeUndefined()
  const viewer = await api.as(lan.account_id)
  const posts = await viewer.ask<{ viewer: { posts: { role: string }[] } }>('{ viewer { posts { role } } }')
  expect(posts.data?.viewer.posts.map(({ role }) => role)).toEqual(['teacher', 'subject_teacher', 'homeroom'])
  const second = await set(principal, [{ section, staff: staff.get(hung.person_id) }], '2027-01-05')
  const rows = (await held()).filter(({ person_id }) => person_id === hung.person_id)
  expect(rows).toMatchObject([{ valid_from: '2027-01-05', valid_to: null }])
  expect((await held()).some(({ valid_to }) => valid_to === '2027-01-04')).toBe(true)
  const undo = await principal.ask(
    'mutation ($unit: ID!, $change: UUID!) { undoAssignments(unit: $unit, change: $change) }',
    {
      unit,
      change: second.data?.setAssignments.change,
    },
  )
  expect(undo.data).toEqual({ undoAssignments: true })
  expect((await held()).every(({ valid_to, person_id }) => valid_to === null && person_id === lan.person_id)).toBe(true)
})

test('setting the same again changes nothing, and nobody ends it', async () => {
  const before = await held()
  await set(principal, [{ section, staff: staff.get(lan.person_id) }])
  expect(await held()).toEqual(before)
  await set(principal, [{ class: klass, staff: null }], '2027-02-01')
  expect((await held()).filter(({ valid_to }) => valid_to === '2027-01-31')).toHaveLength(1)
})

test('a stand-in teaches beside the holder for days, and two at a time is a conflict that says whose stands', async () => {
  const main = (await held()).find(({ person_id, valid_to }) => person_id === lan.person_id && valid_to === null)!
  const substitute = (from: string, to: string, who = hung) =>
    principal.ask(
      'mutation ($a: ID!, $staff: ID!, $from: LocalDate!, $to: LocalDate!) { addSubstitute(assignment: $a, staff: $staff, from: $from, to: $to) { change } }',
      {
        a: encodeAssignment({ school_id: school, assignment_id: main.id }),
        staff: staff.get(who.person_id),
        from,
        to,
      },
    )
  expect((await substitute('2026-11-20', '2026-11-30')).errors).toBeUndefined()
  expect((await held()).filter(({ substitute_for }) => substitute_for === lan.person_id)).toHaveLength(1)
  const again = await substitute('2026-11-25', '2026-12-10')
  expect(code(again)).toBe('CONFLICT')
  expect(again.errors?.[0]?.message).toContain('Đặng Văn Hưng đang dạy thay từ 20/11/2026')
  expect(code(await substitute('2026-12-20', '2026-12-25', lan))).toBe('INVALID')
  expect(code(await substitute('2027-06-20', '2027-06-25'))).toBe('INVALID')
})

test('a teacher assigns nothing; sections, classes and staff of another school are not found', async () => {
  expect(code(await set(await api.as(lan.account_id), [{ section, staff: staff.get(lan.person_id) }]))).toBe(
    'NOT_FOUND',
  )
  expect(code(await set(principal, [{ section: other_section, staff: staff.get(lan.person_id) }]))).toBe('NOT_FOUND')
  const stranger = encodeStaff({ school_id: school + 1, staff_id: '01900000-0000-7000-8000-000000000000' })
  expect(code(await set(principal, [{ section, staff: stranger }]))).toBe('NOT_FOUND')
  const unknown = encodeStaff({ school_id: school, staff_id: '01900000-0000-7000-8000-000000000000' })
  expect(code(await set(principal, [{ section, staff: unknown }]))).toBe('INVALID')
  expect(await canMark(lan)).toBe(1)
})

test('who leaves ends all assignments and posts at once, with a reason, and reads nothing more', async () => {
  const leaving = (reason: string) =>
    principal.ask(
      'mutation ($s: ID!, $reason: String!) { leaveStaff(staff: $s, on: "2026-11-24", reason: $reason) { leftOn } }',
      {
        s: staff.get(lan.person_id),
        reason,
      },
    )
  expect(code(await leaving(' '))).toBe('INVALID')
  expect((await leaving('QĐ 15')).data).toEqual({ leaveStaff: { leftOn: '2026-11-24' } })
  expect(
    (await held()).filter(({ person_id, valid_to }) => person_id === lan.person_id && (valid_to ?? '9') > '2026-11-24'),
  ).toEqual([])
  expect(await canMark(lan)).toBe(0)
  expect(thisYear).toBe(2026)
})
