import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import {
  aClass,
  aParent,
  aProvince,
  aPupil,
  aSchool,
  aSection,
  aTeacher,
  anAssignment,
  thisYear,
} from '../../../test/make.ts'
import { encodeClass } from '../../organisation/public.ts'
import { encodeStudent } from '../keys.ts'

const api = useApi()
let school_id: number
let slug: string
let class_id: number
let homeroom: Person
let office: Person
let teacher: Person
let parent: Person
let stranger: Person
const ids: string[] = []

const read = `query ($unit: String!, $class: String!) { classAbsences(unit: $unit, year: 2026, class: $class) {
  className months mayUpdate lines { number givenName total level months { month excused unexcused } } } }`
const write = `mutation ($c: ID!, $rows: [AbsenceInput!]!) { recordAbsences(class: $c, rows: $rows) { savedAt rows { status refusal excused unexcused total level by } } }`

interface Saved {
  recordAbsences: {
    rows: {
      status: string
      refusal: string | null
      excused: number
      unexcused: number
      total: number
      level: string
      by: string | null
    }[]
  }
}

const row = (pupil: number, month: string, excused: number, unexcused = 0, was: [number, number] = [0, 0]) => ({
  student: ids[pupil],
  month,
  excused,
  unexcused,
  wasExcused: was[0],
  wasUnexcused: was[1],
})
const save = async (person: Person, rows: object[]) =>
  (await person.ask<Saved>(write, { c: encodeClass({ school_id, class_id }), rows })).data?.recordAbsences.rows

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  school_id = await aSchool(owner, commune)
  slug = (await owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow()).slug
  class_id = await aClass(owner, school_id, '9A2')
  const lead = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  await anAssignment(owner, school_id, thisYear, lead, { class_id })
  const maths = await aTeacher(owner, school_id, 'Phạm Văn Hùng')
  await aSection(owner, school_id, class_id, 'TOAN', maths)
  const names = ['Lê Văn An', 'Đặng Văn Ân', 'Phạm Thị Bình']
  for (const name of names) {
    const child = await aPupil(owner, school_id, class_id, name)
    ids.push(encodeStudent({ school_id, student_id: child.student_id }))
    if (name === 'Lê Văn An') parent = await api.as((await aParent(owner, school_id, child, 'Lê Thị Mẹ')).account_id)
  }
  homeroom = await api.as(lead.account_id)
  teacher = await api.as(maths.account_id)
  office = await api.as((await aTeacher(owner, school_id, 'Hà Thị Giáo Vụ', 'school_administrator')).account_id)
  const other = await aSchool(owner, commune, 'THCS Văn Lang')
  stranger = await api.as((await aTeacher(owner, other, 'Vũ Đức Việt', 'principal')).account_id)
})

test('the homeroom teacher enters absences month by month and sees the year against the limit', async () => {
  const saved = await save(homeroom, [row(0, '2026-09-01', 20), row(0, '2026-10-01', 10, 6), row(1, '2026-10-01', 1)])
  expect(saved).toMatchObject([
    { status: 'saved', excused: 20, total: 20, level: 'usual' },
    { status: 'saved', excused: 10, unexcused: 6, total: 36, level: 'near' },
    { status: 'saved', total: 1 },
  ])
  const { data } = await homeroom.ask<{ classAbsences: object }>(read, { unit: slug, class: '9a2' })
  expect(data?.classAbsences).toMatchObject({
    className: '9A2',
    months: ['2026-09-01', '2026-10-01', '2026-11-01'],
    mayUpdate: true,
    lines: [
      { givenName: 'An', total: 36, level: 'near' },
      { givenName: 'Ân', total: 1 },
      { givenName: 'Bình', total: 0 },
    ],
  })
})

test('a stale row conflicts alone, naming whose numbers stand', async () => {
  await save(office, [row(2, '2026-09-01', 2)])
  const rows = await save(homeroom, [row(2, '2026-09-01', 3), row(2, '2026-10-01', 1), row(2, '2026-09-01', 2)])
  expect(rows).toMatchObject([
    { status: 'conflict', excused: 2, by: 'Hà Thị Giáo Vụ' },
    { status: 'saved', excused: 1 },
    { status: 'already', excused: 2 },
  ])
})

test.each([
  [() => row(0, '2026-12-01', 1), 'outside_year'],
  [() => row(0, '2026-08-01', 1), 'outside_year'],
  [() => row(0, '2026-11-02', 1), 'outside_year'],
  [() => row(0, '2026-11-01', -1), 'negative'],
  [() => row(0, '2026-11-01', 20, 11), 'too_many'],
])('%#: a row that cannot be is refused: %s', async (input, refusal) => {
  expect(await save(homeroom, [input(), row(1, '2026-11-01', 0)])).toMatchObject([
    { status: 'refused', refusal },
    { status: 'already' },
  ])
})

test('a pupil of another class is refused in their row', async () => {
  const room = await aClass(api.owner, school_id, '9A3')
  const { student_id } = await aPupil(api.owner, school_id, room, 'Vũ Thị Lạc')
  const rows = await save(homeroom, [{ ...row(0, '2026-11-01', 1), student: encodeStudent({ school_id, student_id }) }])
  expect(rows).toMatchObject([{ status: 'refused', refusal: 'not_in_class' }])
})

test('a teacher of a subject, a parent and another school neither read the class nor write it', async () => {
  const answers = await Promise.all([
    teacher.ask(read, { unit: slug, class: '9a2' }),
    parent.ask(read, { unit: slug, class: '9a2' }),
    stranger.ask(read, { unit: slug, class: '9a2' }),
    homeroom.ask(read, { unit: slug, class: '9a9' }),
    teacher.ask(write, { c: encodeClass({ school_id, class_id }), rows: [row(0, '2026-11-01', 1)] }),
    stranger.ask(write, { c: encodeClass({ school_id, class_id }), rows: [row(0, '2026-11-01', 1)] }),
  ])
  expect(answers.map(({ errors }) => errors?.[0]?.extensions?.code)).toEqual(Array(answers.length).fill('NOT_FOUND'))
})

test("a parent reads the own child's absences", async () => {
  const { data } = await parent.ask<{ student: { absences: { month: string; excused: number }[] } }>(
    'query ($id: ID!) { student(id: $id) { absences(year: 2026) { month excused } } }',
    { id: ids[0] },
  )
  expect(data?.student.absences[0]).toEqual({ month: '2026-09-01', excused: 20 })
})
