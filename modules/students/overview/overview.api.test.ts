import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { generate } from '../../../seeds/demo/generate.ts'
import { useApi, type Person } from '../../../test/api.ts'

const api = useApi()
let principal: Person
let colleague: Person
let homeroom: Person

beforeAll(async () => {
  await generate(api.database.ownerUrl, { size: 740, seed: 'overview', today: '2026-11-25' })
  principal = await as('ht.nguyendu')
  homeroom = await as('gv.ha')
  const { rows } = await sql<{ login: string }>`
    select a.login from account a join post p on p.person_id = a.person_id and p.role = 'principal'
    join unit u on u.id = p.unit_id and u.slug = 'thcs-binh-son'`.execute(api.owner)
  colleague = await as(rows[0]!.login)
}, 120_000)

async function as(login: string): Promise<Person> {
  const { id } = await api.owner.selectFrom('account').select('id').where('login', '=', login).executeTakeFirstOrThrow()
  return api.as(id)
}

const place = 'unit: "thcs-nguyen-du", academicYear: 2026, term: 1'
const school = sql`(select id from unit where slug = 'thcs-nguyen-du')`

interface SchoolToday {
  schoolToday: {
    behind: {
      kind: string
      closesOn: string
      singleMarks: number
      books: { name: string; entered: number; due: number; teachers: string[] }[]
    }[]
    oftenAbsent: { fullName: string; excused: number; unexcused: number }[]
    lateChanges: { changes: number; byOne: number } | null
    submittedBooks: number
    checkedBooks: number
    submittedClasses: { className: string }[]
    entered: number
    due: number
    pupils: { now: number; before: number }
    absences: { now: number; before: number }
    month: string
  }
}
const today = (person: Person) =>
  person.ask<SchoolToday>(`{ schoolToday(${place}) {
    behind { kind closesOn singleMarks books { name entered due teachers } } oftenAbsent { fullName excused unexcused }
    lateChanges { changes byOne } submittedBooks checkedBooks submittedClasses { className } entered due
    pupils { now before } absences { now before } month } }`)

test('a principal sees the books that lack many midterm marks, the emptiest first, and how many lack single ones', async () => {
  const { behind, entered, due } = (await today(principal)).data!.schoolToday
  const midterm = behind.find(({ kind }) => kind === 'midterm')!
  expect(midterm.closesOn).toBe('2026-11-27')
  expect(midterm.books.length).toBeGreaterThan(0)
  for (const book of midterm.books) {
    expect(book.due - book.entered).toBeGreaterThanOrEqual(book.due * 0.1)
    expect(book.teachers.length).toBeGreaterThan(0)
  }
  const shares = midterm.books.map((book) => book.entered / book.due)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  const { rows } = await sql<{ entered: number; due: number }>`
    select sum(midterm_entered)::integer as entered, sum(pupils - exempt)::integer as due from section_tally
    where school_id = ${school} and academic_year = 2026 and term = 1`.execute(api.owner)
  expect({ entered, due }).toEqual(rows[0])
})

test('a day that is far away presses nobody', async () => {
  api.at(new Date('2026-10-24T03:00:00Z'))
  const { behind } = (await today(principal)).data!.schoolToday
  api.at(new Date('2026-11-25T03:00:00Z'))
  expect(behind).toEqual([])
})

test('changes after locking, absences near the limit and books that wait are what the records say', async () => {
  const { lateChanges, oftenAbsent, submittedBooks, checkedBooks, month, absences } = (await today(principal)).data!
    .schoolToday
  const { rows } = await sql<{ late: number; absent: number; submitted: number; checked: number; october: number }>`
    select (select count(*)::integer from mark_change where school_id = ${school} and academic_year = 2026 and locked) as late,
      (select count(*)::integer from (select student_id from absence where school_id = ${school} and academic_year = 2026
        group by student_id having sum(excused + unexcused) >= 36) a) as absent,
      (select count(*)::integer from gradebook where school_id = ${school} and academic_year = 2026 and term = 1 and state = 'submitted') as submitted,
      (select count(*)::integer from gradebook where school_id = ${school} and academic_year = 2026 and term = 1 and state = 'checked') as checked,
      (select sum(excused + unexcused)::integer from absence where school_id = ${school} and month = '2026-10-01') as october`.execute(
    api.owner,
  )
  expect(lateChanges?.changes ?? 0).toBe(rows[0]!.late)
  expect(oftenAbsent).toHaveLength(rows[0]!.absent)
  expect(oftenAbsent.length).toBeGreaterThan(0)
  expect({ submittedBooks, checkedBooks }).toEqual({
    submittedBooks: rows[0]!.submitted,
    checkedBooks: rows[0]!.checked,
  })
  expect({ month, now: absences.now }).toEqual({ month: '2026-10-01', now: rows[0]!.october })
})

