import { verify } from '@node-rs/argon2'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  regularMarkColumns,
  tallyOf,
  type TalliedBook,
  type TalliedPupil,
} from '../../modules/students/gradebook/tally.ts'
import { subjectTerm, subjectYear } from '../../modules/students/gradebook/rules/subject-result.ts'
import type { SubjectResultRow } from '../../modules/students/gradebook/tables.ts'
import { yearlyConduct } from '../../modules/students/conduct/rules/yearly-conduct.ts'
import { resultsOf } from '../../modules/students/results/compute.ts'
import { loadClasses } from '../../modules/students/results/load.ts'
import { outcomeOf } from '../../modules/students/results/snapshot.ts'
import { learningLevel } from '../../modules/students/results/rules/learning-level.ts'
import { promotion } from '../../modules/students/results/rules/promotion.ts'
import {
  legacyLearning,
  legacyTitle,
  type LegacyConduct,
  type LegacyLevel,
} from '../../modules/students/results/rules/circular-58.ts'
import { schemeOf } from '../../modules/students/rules/schemes.ts'
import { yearTitle } from '../../modules/students/results/rules/titles.ts'
import type { Outcome } from '../../modules/students/results/tables.ts'
import { defaultPolicies } from '../../modules/students/rules/policies.ts'
import type { Level, SubjectOutcome } from '../../modules/students/rules/vocabulary.ts'
import { abilityOf } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'
import type { Post } from '../../platform/post.ts'
import { openDatabase, type Database } from '../../platform/database.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { loadReference } from '../reference/load.ts'
import { demoAccounts } from './accounts.ts'
import { generate } from './generate.ts'
import { largestClass } from './rooms.ts'

const today = '2026-11-25'
// So many that the classes of the biggest school are nearly full.
const size = 740

let database: TestDatabase
let db: Kysely<Database>

beforeAll(async () => {
  database = await freshDatabase()
  await loadReference(database.ownerUrl)
  await generate(database.ownerUrl, { size, seed: 'test', today })
  db = openDatabase(database.ownerUrl, 2, () => {}).db
})

afterAll(async () => {
  await db.destroy()
  await database.drop()
})

