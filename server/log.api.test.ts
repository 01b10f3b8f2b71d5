import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPassword } from '../modules/identity/sessions.ts'
import { encodeUnit } from '../modules/organisation/public.ts'
import { encodeBook } from '../modules/students/gradebook/keys.ts'
import { encodeStudent } from '../modules/students/keys.ts'
import { startApi, type Person, type TestApi } from '../test/api.ts'
import { freshDatabase } from '../test/database.ts'
import { aClass, aParent, aProvince, aPupil, aSchool, aSection, aTeacher, someone, thisYear } from '../test/make.ts'
import { errorForLog, openLog } from './log.ts'

const lines: string[] = []
const log = openLog({ level: 'trace', base: null }, { write: (line) => void lines.push(line) })
// Values that stand nowhere else, so that finding one means that it was let out.
const pupilName = 'Vừ Thị Xuyến Chi'
const parentName = 'Giàng A Khểnh'
const identityNumber = '034213998877'
const phone = '0987654321'
const birthDate = '2013-02-19'
const password = 'mật khẩu không ai biết'
const comment = 'Em hay ngủ gật trong giờ Toán'
let api: TestApi & { stop(): Promise<void> }
let school: number
let slug: string
let logins: string[]
let section_id: string
let student_id: string
let principal: Person
let teacher: Person
let parent: Person
let administrator: Person

beforeAll(async () => {
  api = await startApi(await freshDatabase(), null, false, false, log)
  const { owner } = api
  const { department, commune } = await aProvince(owner)
  school = await aSchool(owner, commune)
  slug = (await owner.selectFrom('unit').select('slug').where('id', '=', school).executeTakeFirstOrThrow()).slug
  const class_id = await aClass(owner, school, '9A1')
  const teaching = await aTeacher(owner, school, 'Lù Seo Páo')
  section_id = await aSection(owner, school, class_id, 'TOAN', teaching)
  const pupil = await aPupil(owner, school, class_id, pupilName)
  student_id = pupil.student_id
  await sql`update student set birth_date = ${birthDate}, phone = ${phone} where id = ${student_id}`.execute(owner)
  await sql`update person set identity_number = ${identityNumber} where id = ${pupil.person_id}`.execute(owner)
  const heading = await someone(owner, 'Thào Mí Sính', { role: 'principal', unit_id: school })
  const keeping = await someone(owner, 'Cứ Văn Lình', { role: 'administrator', unit_id: department })
  const mother = await aParent(owner, school, pupil, parentName)
  const password_hash = await hashPassword(password)
  await owner.updateTable('account').set({ password_hash }).execute()
  logins = (await owner.selectFrom('account').select('login').execute()).map(({ login }) => login)
  principal = await api.as(heading.account_id)
  teacher = await api.as(teaching.account_id)
  parent = await api.as(mother.account_id)
  administrator = await api.as(keeping.account_id)
})
afterAll(() => api.stop())

/** A day with everything that goes wrong in one. */
async function aDay(): Promise<void> {
  const signingIn = (login: string, given: string) =>
    api.visitor.fetch('/session', { method: 'POST', headers: asJson, body: JSON.stringify({ login, password: given }) })
  expect((await signingIn(logins[0]!, password)).status).toBe(204)
  expect((await signingIn(logins[0]!, 'sai mật khẩu này')).status).toBe(401)
  const book = encodeBook({ school_id: school, academic_year: thisYear, section_id, term: 1 })
  const student = encodeStudent({ school_id: school, student_id })
  const cells = [
    { student, column: 'regular_1', was: null, value: '9.7' },
    { student, column: 'regular_2', was: null, value: '97' },
    { student, column: 'comment', was: null, value: comment },
  ]
  const save =
    'mutation ($book: ID!, $id: UUID!, $cells: [CellInput!]!) { recordMarks(gradebook: $book, id: $id, source: typed, cells: $cells) { cells { status } } }'
  expect((await teacher.ask(save, { book, id: randomUUID(), cells })).errors).toBeUndefined()
  const find =
    'query ($words: String!) { students(year: 2026, filter: { words: $words }, first: 5) { edges { node { fullName } } } }'
  expect(JSON.stringify(await principal.ask(find, { words: pupilName }))).toContain(pupilName)
  await parent.ask(`{ broken(name: "${pupilName}") }`)
  expect(
    (await principal.fetch(`/students/${slug}/2026/export.xlsx?words=${encodeURIComponent(pupilName)}`)).status,
  ).toBe(200)
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('Học sinh').addRows([
    ['Họ và tên', 'Ngày sinh', 'Giới tính', 'Số định danh'],
    [pupilName, '31/02/2013', 'nam', identityNumber],
  ])
  const form = new FormData()
  form.set('file', new Blob([await workbook.xlsx.writeBuffer()]), `${pupilName}.xlsx`)
  const import_ = await principal.fetch(`/imports/${encodeUnit(school)}/${thisYear}?list=pupils`, {
    method: 'POST',
    body: form,
  })
  expect(import_.status).toBe(201)
}
const asJson = { 'content-type': 'application/json' }

