import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { generate } from '../../../seeds/demo/generate.ts'
import { useApi, type Person } from '../../../test/api.ts'

const api = useApi()
let officer: Person
let communeOfficer: Person
let principal: Person
let teacher: Person

beforeAll(async () => {
  await generate(api.database.ownerUrl, { size: 740, seed: 'returns', today: '2026-11-25' })
  officer = await as('cv.thcs')
  communeOfficer = await as('xa.hoaan')
  principal = await as('ht.nguyendu')
  teacher = await as('gv.lan')
}, 240_000)

async function as(login: string): Promise<Person> {
  const { id } = await api.owner.selectFrom('account').select('id').where('login', '=', login).executeTakeFirstOrThrow()
  return api.as(id)
}

interface Book {
  years: number[]
  sources: { academicYear: number; period: string; schools: number; approvedBy: string }[]
  tables: {
    code: string
    whole: (number | null)[]
    rows: { key: string; name: string; figures: (number | null)[] }[]
  }[]
}
const yearbook = async (person: Person, by: string, more = ''): Promise<Book> => {
  const { data, errors } = await person.ask<{ yearbook: Book }>(
    `{ yearbook(by: ${by} ${more}) { years sources { academicYear period schools approvedBy } tables { code whole rows { key name figures } } } }`,
  )
  if (!data) throw new Error(JSON.stringify(errors))
  return data.yearbook
}
const tableOf = (book: Book, code: string) => book.tables.find((table) => table.code === code)!

