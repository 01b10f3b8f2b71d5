import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aTeacher, aUnit, someone } from '../../../test/make.ts'
import { encodeUnit } from '../../organisation/public.ts'
import { encodeStudent } from '../keys.ts'

const api = useApi()
let principal: Person
let teacher: Person
let stranger: Person
let school: number
const pupils: string[] = []

beforeAll(async () => {
  const { department } = await aProvince(api.owner)
  school = await aUnit(api.owner, {
    kind: 'school',
    name: 'THPT Hùng Vương',
    parent: department,
    institution_code: 'C3',
  })
  principal = await api.as((await aTeacher(api.owner, school, 'Phạm Quốc Hùng', 'principal')).account_id)
  teacher = await api.as((await aTeacher(api.owner, school, 'Trần Thu Lan')).account_id)
  const other = await aSchool(api.owner, department, 'THCS Văn Lang')
  stranger = await api.as((await someone(api.owner, 'Lý Thị Mai', { role: 'principal', unit_id: other })).account_id)
  for (const name of ['10A', '10B', '11A']) {
    const class_id = await aClass(api.owner, school, name)
    const { student_id } = await aPupil(api.owner, school, class_id, `Nguyễn Văn ${name}`)
    pupils.push(encodeStudent({ school_id: school, student_id }))
  }
})

const group = async (name: string) => {
  const { data } = await principal.ask<{ curriculum: { subject: { id: string; code: string } }[] }>(
    '{ curriculum(grades: [10], academicYear: 2026) { subject { id code } } }',
  )
  const subject = data!.curriculum.find((line) => line.subject.code === 'AM_NHAC')!.subject.id
  const added = await principal.ask<{ addListSection: { id: string } }>(
    'mutation ($unit: ID!, $subject: ID!, $name: String!) { addListSection(unit: $unit, academicYear: 2026, grade: 10, subject: $subject, name: $name) { id } }',
    { unit: encodeUnit(school), subject, name },
  )
  return added.data!.addListSection.id
}
const set = (person: Person, section: string, students: string[]) =>
  person.ask(
    'mutation ($section: ID!, $students: [ID!]!) { setSectionMembers(section: $section, students: $students, from: "2026-11-25") }',
    {
      section,
      students,
    },
  )
const members = async (section: string) => {
  const { data } = await principal.ask<{ section: { listed: { class: string; member: boolean }[] } }>(
    'query ($id: ID!) { section(id: $id) { listed { class member } } }',
    { id: section },
  )
  return data!.section.listed.map((pupil) => [pupil.class, pupil.member])
}

test('pupils of several classes of the grade are put into a group, and taken out again', async () => {
  const section = await group('Âm nhạc 10 nhóm 1')
  expect(await members(section)).toEqual([
    ['10A', false],
    ['10B', false],
  ])
  expect((await set(principal, section, pupils.slice(0, 2))).errors).toBeUndefined()
  expect(await members(section)).toEqual([
    ['10A', true],
    ['10B', true],
  ])
  const second = await group('Âm nhạc 10 nhóm 2')
  const twice = await set(principal, second, pupils.slice(0, 1))
  expect(twice.errors?.[0]?.message).toBe('Nguyễn Văn 10A đang ở Âm nhạc 10 nhóm 1. Bỏ em khỏi lớp môn đó trước.')
})

test('a pupil of another grade, a teacher and a stranger are not found', async () => {
  const section = await group('Âm nhạc 10 nhóm 3')
  const codes = [
    await set(principal, section, [pupils[2]!]),
    await set(teacher, section, []),
    await set(stranger, section, []),
  ].map((answer) => answer.errors?.[0]?.extensions?.code)
  expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
})
