import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { encodeBook } from '../../modules/students/gradebook/keys.ts'
import { encodeStudent } from '../../modules/students/public.ts'
import { changeDigest, sealTrail, verifyTrail } from '../../modules/trail/seal.ts'
import { openDatabase } from '../../platform/database.ts'
import { openFileStore } from '../../platform/file.ts'
import { useApi, type Person } from '../../test/api.ts'
import { aClass, aParent, aProvince, aPupil, aSchool, aSection, aTeacher, someone } from '../../test/make.ts'
import { addressOf, execute } from '../../test/test-server.ts'
import { archiveYear } from './archive-year.ts'
import { newKeys } from './container.ts'
import { restoreYear } from './restore-year.ts'
import { restore } from './restore.ts'
import { runBackup } from './run.ts'

const api = useApi()
const place = join(tmpdir(), `truong-test-${randomUUID()}`)
const folder = join(place, 'years')
const year = 2024
let keys: { identity: string; recipient: string }
let school: number
let slug: string
let office: string
let class_id: number
let section_id: string
let book: string
let pupil: { student_id: string; person_id: string; name: string }
let principal: Person
let teacher: Person
let parent: Person
let administrator: Person
let before: Awaited<ReturnType<typeof digests>>
let path: string

beforeAll(async () => {
  mkdirSync(place, { recursive: true })
  keys = await newKeys()
  const { department, commune } = await aProvince(api.owner)
  await sql`insert into academic_year (year, starts_on, ends_on) values (${year}, '2024-09-05', '2025-05-31'), (2023, '2023-09-05', '2024-05-31')`.execute(
    api.owner,
  )
  await sql`insert into term select unit_id, ${year}, term, starts_on - 365, ends_on - 365, results_due_on - 365 from term where academic_year = 2025`.execute(
    api.owner,
  )
  school = await aSchool(api.owner, commune)
  const { rows } = await sql<{ id: number; slug: string }>`select id, slug from unit`.execute(api.owner)
  slug = rows.find(({ id }) => id === school)!.slug
  office = rows.find(({ id }) => id === department)!.slug
  principal = await api.as((await aTeacher(api.owner, school, 'Phạm Quốc Hùng', 'principal')).account_id)
  const lan = await aTeacher(api.owner, school, 'Trần Thu Lan')
  teacher = await api.as(lan.account_id)
  administrator = await api.as(
    (await someone(api.owner, 'Đỗ Minh Quân', { role: 'administrator', unit_id: department })).account_id,
  )
  class_id = await aClass(api.owner, school, '7A1', year)
  section_id = await aSection(api.owner, school, class_id, 'TOAN', lan)
  book = encodeBook({ school_id: school, academic_year: year, section_id, term: 1 })
  pupil = await aPupil(api.owner, school, class_id, 'Nguyễn Thị Ánh')
  parent = await api.as((await aParent(api.owner, school, pupil, 'Lê Thị Hoa')).account_id)
  await mark('7,0')
  await sql`insert into assessment_column (school_id, academic_year, section_id, term, kind, position, published_at)
    values (${school}, ${year}, ${section_id}, 1, 'midterm', 1, now() - interval '1 hour')`.execute(api.owner)
  await mark('7,5', '7.0')
  await seal()
})

afterAll(() => rmSync(place, { recursive: true, force: true }))

let saves = 0
async function mark(value: string, was: string | null = null) {
  const answer = await teacher.ask<{ recordMarks: { cells: { status: string; refusal: string | null }[] } }>(
    `mutation ($book: ID!, $cells: [CellInput!]!, $id: UUID!) { recordMarks(gradebook: $book, id: $id, source: typed, cells: $cells) { cells { status refusal } } }`,
    {
      book,
      id: `01900000-0000-7000-8000-00000000000${++saves}`,
      cells: [
        { student: encodeStudent({ school_id: school, student_id: pupil.student_id }), column: 'midterm', was, value },
      ],
    },
  )
  expect(answer.errors).toBeUndefined()
  expect(answer.data!.recordMarks.cells).toEqual([{ status: 'saved', refusal: null }])
}

