import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { frozenNow, useApi, type Answer, type Person } from '../../../test/api.ts'
import {
  aClass,
  anAssignment,
  aParent,
  aProvince,
  aPupil,
  aSchool,
  aSection,
  aTeacher,
  someone,
  thisYear,
  type Someone,
} from '../../../test/make.ts'
import { encodeChild } from './keys.ts'

const api = useApi()
let school_id: number
let class_id: number
let maths: string
let lan: Someone
let an: { student_id: string; person_id: string }
let binh: { student_id: string; person_id: string }
let mother: Person
let motherOf: Someone
let otherParent: Person

interface Subject {
  name: string
  average: string | null
  provisional: string | null
  passed: boolean | null
  comment: string | null
  marks: { kind: string; position: number; value: string | null; publishedBy: string | null }[]
  corrections: { column: string; before: string; after: string; reason: string; by: string }[]
  why: { terms: { label: string; value: number }[]; missing: { label: string }[] } | null
}
interface Results {
  className: string
  absences: { month: string; excused: number; unexcused: number }[]
  contact: { teacher: { name: string } | null }
  terms: { term: number; learning: number | null; conduct: { level: number } | null; subjects: Subject[] }[]
  year: { learning: number | null; subjects: { average: string | null; why: object | null }[] } | null
}

const childDocument = `query ($id: ID, $year: Int) { child(id: $id) { name lastVisit years { academicYear } results(academicYear: $year) {
  className absences { month excused unexcused } contact { teacher { name } }
  terms { term learning conduct { level } subjects { name average provisional passed comment
    marks { kind position value publishedBy } corrections { column before after reason by } why { terms { label value } missing { label } } } }
  year { learning subjects { average why { rule } } } } } }`
type ChildAnswer = Answer<{ child: { name: string; lastVisit: string | null; results: Results[] } }>
const child = (person: Person, id: string, year?: number): Promise<ChildAnswer> =>
  person.ask(childDocument, { id: encodeChild(id), year })
const mathsOf = async (term = 1): Promise<Subject> => {
  const { data } = await child(mother, an.person_id)
  return data!.child.results[0]!.terms[term - 1]!.subjects.find(({ name }) => name === 'Toán')!
}
const codeOf = (answer: Answer<unknown>) => answer.errors?.[0]?.extensions?.code

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  school_id = await aSchool(owner, commune)
  class_id = await aClass(owner, school_id, '9A2')
  lan = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  maths = await aSection(owner, school_id, class_id, 'TOAN', lan)
  await aSection(owner, school_id, class_id, 'NGU_VAN')
  an = await aPupil(owner, school_id, class_id, 'Nguyễn Hoàng An')
  binh = await aPupil(owner, school_id, class_id, 'Hà Văn Bình')
  motherOf = await aParent(owner, school_id, an, 'Lê Thị Mai')
  mother = await api.as(motherOf.account_id)
  otherParent = await api.as((await aParent(owner, school_id, binh, 'Hà Văn Nam')).account_id)
})

beforeEach(async () => {
  await sql`delete from assessment_column; delete from subject_result; delete from mark_change; delete from class_approval; delete from term_result; delete from conduct`.execute(
    api.owner,
  )
  await result(1, { regular_1: 80, regular_2: 70, regular_3: 90, regular_4: 80, midterm: 85, final: 90, average: 84 })
})

async function result(term: 1 | 2, marks: object): Promise<void> {
  await api.owner
    .insertInto('subject_result')
    .values({
      school_id,
      academic_year: thisYear,
      student_id: an.student_id,
      section_id: maths,
      term,
      class_id,
      person_id: an.person_id,
      regular_1: null,
      regular_2: null,
      regular_3: null,
      regular_4: null,
      regular_5: null,
      regular_6: null,
      regular_7: null,
      regular_8: null,
      midterm: null,
      final: null,
      comment: 'Tư duy tốt.',
      average: null,
      passed: null,
      rule_version: 'test',
      ...marks,
    })
    .execute()
}

