import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { frozenNow, useApi, type Person } from '../../../test/api.ts'
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
} from '../../../test/make.ts'
import { encodeClass, encodeUnit } from '../../organisation/public.ts'
import { encodeStudent } from '../keys.ts'
import { encodeBook } from '../gradebook/keys.ts'
import { encodeKey } from '../../../platform/key.ts'
import { publishedResults } from '../published.ts'
import { abilityOf } from '../../../platform/ability.ts'
import { modules } from '../../all.ts'
import { allPosts } from '../../../server/session.ts'

const api = useApi()
const who = {} as Record<'homeroom' | 'teacher' | 'principal' | 'office' | 'stranger' | 'standIn' | 'sở', Person>
let school_id: number
let slug: string
let class_id: number
let parent: { person_id: string; account_id: string }
let sections: { id: string; subject_id: number; code: string; scored: boolean; due: number }[]
let pupils: { student_id: string; person_id: string; id: string }[]

const scope = (term: number, more: object = {}) => ({
  unit: encodeUnit(school_id),
  academicYear: thisYear,
  term,
  ...more,
})
const scored = ['NGU_VAN', 'TOAN', 'NGOAI_NGU_1', 'GDCD', 'LS_DL', 'KHTN', 'CONG_NGHE', 'TIN_HOC']
const comments = ['GDTC', 'NGHE_THUAT']
const code = (answer: { errors?: { extensions?: { code?: string } }[] }) => answer.errors?.[0]?.extensions?.code

/** Fills a pupil's book of a subject and term with one mark, through the API. */
async function fill(
  pupil: number,
  subject: string,
  term: 1 | 2,
  value: string | null,
  was: string | null = null,
  reason: string | null = null,
) {
  const section = sections.find((it) => it.code === subject)!
  const columns = [...Array.from({ length: section.due }, (_, index) => `regular_${index + 1}`), 'midterm', 'final']
  const { data, errors } = await who.teacher.ask<{ recordMarks: { cells: { status: string }[] } }>(
    'mutation ($b: ID!, $id: UUID!, $c: [CellInput!]!, $r: String) { recordMarks(gradebook: $b, id: $id, source: typed, reason: $r, cells: $c) { cells { status refusal } } }',
    {
      b: encodeBook({ school_id, academic_year: thisYear, section_id: section.id, term }),
      id: randomUUID(),
      r: reason,
      c: columns.map((column) => ({ student: pupils[pupil]!.id, column, value, was })),
    },
  )
  expect(errors).toBeUndefined()
  expect(new Set(data?.recordMarks.cells.map((it) => it.status))).toEqual(new Set(['saved']))
}

async function fillAll(pupil: number, term: 1 | 2, marks: Record<string, string> = {}) {
  for (const subject of scored) await fill(pupil, subject, term, marks[subject] ?? '8.5')
  for (const subject of comments) await fill(pupil, subject, term, marks[subject] ?? 'Đ')
}

const resultsQuery = `query ($u: String!, $t: Int!) { classResults(unit: $u, academicYear: 2026, term: $t, class: "9a2") {
  approval { state reopenedAt } canSubmit canApprove computed
  pupils { student level rawLevel conduct outcome firstOutcome title levelAfter retestSubjects
    why { missing adjustment { applied subject levelWithout } attempts { level reached conditions { code holds found subjects } } }
    subjects { subject average passed exempt midtermState why { kind rule divisor terms { label value weight } missing { label why } } } } } }`
interface Results {
  classResults: {
    approval: { state: string; reopenedAt: string | null }
    canSubmit: boolean
    canApprove: boolean
    pupils: {
      student: string
      level: number | null
      rawLevel: number | null
      conduct: number | null
      outcome: string | null
      firstOutcome: string | null
      title: string | null
      levelAfter: number | null
      retestSubjects: number[]
      why: { missing: number[]; adjustment: { applied: boolean; subject: number | null } | null }
      subjects: {
        subject: number
        average: string | null
        passed: boolean | null
        exempt: boolean
        midtermState: string
        why: { kind: string; rule: string; divisor: number | null }
      }[]
    }[]
  }
}
const results = async (term: number, person = who.homeroom) =>
  (await person.ask<Results>(resultsQuery, { u: slug, t: term })).data!.classResults