async function withDatabase<T>(work: (db: ReturnType<typeof openDatabase>['db']) => Promise<T>): Promise<T> {
  const { db } = openDatabase(api.database.appUrl, 1, () => {})
  return work(db).finally(() => db.destroy())
}
const seal = () => withDatabase((db) => sealTrail(db, '0 seconds'))
const faults = async () => (await withDatabase(verifyTrail)).faults

/** Everything that leaves or could leave with the year, and what must stay, each as one digest. */
const digests = async () =>
  (
    await sql<{ name: string; count: number; digest: string }>`${sql.raw(
      ['mark_change', 'grade_save', 'subject_result', 'gradebook', 'section_tally', 'class_approval', 'enrollment']
        .map(
          (name) =>
            `select '${name}' as name, count(*), md5(string_agg(t::text, chr(10) order by t::text)) as digest from ${name} t`,
        )
        .join(' union all '),
    )}`.execute(api.owner)
  ).rows

const archive = (overrides = {}) =>
  archiveYear({ ownerUrl: api.database.ownerUrl, year, folder, ...keys, ...overrides })
const bringBack = (overrides = {}) =>
  restoreYear({ ownerUrl: api.database.ownerUrl, year, path, identity: keys.identity, ...overrides })

const history = () =>
  principal.ask<{ historyArchivedAt: string | null; cellHistory: { before: string | null; after: string }[] }>(
    `query ($book: ID!, $student: ID!) { historyArchivedAt(academicYear: ${year}) cellHistory(gradebook: $book, student: $student, column: "midterm") { before after } }`,
    { book, student: encodeStudent({ school_id: school, student_id: pupil.student_id }) },
  )
const entries = async (person: Person, unit: string, verb: string) =>
  (
    await person.ask<{
      trail: {
        archivedYears: number[]
        edges: { node: { id: string; verb: string; archivedYear: number | null; canUndo: boolean; lines: unknown[] } }[]
      }
    }>(
      'query ($unit: String!, $filter: TrailFilterInput) { trail(unit: $unit, filter: $filter) { archivedYears edges { node { id verb archivedYear canUndo lines { table fields { column before after } } } } } }',
      { unit, filter: { verbs: [verb] } },
    )
  ).data!.trail
const family = async () =>
  (
    await parent.ask<{
      child: {
        results: {
          correctionsArchived: boolean
          terms: { subjects: { marks: unknown[]; corrections: unknown[] }[] }[]
        }[]
      }
    }>(
      `{ child { results(academicYear: ${year}) { correctionsArchived terms { subjects { marks { value } corrections { before after } } } } } }`,
    )
  ).data!.child.results[0]!

test('a running year, one that is not there, a year without history, open books, corrections and results that nobody approved are refused, and said where', async () => {
  await expect(archive({ year: 2026 })).rejects.toThrow('2026–2027 is running')
  await expect(archive({ year: 2023 })).rejects.toThrow('2023–2024 has no history of marks')
  await expect(archive({ year: 2019 })).rejects.toThrow('no academic year 2019–2020')
  await sql`insert into unlock (school_id, academic_year, section_id, term, until, reason, granted_by)
    values (${school}, ${year}, ${section_id}, 1, now() + interval '1 day', 'nhập nhầm cột', ${randomUUID()})`.execute(
    api.owner,
  )
  const refused = await archive().catch((error: Error) => error.message)
  expect(refused).toMatch(/THCS Nguyễn Du \(.+\): 1 corrections are allowed\./)
  expect(refused).toContain('1 books are not locked.')
  expect(refused).toContain('1 classes have no approved results of the year.')
  await sql`update unlock set ended_at = now()`.execute(api.owner)
  await sql`insert into gradebook (school_id, academic_year, section_id, term, state) values (${school}, ${year}, ${section_id}, 1, 'locked')`.execute(
    api.owner,
  )
  await expect(archive()).rejects.toThrow('1 classes have no approved results of the year.')
  await sql`insert into class_approval (school_id, academic_year, class_id, term, state) values (${school}, ${year}, ${class_id}, 0, 'approved')`.execute(
    api.owner,
  )
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
})