async function publish(term: 1 | 2, ...columns: string[]): Promise<void> {
  for (const column of columns)
    await api.owner
      .insertInto('assessment_column')
      .values({
        school_id,
        academic_year: thisYear,
        section_id: maths,
        term,
        kind: column.startsWith('regular') ? 'regular' : (column as 'midterm' | 'final'),
        position: Number(column.split('_')[1] ?? 1),
        label: null,
        held_on: null,
        form: null,
        note: null,
        locked_at: null,
        locked_by: null,
        published_at: frozenNow,
        published_by: lan.account_id,
      })
      .execute()
}

test('a parent sees published cells alone, and an average so far that rests on nothing else', async () => {
  await publish(1, 'regular_1', 'regular_3')
  const subject = await mathsOf()
  expect(subject.marks.map(({ kind, position, value }) => [kind, position, value])).toEqual([
    ['regular', 1, '8.0'],
    ['regular', 3, '9.0'],
  ])
  expect(subject.marks[0]?.publishedBy).toBe('Trần Thị Thu Lan')
  expect(subject.average).toBeNull()
  expect(subject.provisional).toBe('8.5')
  expect(subject.why?.terms.map(({ value }) => value)).toEqual([80, 90])
  expect(subject.why?.missing.map(({ label }) => label)).toEqual(['regular', 'regular', 'midterm', 'final'])
  expect(subject.comment).toBeNull()
})

test('the official average comes only when the last mark behind it is published', async () => {
  const columns = ['regular_1', 'regular_2', 'regular_3', 'regular_4', 'midterm']
  await publish(1, ...columns)
  expect((await mathsOf()).average).toBeNull()
  expect((await mathsOf()).comment).toBe('Tư duy tốt.')
  await publish(1, 'final')
  expect(await mathsOf()).toMatchObject({ average: '8.4', provisional: null })
})

test('a subject with nothing published is there, empty and not 0', async () => {
  const { data } = await child(mother, an.person_id)
  const subjects = data!.child.results[0]!.terms[0]!.subjects
  expect(subjects.map(({ name }) => name)).toEqual(['Ngữ văn', 'Toán'])
  expect(subjects[1]).toMatchObject({ average: null, provisional: null, marks: [], why: null })
})

test('a subject stands once for a pupil who came from another class during the term, with the marks from there', async () => {
  const { owner } = api
  const other = await aClass(owner, school_id, '9A3')
  await aSection(owner, school_id, other, 'TOAN')
  await publish(1, 'midterm')
  await owner
    .updateTable('enrollment')
    .set({ ends_on: '2026-11-20', status: 'moved_class' })
    .where('student_id', '=', an.student_id)
    .execute()
  const seat = { school_id, academic_year: thisYear, student_id: an.student_id, person_id: an.person_id }
  await owner
    .insertInto('enrollment')
    .values({ ...seat, class_id: other, number: 1, starts_on: '2026-11-21' })
    .execute()

  const { data } = await child(mother, an.person_id)
  expect(data!.child.results[0]!.className).toBe('9A3')
  const subjects = data!.child.results[0]!.terms[0]!.subjects.filter(({ name }) => name === 'Toán')
  expect(subjects.map(({ marks }) => marks.map(({ value }) => value))).toEqual([['8.5']])

  await owner.deleteFrom('enrollment').where('student_id', '=', an.student_id).where('class_id', '=', other).execute()
  await owner
    .updateTable('enrollment')
    .set({ ends_on: null, status: 'studying' })
    .where('student_id', '=', an.student_id)
    .execute()
})

test('a mark that is not there is null, an absence is V', async () => {
  await sql`delete from subject_result`.execute(api.owner)
  await result(1, { regular_1: -1 })
  await publish(1, 'regular_1', 'midterm')
  expect((await mathsOf()).marks.map(({ value }) => value)).toEqual(['V', null])
})