const create =
  'mutation ($s: ID!, $input: StudentInput!) { createStudent(school: $s, input: $input, despite: true) { student { code } } }'

/** An error that nobody foresaw, of the kind in which PostgreSQL repeats the row. */
async function anUnforeseenError(): Promise<string | undefined> {
  const input = { fullName: pupilName, sex: 'female', birthDate, phone }
  await sql`create function refuse() returns trigger language plpgsql as $$ begin
    raise exception 'not % of %', new.full_name, new.birth_date using detail = 'phone ' || new.phone; end $$`.execute(
    api.owner,
  )
  await sql`create trigger refuse before insert on student for each row execute function refuse()`.execute(api.owner)
  const { errors } = await principal.ask(create, { s: encodeUnit(school), input })
  return errors?.[0]?.extensions?.errorId
}

test('no name, day of birth, number, mark, login or secret of a person is in the log, the metrics or what administrators see of errors', async () => {
  await aDay()
  const errorId = await anUnforeseenError()
  expect(errorId).toMatch(/^[0-9a-f]{8}$/)
  const failed = lines.find((line) => line.includes(errorId!))
  expect(JSON.parse(failed!)).toMatchObject({
    err: { type: 'DatabaseError', code: 'P0001', stack: expect.stringContaining('at ') },
  })
  const metrics = await (await api.visitor.fetch('/metrics')).text()
  const state = await administrator.ask(
    '{ systemState { checks { part text values { name value } } processes { errors { id code } } statements { name } failedJobs { kind errorId } } }',
  )
  expect(JSON.stringify(state.data)).toContain(errorId)
  expect(lines.length).toBeGreaterThan(8)
  const secrets = [
    pupilName,
    parentName,
    'Xuyến',
    'Khểnh',
    'Thào',
    'Lù Seo',
    'Cứ Văn',
    encodeURIComponent(pupilName),
    identityNumber,
    phone,
    birthDate,
    '31/02/2013',
    '"9.7"',
    comment,
    password,
    'sai mật khẩu',
    ...logins,
    ...[principal, teacher, parent, administrator].map(({ cookie }) => cookie.value),
    student_id,
    encodeStudent({ school_id: school, student_id }),
  ]
  for (const [where, text] of [
    ['the log', lines.join('\n')],
    ['the metrics', metrics],
    ['the page of the system', JSON.stringify(state.data)],
  ])
    expect(
      secrets.filter((secret) => text!.includes(secret)),
      where,
    ).toEqual([])
})

test('an error of a parser and what caused an error keep their place and lose their words', () => {
  const parsed = (() => {
    try {
      return JSON.parse(`{"name": ${pupilName}`) as unknown
    } catch (error) {
      return error
    }
  })()
  const logged = errorForLog(new Error('the answer could not be read', { cause: parsed }))
  expect(logged).toMatchObject({ message: 'the answer could not be read', cause: { type: 'SyntaxError' } })
  expect(logged.cause?.stack).toContain('log.api.test.ts')
  expect(JSON.stringify(logged)).not.toContain('Vừ')
})