describe('the yearbook', () => {
  test('has five years of approved returns, each with its day and author', async () => {
    const book = await yearbook(officer, 'commune')
    expect(book.years).toEqual([2022, 2023, 2024, 2025, 2026])
    expect(book.sources.filter(({ period }) => period === 'start').map(({ academicYear }) => academicYear)).toEqual(
      book.years,
    )
    expect(book.sources[0]).toMatchObject({ schools: 12, approvedBy: 'Lê Thị Hồng Vân' })
    expect(book.tables.map(({ code }) => code)).toEqual([
      'schools',
      'classes',
      'pupils',
      'girls',
      'minority',
      'learning',
      'promoted',
    ])
    expect(tableOf(book, 'schools').whole.slice(0, 4)).toEqual([12, 12, 12, 12])
  })

  test('says of last year what the records say, and adds up over communes, kinds and grades', async () => {
    const { rows } = await sql<{ pupils: number; girls: number }>`
      select count(distinct s.id)::integer as pupils, (count(distinct s.id) filter (where s.sex = 2))::integer as girls
      from enrollment e join student s on s.school_id = e.school_id and s.id = e.student_id
      where e.academic_year = 2025 and e.starts_on <= '2025-09-30' and (e.ends_on is null or e.ends_on >= '2025-09-30')`.execute(
      api.owner,
    )
    for (const by of ['commune', 'kind', 'grade']) {
      const book = await yearbook(officer, by)
      const pupils = tableOf(book, 'pupils')
      expect(pupils.whole[3]).toBe(rows[0]!.pupils)
      expect(tableOf(book, 'girls').whole[3]).toBe(rows[0]!.girls)
      for (const [index, whole] of pupils.whole.entries())
        expect(pupils.rows.reduce((sum, row) => sum + (row.figures[index] ?? 0), 0)).toBe(whole)
    }
  })

  test('shows what was not approved as missing, not as nothing', async () => {
    const book = await yearbook(officer, 'grade')
    // Printed yearbooks tell results of all grades together.
    expect(tableOf(book, 'learning').rows[0]!.figures.slice(0, 2)).toEqual([null, null])
    expect(tableOf(book, 'learning').whole[4]).toBeNull()
    expect((await yearbook(officer, 'kind')).tables.find(({ code }) => code === 'learning')!.whole[3]).toBeGreaterThan(
      0.3,
    )
  })

  test("holds a commune's own schools for its officer, and is not for teachers", async () => {
    const whole = await yearbook(officer, 'commune')
    const own = await yearbook(communeOfficer, 'commune')
    expect(tableOf(own, 'pupils').rows).toHaveLength(1)
    expect(tableOf(own, 'pupils').whole[3]).toBeLessThan(tableOf(whole, 'pupils').whole[3]!)
    expect((await teacher.ask('{ yearbook(by: commune) { years } }')).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  })

  test('comes as Excel, PDF, OpenDocument and text with the same figures', async () => {
    const pupils = tableOf(await yearbook(officer, 'commune'), 'pupils')
    const csv = await (await officer.fetch('/statistics/yearbook.csv?by=commune')).text()
    const [row] = pupils.rows
    const printed = row!.figures.map((figure) =>
      figure === null ? '–' : new Intl.NumberFormat('vi-VN').format(figure),
    )
    expect(csv).toContain([row!.name, ...printed].join(';'))
    for (const [format, start] of [
      ['xlsx', 'PK'],
      ['ods', 'PK'],
      ['pdf', '%PDF'],
    ] as const) {
      const response = await officer.fetch(`/statistics/yearbook.${format}?by=commune`)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-disposition')).toContain(`.${format}`)
      expect(
        Buffer.from(await response.arrayBuffer())
          .subarray(0, start.length)
          .toString(),
      ).toBe(start)
    }
    expect((await teacher.fetch('/statistics/yearbook.csv')).status).toBe(404)
    expect((await officer.fetch('/statistics/yearbook.doc')).status).toBe(404)
  })
})

describe('what was approved', () => {
  const differing = async (person: Person) => {
    const { rows } = await sql<{ slug: string }>`
      select u.slug from change c join unit u on u.id = c.school_id where c.reason = 'Rà soát hộ cận nghèo'`.execute(
      api.owner,
    )
    const { data } = await person.ask<{
      schoolReturn: { id: string; forms: { rows: { code: string; value: object; live: object }[] }[] }
    }>(
      `{ schoolReturn(unit: "${rows[0]!.slug}", academicYear: 2026, period: start) { id forms { rows { code value { total } live { total } } } } }`,
    )
    return data!.schoolReturn
  }
  const differences = (person: Person, id: string) =>
    person.ask<{
      returnDifferences: {
        rows: { code: string }[]
        causes: { cause: string; records: number; named: { name: string }[] }[]
      }
    }>(`{ returnDifferences(schoolReturn: "${id}") { rows { code } causes { cause records named { name } } } }`)

  test('is explained where the records have gone on: which rows, how many records, and names for those who may read them', async () => {
    const { id } = await differing(officer)
    const { data } = await differences(officer, id)
    expect(data!.returnDifferences.rows.map(({ code }) => code)).toEqual(['pupils.near_poor'])
    const [cause] = data!.returnDifferences.causes
    expect(cause).toMatchObject({ cause: 'corrected' })
    expect(cause!.named).toHaveLength(cause!.records)
    expect((await differences(teacher, id)).data?.returnDifferences ?? null).toBeNull()
  })

  test('is compared with the records for all schools by a job, which alters no return', async () => {
    const before = await api.owner
      .selectFrom('return_figure')
      .select((eb) => eb.fn.sum<string>('total').as('sum'))
      .executeTakeFirst()
    const { data, errors } = await officer.ask<{ compareReturns: { id: string } }>(
      'mutation { compareReturns(academicYear: 2026, period: start) { id } }',
    )
    expect(errors).toBeUndefined()
    const job = () =>
      officer.ask<{ job: { state: string; done: number; total: number; href: null } }>(
        `{ job(id: "${data!.compareReturns.id}") { state done total href } }`,
      )
    await expect.poll(async () => (await job()).data?.job.state, { timeout: 30_000 }).toBe('done')
    expect((await job()).data?.job).toMatchObject({ done: 12, total: 12 })
    const lines = await officer.ask<{
      schoolReturns: { rows: { slug: string; differing: number; comparedAt: string }[] }
    }>('{ schoolReturns(academicYear: 2026, period: start) { rows { slug differing comparedAt } } }')
    const rows = lines.data!.schoolReturns.rows
    expect(rows.filter((row) => row.differing > 0)).toHaveLength(1)
    expect(rows.every(({ comparedAt }) => comparedAt !== null)).toBe(true)
    const after = await api.owner
      .selectFrom('return_figure')
      .select((eb) => eb.fn.sum<string>('total').as('sum'))
      .executeTakeFirst()
    expect(after).toEqual(before)
    expect(
      (await principal.ask('mutation { compareReturns(academicYear: 2026, period: start) { id } }')).errors?.[0]
        ?.extensions?.code,
    ).toBe('NOT_FOUND')
  })
})

test('a reminder reaches the principals who have not handed in and the communes that have not checked, and nobody else', async () => {
  const { data } = await officer.ask<{ schoolReturns: { rows: { id: string; state: string; byOffice: boolean }[] } }>(
    '{ schoolReturns(academicYear: 2026, period: start) { rows { id state byOffice } } }',
  )
  const rows = data!.schoolReturns.rows
  const answer = await officer.ask<{ remindReturns: { schools: number; offices: number; people: number } }>(
    'mutation ($ids: [ID!]!) { remindReturns(returns: $ids) { schools offices people } }',
    { ids: rows.map(({ id }) => id) },
  )
  const open = rows.filter(({ state }) => state === 'draft' || state === 'returned')
  expect(answer.data?.remindReturns.schools).toBe(open.length)
  expect(answer.data?.remindReturns.offices).toBeGreaterThan(0)
  const { rows: told } = await sql<{ role: string }>`
    select distinct p.role from notice n join post p on p.person_id = n.person_id where n.kind = 'return_reminder' and p.role in ('principal', 'commune_officer', 'teacher')`.execute(
    api.owner,
  )
  expect(told.map(({ role }) => role).toSorted()).toEqual(['commune_officer', 'principal'])
  expect(
    (
      await principal.ask('mutation ($ids: [ID!]!) { remindReturns(returns: $ids) { people } }', {
        ids: rows.map(({ id }) => id),
      })
    ).errors?.[0]?.extensions?.code,
  ).toBe('NOT_FOUND')
})

test('the day of each says what waits: to hand in, to check, to approve, and who is late', async () => {
  const waiting = async (person: Person) =>
    (
      await person.ask<{ returnsWaiting: Record<string, unknown>[] }>(
        '{ returnsWaiting { academicYear period toSubmit slug returnReason toCheck toApprove late } }',
      )
    ).data?.returnsWaiting
  const [own, ...others] = (await waiting(principal))!
  expect(others).toEqual([])
  expect(own).toMatchObject({
    academicYear: 2026,
    period: 'start',
    toSubmit: 1,
    slug: 'thcs-nguyen-du',
    toCheck: 0,
    toApprove: 0,
    late: 0,
  })
  expect(own!['returnReason']).toContain('khuyết tật')
  expect((await waiting(communeOfficer))![0]).toMatchObject({ toSubmit: 0, toCheck: 1, toApprove: 0 })
  expect((await waiting(officer))![0]).toMatchObject({ toSubmit: 0, toCheck: 0, toApprove: 3, late: 4 })
  expect(await waiting(teacher)).toEqual([])
})

test("a school's forms and the totals come as files, for those who may take them out", async () => {
  const own = '/statistics/returns/thcs-nguyen-du/2026-2027/start'
  for (const format of ['xlsx', 'pdf', 'ods', 'csv'])
    expect((await principal.fetch(`${own}.${format}`)).status).toBe(200)
  expect(await (await principal.fetch(`${own}.csv`)).text()).toContain('Tổng số học sinh;')
  expect((await teacher.fetch(`${own}.csv`)).status).toBe(404)
  expect((await officer.fetch('/statistics/totals/2026-2027/start.pdf')).status).toBe(200)
  expect((await principal.fetch('/statistics/returns/thpt-chu-van-an/2026-2027/start.csv')).status).toBe(404)
})