test('a corrected mark shows both values, why and by whom; a correction of a hidden column stays hidden', async () => {
  await publish(1, 'regular_1')
  for (const column of ['regular_1', 'regular_2'])
    await api.owner
      .insertInto('mark_change')
      .values({
        school_id,
        academic_year: thisYear,
        section_id: maths,
        student_id: an.student_id,
        person_id: an.person_id,
        term: 1,
        column,
        before: '7.5',
        after: '8.0',
        account_id: lan.account_id,
        account_name: lan.name,
        change_id: '01900000-0000-7000-8000-000000000001',
        reason: 'cộng sót câu 3b',
        published: true,
      })
      .execute()
  expect((await mathsOf()).corrections).toEqual([
    { column: 'regular_1', before: '7.5', after: '8.0', reason: 'cộng sót câu 3b', by: 'Trần Thị Thu Lan' },
  ])
})

test('levels and conduct come with the publishing of the class and not before', async () => {
  const { owner } = api
  const own = {
    school_id,
    academic_year: thisYear,
    student_id: an.student_id,
    term: 1 as const,
    class_id,
    person_id: an.person_id,
  }
  await owner
    .insertInto('conduct')
    .values({ ...own, level: 4, grounds: 'Tốt', decided_by: null, decided_at: null })
    .execute()
  await owner
    .insertInto('term_result')
    .values({ ...own, raw_level: 3, level: 3, adjusted_subject_id: null, rule_version: 'test' })
    .execute()
  const approval = (state: 'approved' | 'published') =>
    sql`insert into class_approval (school_id, academic_year, class_id, term, state, published_at) values (${school_id}, ${thisYear}, ${class_id}, 1, ${state}, ${frozenNow})
      on conflict (school_id, academic_year, class_id, term) do update set state = excluded.state`.execute(owner)
  const first = async () => (await child(mother, an.person_id)).data!.child.results[0]!.terms[0]!
  await approval('approved')
  expect(await first()).toMatchObject({ learning: null, conduct: null })
  await approval('published')
  expect(await first()).toMatchObject({ learning: 3, conduct: { level: 4 } })
})

test('why a level is what it is comes from published marks alone, and only when all of them are', async () => {
  const { owner } = api
  const own = { school_id, academic_year: thisYear, student_id: an.student_id, class_id, person_id: an.person_id }
  await owner
    .insertInto('term_result')
    .values({ ...own, term: 1, raw_level: 1, level: 1, adjusted_subject_id: null, rule_version: 'test' })
    .execute()
  const literature = await owner
    .selectFrom('section')
    .select('id')
    .where('class_id', '=', class_id)
    .where('id', '<>', maths)
    .executeTakeFirstOrThrow()
  await sql`insert into subject_result (school_id, academic_year, student_id, section_id, term, class_id, person_id, midterm, average, rule_version)
    values (${school_id}, ${thisYear}, ${an.student_id}, ${literature.id}, 1, ${class_id}, ${an.person_id}, 60, 60, 'test')`.execute(
    owner,
  )
  await sql`insert into assessment_column (school_id, academic_year, section_id, term, kind, position, published_at)
    values (${school_id}, ${thisYear}, ${literature.id}, 1, 'midterm', 1, ${frozenNow})`.execute(owner)
  await sql`insert into class_approval (school_id, academic_year, class_id, term, state, published_at)
    values (${school_id}, ${thisYear}, ${class_id}, 1, 'published', ${frozenNow})`.execute(owner)
  const ask = async (person: Person) =>
    (
      await person.ask<{ child: { results: { terms: { learning: number; learningWhy: object | null }[] }[] } }>(
        'query ($id: ID) { child(id: $id) { results { terms { learning learningWhy { attempts { level reached conditions { code found subjects } } } } } } }',
        { id: encodeChild(an.person_id) },
      )
    ).data!.child.results[0]!.terms[0]!
  await publish(1, 'regular_1', 'regular_2', 'regular_3', 'regular_4', 'midterm')
  expect(await ask(mother)).toEqual({ learning: 1, learningWhy: null })
  await publish(1, 'final')
  const { learningWhy } = await ask(mother)
  expect(learningWhy).toMatchObject({
    attempts: expect.arrayContaining([expect.objectContaining({ level: 1, reached: true })]),
  })
})

