import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aParent, aProvince, aPupil, aSchool, aTeacher, anAssignment, someone } from '../../../test/make.ts'
import { encodeClass, encodeUnit } from '../../organisation/public.ts'
import { encodeStudent } from '../keys.ts'

const api = useApi()
const who = {} as Record<'principal' | 'homeroom' | 'teacher' | 'stranger' | 'parent' | 'otherParent', Person>
let school_id: number
let slug: string
/** Grade 9 in 2023 was the last under Circular 58; grade 10 in 2024 is under Circular 22. */
let older: number
let pupils: { student_id: string; person_id: string; id: string }[]

const copy = `mutation ($c: ID!, $t: Int!, $s: String!, $r: String, $l: [OlderResultInput!]!) {
  recordOlderResults(class: $c, term: $t, source: $s, reason: $r, lines: $l) { recorded doubts { student what expected } } }`
const printed = { learning: 'fair', conduct: 'good', title: 'advanced', average: '7.6' }
const line = (pupil: number, more: object = {}) => ({ student: pupils[pupil]!.id, ...printed, ...more })
const variables = (lines: object[], more: object = {}) => ({
  c: encodeClass({ school_id, class_id: older }),
  t: 0,
  s: 'Học bạ, trang 9',
  l: lines,
  ...more,
})
const code = (answer: { errors?: { extensions?: { code?: string } }[] }) => answer.errors?.[0]?.extensions?.code

beforeAll(async () => {
  const { commune } = await aProvince(api.owner)
  school_id = await aSchool(api.owner, commune)
  const unit = await api.owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow()
  slug = unit.slug
  for (const year of [2023, 2024])
    await api.owner
      .insertInto('academic_year')
      .values({ year, starts_on: `${year}-09-05`, ends_on: `${year + 1}-05-31` })
      .onConflict((it) => it.doNothing())
      .execute()
  older = await aClass(api.owner, school_id, '9A1', 2023)
  const later = await aClass(api.owner, school_id, '10A1', 2024)
  const now = await aClass(api.owner, school_id, '12A1')
  pupils = []
  for (const name of ['Nguyễn Văn An', 'Trần Thị Bình']) {
    const pupil = await aPupil(api.owner, school_id, older, name)
    pupils.push({ ...pupil, id: encodeStudent({ school_id, student_id: pupil.student_id }) })
    await api.owner
      .insertInto('enrollment')
      .values(
        (
          [
            [2024, later],
            [2026, now],
          ] as const
        ).map(([academic_year, class_id]) => ({
          school_id,
          academic_year,
          class_id,
          student_id: pupil.student_id,
          person_id: pupil.person_id,
          number: 1,
          starts_on: `${academic_year}-09-05`,
        })),
      )
      .execute()
  }
  await api.owner
    .insertInto('year_result')
    .values({
      school_id,
      academic_year: 2024,
      class_id: later,
      student_id: pupils[0]!.student_id,
      person_id: pupils[0]!.person_id,
      level: 3,
      conduct: 4,
      outcome: 'promoted',
      missing: JSON.stringify([]),
      rule_version: 'circular-22-2021.1',
    })
    .execute()
  await api.owner
    .insertInto('class_approval')
    .values({ school_id, academic_year: 2024, class_id: later, term: 0, state: 'published', published_at: new Date() })
    .execute()
  const at = async (role: 'principal', name: string) =>
    api.as((await someone(api.owner, name, { role, unit_id: school_id })).account_id)
  who.principal = await at('principal', 'Phạm Quốc Hùng')
  const homeroom = await aTeacher(api.owner, school_id, 'Phạm Thị Hà')
  await anAssignment(api.owner, school_id, 2023, homeroom, { class_id: older }, '2023-09-05', '2024-05-31')
  who.homeroom = await api.as(homeroom.account_id)
  who.teacher = await api.as((await aTeacher(api.owner, school_id, 'Lê Văn Nam')).account_id)
  const elsewhere = await aSchool(api.owner, commune, 'THCS Trần Phú')
  who.stranger = await api.as(
    (await someone(api.owner, 'Đỗ Văn Khác', { role: 'principal', unit_id: elsewhere })).account_id,
  )
  who.parent = await api.as((await aParent(api.owner, school_id, pupils[0]!, 'Nguyễn Thị Mẹ')).account_id)
  who.otherParent = await api.as((await aParent(api.owner, school_id, pupils[1]!, 'Trần Văn Cha')).account_id)
})

test('only the school copies printed results, and only of a class that an older circular assessed', async () => {
  for (const person of [who.homeroom, who.teacher, who.stranger, who.parent])
    expect(code(await person.ask(copy, variables([line(0)])))).toBe('NOT_FOUND')
  const later = await api.owner
    .selectFrom('class')
    .select('id')
    .where('academic_year', '=', 2024)
    .executeTakeFirstOrThrow()
  const wrong = await who.principal.ask(
    copy,
    variables([line(0)], { c: encodeClass({ school_id, class_id: later.id }) }),
  )
  expect(wrong.errors?.[0]?.message).toContain('22/2021')
  expect(code(await who.principal.ask(copy, variables([line(0)], { s: 'x' })))).toBe('INVALID')
})

