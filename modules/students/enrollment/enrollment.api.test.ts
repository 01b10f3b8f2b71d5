import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, anAssignment, thisYear } from '../../../test/make.ts'
import { encodeClass } from '../../organisation/public.ts'
import { encodeBook } from '../gradebook/keys.ts'
import { encodeStudent } from '../keys.ts'

const api = useApi()
let school_id: number
let a1: number
let a2: number
let lastYears: number
let office: Person
let homeroom: Person
let stranger: Person

const pupil = async (name: string, class_id = a1) => {
  const { student_id } = await aPupil(api.owner, school_id, class_id, name)
  return encodeStudent({ school_id, student_id })
}
const klass = (class_id: number) => encodeClass({ school_id, class_id })

const answer = `{ change overfull classSize classLimit student { seat { className number status startsOn endsOn } enrollments { className status startsOn endsOn endReason number } } }`
const changeClass = `mutation ($s: ID!, $c: ID!, $on: LocalDate!) { changeClass(student: $s, class: $c, on: $on, reason: "Xin chuyển") ${answer} }`
const leave = `mutation ($s: ID!, $kind: LeaveKind!, $on: LocalDate!, $reason: String!) { leaveSchool(student: $s, kind: $kind, on: $on, reason: $reason) ${answer} }`
const back = `mutation ($s: ID!, $c: ID!, $on: LocalDate!) { returnToSchool(student: $s, class: $c, on: $on) ${answer} }`
const enrol = `mutation ($s: ID!, $c: ID!, $on: LocalDate!) { enrolStudent(student: $s, class: $c, on: $on) ${answer} }`

const classOf = async (id: string) => {
  const student_id = Buffer.from(id, 'base64url').toString().split(':')[2]!
  return (
    await api.owner.selectFrom('student').select('class_id').where('id', '=', student_id).executeTakeFirstOrThrow()
  ).class_id
}

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  school_id = await aSchool(owner, commune)
  a1 = await aClass(owner, school_id, '6A1')
  a2 = await aClass(owner, school_id, '6A2')
  lastYears = await aClass(owner, school_id, '6A1', thisYear - 1)
  const lead = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  await anAssignment(owner, school_id, thisYear, lead, { class_id: a1 })
  homeroom = await api.as(lead.account_id)
  office = await api.as((await aTeacher(owner, school_id, 'Hà Thị Giáo Vụ', 'school_administrator')).account_id)
  const other = await aSchool(owner, commune, 'THCS Văn Lang')
  stranger = await api.as((await aTeacher(owner, other, 'Vũ Đức Việt', 'principal')).account_id)
})