test('a class that is handed in waits for the principal by name', async () => {
  await sql`insert into class_approval (school_id, academic_year, class_id, term, state, submitted_at)
    select school_id, academic_year, id, 1, 'submitted', now() from class where school_id = ${school} and academic_year = 2026 and name = '9A1'`.execute(
    api.owner,
  )
  const { submittedClasses } = (await today(principal)).data!.schoolToday
  await sql`delete from class_approval where academic_year = 2026`.execute(api.owner)
  expect(submittedClasses).toEqual([{ className: '9A1' }])
})

const late = `{ lateChanges(unit: "thcs-nguyen-du", academicYear: 2026) { fullName before after reason at } }`

test('every change after locking is listed with both values, since a day if one is named', async () => {
  await sql`update mark_change set locked = true, reason = 'nhập nhầm cột' where school_id = ${school} and academic_year = 2026 and before is not null`.execute(
    api.owner,
  )
  const { rows } = await sql<{ n: number; recent: number }>`
    select count(*)::integer as n, (count(*) filter (where at >= '2026-11-10'))::integer as recent from mark_change where school_id = ${school} and locked`.execute(
    api.owner,
  )
  interface Late {
    lateChanges: { before: string | null; reason: string }[]
  }
  const all = (await principal.ask<Late>(late)).data!.lateChanges
  expect(all.length).toBe(rows[0]!.n)
  expect(all.length).toBeGreaterThan(0)
  expect(all.every(({ before, reason }) => before !== null && reason === 'nhập nhầm cột')).toBe(true)
  const since = (await principal.ask<Late>(late.replace('2026)', '2026, since: "2026-11-10")'))).data!.lateChanges
  expect(since).toHaveLength(rows[0]!.recent)
})

test('the marks of a grade are spread as they stand in the books', async () => {
  interface Spreads {
    gradeSpreads: { academicYear: number; grade: number; subject: string; steps: number[] }[]
  }
  const { gradeSpreads } = (
    await principal.ask<Spreads>(`{ gradeSpreads(${place}, kind: midterm) { academicYear grade subject steps } }`)
  ).data!
  const { rows } = await sql<{ grade: number; steps: number[] }>`
    select c.grade, array[${sql.join(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(
        (step) => sql`count(*) filter (where least(r.midterm / 10, 9) = ${sql.lit(step)})::integer`,
      ),
    )}] as steps
    from subject_result r join section s on s.school_id = r.school_id and s.id = r.section_id join class c on c.school_id = s.school_id and c.id = s.class_id
    where r.school_id = ${school} and r.academic_year = 2026 and r.term = 1 and s.subject_id = 2 and r.midterm is not null and not r.exempt
      and exists (select from enrollment e where e.school_id = r.school_id and e.student_id = r.student_id and e.class_id = r.class_id and e.status = 'studying')
    group by c.grade`.execute(api.owner)
  expect(rows.length).toBeGreaterThan(0)
  for (const { grade, steps } of rows)
    expect(
      gradeSpreads.find((it) => it.academicYear === 2026 && it.grade === grade && it.subject === 'Toán')?.steps,
    ).toEqual(steps)
})

test('a school is as absent for the principal of another as one that does not exist', async () => {
  const answer = await today(colleague)
  expect(answer.errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  expect((await colleague.ask<{ lateChanges: unknown[] }>(late)).data!.lateChanges).toEqual([])
})

test('a homeroom teacher sees the own class: absences of the month, conduct due, children without a guardian', async () => {
  const answer = await homeroom.ask<{ homeroomClasses: Record<string, unknown>[] }>(
    '{ homeroomClasses { className term pupils absentExcused absentUnexcused conductDue unclaimed state } }',
  )
  const { rows } = await sql<Record<string, number>>`
    with own as (select c.* from class c join assignment a on a.school_id = c.school_id and a.class_id = c.id and a.kind = 'homeroom'
        join account k on k.person_id = a.person_id and k.login = 'gv.ha' where c.academic_year = 2026),
      roll as (select e.student_id, e.school_id, e.class_id from enrollment e join own on own.school_id = e.school_id and own.id = e.class_id where e.status = 'studying')
    select (select count(*)::integer from roll) as pupils,
      (select sum(a.excused)::integer from absence a join own on own.id = a.class_id where a.month = '2026-11-01') as "absentExcused",
      (select sum(a.unexcused)::integer from absence a join own on own.id = a.class_id where a.month = '2026-11-01') as "absentUnexcused",
      (select count(*)::integer from roll r where not exists (select from guardianship g where g.school_id = r.school_id and g.student_id = r.student_id
        and g.claimed_at is not null and g.valid_to is null)) as unclaimed`.execute(api.owner)
  expect(answer.data!.homeroomClasses).toEqual([
    { className: '9A1', term: 1, conductDue: rows[0]!['pupils'], state: 'open', ...rows[0] },
  ])
  expect(
    (await principal.ask<{ homeroomClasses: unknown[] }>('{ homeroomClasses { className } }')).data!.homeroomClasses,
  ).toEqual([])
})
