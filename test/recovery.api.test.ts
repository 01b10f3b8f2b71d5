import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeBook } from '../modules/students/gradebook/keys.ts'
import { encodeStudent } from '../modules/students/keys.ts'
import { startPostgres, type Postgres } from '../server/embedded-postgres.ts'
import { migrate } from '../server/migrate.ts'
import { startApi, type Person, type TestApi } from './api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, thisYear } from './make.ts'

const folder = mkdtempSync(join(tmpdir(), 'truong-recovery-'))
// PostgreSQL does not run as root; its account must be able to enter.
chmodSync(folder, 0o755)
let postgres: Postgres
let api: TestApi & { stop(): Promise<void> }
let lan: Person
let book: string
let student: string

beforeAll(async () => {
  postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: pino({ level: 'silent' }) })
  await postgres.ensureDatabase('recovery')
  const ownerUrl = postgres.url('recovery')
  await migrate(ownerUrl)
  await postgres.admit('truong_app')
  api = await startApi({ ownerUrl, appUrl: postgres.url('recovery', 'truong_app'), drop: async () => {} }, null)
  const { owner } = api
  const { commune } = await aProvince(owner)
  const school_id = await aSchool(owner, commune)
  const teacher = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  const class_id = await aClass(owner, school_id, '9A2')
  const section_id = await aSection(owner, school_id, class_id, 'TOAN', teacher)
  const pupil = await aPupil(owner, school_id, class_id, 'Hà Thị Diệp')
  book = encodeBook({ school_id, academic_year: thisYear, section_id, term: 1 })
  student = encodeStudent({ school_id, student_id: pupil.student_id })
  lan = await api.as(teacher.account_id)
}, 60_000)

afterAll(async () => {
  await api.stop()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function save(id: string, value: string, was: string | null): Promise<{ saved: boolean; message: string }> {
  const document = `mutation ($book: ID!, $id: UUID!, $cells: [CellInput!]!) {
    recordMarks(gradebook: $book, id: $id, source: typed, cells: $cells) { cells { status } } }`
  const cells = [{ student, column: 'regular_1', was, value }]
  const answer = await lan.ask<{ recordMarks: { cells: { status: string }[] } }>(document, { book, id, cells })
  const message = answer.errors?.[0]?.message ?? (answer as { message?: string }).message ?? ''
  return { saved: answer.data?.recordMarks.cells[0]?.status === 'saved', message }
}

test('when the database is killed in use the person is told, nothing acknowledged is lost, and the server goes on by itself', async () => {
  expect((await save(randomUUID(), '7.0', null)).saved).toBe(true)
  process.kill(Number(readFileSync(join(folder, 'postgres/database/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
  const id = randomUUID()
  const refused = await save(id, '8.0', '7.0')
  expect(refused.saved).toBe(false)
  expect(refused.message).toContain('Cơ sở dữ liệu đang khởi động lại')
  let again = refused
  for (let attempt = 0; attempt < 60 && !again.saved; attempt += 1) {
    await sleep(250)
    again = await save(id, '8.0', '7.0')
  }
  expect(again.saved).toBe(true)
  const { rows } = await sql<{ after: string }>`select after from mark_change order by position`.execute(api.owner)
  expect(rows.map((row) => row.after)).toEqual(['7.0', '8.0'])
}, 60_000)
