import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { encodeKey } from '../platform/key.ts'
import { schema } from '../schema/index.ts'
import { generate } from '../seeds/demo/generate.ts'
import { useApi, type Person } from './api.ts'
import { callsOf } from './outsider-calls.ts'
import { rememberStatements, wholeReads } from './plans.ts'
import { sourcesIn } from './sources.ts'
import { addToken } from './token.ts'

const api = useApi()
const insiders = new Map<string, Person>()
const aims = new Map<string, string>()
let slugs: Record<string, string> = {}
let foreign = 0
/** Written into every name of the foreign school, so that a leak can be seen in any answer. */
const marker = 'Zzngoaitruong'
/** Keys without a school's row behind them, or that name nothing a person could be kept from. */
const withoutSchool = new Set(['Subject', 'StudentCursor', 'ChangeCursor', 'Notice', 'Session', 'Viewer'])

beforeAll(async () => {
  rememberStatements()
  await generate(api.database.ownerUrl, { size: 400, seed: 'outsiders', today: '2026-11-25' })
  const { rows: schools } = await sql<{ id: number; slug: string; pupils: number }>`
    select u.id, u.slug, count(e.*)::int as pupils from unit u join enrollment e on e.school_id = u.id and e.academic_year = 2026
    where u.kind = 'school' group by u.id order by pupils desc`.execute(api.owner)
  const [home, other] = schools
  if (!home || !other) throw new Error('two schools are needed')
  foreign = other.id
  await sql`update student set full_name = full_name || ' ' || ${marker}, given_name = ${marker} where school_id = ${foreign}`.execute(
    api.owner,
  )
  await sql`update staff set full_name = full_name || ' ' || ${marker}, given_name = ${marker} where school_id = ${foreign}`.execute(
    api.owner,
  )
  await sql`update guardianship set full_name = full_name || ' ' || ${marker} where school_id = ${foreign}`.execute(
    api.owner,
  )
  await sql`update account a set display_name = display_name || ' ' || ${marker}
    where exists (select from staff s where s.school_id = ${foreign} and s.person_id = a.person_id)`.execute(api.owner)
  for (const role of ['principal', 'vice_principal', 'teacher', 'clerk']) {
    const { rows } = await sql<{ id: string }>`
      select a.id from post p join account a on a.person_id = p.person_id
      where p.unit_id = ${home.id} and p.role = ${role}
        and not exists (select from guardianship g where g.person_id = p.person_id)
        and not exists (select from post q where q.person_id = p.person_id and q.unit_id <> ${home.id})
      limit 1`.execute(api.owner)
    if (rows[0]) insiders.set(role, await api.as(rows[0].id))
  }
  const { rows: parents } = await sql<{ id: string }>`
    select a.id from guardianship g join account a on a.person_id = g.person_id
    where g.school_id = ${home.id} and g.claimed_at is not null
      and not exists (select from guardianship x where x.person_id = g.person_id and x.school_id = ${foreign})
      and not exists (select from post q where q.person_id = g.person_id) limit 1`.execute(api.owner)
  if (parents[0]) insiders.set('parent', await api.as(parents[0].id))
  const { rows: principals } = await sql<{ post_id: string; account_id: string }>`
    select p.id as post_id, a.id as account_id from post p join account a on a.person_id = p.person_id
    where p.unit_id = ${home.id} and p.role = 'principal' limit 1`.execute(api.owner)
  if (principals[0]) {
    const token = await addToken(api.owner, { ...principals[0], unit_id: home.id, read_only: false })
    insiders.set('token', api.machine(principals[0].account_id, token))
  }
  await aimAtForeign(other.slug)
}, 120_000)

/** Does a work for each, so many at a time that server and database both have something to do. */
async function severalAtOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const lane = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: 6 }, lane))
}

