import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, thisYear } from '../test/make.ts'
import { encodeBook } from '../modules/students/gradebook/keys.ts'

// A POST whose `accept` has a rank is answered by yoga alone; without one it goes the short way. Both say the same.
const api = useApi()
let lan: Person
let book: string

beforeAll(async () => {
  const { commune } = await aProvince(api.owner)
  const school_id = await aSchool(api.owner, commune)
  const teacher = await aTeacher(api.owner, school_id, 'Trần Thị Thu Lan')
  const class_id = await aClass(api.owner, school_id, '9A2')
  const section_id = await aSection(api.owner, school_id, class_id, 'TOAN', teacher)
  await aPupil(api.owner, school_id, class_id, 'Nguyễn Hoàng Anh')
  book = encodeBook({ school_id, academic_year: thisYear, section_id, term: 1 })
  lan = await api.as(teacher.account_id)
})

const grid = `query Grid($id: ID!, $code: Boolean = true) { gradebook(id: $id) { ...Whole } }
  fragment Whole on Gradebook { id name state columns { column open closedBecause }
    rows { number pupil: givenName code @include(if: $code) cells average why { text: __typename } } }`
const json = 'application/json'
const graphqlJson = 'application/graphql-response+json'
const ofThePages = `${graphqlJson}, application/graphql+json, ${json}, text/event-stream, multipart/mixed`

async function ask(accept: string, body: unknown) {
  const response = await lan.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': json, accept },
    body: JSON.stringify(body),
  })
  const text = (await response.text()).replace(/"errorId":"\w+"|\(\w{8}\)/g, '')
  return { status: response.status, type: response.headers.get('content-type'), text }
}

test.each([
  ['a whole book', () => ({ query: grid, variables: { id: book } })],
  [
    'a variable that is null or left out',
    () => ({ query: grid, variables: { id: book, code: false }, operationName: null }),
  ],
  ['one of two operations', () => ({ query: `${grid} query Other { __typename }`, operationName: 'Other' })],
  ['two operations and no name', () => ({ query: `${grid} query Other { __typename }` })],
  ['a name that is not there', () => ({ query: '{ __typename }', operationName: 'Missing' })],
  ['a book out of reach', () => ({ query: grid, variables: { id: 'nothing' } })],
  ['an answer in part', () => ({ query: `{ __typename gradebook(id: "nothing") { id } }` })],
  ['a variable of the wrong type', () => ({ query: grid, variables: { id: { a: 1 } } })],
  ['a missing variable', () => ({ query: grid })],
  ['an unknown field', () => ({ query: '{ nothing }' })],
  ['what does not parse', () => ({ query: '{ nothing' })],
  ['introspection by a teacher', () => ({ query: '{ __schema { types { name } } }' })],
  ['an unknown parameter', () => ({ query: '{ __typename }', more: 1 })],
  ['no query', () => ({ variables: {} })],
  ['a query that is no text', () => ({ query: 1 })],
  ['variables that are a list', () => ({ query: '{ __typename }', variables: [1] })],
  ['a list of requests', () => [{ query: '{ __typename }' }]],
  [
    'a change that is refused',
    () => ({
      query: 'mutation ($id: ID!) { setCommentPhrases(gradebook: $id, phrases: ["a"]) }',
      variables: { id: 'nothing' },
    }),
  ],
])('%s is answered by the short way as by yoga', async (_, body) => {
  for (const type of [json, graphqlJson]) expect(await ask(type, body())).toEqual(await ask(`${type};q=1`, body()))
  expect(await ask(ofThePages, body())).toEqual(await ask(ofThePages.replaceAll(',', ';q=1,'), body()))
})

test('a change that ends in an error happens once', async () => {
  const query = `mutation ($id: ID!) { setCommentPhrases(gradebook: $id, phrases: ["Có tiến bộ"]) recordMarks(gradebook: "nothing", id: "0190a000-0000-7000-8000-000000000000", source: typed, cells: []) { savedAt } }`
  const before = await changes()
  const { text } = await ask(json, { query, variables: { id: book } })
  expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  expect((await changes()) - before).toBe(1)
})

async function changes(): Promise<number> {
  const rows = await api.owner
    .selectFrom('change' as never)
    .select('verb' as never)
    .where('verb' as never, '=', 'gradebook.set_phrases' as never)
    .execute()
  return rows.length
}