test('the paper holds, and a title that does not follow from it is answered as a doubt', async () => {
  const { data, errors } = await who.principal.ask<{ recordOlderResults: { recorded: number; doubts: object[] } }>(
    copy,
    variables([
      line(0, {
        outcome: 'completed',
        subjects: [
          { subject: 2, average: '8.1' },
          { subject: 15, passed: true },
        ],
      }),
      line(1, { learning: 'poor', title: 'excellent', outcome: 'retained' }),
    ]),
  )
  expect(errors).toBeUndefined()
  expect(data!.recordOlderResults).toEqual({
    recorded: 2,
    doubts: [{ student: pupils[1]!.id, what: 'title', expected: null }],
  })
  expect(code(await who.principal.ask(copy, variables([line(0)])))).toBe('INVALID')
  const corrected = await who.principal.ask(
    copy,
    variables([line(1, { learning: 'poor', title: null, outcome: 'retained' })], { r: 'Chép nhầm dòng' }),
  )
  expect(corrected.errors).toBeUndefined()
})

const stored = `query ($u: String!) { storedResults(unit: $u, academicYear: 2023, term: 0, class: "9a1") {
  scheme subjects { id assessment } pupils { student result { level outcome older { average learning conduct title source } } subjects { subject average passed } } } }`

test('the class shows what was printed, in the words of its circular, and never a level of today', async () => {
  const { data } = await who.homeroom.ask<{ storedResults: object }>(stored, { u: slug })
  expect(data!.storedResults).toEqual({
    scheme: 'circular-26-2020',
    subjects: [
      { id: 2, assessment: 'scored' },
      { id: 15, assessment: 'comment' },
    ],
    pupils: [
      {
        student: pupils[0]!.id,
        result: {
          level: null,
          outcome: 'completed',
          older: { average: '7.6', learning: 'fair', conduct: 'good', title: 'advanced', source: 'Học bạ, trang 9' },
        },
        subjects: expect.arrayContaining([
          { subject: 2, average: '8.1', passed: null },
          { subject: 15, average: null, passed: true },
        ]),
      },
      expect.objectContaining({
        result: expect.objectContaining({ older: expect.objectContaining({ learning: 'poor', title: null }) }),
      }),
    ],
  })
  for (const person of [who.teacher, who.stranger, who.parent])
    expect(code(await person.ask(stored, { u: slug }))).toBe('NOT_FOUND')
  const live = await who.principal.ask<{ classResults: { computed: boolean } }>(
    'query ($u: String!) { classResults(unit: $u, academicYear: 2023, term: 0, class: "9a1") { computed } }',
    { u: slug },
  )
  expect(live.data!.classResults.computed).toBe(false)
})

test("a pupil's years stand side by side, each under its own circular", async () => {
  const years =
    'query ($s: ID!) { pupilYears(student: $s) { academicYear scheme results { term level older { learning } } } }'
  const { data } = await who.principal.ask<{ pupilYears: object[] }>(years, { s: pupils[0]!.id })
  expect(data!.pupilYears).toEqual([
    { academicYear: 2024, scheme: 'circular-22-2021', results: [{ term: 0, level: 3, older: null }] },
    {
      academicYear: 2023,
      scheme: 'circular-26-2020',
      results: [{ term: 0, level: null, older: { learning: 'fair' } }],
    },
  ])
  for (const person of [who.teacher, who.stranger, who.parent])
    expect((await person.ask<{ pupilYears: object[] }>(years, { s: pupils[0]!.id })).data!.pupilYears).toEqual([])
})

test('a family reads the printed result of its own child once it is published', async () => {
  const page =
    '{ child { results(academicYear: 2023) { scheme older { term learningWord: older { learning title } } year { learning } } } }'
  const read = async (person: Person) =>
    (await person.ask<{ child: { results: { scheme: string; older: object[]; year: object | null }[] } }>(page)).data!
      .child.results[0]!
  expect((await read(who.parent)).older).toEqual([])
  const term = await who.principal.ask(copy, variables([line(0, { learning: 'average', title: null })], { t: 1 }))
  expect(term.errors).toBeUndefined()
  const published = await who.principal.ask(
    'mutation ($s: ResultScopeInput!) { publishResults(scope: $s) { classes } }',
    { s: { unit: encodeUnit(school_id), academicYear: 2023, term: 0 } },
  )
  expect(published.errors).toBeUndefined()
  expect(await read(who.parent)).toEqual({
    scheme: 'circular-26-2020',
    older: [{ term: 0, learningWord: { learning: 'fair', title: 'advanced' } }],
    year: null,
  })
  expect((await read(who.otherParent)).older).toEqual([{ term: 0, learningWord: { learning: 'poor', title: null } }])
  await who.principal.ask('mutation ($s: ResultScopeInput!) { publishResults(scope: $s) { classes } }', {
    s: { unit: encodeUnit(school_id), academicYear: 2023, term: 1 },
  })
  expect((await read(who.parent)).older).toEqual([
    { term: 0, learningWord: { learning: 'fair', title: 'advanced' } },
    { term: 1, learningWord: { learning: 'average', title: null } },
  ])
})
