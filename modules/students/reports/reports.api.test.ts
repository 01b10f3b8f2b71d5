import { sql } from 'kysely'
import { beforeAll, expect, test, vi } from 'vitest'
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
import type { Paper } from '../../../platform/sheet.ts'
import { sweepJobs } from '../../desk/public.ts'
import { encodeClass } from '../../organisation/public.ts'
import { readWorkbook } from '../../../platform/workbook-read.ts'
import { encodeStudent } from '../keys.ts'

// Each PDF starts a thread, which a busy machine keeps waiting.
vi.setConfig({ testTimeout: 60_000 })

const api = useApi()
let school_id: number
let slug: string
let class_id: number
let otherClass: number
let foreignClass: { school_id: number; class_id: number }
let maths: string
let an: { student_id: string; person_id: string }
let principalOf: Someone
const who = {} as Record<'principal' | 'vice' | 'homeroom' | 'teacher' | 'parent' | 'standIn' | 'elsewhere', Person>

interface Job {
  id: string
  state: string
  done: number
  total: number | null
  href: string | null
  file: { name: string; size: number; wanted: number; written: number } | null
}
const jobFields = 'id state done total href file { name size wanted written }'
const start = (
  person: Person,
  class_ids: number[],
  more: object = {},
  school = school_id,
): Promise<Answer<{ startReport: Job }>> =>
  person.ask(
    `mutation ($c: [ID!]!, $form: ReportForm!, $format: ReportFormat!) {
      startReport(classes: $c, academicYear: ${thisYear}, term: 1, form: $form, format: $format) { ${jobFields} } }`,
    {
      c: class_ids.map((id) => encodeClass({ school_id: school, class_id: id })),
      form: 'summary',
      format: 'pdf',
      ...more,
    },
  )
const jobOf = (person: Person, id: string): Promise<Answer<{ job: Job }>> =>
  person.ask(`query ($id: ID!) { job(id: $id) { ${jobFields} } }`, { id })
const codeOf = (answer: Answer<unknown>) => answer.errors?.[0]?.extensions?.code
const form = (file: string, of = '9a2', term = 'hk1') => `/files/reports/${slug}/2026-2027/${term}/${of}/${file}`
const papers = async (file: string, person = who.principal): Promise<Paper[]> => (await person.fetch(form(file))).json()

async function finished(person: Person, id: string): Promise<Job> {
  for (let turn = 0; turn < 200; turn++) {
    const { job } = (await jobOf(person, id)).data!
    if (job.state !== 'waiting' && job.state !== 'running') return job
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the job does not end')
}

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  school_id = await aSchool(owner, commune)
  slug = (await owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow()).slug
  class_id = await aClass(owner, school_id, '9A2')
  otherClass = await aClass(owner, school_id, '9A3')
  const lan = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  const ha = await aTeacher(owner, school_id, 'Phạm Thị Thu Hà')
  await anAssignment(owner, school_id, thisYear, ha, { class_id })
  maths = await aSection(owner, school_id, class_id, 'TOAN', lan)
  await aSection(owner, school_id, class_id, 'GDTC')
  an = await aPupil(owner, school_id, class_id, 'Nguyễn Hoàng An')
  for (const name of ['Hà Văn Bình', 'Đỗ Thị Cúc']) await aPupil(owner, school_id, class_id, name)
  await aPupil(owner, school_id, otherClass, 'Lê Văn Đông')
  await mark(84)
  const elsewhere = await aSchool(owner, commune, 'THCS Lê Lợi')
  foreignClass = { school_id: elsewhere, class_id: await aClass(owner, elsewhere, '9A1') }
  await aPupil(owner, elsewhere, foreignClass.class_id, 'Vi Thị Giang')
  principalOf = await aTeacher(owner, school_id, 'Phạm Quốc Hùng', 'principal')
  const as = async (person: Someone) => api.as(person.account_id)
  who.principal = await as(principalOf)
  who.vice = await as(await aTeacher(owner, school_id, 'Lê Thị Hằng', 'vice_principal'))
  who.homeroom = await as(ha)
  who.teacher = await as(lan)
  who.parent = await as(await aParent(owner, school_id, an, 'Lê Thị Mai'))
  who.standIn = await as(await someone(owner, 'Đỗ Minh Quân', { role: 'stand_in', unit_id: school_id }))
  who.elsewhere = await as(await aTeacher(owner, elsewhere, 'Ngô Văn Tám', 'principal'))
})