describe('the demo province', () => {
  test('has twelve schools of four kinds under three communes, and about as many pupils as asked for', async () => {
    const kinds = await rows<{ code: string; n: number }>(
      sql`select institution_code as code, count(*) as n from unit where kind = 'school' group by 1 order by 1`,
    )
    expect(kinds).toEqual([
      { code: 'C12', n: 1 },
      { code: 'C2', n: 8 },
      { code: 'C23', n: 1 },
      { code: 'C3', n: 2 },
    ])
    expect(await one(sql`select count(*) as n from unit where kind = 'commune_office'`)).toBe(3)
    expect(await one(sql`select count(*) as n from academic_year`)).toBe(4)
    const pupils = await one(sql`select count(*) as n from enrollment where status = 'studying' and ends_on is null`)
    expect(pupils).toBeGreaterThan(size * 0.9)
    expect(pupils).toBeLessThan(size * 1.15)
  })

  test('has no class above the limit, in either year', async () => {
    const largest = await one(
      sql`select max(n) as n from (select count(*) as n from enrollment where status = 'studying' group by school_id, class_id) c`,
    )
    expect(largest).toBeGreaterThan(largestClass - 4)
    expect(largest).toBeLessThanOrEqual(largestClass)
  })

  test('has one teacher who answers for every section, and one who leads every class', async () => {
    const answering = sql`select count(*) as n from section s where 1 <> (select count(*) from assignment a
      where a.school_id = s.school_id and a.section_id = s.id and a.answers and a.substitute_for is null)`
    const leading = sql`select count(*) as n from class c where 1 <> (select count(*) from assignment a
      where a.school_id = c.school_id and a.class_id = c.id and a.kind = 'homeroom')`
    expect([await one(answering), await one(leading)]).toEqual([0, 0])
  })

  test('gives no teacher more periods a week than the norm', async () => {
    const most = await one(sql`select max(n) as n from (select sum(s.periods) / 35.0 as n from assignment a
      join section s on s.school_id = a.school_id and s.id = a.section_id where a.answers group by a.person_id, a.academic_year) t`)
    expect(most).toBeLessThanOrEqual(19)
  })

  test('leaves no row without what it belongs to', async () => {
    const orphans = {
      students_never_enrolled: sql`select count(*) as n from student s where not exists (select from enrollment e where e.school_id = s.school_id and e.student_id = s.id)`,
      students_without_guardian: sql`select count(*) as n from student s where not exists (select from guardianship g where g.school_id = s.school_id and g.student_id = s.id)`,
      results_outside_the_class: sql`select count(*) as n from subject_result r where not exists (select from enrollment e
        where e.school_id = r.school_id and e.student_id = r.student_id and e.class_id = r.class_id and e.person_id = r.person_id)`,
      results_outside_the_section: sql`select count(*) as n from subject_result r where not exists (select from section s
        where s.school_id = r.school_id and s.id = r.section_id and s.class_id = r.class_id)`,
      history_without_change: sql`select count(*) as n from mark_change m where not exists (select from change c where c.academic_year = m.academic_year and c.id = m.change_id)`,
      persons_without_role: sql`select count(*) as n from person p where not exists (select from student s where s.person_id = p.id)
        and not exists (select from guardianship g where g.person_id = p.id) and not exists (select from post t where t.person_id = p.id)`,
      claims_without_account: sql`select count(*) as n from guardianship g where claimed_at is not null and not exists (select from account a where a.person_id = g.person_id)`,
      accounts_of_another_unit: sql`select count(*) as n from account a where a.unit_id is distinct from (select unit_id from post p where p.person_id = a.person_id order by valid_from, id limit 1)`,
      seats_unlike_enrollment: sql`select count(*) as n from student s where class_id is distinct from (select class_id from enrollment e
        where e.school_id = s.school_id and e.student_id = s.id and e.ends_on is null)`,
    }
    for (const [name, query] of Object.entries(orphans)) expect({ name, n: await one(query) }).toEqual({ name, n: 0 })
  })

  test('holds for every term what the rules say of its marks', async () => {
    const sample = await rows<SubjectResultRow & { assessment: 'scored' | 'comment'; regular_due: number }>(
      sql`select r.*, s.assessment, s.regular_due from subject_result r join section s on s.school_id = r.school_id and s.id = r.section_id
        where r.academic_year = 2026 or r.exempt or r.midterm_state <> 'none' or abs(hashtext(r.student_id::text || r.section_id)) % 8 = 0`,
    )
    expect(sample.length).toBeGreaterThan(5_000)
    for (const row of sample) {
      const result = subjectTerm({
        kind: row.assessment,
        regular: regularMarkColumns.slice(0, row.regular_due).map((column) => row[column]),
        midterm: row.midterm,
        final: row.final,
        midtermState: row.midterm_state,
        finalState: row.final_state,
        exempt: row.exempt,
        regularDue: row.regular_due,
      })
      const { average, passed, missing } = row
      expect({ average, passed, missing }).toEqual({
        average: result.average,
        passed: result.passed,
        missing: result.missing.length,
      })
    }
  })

  test('holds for every year what the rules say of its terms', async () => {
    const readings = defaultPolicies(2025)
    const years = await rows<YearOfPupil>(
      sql`select y.*, c.grade, s.assessment_by_plan as by_plan,
          (select json_object_agg(k.term, k.level) from conduct k where k.school_id = y.school_id and k.academic_year = y.academic_year and k.student_id = y.student_id) as conducts,
          (select coalesce(sum(a.excused + a.unexcused), 0)::int from absence a where a.school_id = y.school_id and a.academic_year = y.academic_year and a.student_id = y.student_id) as absent,
          (select json_agg(json_build_object('subject', q.subject_id, 'kind', q.assessment, 'average', q.average, 'passed', q.passed, 'exempt', q.exempt)) from subject_year_result q
            where q.school_id = y.school_id and q.academic_year = y.academic_year and q.student_id = y.student_id) as subjects
        from year_result y join student s on s.school_id = y.school_id and s.id = y.student_id join class c on c.school_id = y.school_id and c.id = y.class_id`,
    )
    expect(years.length).toBeGreaterThan(size * 0.9)
    for (const year of years) {
      const learning = learningLevel(year.subjects, readings)
      const { level: conduct } = yearlyConduct(year.conducts[1], year.conducts[2])
      const { title } = yearTitle(
        { conduct, learning: learning.finalLevel, subjects: year.subjects, absences: year.absent },
        readings,
      )
      expect({ ...year }).toMatchObject({
        raw_level: learning.rawLevel,
        level: learning.finalLevel,
        conduct,
        title,
        absences: year.absent,
      })
      if (year.by_plan || year.level_after !== null) continue
      const { outcome } = promotion(
        { grade: year.grade, conduct, learning: learning.finalLevel, subjects: year.subjects, absences: year.absent },
        readings,
      )
      expect(year.outcome).toBe(outcome)
    }
    const subjects = await rows<SubjectYear>(
      sql`select q.assessment, q.average, q.passed, q.exempt, to_jsonb(a) as first, to_jsonb(b) as second from subject_year_result q
        left join subject_result a on a.school_id = q.school_id and a.academic_year = q.academic_year and a.student_id = q.student_id and a.section_id = q.section_id and a.term = 1
        left join subject_result b on b.school_id = q.school_id and b.academic_year = q.academic_year and b.student_id = q.student_id and b.section_id = q.section_id and b.term = 2 where q.section_id is not null`,
    )
    for (const { assessment, average, passed, exempt, first, second } of subjects) {
      const result = subjectYear(assessment, first, second, readings)
      expect({ average, passed, exempt }).toEqual({
        average: result.average,
        passed: result.passed,
        exempt: result.status === 'exempt',
      })
    }
  })

  test('shows on the class pages what it has stored', async () => {
    const reader: Post = {
      role: 'leader',
      id: null,
      person_id: '',
      unit_id: 2,
      school_ids: 'all',
      unit_ids: 'all',
      subject_ids: null,
      levels: null,
    }
    const ability = abilityOf([reader], [(can) => can('read', 'ClassApproval')])
    const schools = await rows<{ school_id: number }>(
      sql`select distinct school_id from year_result where academic_year = 2025`,
    )
    for (const { school_id } of schools) {
      const classes = await loadClasses(
        { db, ability } as Context,
        'read',
        { school_id, academic_year: 2025, class_ids: null },
        [1, 2],
      )
      const stored = await db
        .selectFrom('year_result')
        .selectAll()
        .where('school_id', '=', school_id)
        .where('academic_year', '=', 2025)
        .execute()
      const shown = classes.flatMap((loaded) => resultsOf(loaded, 0)).filter(({ pupil }) => pupil.left_on === null)
      expect(shown).toHaveLength(stored.length)
      for (const result of shown) {
        const { level, level_after, conduct, outcome, title, absences } = stored.find(
          ({ student_id }) => student_id === result.pupil.student_id,
        )!
        expect({ level, level_after, conduct, outcome, title, absences }).toEqual({
          level: result.learning.finalLevel,
          level_after: result.year!.after?.reassessment.learning.finalLevel ?? null,
          conduct: result.conduct.level,
          outcome: outcomeOf(result),
          title: result.year!.title.title,
          absences: result.pupil.excused + result.pupil.unexcused,
        })
      }
    }
  })

  test('counts in every figure of every year what the records hold', async () => {
    const facts = sql`select academic_year, term, school_id, class_id, student_id, level, conduct, title, outcome from pupil_fact where approved`
    const records = sql`
      select y.academic_year, 0 as term, y.school_id, y.class_id, y.student_id, y.level, y.conduct, y.title, y.outcome from year_result y
      union all select r.academic_year, r.term, r.school_id, r.class_id, r.student_id, r.level, c.level, null, null from term_result r
        join conduct c on c.school_id = r.school_id and c.academic_year = r.academic_year and c.student_id = r.student_id and c.term = r.term`
    expect(await one(sql`select count(*) as n from ((${facts}) except (${records})) d`)).toBe(0)
    expect(await one(sql`select count(*) as n from ((${records}) except (${facts})) d`)).toBe(0)
    const without = sql`select count(*) as n from pupil_fact f where not exists (select from enrollment e
      where e.school_id = f.school_id and e.academic_year = f.academic_year and e.class_id = f.class_id and e.student_id = f.student_id)`
    expect(await one(without)).toBe(0)
    const years = await rows<{ y: number; n: number }>(
      sql`select academic_year as y, count(*)::int as n from pupil_fact where term = 0 and studying group by 1 order by 1`,
    )
    // Of the oldest year only the grades stand here whose results came on paper.
    expect(years.map(({ y }) => y)).toEqual([2023, 2024, 2025, 2026])
    for (const { n } of years.slice(1)) expect(n).toBeGreaterThan(size * 0.85)
  })

  test('promoted in the year before whoever sits a grade higher a year later', async () => {
    const moved = await rows<{ outcome: string; n: number }>(
      sql`select y.outcome, count(*)::int as n from year_result y join class c on c.school_id = y.school_id and c.id = y.class_id
        join enrollment e on e.school_id = y.school_id and e.student_id = y.student_id and e.academic_year = 2025
        join class d on d.school_id = e.school_id and d.id = e.class_id and d.grade = c.grade + 1
        where y.academic_year = 2024 group by 1 order by 1`,
    )
    expect(moved.map(({ outcome }) => outcome)).toEqual(['completed', 'promoted'])
  })

  test('keeps the years of an older circular in its own words, as its rules say', async () => {
    const older = await rows<OlderRow>(
      sql`select o.*, c.grade, (select json_agg(json_build_object('subject', q.subject_id, 'kind', q.assessment, 'average', q.average, 'passed', q.passed, 'exempt', q.exempt))
          from subject_year_result q where q.school_id = o.school_id and q.academic_year = o.academic_year and q.student_id = o.student_id) as subjects
        from older_result o join class c on c.school_id = o.school_id and c.id = o.class_id where o.term = 0`,
    )
    expect(older.length).toBeGreaterThan(0)
    for (const { academic_year, grade, subjects, average, learning, conduct, title } of older) {
      expect(schemeOf(academic_year, grade)).toBe('circular-26-2020')
      const keys = { literature: 1, mathematics: 2, foreignLanguage: 3 }
      const rule = legacyLearning(subjects, keys, 'circular-26-2020')
      expect({ average, learning, title }).toEqual({
        average: rule.overallAverage,
        learning: rule.finalLevel,
        title: legacyTitle(conduct, learning),
      })
    }
    expect(
      await one(sql`select count(*) as n from older_result o where not exists (select from class_approval v
        where v.school_id = o.school_id and v.class_id = o.class_id and v.term = o.term and v.state = 'published')`),
    ).toBe(0)
  })

  test('holds the sums of every book', async () => {
    const books = await rows<TalliedBook & { pupils: TalliedPupil[]; tallies: { sex: number }[] }>(
      sql`select s.school_id, s.academic_year, s.id as section_id, 1 as term, s.class_id, s.grade, s.subject_id, s.regular_due, s.assessment,
          coalesce((select state from gradebook g where g.school_id = s.school_id and g.academic_year = s.academic_year and g.section_id = s.id and g.term = 1), 'open') as state,
          (select json_agg(to_jsonb(r) || jsonb_build_object('sex', st.sex)) from subject_result r
            join student st on st.school_id = r.school_id and st.id = r.student_id
            join enrollment e on e.school_id = r.school_id and e.student_id = r.student_id and e.class_id = r.class_id and e.status = 'studying'
            where r.school_id = s.school_id and r.academic_year = s.academic_year and r.section_id = s.id and r.term = 1) as pupils,
          (select json_agg(to_jsonb(t) order by t.sex) from section_tally t
            where t.school_id = s.school_id and t.academic_year = s.academic_year and t.section_id = s.id and t.term = 1) as tallies
        from section s`,
    )
    for (const { pupils, tallies, ...book } of books) expect(tallies).toEqual(tallyOf(book, pupils))
  })

  test('shows life in the running term: marks, midterms that are late, columns locked and published, pending tests', async () => {
    const life = {
      entered: sql`select count(*) as n from subject_result where academic_year = 2026 and regular_1 is not null`,
      midterms: sql`select count(*) as n from subject_result where academic_year = 2026 and midterm is not null`,
      late: sql`select count(*) as n from assessment_column c where c.academic_year = 2026 and c.kind = 'midterm' and not exists (select from subject_result r
        where r.school_id = c.school_id and r.academic_year = 2026 and r.section_id = c.section_id and r.midterm is not null)`,
      locked: sql`select count(*) as n from assessment_column where academic_year = 2026 and locked_at is not null`,
      published: sql`select count(*) as n from assessment_column where academic_year = 2026 and published_at is not null`,
      unpublished: sql`select count(*) as n from assessment_column where academic_year = 2026 and published_at is null`,
      handed_in: sql`select count(*) as n from gradebook where academic_year = 2026`,
      pending: sql`select count(*) as n from subject_result where academic_year = 2026 and midterm_state = 'pending'`,
      corrected: sql`select count(*) as n from mark_change where before is not null`,
      struck_out: sql`select count(*) as n from enrollment where academic_year = 2026 and status <> 'studying'`,
      substitutes: sql`select count(*) as n from assignment where substitute_for is not null or not answers`,
    }
    for (const [name, query] of Object.entries(life))
      expect({ name, some: (await one(query)) > 0 }).toEqual({ name, some: true })
    expect(await one(sql`select count(*) as n from subject_result where academic_year = 2026 and term = 2`)).toBe(0)
  })

  test('offers one account for each kind of user, all with one password', async () => {
    const accounts = await demoAccounts(db)
    expect(new Set(accounts.map(({ roleKey }) => roleKey)).size).toBe(accounts.length)
    expect(accounts.map(({ roleKey }) => roleKey)).toEqual(
      expect.arrayContaining([
        'administrator',
        'officer',
        'principal',
        'subject_teacher',
        'homeroom',
        'parent',
        'pupil',
      ]),
    )
    for (const { login, password } of accounts) {
      const account = await db
        .selectFrom('account')
        .select('password_hash')
        .where('login', '=', login)
        .executeTakeFirstOrThrow()
      expect(await verify(account.password_hash!, password)).toBe(true)
    }
  })

  test('knows a parent with children in two schools, and a teacher who is a parent elsewhere', async () => {
    const children = (login: string) =>
      rows<{
        name: string
        unit: string
      }>(sql`select s.full_name as name, u.short_name as unit from guardianship g join student s on s.school_id = g.school_id and s.id = g.student_id
        join unit u on u.id = s.school_id join account a on a.person_id = g.person_id where a.login = ${login} and s.class_id is not null and g.claimed_at is not null order by 2`)
    expect(await children('ph.0900000012')).toEqual([
      { name: 'Nguyễn Minh Khôi', unit: 'THCS Nguyễn Du' },
      { name: 'Nguyễn An Nhiên', unit: 'THPT Chu Văn An' },
    ])
    expect(await children('gv.lan')).toEqual([{ name: 'Phạm Gia Hân', unit: 'THCS Trần Phú' }])
  })

  test('is made only once', async () => {
    expect(await generate(database.ownerUrl, { size: 100, seed: 'other', today })).toBe('present')
  })
})