test('marks of the running term come along into the next class, count there, and go back with the pupil', async () => {
  const [from, into] = [await aClass(api.owner, school_id, '8A5'), await aClass(api.owner, school_id, '8A6')]
  const before = await aTeacher(api.owner, school_id, 'Đỗ Thị Trước')
  const after = await aTeacher(api.owner, school_id, 'Đỗ Thị Sau')
  const books = [
    {
      section_id: await aSection(api.owner, school_id, from, 'TOAN', before),
      teacher: await api.as(before.account_id),
    },
    { section_id: await aSection(api.owner, school_id, into, 'TOAN', after), teacher: await api.as(after.account_id) },
  ].map((it) => ({
    ...it,
    book: encodeBook({ school_id, academic_year: thisYear, section_id: it.section_id, term: 1 }),
  }))
  const [old, next] = [books[0]!, books[1]!]
  const id = await pupil('Lê Thị Mang Điểm', from)
  const save = (at: typeof old, column: string, was: string | null, value: string) =>
    at.teacher.ask<{ recordMarks: { cells: { status: string }[] } }>(
      `mutation ($book: ID!, $id: UUID!, $cells: [CellInput!]!) { recordMarks(gradebook: $book, id: $id, source: typed, cells: $cells) { cells { status } } }`,
      { book: at.book, id: randomUUID(), cells: [{ student: id, column, was, value }] },
    )
  const rowIn = async (at: typeof old) => {
    const { data } = await at.teacher.ask<{
      gradebook: { rows: { student: string; leftOn: string | null; cells: (string | null)[] }[] }
    }>(`query ($id: ID!) { gradebook(id: $id) { rows { student leftOn cells } } }`, { id: at.book })
    return data!.gradebook.rows.find(({ student }) => student === id)
  }
  expect((await save(old, 'regular_1', null, '7.5')).data?.recordMarks.cells[0]?.status).toBe('saved')
  expect((await save(old, 'midterm', null, '6.0')).data?.recordMarks.cells[0]?.status).toBe('saved')

  const move = () =>
    office.ask<{ changeClass: { change: string } }>(changeClass, { s: id, c: klass(into), on: '2026-11-02' })
  const { change } = (await move()).data!.changeClass
  expect((await rowIn(next))?.cells).toEqual(expect.arrayContaining(['7.5', '6.0']))
  expect((await rowIn(old))?.leftOn).toBe('2026-11-01')
  const history = await api.owner
    .selectFrom('mark_change')
    .select(['column', 'after', 'source'])
    .where('section_id', '=', next.section_id)
    .orderBy('position')
    .execute()
  expect(history).toEqual([
    { column: 'regular_1', after: '7.5', source: 'carried' },
    { column: 'midterm', after: '6.0', source: 'carried' },
  ])

  expect((await office.ask(undo, { c: change })).errors).toBeUndefined()
  expect(await rowIn(next)).toBeUndefined()
  expect((await rowIn(old))?.cells).toEqual(expect.arrayContaining(['7.5', '6.0']))

  const again = (await move()).data!.changeClass.change
  expect((await save(next, 'regular_2', null, '8.0')).data?.recordMarks.cells[0]?.status).toBe('saved')
  expect((await office.ask(undo, { c: again })).errors?.[0]?.extensions?.code).toBe('CONFLICT')
})

test('a change of class ends one place, opens the next one the day after, and keeps the record in its class of today', async () => {
  const id = await pupil('Nguyễn Văn Chuyển')
  const { data, errors } = await office.ask<{ changeClass: object }>(changeClass, {
    s: id,
    c: klass(a2),
    on: '2026-11-02',
  })
  expect(errors).toBeUndefined()
  expect(data?.changeClass).toMatchObject({
    overfull: false,
    classLimit: 45,
    student: {
      seat: { className: '6A2', number: 1, status: 'studying', startsOn: '2026-11-02' },
      enrollments: [
        { className: '6A2', status: 'studying', startsOn: '2026-11-02', endsOn: null },
        {
          className: '6A1',
          status: 'moved_class',
          startsOn: '2026-09-05',
          endsOn: '2026-11-01',
          endReason: 'Xin chuyển',
        },
      ],
    },
  })
  expect(await classOf(id)).toBe(a2)
})

test('absences follow a pupil into the new class, and back when the move is taken back', async () => {
  const id = await pupil('Nguyễn Văn Vắng')
  const student_id = Buffer.from(id, 'base64url').toString().split(':')[2]!
  const { person_id } = await api.owner
    .selectFrom('student')
    .select('person_id')
    .where('id', '=', student_id)
    .executeTakeFirstOrThrow()
  await api.owner
    .insertInto('absence')
    .values({
      school_id,
      academic_year: thisYear,
      student_id,
      person_id,
      class_id: a1,
      month: '2026-09-01',
      excused: 3,
    })
    .execute()
  const classes = () =>
    api.owner.selectFrom('absence').select('class_id').where('student_id', '=', student_id).execute()
  const move = async () =>
    (await office.ask<{ changeClass: { change: string } }>(changeClass, { s: id, c: klass(a2), on: '2026-11-02' }))
      .data!.changeClass.change
  const first = await move()
  expect(await classes()).toEqual([{ class_id: a2 }])
  expect((await office.ask(undo, { c: first })).data).toEqual({ undoStudents: true })
  expect(await classes()).toEqual([{ class_id: a1 }])

  const second = await move()
  const entered = { school_id, academic_year: thisYear, student_id, person_id, class_id: a2, unexcused: 1 }
  await api.owner
    .insertInto('absence')
    .values({ ...entered, month: '2026-11-01' })
    .execute()
  expect((await office.ask(undo, { c: second })).errors?.[0]?.extensions?.code).toBe('CONFLICT')
})

