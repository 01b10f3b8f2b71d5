import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../test/api.ts'
import { aProvince, aSchool, aUnit, someone } from '../../test/make.ts'

const api = useApi()
let administrator: Person
let others: [string, Person][]

const everything = `query { systemState {
  checks { part level text remedy values { name value } } processes { pid part memory errors { id code } }
  statements { name calls mean longest } failedJobs { kind errorId } program { version schema node } } }`

interface State {
  checks: { part: string; level: string; text: string; values: { name: string; value: string }[] }[]
  processes: { pid: number; part: string; memory: number; errors: { id: string; code: string }[] }[]
  statements: { name: string | null; calls: number; mean: number; longest: number }[]
  failedJobs: { kind: string; errorId: string | null }[]
  program: { version: string; schema: string }
}

const look = async (): Promise<State> => (await administrator.ask<{ systemState: State }>(everything)).data!.systemState
const said = ({ checks }: State, part: string) => checks.find((check) => check.part === part)?.text

beforeAll(async () => {
  const { owner } = api
  const { department, commune } = await aProvince(owner)
  const school = await aSchool(owner, commune)
  const as = async (role: 'administrator' | 'leader' | 'officer' | 'commune_officer' | 'principal', unit_id: number) =>
    api.as((await someone(owner, `Người ${role} ${unit_id}`, { role, unit_id })).account_id)
  administrator = await as('administrator', department)
  const apart = await aUnit(owner, { kind: 'commune_office', name: 'Xã Bình Sơn', parent: department })
  others = [
    ['a delegated administrator', await as('administrator', apart)],
    ['a leader', await as('leader', department)],
    ['an officer', await as('officer', department)],
    ['an officer of a commune', await as('commune_officer', commune)],
    ['a principal', await as('principal', school)],
    ['a visitor', api.visitor],
  ]
})

test('an administrator of the whole sees how it is, this process among it', async () => {
  const state = await look()
  expect(state.processes.map(({ pid, part }) => [pid, part])).toEqual([[process.pid, 'whole']])
  expect(state.processes[0]!.memory).toBeGreaterThan(10_000_000)
  expect(state.program.schema).toMatch(/^\d{4}_/)
  expect(said(state, 'database')).toBe('operation.is.database.well')
  expect(said(state, 'certificate')).toBe('operation.is.certificate.plain')
  expect(said(state, 'disk_data')).toMatch(/^operation\.is\.disk\.(well|low)$/)
})

test('nobody else does, and it does not exist for them', async () => {
  for (const [who, person] of others) {
    const { data, errors } = await person.ask(everything)
    expect(data, who).toBeNull()
    expect(errors?.[0]?.extensions?.code, who).toBe('NOT_FOUND')
  }
})

test('backups and their trials are told as the table has them, a failed one before a whole one', async () => {
  expect(said(await look(), 'backup')).toBe('operation.is.backup.off')
  await sql`insert into backup_run (at, kind, seconds, bytes) values (now() - interval '2 hours', 'backup', 20, 39000000)`.execute(
    api.owner,
  )
  await sql`insert into backup_run (at, kind, seconds) values (now() - interval '40 days', 'trial', 90)`.execute(
    api.owner,
  )
  const state = await look()
  expect([said(state, 'backup'), said(state, 'trial')]).toEqual(['operation.is.backup.well', 'operation.is.trial.old'])
  const values = state.checks.find(({ part }) => part === 'backup')!.values
  expect(values.find(({ name }) => name === 'size')?.value).toBe('39000000')
  await sql`insert into backup_run (at, kind, seconds, error) values (now(), 'backup', 1, 'no space')`.execute(
    api.owner,
  )
  expect(said(await look(), 'backup')).toBe('operation.is.backup.failed')
})

test('what waits too long is told: jobs, sums and changes without a seal', async () => {
  await sql`insert into job (kind, state, run_at) values ('test.stuck', 'running', now())`.execute(api.owner)
  await sql`update job set beat_at = now() + interval '1 hour'`.execute(api.owner)
  await sql`insert into job (kind, state, run_at, error_id, finished_at) values ('test.broken', 'failed', now(), 'ab12cd34', now())`.execute(
    api.owner,
  )
  await sql`insert into change (id, verb) values (uuidv7(interval '-10 minutes'), 'test')`.execute(api.owner)
  const state = await look()
  expect(said(state, 'queue')).toBe('operation.is.queue.failed')
  expect(state.failedJobs).toEqual([{ kind: 'test.broken', errorId: 'ab12cd34' }])
  expect(said(state, 'trail')).toBe('operation.is.trail.late')
})

test('an unforeseen error is listed by the code that the person was told, without what it was about', async () => {
  await sql`alter table notice rename to notice_away`.execute(api.owner)
  const broken = await administrator.ask('query { notices { edges { node { id } } } }')
  await sql`alter table notice_away rename to notice`.execute(api.owner)
  const { errorId } = broken.errors![0]!.extensions!
  expect(errorId).toMatch(/^[0-9a-f]{8}$/)
  const state = await look()
  expect(state.processes[0]!.errors[0]).toEqual({ id: errorId, code: '42P01' })
  expect(said(state, 'errors')).toBe('operation.is.errors.some')
})

test('what was asked of the database is told by name with its times, and never by its text', async () => {
  await administrator.ask('query { myJobs { id } }')
  const { statements } = await look()
  expect(statements.length).toBeGreaterThan(3)
  for (const { name, calls, mean, longest } of statements) {
    expect(name ?? 'without.name').toMatch(/^[a-z_]+\.\S+$/)
    expect(calls).toBeGreaterThan(0)
    expect(longest).toBeGreaterThanOrEqual(mean)
  }
})