describe('what is drawn by chance', () => {
  test('is the same for the same seed', async () => {
    expect(await sumOf('same', today)).toEqual(await sumOf('same', today))
  })

  test.each(['2026-09-07', '2027-03-10', '2027-07-20'])('knows nothing of the hours of %s and after', async (day) => {
    await withDemo('days', day, async (demo) => {
      const later = await sql<{ what: string }>`
        select 'held' as what from assessment_column where held_on > ${day} or published_at >= ${day}::date or locked_at >= ${day}::date
        union all select 'submitted' from gradebook where greatest(submitted_at, checked_at, locked_at) >= ${day}::date
        union all select 'changed' from mark_change where at >= ${day}::date
        union all select 'written' from change where at >= ${day}::date
        union all select 'absent' from absence where month > ${day}
        union all select 'enrolled' from enrollment where starts_on > ${day}
        union all select 'claimed' from guardianship where claimed_at >= ${day}::date + 1`.execute(demo)
      expect(later.rows).toEqual([])
      const marks = await sql<{
        n: number
      }>`select count(*) as n from subject_result where academic_year = 2026 and regular_1 is not null`.execute(demo)
      expect(marks.rows[0]!.n).toBeGreaterThan(1_000)
    })
  })
})

interface OlderRow {
  academic_year: number
  grade: number
  average: number
  learning: LegacyLevel
  conduct: LegacyConduct
  title: string | null
  subjects: SubjectOutcome[]
}