test('a pupil who leaves loses the class and comes back with the same number', async () => {
  const id = await pupil('Trần Thị Về')
  const before = await office.ask<{ student: { seat: { number: number } } }>(
    'query ($id: ID!) { student(id: $id) { seat { number } } }',
    { id },
  )
  const left = await office.ask<{ leaveSchool: object }>(leave, {
    s: id,
    kind: 'deferred',
    on: '2026-11-10',
    reason: 'Chữa bệnh',
  })
  expect(left.data?.leaveSchool).toMatchObject({ student: { seat: { status: 'deferred', endsOn: '2026-11-10' } } })
  expect(await classOf(id)).toBeNull()
  const early = await office.ask(back, { s: id, c: klass(a1), on: '2026-11-10' })
  expect(early.errors?.[0]?.extensions?.violations?.[0]?.path).toBe('on')
  const { data } = await office.ask<{ returnToSchool: object }>(back, { s: id, c: klass(a1), on: '2026-11-24' })
  expect(data?.returnToSchool).toMatchObject({
    student: { seat: { className: '6A1', status: 'studying', number: before.data?.student.seat.number } },
  })
  expect(await classOf(id)).toBe(a1)
})

test.each([
  [changeClass, { on: '2026-11-30' }, 'on', 'a day to come'],
  [changeClass, { on: '2026-09-05' }, 'on', 'the first day itself'],
  [leave, { on: '2026-11-01', kind: 'left', reason: ' a ' }, 'reason', 'no reason'],
  [leave, { on: '2026-08-01', kind: 'left', reason: 'Theo gia đình' }, 'on', 'a day before the class'],
  [enrol, { on: '2026-11-01' }, 'class', 'a place while another runs'],
  [back, { on: '2026-11-01' }, 'class', 'a return of one who never left'],
] as [string, object, string, string][])('%#: %s is refused with its reason', async (document, input, path) => {
  const id = await pupil('Lê Văn Sai')
  const { errors } = await office.ask(document, { s: id, c: klass(a2), ...input })
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', violations: [{ path }] })
})

test('a class beyond 45 is told and not stopped', async () => {
  const full = await aClass(api.owner, school_id, '7A1')
  for (let count = 0; count < 45; count++) await aPupil(api.owner, school_id, full, `Phạm Văn Đông ${count}`)
  const id = await pupil('Nguyễn Thị Thêm')
  const { data } = await office.ask<{ changeClass: object }>(changeClass, { s: id, c: klass(full), on: '2026-11-02' })
  expect(data?.changeClass).toMatchObject({ classSize: 46, overfull: true })
})

test('numbers are given anew in Vietnamese order, and those who left come last', async () => {
  const room = await aClass(api.owner, school_id, '8A1')
  const ids: string[] = []
  for (const name of ['Đỗ Văn Đạt', 'Lê Văn An', 'Trần Văn Dũng', 'Hà Thị Ân']) ids.push(await pupil(name, room))
  await office.ask(leave, { s: ids[1], kind: 'transferred', on: '2026-10-01', reason: 'Theo gia đình' })
  const done = await office.ask('mutation ($c: ID!) { renumberClass(class: $c) { change } }', { c: klass(room) })
  expect(done.errors).toBeUndefined()
  const { rows } = await sql<{ given_name: string; number: number }>`
    select s.given_name, e.number from enrollment e join student s on s.id = e.student_id where e.class_id = ${room} order by e.number`.execute(
    api.owner,
  )
  expect(rows.map((row) => row.given_name)).toEqual(['Ân', 'Dũng', 'Đạt', 'An'])
  expect(rows.map((row) => row.number)).toEqual([1, 2, 3, 4])
})