test('a file that its key does not open takes nothing away and is not kept', async () => {
  before = await digests()
  await expect(archive({ identity: (await newKeys()).identity })).rejects.toThrow('cannot be opened with this key')
  expect(await digests()).toEqual(before)
  expect(readdirSync(folder)).toEqual([])
})

test('a trail that is not as it was sealed is not archived', async () => {
  await sql`update mark_change set after = '9.5' where after = '7.5'`.execute(api.owner)
  await expect(archive()).rejects.toThrow('not as it was sealed')
  await sql`update mark_change set after = '7.5' where after = '9.5'`.execute(api.owner)
  expect(await digests()).toEqual(before)
})

test('the history of a closed year goes into one sealed file; marks, books and results stay', async () => {
  path = await archive()
  expect(readFileSync(path).toString('latin1')).not.toContain('midterm')
  const left = await digests()
  const counts = Object.fromEntries(left.map(({ name, count }) => [name, count]))
  expect(counts).toMatchObject({ mark_change: 0, grade_save: 0, subject_result: 1, gradebook: 1, class_approval: 1 })
  const stays = (rows: { name: string }[]) => rows.filter(({ name }) => name !== 'mark_change' && name !== 'grade_save')
  expect(stays(left)).toEqual(stays(before))
  await seal()
  expect(await faults()).toEqual([])
})

test('the book, the trail, the file of the trail and the parent’s page say that the year is in the archive', async () => {
  const { data } = await history()
  expect(data).toMatchObject({ historyArchivedAt: expect.any(String), cellHistory: [] })
  const { archivedYears, edges } = await entries(principal, slug, 'gradebook.record_marks')
  expect(archivedYears).toEqual([year])
  expect(edges.map(({ node }) => [node.archivedYear, node.canUndo, node.lines])).toEqual([
    [year, false, []],
    [year, false, []],
  ])
  const csv = await (await principal.fetch(`/trail/${slug}/export.csv`)).text()
  expect(csv).toContain('kho lưu trữ của năm học 2024–2025')
  expect(await family()).toMatchObject({ correctionsArchived: true })
  expect((await family()).terms[0]!.subjects[0]).toMatchObject({
    marks: [{ value: expect.anything() }],
    corrections: [],
  })
  const system = await entries(administrator, office, 'year.archive')
  expect(system.edges).toHaveLength(1)
  expect(JSON.stringify(system.edges[0]!.node.lines)).toContain(basename(path))
})

test('nothing of an archived year can be written, by a page or in the database, and the answer says why', async () => {
  const day = '2026-11-26T00:00:00Z'
  const refused = await principal.ask(
    `mutation ($books: [ID!]!, $until: DateTime!) { unlockBooks(scope: { books: $books }, until: $until, reason: "nhập nhầm cột") { change } }`,
    { books: [book], until: day },
  )
  expect(refused.errors?.[0]).toMatchObject({
    message: expect.stringContaining('Năm học 2024–2025 đã được đưa vào kho lưu trữ'),
    extensions: { code: 'CONFLICT' },
  })
  await expect(
    sql`insert into mark_change (school_id, academic_year, section_id, student_id, person_id, term, "column", account_name, change_id)
      values (${school}, ${year}, ${section_id}, ${pupil.student_id}, ${pupil.person_id}, 1, 'final', '', ${randomUUID()})`.execute(
      api.owner,
    ),
  ).rejects.toMatchObject({ code: 'TR002' })
  await expect(sql`update subject_result set midterm = 90`.execute(api.owner)).rejects.toMatchObject({ code: 'TR002' })
  await expect(sql`delete from class_approval where academic_year = ${year}`.execute(api.owner)).rejects.toMatchObject({
    code: 'TR002',
  })
  await sql`select ensure_year(${year}::smallint)`.execute(api.owner)
  expect((await digests()).find(({ name }) => name === 'mark_change')?.count).toBe(0)
  await expect(archive()).rejects.toThrow('in the archive already')
})