type YearOfPupil = {
  grade: number
  by_plan: boolean
  conducts: Record<1 | 2, Level>
  absent: number
  subjects: SubjectOutcome[]
  level_after: Level | null
  outcome: Outcome | null
}

type TermRow = { average: number | null; passed: boolean | null; exempt: boolean }
type SubjectYear = TermRow & { assessment: 'scored' | 'comment'; first: TermRow; second: TermRow }

async function rows<T>(query: ReturnType<typeof sql>): Promise<T[]> {
  return (await query.execute(db)).rows as T[]
}

async function one(query: ReturnType<typeof sql>): Promise<number> {
  return Number((await rows<{ n: number }>(query))[0]!.n)
}

async function withDemo(seed: string, day: string, work: (demo: Kysely<Database>) => Promise<void>): Promise<void> {
  const own = await freshDatabase()
  await loadReference(own.ownerUrl)
  await generate(own.ownerUrl, { size: 200, seed, today: day })
  const { db: demo } = openDatabase(own.ownerUrl, 1, () => {})
  await work(demo)
  await demo.destroy()
  await own.drop()
}

/** One sum per table over all its rows. */
/** All that a demo holds, by table; what waits to be counted is a queue and not drawn. */
async function sumOf(seed: string, day: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {}
  await withDemo(seed, day, async (demo) => {
    const tables = await sql<{
      name: string
    }>`select relname as name from pg_class where relkind in ('r', 'p') and not relispartition
      and relnamespace = 'public'::regnamespace and relname not like 'kysely%' and relname <> 'sum_due' order by 1`.execute(
      demo,
    )
    for (const { name } of tables.rows) {
      const table = sql.table(name)
      const sum = await sql<{
        sum: string
      }>`select md5(string_agg(t::text, ',' order by t::text)) as sum from ${table} t`.execute(demo)
      sums[name] = sum.rows[0]!.sum
    }
  })
  return sums
}
