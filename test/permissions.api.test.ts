import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { modules } from '../modules/all.ts'
import { findToken, tokenPost } from '../modules/identity/public.ts'
import {
  abilityOf,
  allowed,
  may,
  reading,
  type Ability,
  type Action,
  type SubjectName,
  type Subjects,
} from '../platform/ability.ts'
import { generate } from '../seeds/demo/generate.ts'
import { allPosts } from '../server/session.ts'
import { frozenNow, useApi } from './api.ts'
import { sourceOf, subjects } from './permission-rows.ts'
import { addToken } from './token.ts'

const api = useApi()
const grants = modules.flatMap((module) => module.grants ?? [])
/** Every action of the platform; a new one that is missing here does not compile. */
const actions = Object.keys({
  read: true,
  create: true,
  update: true,
  delete: true,
  mark: true,
  submit: true,
  check: true,
  lock: true,
  unlock: true,
  publish: true,
  approve: true,
  decide: true,
  assign: true,
  import: true,
  export: true,
  invite: true,
  end: true,
  remind: true,
  release: true,
} satisfies Record<Action, true>) as Action[]
const people: { kind: string; ability: Ability }[] = []
const rowsPerSubject = 150

beforeAll(async () => {
  await generate(api.database.ownerUrl, { size: 400, seed: 'permissions', today: '2026-11-25' })
  // Kinds of rows that a fresh province does not have yet.
  await sql`insert into import_batch (school_id, academic_year, account_id, account_name, file_sha256, file_name)
    select id, 2026, (select id from account limit 1), 'x', 'none', 'danh-sach.xlsx' from unit where kind = 'school'`.execute(
    api.owner,
  )
  await sql`insert into policy_reading (name, valid_from, value, source) values ('retestMustBeat', 2026, 'false', 'test')`.execute(
    api.owner,
  )
  await sql`insert into job (kind, school_id, account_id, state, persons)
    select 'students.list', id, (select id from account limit 1), 'held', 2000 from unit where kind = 'school'`.execute(
    api.owner,
  )
  await sql`insert into record_request (school_id, student_id, class_id, person_id, asker, kind, about, words, asked_at, answer_by)
    select school_id, id, class_id, person_id, 'x', 'correction', 'name', 'xxx', now(), '2026-12-01' from student order by id limit 300`.execute(
    api.owner,
  )
  await sql`insert into publication (kind, body, published_at, published_by) select 'yearbook', '{}', now(), id from account limit 1`.execute(
    api.owner,
  )
  await sql`insert into backup_run (at, kind, seconds) values (now(), 'backup', 1)`.execute(api.owner)
  await sql`insert into change (verb, school_id) select 'test', id from unit`.execute(api.owner)
  const makers = await sql<{ post_id: string; account_id: string; unit_id: number; school: number }>`
    select p.id as post_id, a.id as account_id, p.unit_id, case when p.role = 'principal' then p.unit_id
      else (select unit_id from post where role = 'principal' order by unit_id limit 1) end as school
    from post p join account a on a.person_id = p.person_id
    where p.role in ('administrator', 'principal') order by p.role, p.unit_id limit 6`.execute(api.owner)
  const tokens: string[] = []
  for (const { school, ...maker } of makers.rows)
    for (const unit_id of new Set([maker.unit_id, school]))
      for (const read_only of [true, false]) tokens.push(await addToken(api.owner, { ...maker, unit_id, read_only }))
  for (const subject of subjects) {
    await sql`create table ${sampleOf(subject)} as select * from ${sourceOf(subject)} s order by md5(s::text) limit ${sql.lit(rowsPerSubject)}`.execute(
      api.owner,
    )
  }
  const { rows } = await sql<{ person_id: string; kind: string }>`
    (select distinct on (role, unit_id) person_id, role as kind from post order by role, unit_id, person_id)
    union all (select person_id, 'parent' from guardianship where claimed_at is not null order by person_id limit 4)
    union all (select person_id, kind from assignment order by person_id limit 8)`.execute(api.owner)
  for (const { person_id, kind } of rows) {
    const posts = await allPosts(api.owner, modules, person_id, '2026-11-25', frozenNow)
    people.push({ kind, ability: abilityOf(posts, grants) })
  }
  for (const text of tokens) {
    const token = await findToken(api.owner, text, '2026-11-25', frozenNow)
    const post = token && (await tokenPost(api.owner, token, '2026-11-25', frozenNow))
    if (post) people.push({ kind: 'token', ability: abilityOf([post], grants, token.read_only ? reading : undefined) })
  }
}, 120_000)

test('the province has somebody in every kind of post, with more than one place', () => {
  const kinds = Map.groupBy(people, ({ kind }) => kind)
  expect([...kinds.keys()]).toEqual(
    expect.arrayContaining([
      'administrator',
      'commune_officer',
      'homeroom',
      'officer',
      'parent',
      'principal',
      'section',
      'teacher',
      'token',
      'pupil',
    ]),
  )
  expect(kinds.get('principal')?.length).toBeGreaterThan(1)
})

test.each(subjects)(
  'the database and the ability give the same answer for every row of %s, for every action and post',
  async (subject) => {
    const faults: string[] = []
    let granted = 0
    for (const { kind, ability } of people) {
      const rows = await judgedInSql(ability, subject)
      for (const action of actions) {
        const differing = rows.filter(({ row, inSql }) => inSql.includes(action) !== may(ability, action, subject, row))
        granted += rows.filter(({ inSql }) => inSql.includes(action)).length
        if (differing.length > 0) faults.push(`${kind} ${action}: ${differing.length} of ${rows.length} rows differ`)
      }
    }
    expect(faults).toEqual([])
    expect(granted).toBeGreaterThan(0)
  },
)

/** Rows spread over the whole table, taken once. */
const sampleOf = (subject: SubjectName) => sql.table(`sample_${subject.toLowerCase()}`)

/** The sampled rows, each with the actions that the grants' SQL permits on it. */
async function judgedInSql<S extends SubjectName>(
  ability: Ability,
  subject: S,
): Promise<{ row: Subjects[S]; inSql: Action[] }[]> {
  const conditions = actions.map(
    (action) => sql`case when ${allowed(ability, action, subject, 'r')} then ${sql.lit(action)} end`,
  )
  const { rows } = await sql<{ row: Subjects[S]; actions: Action[] }>`
    select to_jsonb(r) as row, array_remove(array[${sql.join(conditions)}], null) as actions
    from ${sampleOf(subject)} r`.execute(api.owner)
  return rows.map(({ row, actions: inSql }) => ({ row, inSql }))
}