/** One id of every kind, each of a row of the foreign school. */
async function aimAtForeign(slug: string): Promise<void> {
  const { rows } = await sql<Record<string, string | number>>`
    select st.id as student, st.person_id as child, c.id as class, c.slug as class_slug, s.id as section, s.slug as subject_slug,
      (select id from guardianship where school_id = ${foreign} limit 1) as guardianship,
      (select id from entry_window where school_id = ${foreign} limit 1) as entry_window,
      (select id from exemption where school_id = ${foreign} limit 1) as exemption,
      (select id from attempt where school_id = ${foreign} limit 1) as attempt,
      (select id from assignment where school_id = ${foreign} limit 1) as assignment,
      (select id from staff where school_id = ${foreign} limit 1) as staff,
      (select p.id from post p where p.unit_id = ${foreign} limit 1) as post,
      (select p.id from post p where p.unit_id = ${foreign} and p.role = 'principal' limit 1) as principal,
      (select a.id from account a join post p on p.person_id = a.person_id where p.unit_id = ${foreign} limit 1) as account
    from section s join class c on c.school_id = s.school_id and c.id = s.class_id
    join enrollment e on e.school_id = c.school_id and e.class_id = c.id and e.ends_on is null
    join student st on st.school_id = e.school_id and st.id = e.student_id
    where s.school_id = ${foreign} and s.academic_year = 2026 limit 1`.execute(api.owner)
  const row = rows[0]
  if (!row) throw new Error('the foreign school is empty')
  const batch = await sql<{
    id: string
  }>`insert into import_batch (school_id, academic_year, account_id, account_name, file_sha256, file_name)
    values (${foreign}, 2026, ${row.account}, ${marker}, 'none', ${marker}) returning id`.execute(api.owner)
  const change = await sql<{
    id: string
  }>`insert into change (verb, account_id, school_id, reason) values ('test', ${row.account}, ${foreign}, ${marker}) returning id`.execute(
    api.owner,
  )
  const job = await sql<{
    id: string
  }>`insert into job (kind, account_id, school_id, state) values ('test', ${row.account}, ${foreign}, 'done') returning id`.execute(
    api.owner,
  )
  await addToken(api.owner, {
    post_id: String(row.principal),
    account_id: String(row.account),
    unit_id: foreign,
    read_only: true,
    name: marker,
  })
  const token = await api.owner.selectFrom('api_token').select('id').where('unit_id', '=', foreign).executeTakeFirst()
  const passkey = Buffer.from('a key of the other school')
  await sql`insert into passkey (id, account_id, public_key, counter, transports, name, synced)
    values (${passkey}, ${row.account}, '', 0, '{}', ${marker}, false)`.execute(api.owner)
  const request = await sql<{ id: string }>`
    insert into record_request (school_id, student_id, class_id, person_id, asker, kind, about, words, asked_at, answer_by)
    values (${foreign}, ${row.student}, ${row.class}, ${row.child}, ${marker}, 'correction', 'name', ${marker}, now(), '2026-12-01')
    returning id`.execute(api.owner)
  slugs = { unit: slug, class: String(row.class_slug), subject: String(row.subject_slug), school: slug }
  const keys: Record<string, (string | number | undefined)[]> = {
    Student: [foreign, row.student],
    Child: [row.child],
    Class: [foreign, row.class],
    Section: [foreign, row.section],
    Gradebook: [foreign, 2026, row.section, 1],
    Guardianship: [foreign, row.guardianship],
    EntryWindow: [foreign, row.entry_window ?? '01900000-0000-7000-8000-000000000000'],
    Exemption: [foreign, row.exemption ?? '01900000-0000-7000-8000-000000000000'],
    Attempt: [foreign, row.attempt ?? '01900000-0000-7000-8000-000000000000'],
    Assignment: [foreign, row.assignment],
    Staff: [foreign, row.staff],
    ImportBatch: [foreign, batch.rows[0]?.id],
    Post: [row.post],
    Account: [row.account],
    ApiToken: [token?.id],
    Passkey: [passkey.toString('base64url')],
    RecordRequest: [foreign, request.rows[0]?.id],
    Change: [change.rows[0]?.id],
    Job: [job.rows[0]?.id],
    Unit: [foreign],
    SchoolReturn: [foreign, 2026, 'start'],
  }
  for (const [type, parts] of Object.entries(keys))
    aims.set(
      type,
      encodeKey(
        type,
        parts.map((part) => part ?? ''),
      ),
    )
}

