import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, someone } from '../../../test/make.ts'

const api = useApi()
let leader: Person
let officer: Person
let principal: Person
let communal: Person
let school: number
let class_id: number

const reading = `query ($year: Int!) { policyReadings(academicYear: $year) { name value usual ownSince confidence history { change fromYear value source by undoneAt } } maySetReadings }`
const setting = `mutation ($name: String!, $value: String!, $from: Int!) { setPolicyReading(name: $name, value: $value, fromYear: $from, source: "Công văn 123/SGDĐT") }`

interface Readings {
  policyReadings: {
    name: string
    value: string
    usual: string
    ownSince: number | null
    history: { change: string; fromYear: number; value: string; by: string | null; undoneAt: string | null }[]
  }[]
  maySetReadings: boolean
}
const optional = async (person: Person, year = 2026) => {
  const { data } = await person.ask<Readings>(reading, { year })
  return data!.policyReadings.find(({ name }) => name === 'optionalSubjects')!
}
const set = (person: Person, value: string, from = 2026, name = 'optionalSubjects') =>
  person.ask<{ setPolicyReading: string }>(setting, { name, value, from })
const code = (answer: { errors?: { extensions?: { code?: string } }[] }) => answer.errors?.[0]?.extensions?.code

beforeAll(async () => {
  const { department, commune } = await aProvince(api.owner)
  school = await aSchool(api.owner, commune)
  leader = await api.as((await someone(api.owner, 'Vũ Hải', { role: 'leader', unit_id: department })).account_id)
  officer = await api.as((await someone(api.owner, 'Lê Hà', { role: 'officer', unit_id: department })).account_id)
  communal = await api.as((await someone(api.owner, 'Bùi Xã', { role: 'administrator', unit_id: commune })).account_id)
  principal = await api.as((await aTeacher(api.owner, school, 'Phạm Quốc Hùng', 'principal')).account_id)
  class_id = await aClass(api.owner, school, '9A2')
})

test('leaders decide; officers, principals and administrators of a commune only read', async () => {
  for (const person of [officer, principal, communal]) {
    expect((await optional(person)).value).toBe('enter')
    expect((await person.ask<Readings>(reading, { year: 2026 })).data!.maySetReadings).toBe(false)
    expect(code(await set(person, 'left_out'))).toBe('NOT_FOUND')
  }
  expect(code(await api.visitor.ask(reading, { year: 2026 }))).toBeUndefined()
  expect(code(await set(leader, 'left_out', 2025))).toBe('INVALID')
  expect((await set(leader, 'left_out')).errors).toBeUndefined()
  expect(await optional(principal)).toMatchObject({ value: 'left_out', usual: 'enter', ownSince: 2026 })
  expect((await optional(principal)).history).toMatchObject([
    { fromYear: 2026, value: 'left_out', by: 'Vũ Hải', undoneAt: null },
  ])
  expect((await optional(principal, 2025)).value).toBe('enter')
})

test('a decision is taken back, stays in the history, and not once classes were approved under it', async () => {
  const undo = (change: string) => leader.ask('mutation ($change: UUID!) { undoChange(change: $change) }', { change })
  const [first] = (await optional(leader)).history
  expect((await undo(first!.change)).errors).toBeUndefined()
  expect(await optional(leader)).toMatchObject({ value: 'enter', ownSince: null })
  expect((await optional(leader)).history[0]!.undoneAt).not.toBeNull()
  api.at(new Date('2026-11-25T04:00:00Z'))
  const again = (await set(leader, 'left_out')).data!.setPolicyReading
  await sql`insert into class_approval (school_id, academic_year, class_id, term, state, approved_at)
    values (${school}, 2026, ${class_id}, 1, 'approved', '2026-11-25T05:00:00Z')`.execute(api.owner)
  const refused = await undo(again)
  expect(code(refused)).toBe('CONFLICT')
  expect(refused.errors![0]!.message).toMatch(/1 lớp/)
})

test('approved results stay under a later decision, and the count says how many pupils it concerns', async () => {
  const homeroom = await aTeacher(api.owner, school, 'Trần Thu Lan')
  const pupil = await aPupil(api.owner, school, class_id, 'Nguyễn An')
  for (const subject of ['TOAN', 'NGOAI_NGU_1', 'GDCD', 'LS_DL', 'KHTN', 'CONG_NGHE', 'TIN_HOC', 'NGU_VAN']) {
    const mark = subject === 'NGU_VAN' ? 30 : 80
    const section = await aSection(api.owner, school, class_id, subject, homeroom)
    for (const term of [1, 2])
      await sql`insert into subject_result (school_id, academic_year, student_id, section_id, term, class_id, person_id, regular_1, regular_2, regular_3, regular_4, midterm, final, average, rule_version)
        values (${school}, 2026, ${pupil.student_id}, ${section}, ${term}, ${class_id}, ${pupil.person_id}, ${mark}, ${mark}, ${mark}, ${mark}, ${mark}, ${mark}, ${mark}, 'x')`.execute(
        api.owner,
      )
  }
  await sql`update section set kind = 'optional' where school_id = ${school} and slug = 'ngu-van'`.execute(api.owner)
  const { slug } = (await sql<{ slug: string }>`select slug from unit where id = ${school}`.execute(api.owner)).rows[0]!
  const level = async () =>
    (
      await principal.ask<{ classResults: { pupils: { level: number | null }[] } }>(
        'query ($unit: String!) { classResults(unit: $unit, academicYear: 2026, term: 1, class: "9a2") { pupils { level } } }',
        { unit: slug },
      )
    ).data!.classResults.pupils[0]!.level
  const leftOut = await level()
  api.at(new Date('2026-11-25T06:00:00Z'))
  expect((await set(leader, 'enter')).errors).toBeUndefined()
  expect(await level()).toBe(leftOut)
  await sql`update class_approval set state = 'open', approved_at = null where class_id = ${class_id}`.execute(
    api.owner,
  )
  expect(await level()).toBeLessThan(leftOut ?? 0)
  const weighing = await leader.ask<{ weighReading: { id: string } }>(
    'mutation { weighReading(name: "optionalSubjects", value: "left_out") { id } }',
  )
  expect(
    code(await principal.ask('mutation { weighReading(name: "optionalSubjects", value: "left_out") { id } }')),
  ).toBe('NOT_FOUND')
  const job = weighing.data!.weighReading.id
  await expect
    .poll(
      async () =>
        (await leader.ask<{ job: { state: string } }>('query ($job: ID!) { job(id: $job) { state } }', { job })).data
          ?.job.state,
      { timeout: 20_000 },
    )
    .toBe('done')
  const effect = await leader.ask<{
    readingEffect: { academicYear: number; pupils: number; changed: number; approved: number }[]
  }>('query ($job: ID!) { readingEffect(job: $job) { academicYear pupils changed classes schools approved } }', { job })
  expect(effect.errors).toBeUndefined()
  expect(effect.data!.readingEffect).toMatchObject([
    { academicYear: 2026, pupils: 1, changed: 1, classes: 1, schools: 1, approved: 0 },
  ])
  expect(code(await officer.ask('query ($job: ID!) { readingEffect(job: $job) { changed } }', { job }))).toBe(
    'NOT_FOUND',
  )
})