test('what is left of an archived change, and what is kept of it, cannot be altered unseen', async () => {
  const { edges } = await entries(principal, slug, 'gradebook.record_marks')
  const change = edges[0]!.node.id
  await sql`update change set reason = 'giả' where id = ${change}`.execute(api.owner)
  expect(await faults()).toMatchObject([{ kind: 'altered', change_id: change }])
  await sql`update change set reason = null where id = ${change}`.execute(api.owner)
  expect(await faults()).toEqual([])
  const kept = sql`update archived_change set digest = sha256(digest) where change_id = ${change} returning digest`
  await kept.execute(api.owner)
  expect((await faults()).map(({ kind }) => kind).toSorted()).toEqual(['altered', 'archive'])
  await withDatabase(async (db) => {
    await expect(kept.execute(db)).rejects.toThrow(/permission denied/)
    await expect(sql`delete from year_archive`.execute(db)).rejects.toThrow(/permission denied/)
  })
  await sql`update archived_change a set digest = b.digest from (select ${sql.raw(changeDigest)} as digest from change c where c.id = ${change}) b where a.change_id = ${change}`.execute(
    api.owner,
  )
  expect(await faults()).toEqual([])
})

test('a backup taken meanwhile restores the year as archived, still closed for writing', async () => {
  const { adminUrl } = inject('testServer')
  const name = `restored_${randomUUID().slice(0, 8)}`
  await execute(adminUrl, `create database ${name}`)
  const files = openFileStore(join(place, 'files'))
  try {
    const backup = await runBackup(api.database.ownerUrl, files, {
      folder: join(place, 'backups'),
      recipient: keys.recipient,
      keepDays: 30,
    })
    const ownerUrl = addressOf(adminUrl, name)
    await restore({ path: backup, identity: keys.identity, ownerUrl, files })
    const { db } = openDatabase(ownerUrl, 1, () => {})
    try {
      expect((await verifyTrail(db)).faults).toEqual([])
      await expect(sql`update subject_result set midterm = 90`.execute(db)).rejects.toMatchObject({ code: 'TR002' })
    } finally {
      await db.destroy()
    }
  } finally {
    await execute(adminUrl, `drop database if exists ${name} with (force)`)
  }
})

test('another file, or a damaged one, brings nothing back', async () => {
  const bad = join(place, 'bad.age')
  copyFileSync(path, bad)
  const bytes = readFileSync(bad)
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  writeFileSync(bad, bytes)
  await expect(bringBack({ path: bad })).rejects.toThrow('not the file that was written for this year')
  await expect(bringBack({ identity: (await newKeys()).identity })).rejects.toThrow('cannot be opened with this key')
  await expect(bringBack({ year: 2025 })).rejects.toThrow('2025–2026 is not in the archive')
  expect((await history()).data).toMatchObject({ historyArchivedAt: expect.any(String), cellHistory: [] })
})

test('the year comes back row for row, is read and written as before, and the trail holds', async () => {
  expect(await bringBack()).toBe(4)
  expect(await digests()).toEqual(before)
  await seal()
  expect(await faults()).toEqual([])
  expect((await history()).data).toEqual({
    historyArchivedAt: null,
    cellHistory: [
      { before: '7.0', after: '7.5' },
      { before: null, after: '7.0' },
    ],
  })
  expect((await family()).terms[0]!.subjects[0]!.corrections).toEqual([{ before: '7.0', after: '7.5' }])
  expect((await entries(administrator, office, 'year.restore')).edges).toHaveLength(1)
  await sql`update gradebook set state = 'open'`.execute(api.owner)
  await mark('8,0', '7.5')
  await sql`update gradebook set state = 'locked'`.execute(api.owner)
  await sql`update class_approval set state = 'approved'`.execute(api.owner)
  await seal()
  const again = await archive()
  expect(again).not.toBe(path)
  expect(await faults()).toEqual([])
})
