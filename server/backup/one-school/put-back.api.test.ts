import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeBook } from '../../../modules/students/gradebook/keys.ts'
import { encodeStudent } from '../../../modules/students/public.ts'
import { sealTrail, verifyTrail } from '../../../modules/trail/seal.ts'
import { openDatabase } from '../../../platform/database.ts'
import { openFileStore } from '../../../platform/file.ts'
import { generate } from '../../../seeds/demo/generate.ts'
import { useApi } from '../../../test/api.ts'
import { aPupil } from '../../../test/make.ts'
import { spoilSchool } from '../../../test/spoil-school.ts'
import { newKeys } from '../container.ts'
import { runBackup } from '../run.ts'
import { putBackSchool, type PutBackOptions } from './put-back.ts'
import { schoolTables } from './school-tables.ts'

const api = useApi()
const place = join(tmpdir(), `truong-test-${randomUUID()}`)
const year = 2026
interface School {
  id: number
  code: string
  slug: string
  /** Of this year; there are two at least. */
  class_ids: number[]
}
interface Cell {
  account_id: string
  section_id: string
  student_id: string
  value: number
}
let keys: { identity: string; recipient: string }
let path: string
let school: School
let other: School
let gone: { student_id: string; person_id: string; name: string }
let cell: Cell
let yesterday: Digests
let today: Digests
let others: Digests
let history: string[]

type Digests = Record<string, string>

beforeAll(async () => {
  await generate(api.database.ownerUrl, { size: 740, seed: 'one school', today: '2026-11-25' })
  keys = await newKeys()
  const { rows } = await sql<School>`
    select u.id, u.code, u.slug, array_agg(c.id order by c.id) as class_ids from unit u join class c on c.school_id = u.id and c.academic_year = ${year}
    where exists (select from subject_result r where r.school_id = u.id and r.academic_year = ${year} and r.term = 1 and r.regular_1 is not null)
    group by u.id order by u.id limit 2`.execute(api.owner)
  school = rows[0]!
  other = rows[1]!
  gone = await aPupil(api.owner, school.id, school.class_ids[0]!, 'Nguyễn Văn Mất')
  await api.settle()
  yesterday = await digestsOf(school.id)
  path = await runBackup(api.database.ownerUrl, openFileStore(join(place, 'files')), {
    folder: join(place, 'backups'),
    recipient: keys.recipient,
    keepDays: 30,
  })
  cell = await aMark(school.id)
  await mark(school.id, cell, 'nhập nhầm lớp')
  await mark(other.id, await aMark(other.id), 'chấm lại bài')
  await spoilSchool(api.owner, school, gone, cell)
  await api.settle()
  today = await digestsOf(school.id)
  others = await digestsOf(other.id)
  history = await marksTold()
})

afterAll(() => rmSync(place, { recursive: true, force: true }))

/** Everything that belongs to a school, table by table. */
async function digestsOf(school_id: number): Promise<Digests> {
  const client = new Client({ connectionString: api.database.ownerUrl })
  await client.connect()
  try {
    const { putBack, left } = await schoolTables(client)
    const found: Digests = {}
    for (const name of [...putBack.map((table) => table.name), ...left]) {
      const { rows } = await client.query<{ digest: string }>(
        `select count(*) || ' ' || md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as digest from "${name}" t where school_id = $1`,
        [school_id],
      )
      found[name] = rows[0]!.digest
    }
    return found
  } finally {
    await client.end()
  }
}

/** A mark of this term with the account of who teaches the book. */
async function aMark(school_id: number): Promise<Cell> {
  const { rows } = await sql<Cell>`
    select a.id as account_id, r.section_id, r.student_id, r.regular_1 as value from subject_result r
    join section s on s.school_id = r.school_id and s.id = r.section_id and s.assessment = 'scored'
    join assignment g on g.school_id = s.school_id and g.section_id = s.id and g.answers and '2026-11-25' between g.valid_from and coalesce(g.valid_to, 'infinity')
    join account a on a.person_id = g.person_id
    join enrollment e on e.school_id = r.school_id and e.student_id = r.student_id and e.class_id = s.class_id and e.ends_on is null
    where r.school_id = ${school_id} and r.academic_year = ${year} and r.term = 1 and r.regular_1 between 10 and 90 limit 1`.execute(
    api.owner,
  )
  return rows[0]!
}

async function mark(school_id: number, { account_id, section_id, student_id, value }: Cell, reason: string) {
  await sql`insert into unlock (school_id, academic_year, section_id, term, until, reason, granted_by)
    values (${school_id}, ${year}, ${section_id}, 1, '2026-12-01', 'nhập nhầm cột', ${account_id})`.execute(api.owner)
  const text = (tenths: number) => (tenths / 10).toFixed(1)
  const answer = await (
    await api.as(account_id)
  ).ask<{ recordMarks: { cells: { status: string; refusal: unknown }[] } }>(
    `mutation ($book: ID!, $cells: [CellInput!]!, $id: UUID!, $reason: String) { recordMarks(gradebook: $book, id: $id, source: typed, reason: $reason, cells: $cells) { cells { status refusal } } }`,
    {
      book: encodeBook({ school_id, academic_year: year, section_id, term: 1 }),
      id: randomUUID(),
      reason,
      cells: [
        {
          student: encodeStudent({ school_id, student_id }),
          column: 'regular_1',
          was: text(value),
          value: text(value + 10).replace('.', ','),
        },
      ],
    },
  )
  expect(answer.errors).toBeUndefined()
  expect(answer.data!.recordMarks.cells).toEqual([{ status: 'saved', refusal: null }])
}