test('every kind of id that the API gives out is tried', () => {
  const kinds = new Set(
    sourcesIn('modules').flatMap(({ text }) =>
      [...text.matchAll(/encodeKey\(\s*'(\w+)'/g)].map((match) => match[1] ?? ''),
    ),
  )
  expect([...kinds].filter((kind) => !aims.has(kind) && !withoutSchool.has(kind))).toEqual([])
  expect([...insiders.keys()].length).toBeGreaterThanOrEqual(4)
})

test.each(['principal', 'vice_principal', 'teacher', 'clerk', 'parent', 'token'])(
  'a %s of one school finds and changes nothing of another, by any operation with any id',
  async (role) => {
    const person = insiders.get(role)
    if (!person) throw new Error(`nobody is ${role}`)
    const leaks: string[] = []
    let calls = 0
    for (const [kind, id] of aims) {
      // The clock stands still here, and a token asks so often in a minute and no more.
      await api.owner.deleteFrom('api_token_use').execute()
      const aimed = callsOf(schema, { id, slugs, academicYear: 2026 }).filter((call) => call.aimed > 0)
      calls += aimed.length
      await severalAtOnce(aimed, async (call) => {
        const answer = await person.ask(call.document, call.variables)
        const text = JSON.stringify(answer)
        if (answer.status === 429) leaks.push(`${call.name} with a ${kind}: was not judged`)
        if (text.includes(marker)) leaks.push(`${call.name} with a ${kind}: names of the other school`)
        const codes = (answer.errors ?? []).map((error) => error.extensions?.code ?? error.message)
        if (codes.some((code) => /^(INTERNAL|UNAVAILABLE)$/.test(code)))
          leaks.push(`${call.name} with a ${kind}: ${codes.join(', ')}`)
      })
    }
    const { rows } = await sql<{ verb: string; table: string }>`
    select distinct c.verb, r.table_name as table from change c join change_row r on r.change_id = c.id
    where c.account_id = ${person.account_id} and r.school_id = ${foreign}`.execute(api.owner)
    leaks.push(...rows.map((row) => `${row.verb} wrote ${row.table} of the other school`))
    const { rows: marks } =
      await sql`select from mark_change where school_id = ${foreign} and account_id = ${person.account_id}`.execute(
        api.owner,
      )
    if (marks.length) leaks.push('marks of the other school were written')
    expect(leaks).toEqual([])
    expect(calls).toBeGreaterThan(50)
  },
  300_000,
)

test('the same calls by the principal of that school do show its names, so that a leak would be seen', async () => {
  const { rows } = await sql<{
    id: string
  }>`select a.id from post p join account a on a.person_id = p.person_id where p.unit_id = ${foreign} and p.role = 'principal' limit 1`.execute(
    api.owner,
  )
  const principal = await api.as(rows[0]?.id ?? '')
  const seen = new Set<string>()
  for (const kind of ['Student', 'Gradebook', 'Unit', 'Class']) {
    for (const call of callsOf(schema, { id: aims.get(kind) ?? '', slugs, academicYear: 2026 })) {
      if (!call.document.startsWith('query') || call.aimed === 0) continue
      if (JSON.stringify(await principal.ask(call.document, call.variables)).includes(marker)) seen.add(call.name)
    }
  }
  expect([...seen]).toContain('gradebook')
  expect(seen.size).toBeGreaterThan(3)
})

test('no statement behind all these calls must read a table of a whole province from end to end', async () => {
  const { seen, faults } = await wholeReads(api.owner)
  expect(faults).toEqual([])
  expect(seen).toBeGreaterThan(100)
})