const ask = (person: Person, document: string, variables: object = {}) =>
  person.ask<Record<string, { classes: number; pupils: number; unchanged: number; incomplete: number }>>(
    document,
    variables as Record<string, unknown>,
  )
const verb = (person: Person, name: string, term: number, more = '', scoped: object = {}) =>
  ask(
    person,
    `mutation ($s: ResultScopeInput!) { ${name}(scope: $s${more}) { classes pupils unchanged incomplete } }`,
    { s: scope(term, scoped) },
  )
const judge = async (
  pupil: number,
  term: number,
  level: number | null,
  wasLevel: number | null = null,
  more: object = {},
  reason: string | null = null,
  person = who.homeroom,
) =>
  person.ask<{
    recordConduct: { rows: { status: string; refusal: string | null; level: number | null; by: string | null }[] }
  }>(
    'mutation ($c: ID!, $t: Int!, $r: String, $rows: [ConductInput!]!) { recordConduct(class: $c, academicYear: 2026, term: $t, reason: $r, rows: $rows) { rows { status refusal level by } } }',
    {
      c: encodeClass({ school_id, class_id }),
      t: term,
      r: reason,
      rows: [{ student: pupils[pupil]!.id, level, wasLevel, ...more }],
    },
  )
const read = async (term = 1) => {
  const posts = await allPosts(api.owner, modules, parent.person_id, '2026-11-25', frozenNow)
  const ability = abilityOf(
    posts,
    modules.flatMap((module) => module.grants ?? []),
  )
  const ctx = {
    db: api.owner,
    ability,
    posts,
    now: frozenNow,
    today: '2026-11-25',
    zone: 'Asia/Ho_Chi_Minh',
    locale: 'vi' as const,
    account: null,
    origin: { address: null, request_id: null, session: null },
  }
  const [school] = await publishedResults(ctx, pupils[0]!.person_id, thisYear)
  return { school, term: school?.terms.find((it) => it.term === term) }
}

beforeAll(async () => {
  const { owner } = api
  const { commune, department } = await aProvince(owner)
  school_id = await aSchool(owner, commune)
  const elsewhere = await aSchool(owner, commune, 'THCS Lê Lợi')
  slug = (await owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow()).slug
  class_id = await aClass(owner, school_id, '9A2')
  const homeroom = await aTeacher(owner, school_id, 'Nguyễn Thị Hồng')
  const teacher = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  await anAssignment(owner, school_id, thisYear, homeroom, { class_id })
  sections = []
  for (const subject of [...scored, ...comments]) {
    const id = await aSection(owner, school_id, class_id, subject, teacher)
    const found = await owner.selectFrom('section').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    sections.push({
      id,
      subject_id: found.subject_id,
      code: subject,
      scored: found.assessment === 'scored',
      due: found.regular_due,
    })
  }
  pupils = []
  for (const name of ['Nguyễn Hoàng Anh', 'Đặng Quốc Cường', 'Trần Hải Đăng']) {
    const pupil = await aPupil(owner, school_id, class_id, name)
    pupils.push({ ...pupil, id: encodeStudent({ school_id, student_id: pupil.student_id }) })
  }
  parent = await aParent(owner, school_id, pupils[0]!, 'Nguyễn Văn Ba')
  const people = {
    homeroom,
    teacher,
    principal: await someone(owner, 'Phạm Quốc Hùng', { role: 'principal', unit_id: school_id }),
    office: await someone(owner, 'Đỗ Văn An', { role: 'school_administrator', unit_id: school_id }),
    stranger: await someone(owner, 'Vũ Thị Hoa', { role: 'principal', unit_id: elsewhere }),
    standIn: await someone(owner, 'Chuyên viên', { role: 'stand_in', unit_id: school_id }),
    sở: await someone(owner, 'Quản trị sở', { role: 'administrator', unit_id: department }),
  }
  for (const [key, person] of Object.entries(people)) who[key as keyof typeof who] = await api.as(person.account_id)
  await fillAll(0, 1)
  await fillAll(1, 1, { LS_DL: '4.7' })
  await fillAll(2, 1, { TOAN: '3.4', KHTN: '3.3' })
}, 60_000)