const marksTold = async () =>
  (
    await sql<{
      row: string
    }>`select t::text as row from mark_change t where school_id = ${school.id} order by 1`.execute(api.owner)
  ).rows.map(({ row }) => row)

const putBack = (given: Partial<PutBackOptions> = {}) =>
  putBackSchool({
    ownerUrl: api.database.ownerUrl,
    path,
    identity: keys.identity,
    school: school.code,
    reason: null,
    ...given,
  })

test('a school, a key or a file that is not the right one is refused in words', async () => {
  await expect(putBack({ school: 'KHONGCO' })).rejects.toThrow('There is no school with the code or address KHONGCO.')
  await expect(putBack({ identity: (await newKeys()).identity })).rejects.toThrow('cannot be opened with this key')
  await expect(putBack({ path: join(place, 'none.age') })).rejects.toThrow('none.age is not there')
})

test('a backup of another schema is refused', async () => {
  await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '')`.execute(api.owner)
  await expect(putBack()).rejects.toThrow('is not the schema of the database (9999_later)')
  await sql`delete from kysely_migration where name = '9999_later'`.execute(api.owner)
})

test('without a word to write it is only said what would come back, change and go', async () => {
  const { differences, cells, left, written } = await putBack({ school: school.slug })
  expect(written).toBe(false)
  expect(cells).toBe(1)
  expect(left).toEqual(
    expect.arrayContaining(['change', 'change_row', 'mark_change', 'invitation', 'notice', 'sum_due']),
  )
  const of = Object.fromEntries(differences.map(({ table, ...counts }) => [table, counts]))
  expect(of).toMatchObject({
    subject_result: { added: 0, changed: 1, removed: 0 },
    class: { added: 0, changed: 2, removed: 1 },
    unlock: { added: 0, changed: 0, removed: 1 },
    issued_card: { added: 0, changed: 0, removed: 1 },
  })
  expect(of['student']).toMatchObject({ added: 1, removed: 1 })
  expect(await digestsOf(school.id)).toEqual(today)
  for (const name of [
    'student',
    'subject_result',
    'section_tally',
    'pupil_fact',
    'school_pupil_sum',
    'school_mark_sum',
  ])
    expect(today[name], name).not.toBe(yesterday[name])
})

test('what fails in the middle leaves everything as it was', async () => {
  const before = await sql`select count(*) from change`.execute(api.owner)
  await sql`create function fail() returns trigger language plpgsql as 'begin raise exception ''the disk is full''; end'`.execute(
    api.owner,
  )
  await sql`create trigger fail before insert on conduct for each row execute function fail()`.execute(api.owner)
  await expect(putBack({ reason: 'nhập nhầm tệp' })).rejects.toThrow('Nothing was written: the disk is full')
  await sql`drop function fail cascade`.execute(api.owner)
  expect(await digestsOf(school.id)).toEqual(today)
  expect(await digestsOf(other.id)).toEqual(others)
  expect((await sql`select count(*) from change`.execute(api.owner)).rows).toEqual(before.rows)
})

test('the school’s pupils, marks, averages and sums are those of the backup; no row of another school is touched', async () => {
  const { written } = await putBack({ reason: 'nhập nhầm tệp' })
  expect(written).toBe(true)
  expect(await digestsOf(other.id)).toEqual(others)
  const added = ['change', 'change_row', 'mark_change', 'sum_due']
  const putBackThen = (digests: Digests) =>
    Object.fromEntries(Object.entries(digests).filter(([name]) => !added.includes(name)))
  expect(putBackThen(await digestsOf(school.id))).toEqual(putBackThen(yesterday))
  await api.settle()
  expect(putBackThen(await digestsOf(school.id))).toEqual(putBackThen(yesterday))
  const { rows } = await sql<{
    count: number
  }>`select count(*)::integer from person where id = ${gone.person_id}`.execute(api.owner)
  expect(rows[0]!.count).toBe(1)
})

test('the trail has one entry with the reason, the marks are told in their history, and nothing of either is gone', async () => {
  const { rows } = await sql<{ id: string; school_id: number; reason: string; lines: number; schools: number[] }>`
    select c.id, c.school_id, c.reason, count(r.*)::integer as lines, array_agg(distinct r.school_id) as schools
    from change c join change_row r on r.change_id = c.id where c.verb = 'unit.put_back' group by c.academic_year, c.id`.execute(
    api.owner,
  )
  expect(rows).toMatchObject([{ school_id: school.id, schools: [school.id, null] }])
  expect(rows[0]!.reason).toMatch(/^nhập nhầm tệp \(truong-.*\.age\)$/)
  const told = await marksTold()
  expect(told).toEqual(expect.arrayContaining(history))
  const fresh = await sql<{
    column: string
    before: string
    after: string
    account_name: string
    reason: string
    change_id: string
  }>`
    select "column", before, after, account_name, reason, change_id from mark_change where school_id = ${school.id} and source = 'restored'`.execute(
    api.owner,
  )
  const text = (tenths: number) => (tenths / 10).toFixed(1)
  expect(fresh.rows).toEqual([
    {
      column: 'regular_1',
      before: text(cell.value + 10),
      after: text(cell.value),
      account_name: 'Hệ thống',
      reason: 'nhập nhầm tệp',
      change_id: rows[0]!.id,
    },
  ])
  expect(told).toHaveLength(history.length + 1)
  const { db } = openDatabase(api.database.appUrl, 1, () => {})
  try {
    await sealTrail(db, '0 seconds')
    expect((await verifyTrail(db)).faults).toEqual([])
  } finally {
    await db.destroy()
  }
})

test('a second time there is nothing to put back', async () => {
  expect(await putBack({ reason: 'nhập nhầm tệp' })).toMatchObject({ differences: [], cells: 0, written: false })
})
