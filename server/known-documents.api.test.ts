import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, parse, specifiedRules, validate } from 'graphql'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { encodeBook } from '../modules/students/gradebook/keys.ts'
import { useApi, type Person } from '../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, someone, thisYear } from '../test/make.ts'
import { buildWeb } from '../test/pages.ts'
import { addToken } from '../test/token.ts'
import { documentLimits } from './limits.ts'

type List = Record<string, { text: string; built: string }>

const today = new Date().toISOString().slice(0, 10)
const early = { text: 'query Early { viewer { today } }', built: today }
const forgotten = { text: 'query Forgotten { viewer { today } }', built: '2020-01-31' }
let list: List
let lan: Person
let administrator: Person
let book: string
let teacherToken: Parameters<typeof addToken>[1]

const api = useApi(buildTwice, false, true)

/** Pages that were built before: with one document that the newest pages no longer have, and one of long ago. */
async function buildTwice(): Promise<string> {
  const webRoot = await buildWeb()
  const file = join(webRoot, '.vite/known-documents.json')
  writeFileSync(file, JSON.stringify({ 'Early.x': early, 'Forgotten.x': forgotten }))
  await buildWeb(webRoot)
  list = JSON.parse(readFileSync(file, 'utf8')) as List
  return webRoot
}

beforeAll(async () => {
  const { department, commune } = await aProvince(api.owner)
  const school_id = await aSchool(api.owner, commune)
  const teacher = await aTeacher(api.owner, school_id, 'Trần Thị Thu Lan')
  const class_id = await aClass(api.owner, school_id, '9A2')
  const section_id = await aSection(api.owner, school_id, class_id, 'TOAN', teacher)
  await aPupil(api.owner, school_id, class_id, 'Nguyễn Hoàng Anh')
  book = encodeBook({ school_id, academic_year: thisYear, section_id, term: 1 })
  lan = await api.as(teacher.account_id)
  const { rows: posts } = await sql<{ id: string }>`select id from post where person_id = ${teacher.person_id}`.execute(
    api.owner,
  )
  teacherToken = { account_id: teacher.account_id, post_id: posts[0]!.id, unit_id: school_id, read_only: true }
  const one = await someone(api.owner, 'Đỗ Minh Quân', { role: 'administrator', unit_id: department })
  administrator = await api.as(one.account_id)
})

const idOf = (name: string) => Object.keys(list).find((id) => id.startsWith(`${name}.`)) ?? name

async function post(person: Person, body: unknown, path = '/graphql', headers: Record<string, string> = {}) {
  const response = await person.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}
const refused = { status: 400, text: expect.stringContaining('"code":"UNKNOWN_DOCUMENT"') }

test('what the pages ask is answered by its id, with or without the text, with variables and errors as ever', async () => {
  const documentId = idOf('BookDetail')
  const answer = await post(lan, { documentId, variables: { book } })
  expect(JSON.parse(answer.text)).toMatchObject({ data: { gradebook: { id: book, __typename: 'Gradebook' } } })
  expect(await post(lan, { query: list[documentId]!.text, variables: { book } })).toEqual(answer)
  expect((await post(lan, { documentId, variables: { book: 'nothing' } })).text).toContain('"NOT_FOUND"')
  expect((await post(lan, { documentId, variables: [] })).status).toBe(400)
})

test.each([
  ['an unknown text', { query: '{ viewer { today } }' }, '/graphql', {}],
  ['an unknown id', { documentId: 'Gradebook.x' }, '/graphql', {}],
  ['an id that is no text', { documentId: 1 }, '/graphql', {}],
  ['an id of something that every object has', { documentId: 'constructor' }, '/graphql', {}],
  ['a text beside an id', { documentId: 'Early.x', query: '{ viewer { today } }' }, '/graphql', {}],
  ['a text in the address beside a known one', { documentId: 'Early.x' }, '/graphql?query=%7Bviewer%7Btoday%7D%7D', {}],
  ['a list of requests', [{ query: '{ viewer { today } }' }], '/graphql', {}],
  ['a bare text', '{ viewer { today } }', '/graphql', { 'content-type': 'application/graphql' }],
  ['a form', 'query={viewer{today}}', '/graphql', { 'content-type': 'application/x-www-form-urlencoded' }],
] as const)('%s is refused in words', async (_, body, path, headers) => {
  for (const person of [lan, api.visitor]) expect(await post(person, body, path, headers)).toEqual(refused)
})

test('a text in the address alone is refused', async () => {
  const response = await lan.fetch('/graphql?query=%7Bviewer%7Btoday%7D%7D')
  expect({ status: response.status, text: await response.text() }).toEqual(refused)
  const { errors } = JSON.parse((await post(lan, { query: '{ viewer { today } }' })).text)
  expect(errors[0].message).toBe(
    'Trang này thuộc bản cũ hơn của chương trình, hoặc yêu cầu không do trang gửi. Tải lại trang.',
  )
})

test('an administrator asks what they like, introspection too; an unknown id is unknown to them as well', async () => {
  const { data } = await administrator.ask('{ __schema { queryType { name } } }')
  expect(data).toEqual({ __schema: { queryType: { name: 'Query' } } })
  expect(await post(administrator, { documentId: 'Gradebook.x' })).toEqual(refused)
})

test('a machine asks what it likes with its token, without introspection', async () => {
  const program = api.machine(teacherToken.account_id, await addToken(api.owner, teacherToken))
  expect((await post(program, { query: '{ academicYears { year } }' })).status).toBe(200)
  const { text } = await post(program, { query: '{ __schema { queryType { name } } }' })
  expect(text).toContain('introspection has been disabled')
})

test('a page of an earlier build is answered for a while', async () => {
  expect((await post(lan, { documentId: 'Early.x' })).status).toBe(200)
  expect(list['Early.x']).toEqual(early)
  expect(list['Forgotten.x']).toBeUndefined()
})

test('the list is not handed out', async () => {
  const response = await lan.fetch('/.vite/known-documents.json')
  expect(await response.text()).not.toContain('query')
})

test('every document of the pages is one that the server answers', () => {
  const schema = buildSchema(readFileSync(join(import.meta.dirname, '../schema/schema.graphql'), 'utf8'))
  const faults = Object.entries(list).flatMap(([id, { text }]) =>
    validate(schema, parse(text), [...specifiedRules, documentLimits]).map(({ message }) => `${id}: ${message}`),
  )
  expect(faults).toEqual([])
  expect(Object.keys(list).length).toBeGreaterThan(150)
})