async function mark(average: number): Promise<void> {
  const row = {
    school_id,
    academic_year: thisYear,
    student_id: an.student_id,
    section_id: maths,
    term: 1,
    class_id,
    person_id: an.person_id,
    regular_1: 80,
    regular_2: -1,
    regular_3: null,
    regular_4: null,
    midterm: 0,
    midterm_state: 'zero_by_rule',
    average,
    comment: 'Tư duy tốt.',
    rule_version: 'test',
  }
  await sql`insert into subject_result (school_id, academic_year, student_id, section_id, term, class_id, person_id, regular_1, regular_2, midterm, midterm_state, average, comment, rule_version)
    values (${row.school_id}, ${row.academic_year}, ${row.student_id}, ${row.section_id}, ${row.term}, ${row.class_id}, ${row.person_id}, ${row.regular_1}, ${row.regular_2}, ${row.midterm}, ${row.midterm_state}, ${row.average}, ${row.comment}, ${row.rule_version})
    on conflict (school_id, academic_year, student_id, section_id, term) do update set average = excluded.average`.execute(
    api.owner,
  )
}

test('every form of a class comes as a page, as PDF and as Excel', async () => {
  for (const name of ['book', 'summary', 'titles', 'card'])
    for (const [format, begins] of [
      ['pdf', '%PDF-'],
      ['xlsx', 'PK'],
    ] as const) {
      const response = await who.principal.fetch(form(`${name}.${format}`))
      expect(response.status, `${name}.${format}`).toBe(200)
      expect(
        Buffer.from(await response.arrayBuffer())
          .toString('latin1')
          .startsWith(begins),
      ).toBe(true)
      expect(response.headers.get('content-disposition')).toContain(`9A2 HK1 2026-2027.${format}`)
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
  expect(await papers('card.json')).toHaveLength(3)
  expect(await papers('book.json')).toHaveLength(2)
})

test('a book says every mark: an absence is V, a zero by rule is 0, what is not there is empty', async () => {
  const [book] = (await (await who.principal.fetch(`${form('book.json')}?subject=toan`)).json()) as Paper[]
  expect(book!.rows.map(({ values }) => values['name'])).toEqual(['Nguyễn Hoàng An', 'Hà Văn Bình', 'Đỗ Thị Cúc'])
  expect(book!.rows[0]!.values).toMatchObject({
    regular_1: 80,
    regular_2: 'V',
    regular_3: null,
    midterm: 0,
    final: null,
    average: 84,
  })
  expect(book!.rows[1]!.values['average']).toBeUndefined()
})

test('a report card says who, where and what, with the code, and pages are counted', async () => {
  const [card] = (await (
    await who.principal.fetch(`${form('card.json')}?student=${encodeStudent({ school_id, ...an })}`)
  ).json()) as Paper[]
  const said = JSON.stringify(card)
  for (const words of [
    'NGUYỄN HOÀNG AN',
    '06/05/2013',
    '9A2',
    'THCS NGUYỄN DU',
    'Tư duy tốt.',
    'Phạm Thị Thu Hà',
    'Phạm Quốc Hùng',
    'Trang {page}/{pages}',
    'chưa duyệt',
  ])
    expect(said).toContain(words)
  expect(card!.rows[0]!.values).toMatchObject({ subject: 'Toán', term_1: 84 })
})

test.each([
  ['homeroom', '9a2', 200],
  ['homeroom', '9a3', 404],
  ['teacher', '9a2', 404],
  ['parent', '9a2', 404],
  ['standIn', '9a2', 404],
  ['elsewhere', '9a2', 404],
] as const)('%s asks for a form of %s and gets %i', async (name, of, status) => {
  for (const file of ['card.pdf', 'summary.xlsx', 'book.json'])
    expect((await who[name].fetch(form(file, of))).status).toBe(status)
})

test.each(['card.exe', 'nothing.pdf', 'card'])('%s is no form', async (file) => {
  expect((await who.principal.fetch(form(file))).status).toBe(404)
  expect((await who.principal.fetch(form('card.pdf', '9a2', 'hk3'))).status).toBe(404)
})

test('a school is written as a job whose file is counted and fetched by its starter alone', async () => {
  const { data } = await start(who.principal, [class_id, otherClass], { form: 'card' })
  const job = await finished(who.principal, data!.startReport.id)
  expect(job).toMatchObject({ state: 'done', done: 4, total: 4, file: { wanted: 4, written: 4 } })
  const file = await who.principal.fetch(job.href!)
  expect(file.status).toBe(200)
  expect((await file.arrayBuffer()).byteLength).toBe(job.file!.size)
  for (const other of [who.vice, who.homeroom, who.parent, who.elsewhere]) {
    expect((await other.fetch(job.href!)).status).toBe(404)
    expect(codeOf(await jobOf(other, job.id))).toBe('NOT_FOUND')
    expect(codeOf(await other.ask('mutation ($id: ID!) { stopJob(id: $id) { state } }', { id: job.id }))).toBe(
      'NOT_FOUND',
    )
    expect((await other.ask('{ myJobs { id } }')).data).toEqual({ myJobs: [] })
  }
  expect((await api.visitor.fetch(job.href!)).status).toBe(401)
  const { rows } = await sql<{
    n: number
  }>`select count(*)::integer as n from change where verb = 'report.export' and account_id = ${principalOf.account_id}`.execute(
    api.owner,
  )
  expect(rows[0]!.n).toBeGreaterThan(0)
})

test('report cards of several classes come as one workbook, a tab for each class with a page for each pupil, and are counted', async () => {
  const { data } = await start(who.principal, [class_id, otherClass], { form: 'card', format: 'xlsx' })
  const job = await finished(who.principal, data!.startReport.id)
  expect(job).toMatchObject({ state: 'done', file: { wanted: 4, written: 4 } })
  const file = await who.principal.fetch(job.href!)
  expect(file.headers.get('content-disposition')).toContain('filename="Phieu ket qua cua hoc sinh 2 lop')
  const grids = await readWorkbook(Buffer.from(await file.arrayBuffer()), { bytes: 10_000_000 })
  expect(grids.map(({ name }) => name)).toEqual(['9A2', '9A3'])
  const said = (grid: (typeof grids)[number]) => JSON.stringify(grid.rows)
  for (const name of ['NGUYỄN HOÀNG AN', 'HÀ VĂN BÌNH', 'ĐỖ THỊ CÚC']) expect(said(grids[0]!)).toContain(name)
  expect(said(grids[0]!).match(/PHIẾU KẾT QUẢ HỌC TẬP VÀ RÈN LUYỆN/g)).toHaveLength(3)
  expect(said(grids[0]!).match(/Mã kiểm tra/g)).toHaveLength(3)
})

test('no name of a file and no address of one names a pupil', async () => {
  const asked = `${form('card.pdf')}?student=${encodeStudent({ school_id, ...an })}`
  const file = await who.principal.fetch(asked)
  const name = file.headers.get('content-disposition')!
  expect(name).toContain('filename="Phieu ket qua cua hoc sinh 9A2 HK1 2026-2027.pdf"')
  for (const told of [name, asked]) expect(told).not.toMatch(/An\b|Hoàng|Hoang|HS\d/)
})

test('classes out of reach or of another school are refused before anything starts', async () => {
  expect(codeOf(await start(who.homeroom, [class_id, otherClass]))).toBe('NOT_FOUND')
  expect(codeOf(await start(who.standIn, [class_id]))).toBe('NOT_FOUND')
  expect(codeOf(await start(who.principal, [foreignClass.class_id], {}, foreignClass.school_id))).toBe('NOT_FOUND')
  expect(codeOf(await start(who.principal, [class_id, foreignClass.class_id]))).toBe('NOT_FOUND')
  const waiting = await api.owner.selectFrom('job').select('id').where('state', '=', 'waiting').execute()
  expect(waiting).toEqual([])
})

test('a finished file is judged again when it is fetched', async () => {
  const leaving = await aTeacher(api.owner, school_id, 'Vũ Thị Lý', 'vice_principal')
  const person = await api.as(leaving.account_id)
  const { data } = await start(person, [class_id])
  const job = await finished(person, data!.startReport.id)
  expect((await person.fetch(job.href!)).status).toBe(200)
  await sql`update post set valid_to = '2026-11-24' where person_id = ${leaving.person_id}`.execute(api.owner)
  await sql`update person set access_version = access_version + 1 where id = ${leaving.person_id}`.execute(api.owner)
  expect((await person.fetch(job.href!)).status).toBe(404)
})

test('a job can be stopped, and then it never has a file', async () => {
  const { rows } = await sql<{
    id: string
  }>`insert into job (kind, account_id, school_id, input, run_at) values ('students.report', ${principalOf.account_id}, ${school_id},
    ${JSON.stringify({ school_id, academic_year: thisYear, term: 1, form: 'summary', format: 'pdf', class_ids: [class_id], names: ['9A2'] })}::jsonb, now() + interval '1 day') returning id`.execute(
    api.owner,
  )
  const { data } = await who.principal.ask<{ myJobs: { id: string; state: string }[] }>('{ myJobs { id state } }')
  const waiting = data!.myJobs.find(({ state }) => state === 'waiting')!
  const stopped = await who.principal.ask('mutation ($id: ID!) { stopJob(id: $id) { state href } }', { id: waiting.id })
  expect(stopped.data).toEqual({ stopJob: { state: 'cancelled', href: null } })
  const found = await api.owner
    .selectFrom('job')
    .select(['state', 'result'])
    .where('id', '=', rows[0]!.id)
    .executeTakeFirstOrThrow()
  expect(found).toEqual({ state: 'cancelled', result: null })
})

test('a file expires: it is not found, and its content goes unless another job holds it', async () => {
  const first = await finished(
    who.principal,
    (await start(who.principal, [otherClass], { format: 'xlsx' })).data!.startReport.id,
  )
  api.at(new Date(frozenNow.getTime() + 8 * 86_400_000))
  expect(codeOf(await jobOf(who.principal, first.id))).toBe('NOT_FOUND')
  expect((await who.principal.fetch(first.href!)).status).toBe(404)
  api.at(frozenNow)
  const removed: string[] = []
  const files = {
    put: () => Promise.reject(new Error('nothing is stored')),
    open: async () => null,
    remove: async (hash: string) => void removed.push(hash),
  }
  await sql`insert into job (kind, state, result, expires_at) values ('x', 'done', '{"sha256":"aa"}', now() - interval '1 day'), ('x', 'done', '{"sha256":"bb"}', now() - interval '1 day'), ('x', 'done', '{"sha256":"bb"}', now() + interval '1 day')`.execute(
    api.owner,
  )
  await sweepJobs(api.owner, files)
  expect(removed).toEqual(['aa'])
})

test('a card keeps its code as long as it says the same, and the school can tell whether it still does', async () => {
  const codes = async () => {
    expect((await who.homeroom.fetch(form('card.pdf'))).status).toBe(200)
    return (
      await api.owner
        .selectFrom('issued_card')
        .select('code')
        .where('student_id', '=', an.student_id)
        .where('term', '=', 1)
        .orderBy('code')
        .execute()
    ).map(({ code }) => code)
  }
  const [code, ...none] = await codes()
  expect(none).toEqual([])
  expect(await codes()).toEqual([code])
  const look = (person: Person, text = code!) =>
    person.ask<{ issuedCard: object }>('query ($c: String!) { issuedCard(code: $c) { name className current } }', {
      c: text,
    })
  const dashed = `${code!.slice(0, 4)}-${code!.slice(4, 8)}-${code!.slice(8)}`.toLowerCase()
  expect((await look(who.principal, dashed)).data).toEqual({
    issuedCard: { name: 'Nguyễn Hoàng An', className: '9A2', current: true },
  })
  await mark(85)
  expect((await look(who.principal)).data).toMatchObject({ issuedCard: { current: false } })
  expect(await codes()).toHaveLength(2)
  for (const person of [who.elsewhere, who.teacher, who.parent]) expect(codeOf(await look(person))).toBe('NOT_FOUND')
  expect(codeOf(await look(who.principal, 'ZZZZ-ZZZZ-ZZ'))).toBe('NOT_FOUND')
})
