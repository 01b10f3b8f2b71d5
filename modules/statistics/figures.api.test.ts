import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { generate } from '../../seeds/demo/generate.ts'
import { useApi, type Person } from '../../test/api.ts'

const api = useApi()
let officer: Person
let communeOfficer: Person
let principal: Person
let teacher: Person

beforeAll(async () => {
  await generate(api.database.ownerUrl, { size: 740, seed: 'figures', today: '2026-11-25' })
  officer = await as('cv.thcs')
  communeOfficer = await as('xa.hoaan')
  principal = await as('ht.nguyendu')
  teacher = await as('gv.lan')
}, 120_000)

async function as(login: string): Promise<Person> {
  const { id } = await api.owner.selectFrom('account').select('id').where('login', '=', login).executeTakeFirstOrThrow()
  return api.as(id)
}

interface Row {
  key: string
  name: string
  schools: number
  base: number
  now: number | null
  before: number | null
  few: boolean
  counted: number
}
interface Figures {
  figures: { counting: string; whole: Row; rows: Row[] }
}

const ask = (person: Person, question: string) =>
  person.ask<Figures>(`{ figures(${question}) { counting
    whole { key name schools base now before few counted } rows { key name schools base now before few counted } } }`)
const rowsOf = async (person: Person, question: string) => (await ask(person, question)).data!.figures.rows
const counted = async (statement: ReturnType<typeof sql<{ key: string; base: number; hits: number }>>) =>
  new Map((await statement.execute(api.owner)).rows.map(({ key, base, hits }) => [key, { base, hits }]))

/** Pupils who left are no longer counted in a book. */
const onRoster = sql`exists (select from enrollment e where e.school_id = r.school_id and e.academic_year = r.academic_year
  and e.student_id = r.student_id and e.class_id = r.class_id and e.status in ('studying', 'completed'))`

/** Figures as the records have them: how many stand behind each, and how many of them are meant. */
async function expectSame(rows: readonly Row[], records: Map<string, { base: number; hits: number }>) {
  expect(rows.length).toBe(records.size)
  for (const { key, base, now, few } of rows) {
    const record = records.get(key)!
    expect({ key, base }).toEqual({ key, base: record.base })
    if (!few) expect(now ?? 0).toBeCloseTo(record.base > 0 ? record.hits / record.base : 0, 10)
  }
}

