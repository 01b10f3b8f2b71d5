import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../test/api.ts'
import { aClass, aParent, aProvince, aPupil, aSchool, aSection, aTeacher, thisYear } from '../test/make.ts'
import { buildWeb } from '../test/pages.ts'

// A known document that names its operation is executed by the normal executor; without, the compiled way. Both say the same.
let list: Record<string, { text: string }>
const api = useApi(async () => {
  const webRoot = await buildWeb()
  list = JSON.parse(readFileSync(join(webRoot, '.vite/known-documents.json'), 'utf8'))
  return webRoot
})
const people = {} as Record<'lan' | 'hung' | 'mother' | 'visitor', Person>
let place: Record<string, unknown>
let child: string

interface Taught {
  academicYear: number
  term: number
  place: { unit: string; class: string; subject: string }
}

beforeAll(async () => {
  const { commune } = await aProvince(api.owner)
  const school_id = await aSchool(api.owner, commune)
  const lan = await aTeacher(api.owner, school_id, 'Trần Thị Thu Lan')
  const hung = await aTeacher(api.owner, school_id, 'Vũ Mạnh Hùng')
  const class_id = await aClass(api.owner, school_id, '9A2')
  await aSection(api.owner, school_id, class_id, 'TOAN', lan)
  const pupil = await aPupil(api.owner, school_id, class_id, 'Nguyễn Hoàng Anh')
  await aPupil(api.owner, school_id, class_id, 'Lê Minh Châu')
  const mother = await aParent(api.owner, school_id, pupil, 'Phạm Thị Hoa')
  people.lan = await api.as(lan.account_id)
  people.hung = await api.as(hung.account_id)
  people.mother = await api.as(mother.account_id)
  people.visitor = api.visitor
  const family = await people.mother.ask('{ children { id } }')
  child = (family.data as unknown as { children: { id: string }[] }).children[0]!.id
  const { data } = await people.lan.ask('{ mySections { academicYear term place { unit class subject } } }')
  const { mySections } = data as unknown as { mySections: Taught[] }
  const { academicYear: year, term, place: at } = mySections[0]!
  place = { unit: at.unit, year, term, class: at.class, subject: at.subject }
})

const idOf = (name: string) => Object.keys(list).find((id) => id.startsWith(`${name}.`)) ?? ''

async function ask(person: Person, body: object) {
  const response = await person.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })
  const text: string = (await response.text()).replace(/"errorId":"\w+"|\(\w{8}\)/g, '')
  return { status: response.status, type: response.headers.get('content-type'), text }
}

type Case = [what: string, who: keyof typeof people, name: string, variables: () => object | undefined, part: string]

test.each<Case>([
  ['a book by its teacher', 'lan', 'GradebookAt', () => place, '"rows":[{'],
  ['a book out of reach', 'hung', 'GradebookAt', () => place, '"NOT_FOUND"'],
  ['a book asked by a parent', 'mother', 'GradebookAt', () => place, '"NOT_FOUND"'],
  ['a book asked by a visitor', 'visitor', 'GradebookAt', () => place, '"errors"'],
  ['a book with a variable too few', 'lan', 'GradebookAt', () => ({ ...place, unit: undefined }), '"errors"'],
  ['a book with a variable of the wrong type', 'lan', 'GradebookAt', () => ({ ...place, year: 'x' }), '"errors"'],
  ['a number beyond its column', 'lan', 'GradebookAt', () => ({ ...place, year: 2_000_000_000 }), '"errors"'],
  ['a variable too many', 'lan', 'GradebookAt', () => ({ ...place, more: 1 }), '"rows":[{'],
  ['a family page', 'mother', 'ChildPage', () => ({ id: child, year: thisYear }), '{"data":{"children":[{'],
  [
    'a family page of a child that is not there',
    'mother',
    'ChildPage',
    () => ({ id: 'nothing' }),
    '"data":{"children":[{',
  ],
  ['a family page without variables', 'mother', 'ChildPage', () => undefined, '"children":[{'],
  ['a variable that is null', 'mother', 'ChildPage', () => ({ id: null, year: null }), '"children":[{'],
  ["another family's child", 'lan', 'ChildPage', () => ({ id: child, year: thisYear }), '"'],
  ['a family page asked by a visitor', 'visitor', 'ChildPage', () => ({ id: child }), '"'],
])('%s is the same compiled as by the normal executor', async (_, who, name, variables, part) => {
  const documentId = idOf(name)
  const compiled = await ask(people[who], { documentId, variables: variables() })
  const normal = await ask(people[who], { documentId, variables: variables(), operationName: name })
  expect(compiled).toEqual(normal)
  expect(compiled.text).toContain(part)
})