test("the year's average stays hidden while a mark of either term is", async () => {
  const { owner } = api
  await result(2, { regular_1: 80, midterm: 80, final: 80, average: 80 })
  await publish(1, 'regular_1', 'regular_2', 'regular_3', 'regular_4', 'midterm', 'final')
  await publish(2, 'regular_1', 'midterm')
  const own = {
    school_id,
    academic_year: thisYear,
    student_id: an.student_id,
    class_id,
    person_id: an.person_id,
    rule_version: 'test',
  }
  await owner
    .insertInto('year_result')
    .values({
      ...own,
      raw_level: 3,
      level: 3,
      adjusted_subject_id: null,
      conduct: 4,
      level_after: null,
      conduct_after: null,
      outcome: 'completed',
      outcome_decided_by: null,
      outcome_reason: null,
      title: null,
    })
    .execute()
  const { id: subject_id } = await owner
    .selectFrom('subject')
    .select('id')
    .where('code', '=', 'TOAN')
    .executeTakeFirstOrThrow()
  await owner
    .insertInto('subject_year_result')
    .values({
      ...own,
      subject_id,
      section_id: maths,
      assessment: 'scored',
      average: 81,
      passed: null,
      reassessed_average: null,
      reassessed_passed: null,
    })
    .execute()
  await sql`insert into class_approval (school_id, academic_year, class_id, term, state, published_at) values (${school_id}, ${thisYear}, ${class_id}, 0, 'published', ${frozenNow})`.execute(
    owner,
  )
  const year = async () => (await child(mother, an.person_id)).data!.child.results[0]!.year!
  expect((await year()).subjects).toEqual([{ average: null, why: null }])
  await publish(2, 'final')
  expect((await year()).subjects).toEqual([{ average: '8.1', why: { rule: 'circular-22-2021/9.1.b' } }])
})

test('absences come by month, and the homeroom teacher can be reached', async () => {
  const { owner } = api
  const ha = await aTeacher(owner, school_id, 'Phạm Thị Thu Hà')
  await anAssignment(owner, school_id, thisYear, ha, { class_id })
  await owner
    .insertInto('absence')
    .values({
      school_id,
      academic_year: thisYear,
      student_id: an.student_id,
      person_id: an.person_id,
      class_id,
      month: '2026-10-01',
      excused: 2,
      unexcused: 1,
    })
    .execute()
  const { data } = await child(mother, an.person_id)
  expect(data!.child.results[0]).toMatchObject({
    className: '9A2',
    absences: [{ month: '2026-10-01', excused: 2, unexcused: 1 }],
    contact: { teacher: { name: 'Phạm Thị Thu Hà' } },
  })
})

test("another family's child is not found, whoever asks and whatever id is given", async () => {
  const stranger = await api.as((await someone(api.owner, 'Người Lạ')).account_id)
  const teacher = await api.as(lan.account_id)
  for (const person of [otherParent, stranger, teacher])
    expect(codeOf(await child(person, an.person_id))).toBe('NOT_FOUND')
  for (const id of [an.student_id, encodeChild('x'), 'Q2hpbGQ6'])
    expect(codeOf(await mother.ask(childDocument, { id }))).toBe('NOT_FOUND')
  expect(codeOf(await api.visitor.ask(childDocument, { id: encodeChild(an.person_id) }))).toBe('UNAUTHENTICATED')
  expect(codeOf(await child(mother, an.person_id, 2019))).toBe('NOT_FOUND')
  expect(
    codeOf(await otherParent.ask('mutation ($id: ID!) { visitChild(id: $id) }', { id: encodeChild(an.person_id) })),
  ).toBe('NOT_FOUND')
})

