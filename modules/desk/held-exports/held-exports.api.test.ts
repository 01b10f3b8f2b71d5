import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApi, type Person, type TestApi } from '../../../test/api.ts'
import { freshDatabase } from '../../../test/database.ts'
import type { GrantedRole } from '../../identity/tables.ts'
import { aClass, aProvince, aPupil, aSchool, aTeacher, someone } from '../../../test/make.ts'

let api: TestApi & { stop(): Promise<void> }
let slug: string
let classId: string
let office: Person
let principal: Person
let deputy: Person
let teacher: Person
let administrator: Person
let stranger: Person

beforeAll(async () => {
  api = await startApi(await freshDatabase(), null, false, false, pino({ level: 'silent' }), { releaseOver: 2 })
  const { owner } = api
  const { department, commune } = await aProvince(owner)
  const school = await aSchool(owner, commune)
  const other = await aSchool(owner, commune)
  ;({ slug } = await owner.selectFrom('unit').select('slug').where('id', '=', school).executeTakeFirstOrThrow())
  const room = await aClass(owner, school, '9A2')
  for (const name of ['Nguyễn Minh Khôi', 'Trần Đức Anh', 'Hà Thị Diệp']) await aPupil(owner, school, room, name)
  const as = async (name: string, role: GrantedRole, unit_id: number) =>
    api.as((await someone(owner, name, { role, unit_id })).account_id)
  office = await as('Đặng Thu Hường', 'school_administrator', school)
  principal = await as('Phạm Quốc Hùng', 'principal', school)
  deputy = await as('Lê Thị Hằng', 'vice_principal', school)
  administrator = await as('Đỗ Minh Quân', 'administrator', department)
  stranger = await as('Vũ Văn Tám', 'principal', other)
  teacher = await api.as((await aTeacher(owner, school, 'Trần Thị Thu Lan')).account_id)
  const { data } = await principal.ask<{ printableClasses: { id: string }[] }>(
    'query ($u: String!) { printableClasses(unit: $u, academicYear: 2026) { id } }',
    { u: slug },
  )
  classId = data!.printableClasses[0]!.id
})
afterAll(() => api.stop())

const start = (who: Person, reason?: string) =>
  who.ask<{ startReport: { id: string; state: string } }>(
    `mutation ($c: [ID!]!, $r: String) {
      startReport(classes: $c, academicYear: 2026, term: 1, form: card, format: xlsx, reason: $r) { id state } }`,
    { c: [classId], r: reason },
  )
const held = async (who: Person) =>
  (
    await who.ask<{ heldExports: { id: string; own: boolean }[] }>(
      '{ heldExports { id persons reason asker own kind } }',
    )
  ).data!.heldExports
const release = (who: Person, job: string) => who.ask('mutation ($job: ID!) { releaseExport(job: $job) }', { job })
const refuse = (who: Person, job: string, reason: string) =>
  who.ask('mutation ($job: ID!, $r: String!) { refuseExport(job: $job, reason: $r) }', { job, r: reason })
const stateOf = async (who: Person, id: string) =>
  (
    await who.ask<{ job: { state: string; refusedBecause: string | null } }>(
      'query ($id: ID!) { job(id: $id) { state refusedBecause } }',
      { id },
    )
  ).data?.job
const news = async (who: Person) =>
  (
    await who.ask<{ notices: { edges: { node: { text: string } }[] } }>('{ notices { edges { node { text } } } }')
  ).data!.notices.edges.map(({ node }) => node.text)
const code = (answer: { errors?: { extensions?: { code?: string } }[] }) => answer.errors?.[0]?.extensions?.code

test('a file with the data of many needs a reason, waits, and is written when somebody else has released it', async () => {
  const asked = await start(office)
  expect(asked.errors?.[0]?.extensions?.violations).toMatchObject([{ path: 'reason' }])
  const { id, state } = (await start(office, 'Họp phụ huynh cuối kì')).data!.startReport
  expect(state).toBe('held')
  expect(await held(principal)).toMatchObject([
    { id, persons: 3, reason: 'Họp phụ huynh cuối kì', asker: 'Đặng Thu Hường', own: false, kind: 'students.report' },
  ])
  expect(await news(principal)).toEqual(['job.held_notice'])
  expect((await release(principal, id)).errors).toBeUndefined()
  await expect.poll(async () => (await stateOf(office, id))?.state, { timeout: 20_000 }).toBe('done')
  expect(await news(office)).toEqual(['job.released_notice'])
  expect(code(await release(deputy, id))).toBe('NOT_FOUND')
  const { rows: verbs } = await sql<{
    verb: string
  }>`select verb from change where verb like '%export%' order by id`.execute(api.owner)
  expect(verbs.map(({ verb }) => verb)).toEqual(['report.export', 'export.release'])
})

test('nobody releases what they have asked for, and nobody out of reach sees or decides it', async () => {
  const { id } = (await start(principal, 'Gửi hội đồng')).data!.startReport
  expect(await held(principal)).toMatchObject([{ id, own: true }])
  expect(code(await release(principal, id))).toBe('INVALID')
  for (const who of [teacher, office, stranger]) {
    expect(await held(who)).toEqual([])
    expect(code(await release(who, id))).toBe('NOT_FOUND')
    expect(code(await refuse(who, id, 'không'))).toBe('NOT_FOUND')
  }
  expect(await held(administrator)).toMatchObject([{ id, own: false }])
  expect((await refuse(deputy, id, ' ')).errors?.[0]?.extensions?.violations).toMatchObject([{ path: 'reason' }])
  expect((await refuse(deputy, id, 'Chưa cần cả trường')).errors).toBeUndefined()
  expect(await stateOf(principal, id)).toEqual({ state: 'refused', refusedBecause: 'Chưa cần cả trường' })
  expect(await held(administrator)).toEqual([])
})

test('of two who decide at once, one does; a withdrawn export cannot be released', async () => {
  const { id } = (await start(office, 'Sổ liên lạc')).data!.startReport
  const both = await Promise.all([release(principal, id), refuse(deputy, id, 'không')])
  expect(both.map(code).filter((it) => it === undefined)).toHaveLength(1)
  const second = (await start(office, 'Sổ liên lạc')).data!.startReport.id
  await office.ask('mutation ($id: ID!) { stopJob(id: $id) { state } }', { id: second })
  expect(code(await release(principal, second))).toBe('NOT_FOUND')
})

test('a list says on its sheet and in the foot of each page who took it and when', async () => {
  const file = await office.fetch(`/students/${slug}/2026-2027/export.xlsx`)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await file.arrayBuffer())
  const [sheet] = book.worksheets
  expect(JSON.stringify(sheet!.getSheetValues().slice(0, 4))).toContain('Đặng Thu Hường lấy lúc 10:00, 25/11/2026')
  expect(sheet!.headerFooter.oddFooter).toContain('Đặng Thu Hường lấy lúc 10:00, 25/11/2026')
})