describe('a figure is what the records say', () => {
  test('of learning by school, among approved results', async () => {
    const records = await counted(sql`
      select u.slug as key, count(*)::integer as base, (count(*) filter (where y.level >= 3))::integer as hits
      from year_result y join unit u on u.id = y.school_id
      join class_approval k on k.school_id = y.school_id and k.academic_year = y.academic_year and k.class_id = y.class_id and k.term = 0 and k.state in ('approved', 'published')
      where y.academic_year = 2025 group by 1`)
    expect(records.size).toBe(12)
    await expectSame(
      await rowsOf(officer, 'indicator: learning_upper, academicYear: 2025, term: 0, by: school'),
      records,
    )
  })

  test('of girls in a grade by commune', async () => {
    const records = await counted(sql`
      select u.commune_code as key, count(*)::integer as base, (count(*) filter (where y.title is not null))::integer as hits
      from year_result y join unit u on u.id = y.school_id join student s on s.school_id = y.school_id and s.id = y.student_id
      join class c on c.school_id = y.school_id and c.id = y.class_id
      where y.academic_year = 2025 and y.level is not null and s.sex = 2 and c.grade = 8 group by 1`)
    await expectSame(
      await rowsOf(officer, 'indicator: titled, academicYear: 2025, term: 0, by: commune, grade: 8, sex: 2'),
      records,
    )
  })

  test('of midterm marks from 5,0 in locked books of a subject', async () => {
    const records = await counted(sql`
      select u.slug as key, count(*)::integer as base, (count(*) filter (where r.midterm >= 50))::integer as hits
      from subject_result r join section s on s.school_id = r.school_id and s.id = r.section_id join subject b on b.id = s.subject_id
      join unit u on u.id = r.school_id
      join gradebook g on g.school_id = r.school_id and g.academic_year = r.academic_year and g.section_id = r.section_id and g.term = r.term and g.state = 'locked'
      where r.academic_year = 2025 and r.term = 1 and b.code = 'TOAN' and r.midterm is not null and not r.exempt and ${onRoster} group by 1`)
    expect(records.size).toBe(12)
    await expectSame(
      await rowsOf(officer, 'indicator: midterm_from_five, academicYear: 2025, term: 1, by: school, subject: "TOAN"'),
      records,
    )
  })

  test('of pupils who study, with the year before beside them', async () => {
    const { whole } = (await ask(officer, 'indicator: pupils, academicYear: 2026, term: 0, by: school')).data!.figures
    const { rows } = await sql<{ now: number }>`
      select count(*)::integer as now from enrollment where academic_year = 2026 and status = 'studying'`.execute(
      api.owner,
    )
    expect(whole.now).toBe(rows[0]!.now)
    expect(whole.before).toBeGreaterThan(0)
    expect(whole.schools).toBe(12)
  })

  test('and the same in the file', async () => {
    const rows = await rowsOf(officer, 'indicator: learning_upper, academicYear: 2025, term: 0, by: school')
    const response = await officer.fetch('/statistics/figures.csv?indicator=learning_upper&year=2025&term=0&by=school')
    expect(response.headers.get('content-disposition')).toContain('attachment')
    const lines = (await response.text()).trim().split('\r\n').slice(2)
    expect(lines).toHaveLength(12)
    for (const { name, now, base } of rows) {
      const cells = lines.find((line) => line.startsWith(`${name};`))!.split(';')
      expect(cells[3]).toBe(new Intl.NumberFormat('vi-VN').format(base))
      expect(cells[5]).toBe((Math.round(now! * 1000) / 10).toFixed(1).replace('.', ','))
    }
    const book = await officer.fetch('/statistics/figures.xlsx?indicator=learning_upper&year=2025&term=0&by=school')
    expect(
      Buffer.from(await book.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })
})

describe('what one may not see', () => {
  test('a commune officer sees the schools of the own commune and no other', async () => {
    const rows = await rowsOf(communeOfficer, 'indicator: learning_upper, academicYear: 2025, term: 0, by: school')
    const { rows: own } = await sql<{ slug: string }>`
      select u.slug from unit u join unit_parent p on p.unit_id = u.id and p.valid_to is null
      join unit o on o.id = p.parent_id and o.slug = 'phuong-hoa-an' where u.kind = 'school'`.execute(api.owner)
    expect(new Set(rows.map(({ key }) => key))).toEqual(new Set(own.map(({ slug }) => slug)))
    for (const place of ['school: "thcs-binh-son", by: grade', 'commune: "98002", by: school']) {
      const answer = await ask(communeOfficer, `indicator: pupils, academicYear: 2026, term: 0, ${place}`)
      expect(answer.errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
    }
  })

  test('down to the class nothing names a pupil', async () => {
    const { rows: names } = await sql<{ full_name: string }>`select full_name from student`.execute(api.owner)
    for (const indicator of ['learning_upper', 'conduct_4', 'pupils', 'promoted'])
      for (const by of ['grade', 'class']) {
        const answer = await ask(
          officer,
          `indicator: ${indicator}, academicYear: 2025, term: 0, school: "thcs-nguyen-du", by: ${by}`,
        )
        expect(answer.data!.figures.rows.length).toBeGreaterThan(2)
        const text = JSON.stringify(answer)
        expect(names.filter(({ full_name }) => text.includes(full_name))).toEqual([])
      }
  })

  test('fewer than five pupils are withheld from an office, and shown to the school', async () => {
    const few =
      'indicator: learning_upper, academicYear: 2025, term: 0, school: "thcs-nguyen-du", by: class, policy: disability'
    const small = (await rowsOf(officer, few)).filter(({ base }) => base > 0 && base < 5)
    expect(small.length).toBeGreaterThan(0)
    expect(small.every((row) => row.few && row.now === null)).toBe(true)
    const own = (await rowsOf(principal, few)).filter(({ base }) => base > 0)
    expect(own.every((row) => !row.few && row.now !== null)).toBe(true)
  })

  test('marks that are merely entered are averaged for the school alone', async () => {
    const open =
      'indicator: midterm_mean, academicYear: 2026, term: 1, school: "thcs-nguyen-du", by: grade, counting: all'
    const asOfficer = (await ask(officer, open)).data!.figures
    expect(asOfficer.counting).toBe('submitted')
    const asPrincipal = (await ask(principal, open)).data!.figures
    expect(asPrincipal.counting).toBe('all')
    expect(asPrincipal.whole.base).toBeGreaterThan(asOfficer.whole.base)
    const byDefault = (await ask(officer, open.replace(', counting: all', ''))).data!.figures
    expect(byDefault.counting).toBe('locked')
    expect(byDefault.whole.base).toBeLessThanOrEqual(asOfficer.whole.base)
  })

  test('a teacher has no figures of the school', async () => {
    const answer = await ask(teacher, 'indicator: pupils, academicYear: 2026, term: 0, by: school')
    expect(answer.data!.figures.rows).toEqual([])
  })

  test('marks know no ethnicity, a title no term, a class no province', async () => {
    for (const [question, path] of [
      ['indicator: midterm_mean, academicYear: 2025, term: 1, by: school, ethnicity: minority', 'ethnicity'],
      ['indicator: titled, academicYear: 2025, term: 1, by: school', 'term'],
      ['indicator: pupils, academicYear: 2025, term: 0, by: class', 'by'],
    ]) {
      const answer = await ask(officer, question!)
      expect(answer.errors?.[0]?.extensions?.violations?.[0]?.path).toBe(path)
    }
  })
})

const bySlug = (a: { slug: string }, b: { slug: string }) => a.slug.localeCompare(b.slug)

describe('who has not finished', () => {
  const progress = `{ schoolsProgress(academicYear: 2026, term: 1, kind: midterm) { unit slug entered due closesOn principal remindedAt } }`
  const remind = `mutation ($schools: [ID!]!) { remindSchools(schools: $schools, academicYear: 2026, term: 1, kind: midterm) { schools people } }`
  interface Progress {
    schoolsProgress: {
      unit: string
      slug: string
      entered: number
      due: number
      closesOn: string
      principal: string
      remindedAt: string | null
    }[]
  }
  const schoolsOf = async (person: Person) => (await person.ask<Progress>(progress)).data!.schoolsProgress

  test('schools stand in the order of what they lack, with what the books say', async () => {
    const schools = await schoolsOf(officer)
    const { rows } = await sql<{ slug: string; entered: number }>`
      select u.slug, count(*) filter (where r.midterm is not null or r.midterm_state = 'zero_by_rule')::integer as entered
      from subject_result r join unit u on u.id = r.school_id
      where r.academic_year = 2026 and r.term = 1 and not r.exempt and ${onRoster} group by 1`.execute(api.owner)
    const entered = new Map(rows.map((row) => [row.slug, row.entered]))
    expect(schools).toHaveLength(12)
    for (const school of schools) expect(school.entered).toBe(entered.get(school.slug))
    const shares = schools.map((school) => school.entered / school.due)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(schools.find(({ slug }) => slug === 'thcs-nguyen-du')).toMatchObject({
      closesOn: '2026-11-27',
      principal: 'Phạm Quốc Hùng',
    })
  })

  test('a level and a subject narrow the schools and what they lack, and the reminder says so', async () => {
    const narrowed = async (filter: string) =>
      (
        await officer.ask<Progress>(
          `{ schoolsProgress(academicYear: 2026, term: 1, kind: midterm, ${filter}) { unit slug entered due closesOn principal remindedAt } }`,
        )
      ).data!.schoolsProgress
    const [all, lower, upper] = [
      await schoolsOf(officer),
      await narrowed('level: lower'),
      await narrowed('level: upper'),
    ]
    expect(lower.length).toBeLessThan(all.length)
    expect(new Set([...lower, ...upper].map(({ slug }) => slug))).toEqual(new Set(all.map(({ slug }) => slug)))
    const { rows } = await sql<{ slug: string; entered: number }>`
      select u.slug, count(*) filter (where r.midterm is not null or r.midterm_state = 'zero_by_rule')::integer as entered
      from subject_result r join unit u on u.id = r.school_id join section s on s.school_id = r.school_id and s.id = r.section_id
      join subject b on b.id = s.subject_id
      where r.academic_year = 2026 and r.term = 1 and not r.exempt and b.code = 'TOAN' and s.grade < 10 and ${onRoster} group by 1`.execute(
      api.owner,
    )
    const maths = await narrowed('level: lower, subject: "TOAN"')
    expect(maths.map(({ slug, entered }) => ({ slug, entered })).toSorted(bySlug)).toEqual(rows.toSorted(bySlug))
    const lacking = maths.find(({ entered, due }) => entered < due)!
    await officer.ask(
      `mutation ($schools: [ID!]!) { remindSchools(schools: $schools, academicYear: 2026, term: 1, kind: midterm, level: lower, subject: "TOAN") { people } }`,
      { schools: [lacking.unit] },
    )
    const { text_key, values } = await api.owner
      .selectFrom('notice')
      .select(['text_key', 'values'])
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(text_key).toBe('figures.notice_unfinished_part')
    expect(values).toMatchObject({ subject: 'Toán', level: 'lower', entered: lacking.entered, due: lacking.due })
    await api.owner.deleteFrom('notice').where('text_key', '=', text_key).execute()
  })

  test('an officer reminds a principal, who is told how much is missing and led to the books', async () => {
    const [school] = (await schoolsOf(officer)).filter(({ slug }) => slug === 'thcs-nguyen-du')
    const answer = await officer.ask(remind, { schools: [school!.unit] })
    expect(answer.data).toEqual({ remindSchools: { schools: 1, people: 1 } })
    const told = await principal.ask<{
      notices: { edges: { node: { text: string; link: string; values: { name: string; value: string }[] } }[] }
    }>('{ notices(first: 1) { edges { node { text link values { name value } } } } }')
    const { node } = told.data!.notices.edges[0]!
    expect(node).toMatchObject({ text: 'figures.notice_unfinished', link: '/books/thcs-nguyen-du/2026-2027/hk1' })
    expect(node.values).toContainEqual({ name: 'entered', value: String(school!.entered) })
    expect((await schoolsOf(officer)).find(({ slug }) => slug === 'thcs-nguyen-du')!.remindedAt).not.toBeNull()
  })

  test('nobody is reminded beyond the own reach, and not by a school', async () => {
    const far = (await schoolsOf(officer)).find(({ slug }) => slug === 'thcs-binh-son')!
    for (const person of [communeOfficer, principal, teacher]) {
      const answer = await person.ask(remind, { schools: [far.unit] })
      expect(answer.errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
    }
  })
})

test('an administrator sees what is unfinished in setting up, and nobody else does', async () => {
  const setUp = `{ setUp { schools accounts yearsWithoutTerms schoolsWithoutPrincipal { slug } schoolsWithoutClasses { slug } unitsWithUnopened { count } } }`
  await api.owner
    .insertInto('academic_year')
    .values({ year: 2027, starts_on: '2027-09-05', ends_on: '2028-05-31' })
    .execute()
  await sql`delete from post where role = 'principal' and unit_id = (select id from unit where slug = 'thcs-suoi-hoa')`.execute(
    api.owner,
  )
  const administrator = await as('quantri.so')
  expect((await administrator.ask(setUp)).data!.setUp).toMatchObject({
    schools: 12,
    yearsWithoutTerms: [2027],
    schoolsWithoutPrincipal: [{ slug: 'thcs-suoi-hoa' }],
    schoolsWithoutClasses: [],
  })
  expect((await teacher.ask(setUp)).data!.setUp).toMatchObject({ schools: 0, accounts: 0, yearsWithoutTerms: [] })
})