test('only the school moves its pupils, and never into a class of another', async () => {
  const id = await pupil('Ngô Văn Yên')
  const theirs = await aClass(api.owner, await aSchool(api.owner, 1, 'THCS Khác'), '6B1')
  const foreign = encodeClass({ school_id: school_id + 1, class_id: theirs })
  const answers = await Promise.all([
    homeroom.ask(changeClass, { s: id, c: klass(a2), on: '2026-11-02' }),
    stranger.ask(changeClass, { s: id, c: klass(a2), on: '2026-11-02' }),
    stranger.ask(leave, { s: id, kind: 'left', on: '2026-11-02', reason: 'Phá' }),
    stranger.ask('mutation ($c: ID!) { renumberClass(class: $c) { change } }', { c: klass(a1) }),
    homeroom.ask('mutation ($c: ID!) { renumberClass(class: $c) { change } }', { c: klass(a1) }),
    office.ask(changeClass, { s: id, c: foreign, on: '2026-11-02' }),
    office.ask(changeClass, { s: id, c: encodeClass({ school_id, class_id: theirs }), on: '2026-11-02' }),
    office.ask(changeClass, { s: id, c: 'rubbish', on: '2026-11-02' }),
  ])
  expect(answers.map(({ errors }) => errors?.[0]?.extensions?.code)).toEqual(Array(answers.length).fill('NOT_FOUND'))
})

test('a place in a class of last year is outside that year', async () => {
  const id = await pupil('Lý Thị Cũ')
  const { errors } = await office.ask(enrol, { s: id, c: klass(lastYears), on: '2026-11-02' })
  expect(errors?.[0]?.extensions?.violations?.[0]?.path).toBe('on')
})

const undo = 'mutation ($c: ID!) { undoStudents(change: $c) }'