const subjectOf = (name: string) => sections.find((it) => it.code === name)!.subject_id

test('a class shows each level with its reasons: by the marks, raised by one subject alone, and not reached', async () => {
  const { pupils: rows } = await results(1)
  expect(rows.map((row) => [row.rawLevel, row.level])).toEqual([
    [4, 4],
    [2, 3],
    [1, 1],
  ])
  expect(rows[1]!.why.adjustment).toMatchObject({ applied: true, subject: subjectOf('LS_DL') })
  const maths = rows[0]!.subjects.find((it) => it.subject === subjectOf('TOAN'))!
  expect(maths).toMatchObject({ average: '8.5', why: { kind: 'average', rule: 'circular-22-2021/9.1.b', divisor: 9 } })
})

test('another school, a teacher of the class and a parent find no class results', async () => {
  for (const person of [who.stranger, who.teacher, await api.as(parent.account_id)])
    expect(code(await person.ask(resultsQuery, { u: slug, t: 1 }))).toBe('NOT_FOUND')
})

test('conduct is saved per row with conflicts, grounds for Chưa đạt, and only by the homeroom teacher', async () => {
  expect(code(await judge(0, 1, 4, null, {}, null, who.teacher))).toBe('NOT_FOUND')
  expect(code(await judge(0, 1, 4, null, {}, null, who.standIn))).toBe('NOT_FOUND')
  expect((await judge(0, 1, 4)).data?.recordConduct.rows).toMatchObject([{ status: 'saved', level: 4 }])
  expect((await judge(0, 1, 4)).data?.recordConduct.rows).toMatchObject([{ status: 'already' }])
  expect((await judge(0, 1, 3)).data?.recordConduct.rows).toMatchObject([
    { status: 'conflict', level: 4, by: 'Nguyễn Thị Hồng' },
  ])
  expect((await judge(2, 1, 1)).data?.recordConduct.rows).toMatchObject([
    { status: 'refused', refusal: 'conduct.refused.grounds_needed' },
  ])
  expect((await judge(2, 1, 2, null, { grounds: 'Có tiến bộ sau nhắc nhở' })).data?.recordConduct.rows).toMatchObject([
    { status: 'saved' },
  ])
})

test('results are handed in by the homeroom teacher, refused by name while conduct lacks', async () => {
  const refused = await verb(who.homeroom, 'submitResults', 1)
  expect(code(refused)).toBe('INVALID')
  expect(refused.errors?.[0]?.extensions?.violations?.[0]?.message).toBe('Đặng Quốc Cường: chưa có rèn luyện.')
  await judge(1, 1, 4)
  expect(code(await verb(who.teacher, 'submitResults', 1))).toBe('NOT_FOUND')
  expect((await verb(who.homeroom, 'submitResults', 1)).data?.submitResults).toMatchObject({
    classes: 1,
    pupils: 3,
    incomplete: 0,
  })
})

test.each(['homeroom', 'office', 'stranger', 'standIn', 'teacher'] as const)(
  '%s can neither approve nor publish results',
  async (person) => {
    for (const name of ['approveResults', 'publishResults'])
      expect(code(await verb(who[person], name, 1)), name).toBe('NOT_FOUND')
    expect((await results(1)).approval.state).toBe('submitted')
  },
)

