import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { generate } from '../../seeds/demo/generate.ts'
import { useApi, type Person } from '../../test/api.ts'

const api = useApi()
let officer: Person
let communeOfficer: Person
let principal: Person

beforeAll(async () => {
  await generate(api.database.ownerUrl, { size: 740, seed: 'breakdowns', today: '2026-11-25' })
  officer = await as('cv.thcs')
  communeOfficer = await as('xa.hoaan')
  principal = await as('ht.nguyendu')
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
}
interface Answer {
  figures: { whole: Row; rows: Row[] }
}

const ask = async (person: Person, question: string) => {
  const answer = await person.ask<Answer>(
    `{ figures(${question}) { whole { key name schools base now before few } rows { key name schools base now before few } } }`,
  )
  return answer
}
const figuresOf = async (person: Person, question: string) => {
  const answer = await ask(person, question)
  if (!answer.data) throw new Error(JSON.stringify(answer.errors))
  return answer.data.figures
}
interface Record {
  key: string
  base: number
  hits: number
}
const shares = async (statement: ReturnType<typeof sql<Record>>) =>
  (await statement.execute(api.owner)).rows
    .map(({ key, base, hits }) => [key, base, base > 0 ? hits / base : 0])
    .toSorted(byKey)
const shown = (rows: readonly Row[]) => rows.map(({ key, base, now }) => [key, base, now ?? 0]).toSorted(byKey)
const byKey = ([a]: readonly unknown[], [b]: readonly unknown[]) => String(a).localeCompare(String(b))

/** Where a pupil sits today, with record and school. */
const studying = sql`enrollment e join student s on s.school_id = e.school_id and s.id = e.student_id
  join class c on c.school_id = e.school_id and c.id = e.class_id join unit u on u.id = e.school_id
  where e.academic_year = 2026 and e.status = 'studying'`

describe('over all schools a figure is what the records say', () => {
  test('of the right age by grade', async () => {
    const { rows, whole } = await figuresOf(officer, 'indicator: right_age, academicYear: 2026, term: 0, by: grade')
    expect(shown(rows)).toEqual(
      await shares(sql`select c.grade::text as key, count(*)::integer as base,
        (count(*) filter (where 2026 - extract(year from s.birth_date) = c.grade + 5))::integer as hits from ${studying} group by 1`),
    )
    expect(whole.schools).toBe(12)
    expect(whole.base).toBe(rows.reduce((sum, { base }) => sum + base, 0))
  })

  test('of minorities by sex, of the poor by kind of school, of disability by level, of sessions by ownership', async () => {
    for (const [indicator, by, key, hit] of [
      ['minority', 'sex', sql`s.sex::text`, sql`s.ethnicity <> '01'`],
      ['poor', 'kind', sql`u.institution_code`, sql`s.poor_household = 'poor'`],
      ['disability', 'level', sql`case when c.grade < 10 then 'lower' else 'upper' end`, sql`s.disability is not null`],
      ['full_day', 'ownership', sql`u.ownership`, sql`c.shift = 'full_day'`],
      ['policy', 'commune', sql`u.commune_code`, sql`s.policy_groups <> '{}'`],
      ['repeating', 'school', sql`u.slug`, sql`e.repeating`],
      ['female', 'grade', sql`c.grade::text`, sql`s.sex = 2`],
    ] as const) {
      const { rows } = await figuresOf(officer, `indicator: ${indicator}, academicYear: 2026, term: 0, by: ${by}`)
      const records = await shares(
        sql`select ${key} as key, count(*)::integer as base, (count(*) filter (where ${hit}))::integer as hits from ${studying} group by 1`,
      )
      expect(rows.filter(({ few }) => few)).toEqual([])
      expect({ indicator, rows: shown(rows) }).toEqual({ indicator, rows: records })
    }
  })

  test('of a group within a group, which no sum of a school crosses', async () => {
    const { whole } = await figuresOf(
      officer,
      'indicator: poor, academicYear: 2026, term: 0, by: grade, ethnicity: minority',
    )
    const [[, base, share]] = (await shares(sql`select '' as key, count(*)::integer as base,
      (count(*) filter (where s.poor_household = 'poor'))::integer as hits from ${studying} and s.ethnicity <> '01'`)) as [
      [string, number, number],
    ]
    expect([whole.base, whole.now]).toEqual([base, share])
  })

  test('of those who left, of all who were there in the year', async () => {
    const { whole } = await figuresOf(officer, 'indicator: left, academicYear: 2025, term: 0, by: level')
    const { rows } = await sql<{ base: number; hits: number }>`
      with last as (select distinct on (school_id, student_id) status from enrollment where academic_year = 2025 order by school_id, student_id, starts_on desc)
      select (count(*) filter (where status <> 'deferred'))::integer as base, (count(*) filter (where status = 'left'))::integer as hits from last`.execute(
      api.owner,
    )
    const { base, hits } = rows[0]!
    expect(whole.base).toBe(base)
    expect(whole.now).toBeCloseTo(hits / base, 10)
  })

  test('of marks by subject and by sex', async () => {
    const locked = sql`subject_result r join section s on s.school_id = r.school_id and s.id = r.section_id join subject b on b.id = s.subject_id
      join student p on p.school_id = r.school_id and p.id = r.student_id
      join gradebook g on g.school_id = r.school_id and g.academic_year = r.academic_year and g.section_id = r.section_id and g.term = r.term and g.state = 'locked'
      where r.academic_year = 2025 and r.term = 1 and r.midterm is not null and not r.exempt
        and exists (select from enrollment e where e.school_id = r.school_id and e.academic_year = r.academic_year
          and e.student_id = r.student_id and e.class_id = r.class_id and e.status in ('studying', 'completed'))`
    const of = (key: ReturnType<typeof sql>) =>
      shares(sql`select ${key} as key, count(*)::integer as base, (count(*) filter (where r.midterm >= 50))::integer as hits
        from ${locked} and s.assessment = 'scored' group by 1`)
    const bySex = await figuresOf(officer, 'indicator: midterm_from_five, academicYear: 2025, term: 1, by: sex')
    expect(shown(bySex.rows)).toEqual(await of(sql`p.sex::text`))
    const bySubject = await figuresOf(officer, 'indicator: midterm_from_five, academicYear: 2025, term: 1, by: subject')
    expect(shown(bySubject.rows.filter(({ base }) => base > 0))).toEqual(await of(sql`b.code`))
    expect(bySubject.rows.find(({ key }) => key === 'TOAN')!.name).toBe('Toán')
    expect(bySubject.whole.schools).toBe(12)
  })

  test('of schools and classes', async () => {
    const classes = await figuresOf(officer, 'indicator: classes, academicYear: 2026, term: 0, by: grade')
    const { rows } = await sql<{ key: string; now: number }>`
      select grade::text as key, count(*)::integer as now from class where academic_year = 2026 and closed_on is null group by 1`.execute(
      api.owner,
    )
    expect(classes.rows.map(({ key, now }) => ({ key, now })).toSorted((a, b) => a.key.localeCompare(b.key))).toEqual(
      rows.toSorted((a, b) => a.key.localeCompare(b.key)),
    )
    const schools = await figuresOf(officer, 'indicator: schools, academicYear: 2026, term: 0, by: kind')
    expect(schools.whole.now).toBe(12)
    expect(schools.rows.reduce((sum, { now }) => sum + (now ?? 0), 0)).toBe(12)
  })

  test('by year each line has the year before it beside it', async () => {
    const { rows, whole } = await figuresOf(officer, 'indicator: learning_upper, academicYear: 2025, term: 0, by: year')
    expect(rows.map(({ key }) => key)).toEqual(rows.map(({ key }) => key).toSorted())
    expect(rows.at(-1)).toMatchObject({ key: '2025', base: whole.base, now: whole.now, before: whole.before })
    for (const [index, row] of rows.entries()) if (index > 0) expect(row.before).toBe(rows[index - 1]!.now)
    expect(rows.length).toBeGreaterThan(1)
  })
})

test('a book has pupils of both sexes, a class no subject, and pupils none either', async () => {
  for (const question of [
    'indicator: books_locked, academicYear: 2025, term: 1, by: sex',
    'indicator: classes, academicYear: 2025, term: 0, by: sex',
    'indicator: pupils, academicYear: 2025, term: 0, by: subject',
    'indicator: classes, academicYear: 2025, term: 0, by: grade, sex: 2',
  ]) {
    const answer = await ask(officer, question)
    expect(answer.errors?.[0]?.extensions?.code).toBe('INVALID')
  }
})

describe('a figure that is withheld is not told by those that are shown', () => {
  const small = 'academicYear: 2025, term: 0, school: "thcs-nguyen-du"'
  const questions = [
    `indicator: learning_upper, ${small}, by: class, policy: disability`,
    `indicator: learning_upper, ${small}, by: class, policy: poor`,
    `indicator: learning_upper, ${small}, by: class, ethnicity: minority`,
    `indicator: learning_upper, ${small}, by: grade, policy: disability`,
    `indicator: conduct_4, ${small}, by: sex, policy: disability`,
    'indicator: learning_upper, academicYear: 2025, term: 0, by: school, policy: disability',
    'indicator: learning_upper, academicYear: 2025, term: 0, by: school, ethnicity: minority, grade: 9',
  ]

  test('a small part never stands alone beside the whole', async () => {
    let seen = 0
    for (const question of questions) {
      const { rows } = await figuresOf(officer, question)
      const counted = rows.filter(({ base }) => base > 0)
      const withheld = counted.filter(({ few }) => few)
      if (withheld.length === 0) continue
      seen += 1
      const base = withheld.reduce((sum, row) => sum + row.base, 0)
      const everything = withheld.length === counted.length
      expect({ question, many: everything || (withheld.length > 1 && base >= 5) }).toEqual({ question, many: true })
      for (const row of withheld) expect(row.now).toBeNull()
    }
    expect(seen).toBeGreaterThan(2)
  })

  test('what a filter leaves out is not told by asking with it and without', async () => {
    let seen = 0
    for (const grade of [6, 7, 8, 9, 10, 11, 12]) {
      const question = `indicator: learning_upper, academicYear: 2025, term: 0, by: school, grade: ${grade}`
      const all = await figuresOf(officer, question)
      const { rows } = await figuresOf(officer, `${question}, ethnicity: majority`)
      for (const row of rows) {
        const rest = all.rows.find(({ key }) => key === row.key)!.base - row.base
        if (rest === 0 || rest >= 5) continue
        seen += 1
        expect(row).toMatchObject({ few: true, now: null })
      }
    }
    expect(seen).toBeGreaterThan(0)
  })

  test('the school itself sees all of it', async () => {
    for (const question of questions.slice(0, 5))
      expect((await figuresOf(principal, question)).rows.filter(({ few }) => few)).toEqual([])
  })
})

interface Summary {
  marks: number
  mean: number
  median: number
  belowFive: number
  fromEight: number
}
interface SpreadRow {
  key: string
  now: { counts: number[]; summary: Summary | null; few: boolean }
  before: { summary: Summary | null }
}
interface Spreads {
  markSpreads: {
    counted: number
    whole: SpreadRow
    rows: SpreadRow[]
    reference: { summary: Summary } | null
    outliers: { key: string; mean: number; deviations: number }[]
  }
}

describe('the spread of marks', () => {
  const summary = 'summary { marks mean median belowFive fromEight }'
  const spread = async (person: Person, question: string) => {
    const answer = await person.ask<Spreads>(`{ markSpreads(${question}) { counted reference { ${summary} }
      outliers { key mean deviations } whole { key now { counts few ${summary} } before { ${summary} } }
      rows { key now { counts few ${summary} } before { ${summary} } } } }`)
    return answer
  }
  const maths = 'subject: "TOAN", kind: midterm, academicYear: 2025, term: 1'

  test('is that of the marks in locked books, exactly', async () => {
    const { data } = await spread(officer, `${maths}, by: school`)
    const { rows } = await sql<{
      key: string
      marks: number
      mean: number
      median: number
      five: number
      eight: number
    }>`
      select u.slug as key, count(*)::integer as marks, avg(r.midterm / 10.0)::float8 as mean,
        percentile_cont(0.5) within group (order by r.midterm / 10.0) as median,
        (count(*) filter (where r.midterm < 50))::integer as five, (count(*) filter (where r.midterm >= 80))::integer as eight
      from subject_result r join section s on s.school_id = r.school_id and s.id = r.section_id join subject b on b.id = s.subject_id
      join unit u on u.id = r.school_id
      join gradebook g on g.school_id = r.school_id and g.academic_year = r.academic_year and g.section_id = r.section_id and g.term = r.term and g.state = 'locked'
      where r.academic_year = 2025 and r.term = 1 and b.code = 'TOAN' and r.midterm is not null and not r.exempt
        and exists (select from enrollment e where e.school_id = r.school_id and e.academic_year = r.academic_year
          and e.student_id = r.student_id and e.class_id = r.class_id and e.status in ('studying', 'completed'))
      group by 1`.execute(api.owner)
    expect(data!.markSpreads.rows.length).toBe(rows.length)
    for (const record of rows) {
      const { now } = data!.markSpreads.rows.find(({ key }) => key === record.key)!
      expect(now.summary!.marks).toBe(record.marks)
      expect(now.summary!.mean).toBeCloseTo(record.mean, 8)
      expect(now.summary!.median).toBeCloseTo(record.median, 8)
      expect(now.summary!.belowFive).toBeCloseTo(record.five / record.marks, 8)
      expect(now.summary!.fromEight).toBeCloseTo(record.eight / record.marks, 8)
      expect(now.counts).toHaveLength(101)
    }
    const { whole } = data!.markSpreads
    expect(whole.now.summary!.marks).toBe(rows.reduce((sum, { marks }) => sum + marks, 0))
    const next = (await spread(officer, `${maths.replace('2025', '2026')}, by: commune`)).data!.markSpreads
    expect(next.whole.before.summary).toEqual(whole.now.summary)
  })

  test('of a class adds up to that of its grade, and of a commune is compared with all', async () => {
    const grade = (await spread(officer, `${maths}, by: grade, school: "thcs-nguyen-du"`)).data!.markSpreads
    const classes = (await spread(officer, `${maths}, by: class, school: "thcs-nguyen-du", grade: 9`)).data!.markSpreads
    const nine = grade.rows.find(({ key }) => key === '9')!.now
    const together = nine.counts.map((_, tenth) =>
      classes.rows.reduce((sum, { now }) => sum + (now.counts[tenth] ?? 0), 0),
    )
    expect(together).toEqual(nine.counts)
    const all = (await spread(officer, `${maths}, by: commune`)).data!.markSpreads
    expect(grade.reference!.summary).toEqual(all.whole.now.summary)
    expect(all.reference).toBeNull()
  })

  test('stays within what one may see', async () => {
    const own = (await spread(communeOfficer, `${maths}, by: school`)).data!.markSpreads
    const all = (await spread(officer, `${maths}, by: school`)).data!.markSpreads
    expect(own.rows.length).toBeLessThan(all.rows.length)
    expect(
      (await spread(communeOfficer, `${maths}, by: grade, school: "thcs-binh-son"`)).errors![0]!.extensions!.code,
    ).toBe('NOT_FOUND')
    const school = (await spread(principal, `${maths}, by: grade, school: "thcs-nguyen-du"`)).data!.markSpreads
    expect(school.reference).toBeNull()
    expect(school.whole.now.summary!.marks).toBeGreaterThan(0)
    const open = maths.replace('2025', '2026')
    const asOfficer = (await spread(officer, `${open}, by: grade, school: "thcs-nguyen-du", counting: all`)).data!
    const asPrincipal = (await spread(principal, `${open}, by: grade, school: "thcs-nguyen-du", counting: all`)).data!
    expect(asPrincipal.markSpreads.whole.now.summary!.marks).toBeGreaterThan(
      asOfficer.markSpreads.whole.now.summary?.marks ?? 0,
    )
  })

  test('names the school whose mean stands apart', async () => {
    const far = 'thcs-suoi-hoa'
    const marks = Array.from({ length: 101 }, (_, tenth) => (tenth === 99 ? 400 : 0))
    await sql`update school_mark_sum set midterm_marks = 400, midterm_total = 400 * 99
      where school_id = (select id from unit where slug = ${far}) and academic_year = 2025 and term = 1 and sex = 9
        and subject_id = (select id from subject where code = 'TOAN')`.execute(api.owner)
    await sql`update school_mark_spread set midterms = ${marks}
      where school_id = (select id from unit where slug = ${far}) and academic_year = 2025 and term = 1
        and subject_id = (select id from subject where code = 'TOAN')`.execute(api.owner)
    const { outliers } = (await spread(officer, `${maths}, by: commune`)).data!.markSpreads
    expect(outliers[0]).toMatchObject({ key: far, mean: 9.9 })
    expect(outliers[0]!.deviations).toBeGreaterThan(2)
  })
})

test('a heat table holds what each indicator says alone, and its files the same', async () => {
  const scope = 'academicYear: 2025, term: 0, by: commune'
  const codes = ['learning_upper', 'titled', 'right_age']
  const answer = await officer.ask<{ heat: { rows: { key: string; name: string; cells: (Row | null)[] }[] } }>(
    `{ heat(indicators: [${codes.join(', ')}], ${scope}) { rows { key name cells { key now base } } } }`,
  )
  const { rows } = answer.data!.heat
  for (const [index, code] of codes.entries()) {
    const alone = await figuresOf(officer, `indicator: ${code}, ${scope}`)
    for (const row of rows) expect(row.cells[index]?.now).toBe(alone.rows.find(({ key }) => key === row.key)?.now)
  }
  const query = `indicators=${codes.join(',')}&year=2025&term=0&by=commune`
  const table = await (await officer.fetch(`/statistics/heat.csv?${query}`)).text()
  const { name, cells } = rows[0]!
  const line = table.split('\r\n').find((it) => it.startsWith(`${name};`))!
  expect(line.split(';')[1]).toBe((Math.round(cells[0]!.now! * 1000) / 10).toFixed(1).replace('.', ','))
  for (const file of [
    `heat.xlsx?${query}`,
    `heat.ods?${query}`,
    'figures.ods?indicator=titled&year=2025&term=0&by=kind',
    'spread.xlsx?subject=TOAN&kind=midterm&year=2025&term=1&by=school',
    'spread.ods?subject=TOAN&kind=midterm&year=2025&term=1&by=year',
  ]) {
    const bytes = Buffer.from(await (await officer.fetch(`/statistics/${file}`)).arrayBuffer())
    expect({ file, start: bytes.subarray(0, 2).toString() }).toEqual({ file, start: 'PK' })
  }
  const tooMany = await officer.ask(`{ heat(indicators: [], ${scope}) { at } }`)
  expect(tooMany.errors?.[0]?.extensions?.code).toBe('INVALID')
  expect((await officer.fetch('/statistics/spread.doc?subject=TOAN&year=2025&term=1')).status).toBe(404)
})