test('all children of all schools stand under one sign-in, and no other', async () => {
  const elsewhere = await aSchool(
    api.owner,
    (
      await api.owner
        .selectFrom('unit_parent')
        .select('parent_id')
        .where('unit_id', '=', school_id)
        .executeTakeFirstOrThrow()
    ).parent_id,
    'THPT Chu Văn An',
  )
  const sister = await aPupil(api.owner, elsewhere, await aClass(api.owner, elsewhere, '10A1'), 'Nguyễn An Nhiên')
  await api.owner
    .insertInto('guardianship')
    .values({
      school_id: elsewhere,
      student_id: sister.student_id,
      child_id: sister.person_id,
      person_id: motherOf.person_id,
      kind: 'mother',
      full_name: 'Lê Thị Mai',
      claimed_at: frozenNow,
      valid_from: '2026-09-01',
    })
    .execute()
  await sql`update person set access_version = access_version + 1 where id = ${motherOf.person_id}`.execute(api.owner)
  const { data } = await mother.ask('{ children { name years { unitName className } } }')
  expect(data).toEqual({
    children: [
      { name: 'Nguyễn An Nhiên', years: [{ unitName: 'THPT Chu Văn An', className: '10A1' }] },
      { name: 'Nguyễn Hoàng An', years: [{ unitName: 'THCS Nguyễn Du', className: '9A2' }] },
    ],
  })
})

test('a pupil sees the same page of themself', async () => {
  const { owner } = api
  const { id: account_id } = await owner
    .insertInto('account')
    .values({ person_id: binh.person_id, login: 'hs.binh', display_name: 'Hà Văn Bình', state: 'active' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await owner
    .insertInto('post')
    .values({
      person_id: binh.person_id,
      role: 'pupil',
      unit_id: school_id,
      subject_ids: null,
      valid_from: '2026-09-01',
    })
    .execute()
  const pupil = await api.as(account_id)
  expect((await pupil.ask('{ children { name } child { name } }')).data).toEqual({
    children: [{ name: 'Hà Văn Bình' }],
    child: { name: 'Hà Văn Bình' },
  })
  expect(codeOf(await child(pupil, an.person_id))).toBe('NOT_FOUND')
})

test('what is new is told against the visit before this one', async () => {
  const look = async () => (await child(mother, an.person_id)).data!.child.lastVisit
  const visit = () => mother.ask('mutation ($id: ID!) { visitChild(id: $id) }', { id: encodeChild(an.person_id) })
  const after = (minutes: number) => api.at(new Date(frozenNow.getTime() + minutes * 60_000))
  expect(await look()).toBeNull()
  await visit()
  after(10)
  expect(await look()).toBeNull()
  await visit()
  after(10 + 24 * 60)
  expect(await look()).toBe(new Date(frozenNow.getTime() + 10 * 60_000).toISOString())
  await visit()
  after(15 + 24 * 60)
  expect(await look()).toBe(new Date(frozenNow.getTime() + 10 * 60_000).toISOString())
  api.at(frozenNow)
})

test('a guardian whose access has ended sees nothing from the next request on', async () => {
  const father = await aParent(api.owner, school_id, an, 'Nguyễn Văn Thành')
  const person = await api.as(father.account_id)
  expect((await child(person, an.person_id)).data?.child.name).toBe('Nguyễn Hoàng An')
  await sql`update guardianship set valid_to = '2026-11-25', end_reason = 'theo quyết định của toà' where person_id = ${father.person_id}`.execute(
    api.owner,
  )
  await sql`update person set access_version = access_version + 1 where id = ${father.person_id}`.execute(api.owner)
  expect(codeOf(await child(person, an.person_id))).toBe('NOT_FOUND')
  expect((await person.ask('{ children { name } child { name } }')).data).toEqual({ children: [], child: null })
})