test('the principal approves a school in one action: levels, version and facts are written, and equal the rules', async () => {
  expect((await verb(who.principal, 'approveResults', 1)).data?.approveResults).toMatchObject({
    classes: 1,
    pupils: 3,
    unchanged: 0,
  })
  const stored = await api.owner
    .selectFrom('term_result')
    .select(['student_id', 'raw_level', 'level', 'rule_version'])
    .where('term', '=', 1)
    .execute()
  const live = (await results(1)).pupils
  for (const row of stored) {
    const pupil = live.find((it) => it.student === encodeStudent({ school_id, student_id: row.student_id }))
    expect([row.raw_level, row.level, row.rule_version]).toEqual([pupil?.rawLevel, pupil?.level, 'circular-22-2021.1'])
  }
  expect(stored).toHaveLength(3)
  await api.settle()
  const facts = await api.owner
    .selectFrom('pupil_fact')
    .select(['approved', 'level', 'conduct'])
    .where('term', '=', 1)
    .execute()
  expect(facts.map((it) => [it.approved, it.level, it.conduct]).toSorted()).toEqual([
    [true, 1, 2],
    [true, 3, 4],
    [true, 4, 4],
  ])
  const { data } = await who.principal.ask<{
    schoolResults: { classes: { levels: number[]; state: string; judged: number; completeBooks: number }[] }
  }>(
    'query ($u: String!) { schoolResults(unit: $u, academicYear: 2026, term: 1) { classes { levels state judged completeBooks } } }',
    { u: slug },
  )
  expect(data?.schoolResults.classes[0]).toEqual({
    levels: [1, 1, 0, 1],
    state: 'approved',
    judged: 3,
    completeBooks: 10,
  })
})

test('parents see marks, averages, levels and conduct only as far as each is published', async () => {
  expect((await read()).term?.subjects.every((it) => it.columns.length === 0 && it.average === null)).toBe(true)
  expect((await read()).term).toMatchObject({ learning: null, conduct: null })
  const maths = sections.find((it) => it.code === 'TOAN')!
  const publish = (columns: object | null) =>
    who.teacher.ask(
      'mutation ($s: BookScopeInput!, $c: ColumnScopeInput) { publishColumns(scope: $s, columns: $c) { columns } }',
      {
        s: { ...scope(1), books: [encodeBook({ school_id, academic_year: thisYear, section_id: maths.id, term: 1 })] },
        c: columns,
      },
    )
  await publish({ kind: 'midterm' })
  const midterm = (await read()).term!.subjects.find((it) => it.subject_id === maths.subject_id)!
  expect(midterm.columns.map((it) => [it.kind, it.value])).toEqual([['midterm', 85]])
  expect(midterm.average).toBeNull()
  await publish(null)
  const whole = (await read()).term!.subjects.find((it) => it.subject_id === maths.subject_id)!
  expect(whole).toMatchObject({ average: 85, explanation: { kind: 'average', divisor: 9 } })
  expect((await verb(who.principal, 'publishResults', 1)).data?.publishResults).toMatchObject({ classes: 1 })
  expect((await read()).term).toMatchObject({
    learning: { level: 4 },
    conduct: { level: 4 },
    published_by: 'Phạm Quốc Hùng',
  })
})

test('a mark changed after publishing shows both values and the reason, and takes the approval back', async () => {
  await fill(0, 'TOAN', 1, '9.0', '8.5', 'chấm lại bài')
  const { term } = await read()
  const maths = term!.subjects.find((it) => it.subject_id === subjectOf('TOAN'))!
  expect(maths.corrections).toHaveLength(6)
  expect(maths.corrections[0]).toMatchObject({ before: '8.5', after: '9.0', reason: 'chấm lại bài' })
  expect(term).toMatchObject({ learning: null, conduct: null })
  const { approval } = await results(1)
  expect(approval.state).toBe('submitted')
  expect(approval.reopenedAt).not.toBeNull()
  await api.settle()
  const facts = await api.owner.selectFrom('pupil_fact').select('approved').where('term', '=', 1).execute()
  expect(new Set(facts.map((it) => it.approved))).toEqual(new Set([false]))
})