test('each move can be taken back once, by who may make it, and the class of today comes back with it', async () => {
  const id = await pupil('Vi Văn Hoàn')
  const { data } = await office.ask<{ leaveSchool: { change: string } }>(leave, {
    s: id,
    kind: 'left',
    on: '2026-11-20',
    reason: 'Nhầm người',
  })
  const change = data!.leaveSchool.change
  expect(await classOf(id)).toBeNull()
  expect((await stranger.ask(undo, { c: change })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await homeroom.ask(undo, { c: change })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await office.ask(undo, { c: change })).data).toEqual({ undoStudents: true })
  expect(await classOf(id)).toBe(a1)
  expect((await office.ask(undo, { c: change })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
})

test('a move on which another stands is not taken back', async () => {
  const id = await pupil('Vi Thị Giữ')
  const first = await office.ask<{ changeClass: { change: string } }>(changeClass, {
    s: id,
    c: klass(a2),
    on: '2026-11-02',
  })
  await office.ask(leave, { s: id, kind: 'left', on: '2026-11-20', reason: 'Theo gia đình' })
  expect((await office.ask(undo, { c: first.data!.changeClass.change })).errors?.[0]?.extensions?.code).toBe('CONFLICT')
})

test('the sums of a book follow its pupils', async () => {
  const room = await aClass(api.owner, school_id, '8A7')
  const teacher = await aTeacher(api.owner, school_id, 'Phạm Văn Toán')
  const section_id = await aSection(api.owner, school_id, room, 'TOAN', teacher)
  const ids = [await pupil('Lê Văn Một', room), await pupil('Lê Văn Hai', room)]
  const book = encodeBook({ school_id, academic_year: thisYear, section_id, term: 1 })
  const cells = ids.map((student) => ({ student, column: 'regular_1', value: '8.0', was: null }))
  const maths = await api.as(teacher.account_id)
  const saved = await maths.ask(
    'mutation ($b: ID!, $id: UUID!, $cells: [CellInput!]!) { recordMarks(gradebook: $b, id: $id, source: typed, cells: $cells) { savedAt } }',
    { b: book, id: randomUUID(), cells },
  )
  expect(saved.errors).toBeUndefined()
  const tally = async () =>
    (
      await api.owner
        .selectFrom('section_tally')
        .select(['pupils', 'regular_entered'])
        .where('section_id', '=', section_id)
        .execute()
    ).map((row) => [row.pupils, row.regular_entered[0]])
  expect(await tally()).toEqual([[2, 2]])
  const gone = await office.ask<{ leaveSchool: { change: string } }>(leave, {
    s: ids[0],
    kind: 'left',
    on: '2026-11-20',
    reason: 'Theo gia đình',
  })
  expect(await tally()).toEqual([[1, 1]])
  await office.ask(undo, { c: gone.data!.leaveSchool.change })
  expect(await tally()).toEqual([[2, 2]])
})

test('the history of a record tells a move with the names of the classes', async () => {
  const id = await pupil('Lục Thị Sử')
  await office.ask(changeClass, { s: id, c: klass(a2), on: '2026-11-02' })
  const { data } = await office.ask<{ student: { history: { verb: string; reason: string; fields: object[] }[] } }>(
    'query ($id: ID!) { student(id: $id) { history { verb reason fields { table field before after } } } }',
    { id },
  )
  expect(data?.student.history).toHaveLength(1)
  expect(data?.student.history[0]).toMatchObject({ verb: 'enrollment.change_class', reason: 'Xin chuyển' })
  expect(data?.student.history[0]?.fields).toContainEqual({
    table: 'student',
    field: 'class_id',
    before: '6A1',
    after: '6A2',
  })
})

test('a homeroom teacher goes on reading the record of who left the class this year, and alters nothing in it', async () => {
  const read = (person: Person, id: string) =>
    person.ask<{ student: { fullName: string; birthDate: string; mayUpdate: boolean } }>(
      'query ($id: ID!) { student(id: $id) { fullName birthDate mayUpdate } }',
      { id },
    )
  const gone = await pupil('Bùi Văn Rời')
  const moved = await pupil('Bùi Thị Sang')
  const never = await pupil('Bùi Thị Bên', a2)
  await office.ask(leave, { s: gone, kind: 'transferred', on: '2026-11-20', reason: 'Theo gia đình' })
  await office.ask(changeClass, { s: moved, c: klass(a2), on: '2026-11-20' })
  for (const id of [gone, moved])
    expect((await read(homeroom, id)).data?.student).toMatchObject({ birthDate: '2013-05-06', mayUpdate: false })
  expect((await read(homeroom, never)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  // The class of last year is led by nobody today.
  const earlier = await pupil('Bùi Văn Trước', lastYears)
  await api.owner
    .updateTable('student')
    .set({ class_id: null, left_class_id: lastYears })
    .where('full_name', '=', 'Bùi Văn Trước')
    .execute()
  expect((await read(homeroom, earlier)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  await office.ask(back, { s: gone, c: klass(a2), on: '2026-11-24' })
  expect((await read(homeroom, gone)).data?.student.fullName).toBe('Bùi Văn Rời')
})

test('who was kept back last year repeats the grade when placed in it', async () => {
  const id = await pupil('Cao Văn Lại', lastYears)
  const { id: student_id, person_id } = await api.owner
    .selectFrom('student')
    .select(['id', 'person_id'])
    .where('full_name', '=', 'Cao Văn Lại')
    .executeTakeFirstOrThrow()
  await api.owner
    .insertInto('year_result')
    .values({
      school_id,
      academic_year: thisYear - 1,
      student_id,
      person_id,
      class_id: lastYears,
      outcome: 'retained',
      rule_version: 'test',
    })
    .execute()
  await office.ask(enrol, { s: id, c: klass(a1), on: '2026-11-24' })
  const { rows } = await sql<{ repeating: boolean }>`
    select repeating from enrollment where student_id = ${student_id} and academic_year = ${thisYear}`.execute(
    api.owner,
  )
  expect(rows).toEqual([{ repeating: true }])
})
