import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import {
  aClass,
  anAssignment,
  aParent,
  aProvince,
  aPupil,
  aSchool,
  aTeacher,
  someone,
  thisYear,
} from '../../../test/make.ts'
import { encodeChild } from '../family/keys.ts'

const api = useApi()
let child: string
let father: Person
let otherFather: Person
let principal: Person
let office: Person
let homeroom: Person
let teacher: Person
let stranger: Person

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  const school_id = await aSchool(owner, commune)
  const other = await aSchool(owner, commune)
  const class_id = await aClass(owner, school_id, '9A2')
  const lead = await aTeacher(owner, school_id, 'Phạm Thị Thu Hà')
  await anAssignment(owner, school_id, thisYear, lead, { class_id })
  const pupil = await aPupil(owner, school_id, class_id, 'Nguyễn Minh Khôi')
  child = encodeChild(pupil.person_id)
  const as = async (name: string, post?: Parameters<typeof someone>[2]) =>
    api.as((await someone(owner, name, post)).account_id)
  const parent = async (name: string, of: { student_id: string; person_id: string }) =>
    api.as((await aParent(owner, school_id, of, name)).account_id)
  father = await parent('Nguyễn Văn Thành', pupil)
  otherFather = await parent('Trần Văn Bình', await aPupil(owner, school_id, class_id, 'Trần Đức Anh'))
  principal = await as('Phạm Quốc Hùng', { role: 'principal', unit_id: school_id })
  office = await as('Đặng Thu Hường', { role: 'school_administrator', unit_id: school_id })
  stranger = await as('Vũ Văn Tám', { role: 'principal', unit_id: other })
  homeroom = await api.as(lead.account_id)
  teacher = await api.as((await aTeacher(owner, school_id, 'Trần Thị Thu Lan')).account_id)
})

interface Found {
  id: string
  answerBy: string
  state: string
  late: boolean
}
const ask = (who: Person, words = 'Tên đệm của cháu là Minh, không phải Mình.', of = child) =>
  who.ask<{ askOfSchool: Found }>(
    `mutation ($c: ID!, $w: String!) {
      askOfSchool(child: $c, kind: correction, about: name, words: $w) { id answerBy state late } }`,
    { c: of, w: words },
  )
const own = async (who: Person) =>
  (await who.ask<{ ownRequests: object[] }>('{ ownRequests { id state answer answeredBy late } }')).data!.ownRequests
const seen = async (who: Person) =>
  (
    await who.ask<{ schoolRequests: { id: string; mayAnswer: boolean }[] }>(
      '{ schoolRequests(open: true) { id asker pupil className late mayAnswer } }',
    )
  ).data!.schoolRequests
const answer = (who: Person, request: string, done = true, words = 'Đã sửa theo giấy khai sinh.') =>
  who.ask(
    'mutation ($r: ID!, $d: Boolean!, $a: String!) { answerRequest(request: $r, done: $d, answer: $a) { state } }',
    {
      r: request,
      d: done,
      a: words,
    },
  )
const withdraw = (who: Person, request: string) =>
  who.ask('mutation ($r: ID!) { withdrawRequest(request: $r) { state } }', { r: request })
const news = async (who: Person) =>
  (
    await who.ask<{ notices: { edges: { node: { text: string } }[] } }>('{ notices { edges { node { text } } } }')
  ).data!.notices.edges.map(({ node }) => node.text)
const code = ({ errors }: { errors?: { extensions?: { code?: string } }[] }) => errors?.[0]?.extensions?.code

test('a father asks, the school is told, answers within its days, and he reads the answer', async () => {
  const { id, answerBy, state } = (await ask(father)).data!.askOfSchool
  expect([answerBy, state]).toEqual(['2026-11-27', 'open'])
  for (const who of [principal, office]) expect(await news(who)).toEqual(['request.asked_notice'])
  expect(await seen(principal)).toMatchObject([
    { id, asker: 'Nguyễn Văn Thành', pupil: 'Nguyễn Minh Khôi', className: '9A2', late: false, mayAnswer: true },
  ])
  expect(await seen(homeroom)).toMatchObject([{ id, mayAnswer: false }])
  expect(code(await answer(office, id, true, ' '))).toBe('INVALID')
  expect((await answer(office, id)).errors).toBeUndefined()
  expect(await own(father)).toMatchObject([
    { id, state: 'done', answer: 'Đã sửa theo giấy khai sinh.', answeredBy: 'Đặng Thu Hường' },
  ])
  expect(await news(father)).toEqual(['request.done_notice'])
  expect(await seen(principal)).toEqual([])
  expect(code(await answer(principal, id, false))).toBe('INVALID')
})

test('nobody else reads or answers it, and nobody asks about a child that is not theirs', async () => {
  const { id } = (await ask(father)).data!.askOfSchool
  for (const who of [otherFather, teacher, stranger]) {
    expect(await seen(who)).toEqual([])
    expect(await own(who)).toEqual([])
    expect(code(await answer(who, id))).toBe('NOT_FOUND')
    expect(code(await withdraw(who, id))).toBe('NOT_FOUND')
    expect(code(await ask(who))).toBe('NOT_FOUND')
  }
  for (const who of [homeroom, father]) expect(code(await answer(who, id))).toBe('NOT_FOUND')
  expect(code(await withdraw(principal, id))).toBe('NOT_FOUND')
  expect((await withdraw(father, id)).errors).toBeUndefined()
  expect(code(await answer(principal, id))).toBe('INVALID')
})

test('of two who answer at once, one does; a day late is said to be late', async () => {
  const { id } = (await ask(father)).data!.askOfSchool
  api.at(new Date('2026-11-28T03:00:00Z'))
  expect(await seen(principal)).toMatchObject([{ id, late: true }])
  const both = await Promise.all([answer(principal, id), answer(office, id, false, 'Chưa có giấy tờ.')])
  expect(both.map(code).filter((it) => it === undefined)).toHaveLength(1)
})

test('ten requests wait at most, and words are needed', async () => {
  expect((await ask(father, '  ')).errors?.[0]?.extensions?.violations).toMatchObject([{ path: 'words' }])
  expect((await ask(father, 'x'.repeat(2_001))).errors?.[0]?.extensions?.violations).toMatchObject([{ path: 'words' }])
  for (let number = 0; number < 10; number++) expect((await ask(father, `Việc ${number}`)).errors).toBeUndefined()
  expect(code(await ask(father, 'Việc nữa'))).toBe('INVALID')
})