test('after approval conduct changes only with a reason, and takes the approval back as well', async () => {
  await verb(who.principal, 'approveResults', 1)
  expect((await judge(1, 1, 3, 4)).data?.recordConduct.rows).toMatchObject([
    { status: 'refused', refusal: 'conduct.refused.reason_needed' },
  ])
  expect((await judge(1, 1, 3, 4, {}, 'ghi nhầm mức')).data?.recordConduct.rows).toMatchObject([{ status: 'saved' }])
  expect((await results(1)).approval.state).toBe('submitted')
  expect(
    (await verb(who.principal, 'returnResults', 1, ', reason: "xem lại em Cường"')).data?.returnResults,
  ).toMatchObject({ classes: 1 })
  expect((await results(1)).approval.state).toBe('open')
})

test('a missed test waits for its make-up, is made up, or is zero by rule; each with a reason in the history', async () => {
  const literature = sections.find((it) => it.code === 'NGU_VAN')!
  const book = encodeBook({ school_id, academic_year: thisYear, section_id: literature.id, term: 2 })
  const event = (person: Person, name: string, value: string | null = null, reason = 'ốm có giấy viện') =>
    person.ask(
      'mutation ($b: ID!, $s: ID!, $e: TestEvent!, $v: String, $r: String!) { recordTestEvent(gradebook: $b, student: $s, column: "final", event: $e, value: $v, reason: $r) }',
      { b: book, s: pupils[0]!.id, e: name, v: value, r: reason },
    )
  expect(code(await event(who.homeroom, 'missed_with_reason'))).toBe('NOT_FOUND')
  expect(code(await event(who.stranger, 'missed_with_reason'))).toBe('NOT_FOUND')
  expect(code(await event(who.teacher, 'missed_with_reason', null, ''))).toBe('INVALID')
  expect((await event(who.teacher, 'missed_with_reason')).data).toEqual({ recordTestEvent: true })
  expect((await event(who.principal, 'not_made_up', null, 'không dự kiểm tra bù')).data).toEqual({
    recordTestEvent: true,
  })
  const row = () =>
    api.owner
      .selectFrom('subject_result')
      .select(['final', 'final_state'])
      .where('section_id', '=', literature.id)
      .where('term', '=', 2)
      .where('student_id', '=', pupils[0]!.student_id)
      .executeTakeFirstOrThrow()
  expect(await row()).toEqual({ final: 0, final_state: 'zero_by_rule' })
  await event(who.principal, 'reason_accepted', null, 'bổ sung giấy viện')
  expect(code(await event(who.teacher, 'made_up', '11'))).toBe('INVALID')
  await event(who.teacher, 'made_up', '7,5', 'kiểm tra bù ngày 12/5')
  expect(await row()).toEqual({ final: 75, final_state: 'made_up' })
  const history = await api.owner
    .selectFrom('mark_change')
    .select(['before', 'after', 'reason', 'source'])
    .where('section_id', '=', literature.id)
    .where('term', '=', 2)
    .orderBy('position')
    .execute()
  expect(history.map((it) => [it.before, it.after])).toEqual([
    [null, 'V'],
    ['V', '0.0'],
    ['0.0', 'V'],
    ['V', '7.5'],
  ])
  expect(history.at(-1)).toMatchObject({ reason: 'kiểm tra bù ngày 12/5', source: 'decided' })
  await event(who.teacher, 'withdrawn', null, 'ghi nhầm học sinh')
})

test('the principal exempts on papers: practice leaves the subject in, a whole subject needs a disability and leaves it out', async () => {
  const exempt = (person: Person, pupil: number, subject: string, whole: boolean) =>
    person.ask(
      'mutation ($s: ID!, $n: Int!, $w: Boolean!) { exemptPupil(student: $s, academicYear: 2026, subject: $n, wholeSubject: $w, document: "Đơn và giấy ra viện 12/11/2026") }',
      {
        s: pupils[pupil]!.id,
        n: subjectOf(subject),
        w: whole,
      },
    )
  expect(code(await exempt(who.homeroom, 2, 'GDTC', false))).toBe('NOT_FOUND')
  expect(code(await exempt(who.stranger, 2, 'GDTC', false))).toBe('NOT_FOUND')
  expect(code(await exempt(who.principal, 2, 'TOAN', false))).toBe('INVALID')
  expect((await exempt(who.principal, 2, 'GDTC', false)).data).toEqual({ exemptPupil: true })
  expect(code(await exempt(who.principal, 2, 'TOAN', true))).toBe('INVALID')
  await api.owner
    .updateTable('student')
    .set({ disability: 'vận động' })
    .where('id', '=', pupils[2]!.student_id)
    .execute()
  expect((await exempt(who.principal, 2, 'TOAN', true)).data).toEqual({ exemptPupil: true })
  const pupil = (await results(1)).pupils[2]!
  expect(pupil.subjects.find((it) => it.subject === subjectOf('TOAN'))).toMatchObject({ exempt: true, average: null })
  expect(pupil.subjects.find((it) => it.subject === subjectOf('GDTC'))).toMatchObject({ exempt: false, passed: true })
  const { id } = await api.owner
    .selectFrom('exemption')
    .select('id')
    .where('extent', '=', 'subject')
    .executeTakeFirstOrThrow()
  const end = (person: Person) =>
    person.ask('mutation ($id: ID!) { endExemption(id: $id, reason: "học lại được") }', {
      id: encodeKey('Exemption', [school_id, id]),
    })
  expect(code(await end(who.office))).toBe('NOT_FOUND')
  expect((await end(who.principal)).data).toEqual({ endExemption: true })
  expect((await results(1)).pupils[2]!.subjects.find((it) => it.subject === subjectOf('TOAN'))).toMatchObject({
    exempt: false,
    average: '3.4',
  })
  await api.owner.updateTable('student').set({ disability: null }).where('id', '=', pupils[2]!.student_id).execute()
})

test('the year: titles, who is re-assessed, both results kept after the summer, and the outcome that follows', async () => {
  await fillAll(0, 2, Object.fromEntries(scored.map((subject) => [subject, '9.5'])))
  await fillAll(1, 2)
  await fillAll(2, 2, { TOAN: '3.4', KHTN: '3.3' })
  for (const pupil of [0, 1, 2]) await judge(pupil, 2, 4)
  const year = await results(0)
  expect(year.pupils.map((it) => [it.level, it.conduct, it.outcome, it.title])).toEqual([
    [4, 4, 'completed', 'excellent'],
    [4, 4, 'completed', 'good'],
    [1, 3, 'reassessment', null],
  ])
  expect(year.pupils[2]!.retestSubjects).toEqual([subjectOf('TOAN'), subjectOf('KHTN')])
  const retest = (person: Person, subject: string, value: string | null) =>
    person.ask(
      'mutation ($c: ID!, $s: ID!, $n: Int!, $v: String) { recordRetest(class: $c, student: $s, academicYear: 2026, subject: $n, value: $v) }',
      {
        c: encodeClass({ school_id, class_id }),
        s: pupils[2]!.id,
        n: subjectOf(subject),
        v: value,
      },
    )
  expect(code(await retest(who.office, 'TOAN', '6.0'))).toBe('INVALID')
  await verb(who.homeroom, 'submitResults', 0)
  await verb(who.principal, 'approveResults', 0)
  await verb(who.principal, 'publishResults', 0)
  expect(code(await retest(who.homeroom, 'TOAN', '6.0'))).toBe('NOT_FOUND')
  expect(code(await retest(who.office, 'GDCD', '6.0'))).toBe('INVALID')
  expect((await retest(who.office, 'TOAN', '6.0')).data).toEqual({ recordRetest: true })
  expect((await retest(who.office, 'KHTN', '5.5')).data).toEqual({ recordRetest: true })
  const after = await results(0)
  expect(after.approval.state).toBe('submitted')
  expect(after.pupils[2]).toMatchObject({ level: 1, firstOutcome: 'reassessment', outcome: 'completed' })
  expect(after.pupils[2]!.levelAfter).toBeGreaterThan(1)
  await verb(who.principal, 'approveResults', 0)
  const stored = await api.owner
    .selectFrom('year_result')
    .selectAll()
    .where('student_id', '=', pupils[2]!.student_id)
    .executeTakeFirstOrThrow()
  expect(stored).toMatchObject({
    level: 1,
    level_after: after.pupils[2]!.levelAfter,
    outcome: 'completed',
    title: null,
  })
  const subject = await api.owner
    .selectFrom('subject_year_result')
    .selectAll()
    .where('student_id', '=', pupils[2]!.student_id)
    .where('subject_id', '=', subjectOf('TOAN'))
    .executeTakeFirstOrThrow()
  expect(subject).toMatchObject({ average: 34, reassessed_average: 60 })
  const lists = await who.principal.ask<{
    yearLists: {
      titles: { fullName: string; title: string }[]
      remedies: { fullName: string; retests: { before: string; after: string }[] }[]
    }
  }>(
    'query ($u: String!) { yearLists(unit: $u, academicYear: 2026) { titles { fullName title } remedies { fullName retests { before after } } } }',
    { u: slug },
  )
  expect(lists.data?.yearLists.titles).toEqual([
    { fullName: 'Nguyễn Hoàng Anh', title: 'excellent' },
    { fullName: 'Đặng Quốc Cường', title: 'good' },
  ])
  expect(lists.data?.yearLists.remedies).toMatchObject([
    {
      fullName: 'Trần Hải Đăng',
      retests: [
        { before: '3.4', after: '6.0' },
        { before: '3.3', after: '5.5' },
      ],
    },
  ])
})

test('summer conduct only for those who train, and an outcome only for a pupil with a disability, both by the principal', async () => {
  const key = { c: encodeClass({ school_id, class_id }), s: pupils[1]!.id }
  const summer =
    'mutation ($c: ID!, $s: ID!) { decideSummerConduct(class: $c, student: $s, academicYear: 2026, level: 2, reason: "hoàn thành rèn luyện") }'
  const outcome =
    'mutation ($c: ID!, $s: ID!) { decideOutcome(class: $c, student: $s, academicYear: 2026, promoted: false, reason: "theo kế hoạch giáo dục cá nhân") }'
  for (const document of [summer, outcome]) {
    expect(code(await ask(who.homeroom, document, key))).toBe('NOT_FOUND')
    expect(code(await ask(who.standIn, document, key))).toBe('NOT_FOUND')
    expect(code(await ask(who.principal, document, key))).toBe('INVALID')
  }
  await judge(1, 2, 1, 4, { grounds: 'Vi phạm nghiêm trọng' }, 'kỉ luật cuối năm')
  expect((await results(0)).pupils[1]).toMatchObject({ conduct: 1, outcome: 'summer_training' })
  expect((await ask(who.principal, summer, key)).data).toEqual({ decideSummerConduct: true })
  expect((await results(0)).pupils[1]).toMatchObject({
    conduct: 1,
    firstOutcome: 'summer_training',
    outcome: 'completed',
  })
  await api.owner
    .updateTable('student')
    .set({ disability: 'trí tuệ' })
    .where('id', '=', pupils[1]!.student_id)
    .execute()
  expect((await ask(who.principal, outcome, key)).data).toEqual({ decideOutcome: true })
  expect((await results(0)).pupils[1]).toMatchObject({ outcome: 'retained' })
})

test('the department reads a doubtful place in its own way, and results follow from the year on', async () => {
  const set =
    'mutation { setPolicyReading(name: "singleCommentSubject", value: "does_not_count", fromYear: 2026, source: "Công văn 123/SGDĐT") }'
  expect(code(await ask(who.principal, set))).toBe('NOT_FOUND')
  const wrong =
    'mutation { setPolicyReading(name: "singleCommentSubject", value: "maybe", fromYear: 2026, source: "Công văn 123/SGDĐT") }'
  expect(code(await ask(who['sở'], wrong))).toBe('INVALID')
  await fill(0, 'GDTC', 1, 'CĐ', 'Đ', 'sửa đánh giá')
  expect((await results(1)).pupils[0]).toMatchObject({ rawLevel: 2, level: 3 })
  expect((await ask(who['sở'], set)).data).toEqual({ setPolicyReading: expect.any(String) })
  expect((await results(1)).pupils[0]).toMatchObject({ rawLevel: 2, level: 2 })
})
