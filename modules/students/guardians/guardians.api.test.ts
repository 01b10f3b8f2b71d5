import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { encodeKey } from '../../../platform/key.ts'
import { frozenNow, useApi, type Person } from '../../../test/api.ts'
import { aClass, anAssignment, aProvince, aPupil, aSchool, aTeacher, someone, thisYear } from '../../../test/make.ts'

const api = useApi()
let school: number
let slug: string
let homeroom: Person
let colleague: Person
let principal: Person
let elsewhere: Person
let classId: number
let child: { student_id: string; person_id: string; name: string }
let father: Guardian
let mother: Guardian

interface Guardian {
  id: string
  person_id: string
  phone: string
}
interface Slip {
  guardian: string
  code: string
  childName: string
}

const refusal = (answer: { errors?: { extensions?: { code?: string; violations?: { message: string }[] } }[] }) =>
  answer.errors?.[0]?.extensions?.violations?.[0]?.message ?? answer.errors?.[0]?.extensions?.code
const print = (person: Person, guardians: string[]) =>
  person.ask<{ printGuardianSlips: Slip[] }>(
    'mutation ($guardians: [ID!]!) { printGuardianSlips(guardians: $guardians) { guardian code childName className expiresAt } }',
    { guardians },
  )
const check = (code: string, digits: string, person = api.visitor) =>
  person.ask<{ checkGuardianSlip: { way: string; login: string | null; childName: string } }>(
    'mutation ($code: String!, $digits: String!) { checkGuardianSlip(code: $code, digits: $digits) { way login childName className schoolName guardianName kind } }',
    { code, digits },
  )
const claim = (code: string, digits: string, rest: { login?: string; password?: string } = {}, person = api.visitor) =>
  person.ask<{ claimGuardianSlip: { login: string; childName: string } }>(
    'mutation ($code: String!, $digits: String!, $login: String, $password: String) { claimGuardianSlip(code: $code, digits: $digits, login: $login, password: $password) { login childName } }',
    { code, digits, ...rest },
  )
const end = (person: Person, guardian: string, reason = 'Quyết định của toà án') =>
  person.ask(
    'mutation ($guardian: ID!, $reason: String!) { endGuardianAccess(guardian: $guardian, reason: $reason) }',
    {
      guardian,
      reason,
    },
  )
const overview = (person: Person) =>
  person.ask<{
    classGuardians: {
      canEnd: boolean
      pupils: { givenName: string; guardians: { fullName: string; state: string }[] }[]
    }
  }>(
    `{ classGuardians(unit: "${slug}", year: 2026, class: "9a2") { canEnd pupils { givenName guardians { fullName state hasSecondFact slipUntil } } } }`,
  )
const parentOf = async (login: string) => {
  const { id } = await api.owner.selectFrom('account').select('id').where('login', '=', login).executeTakeFirstOrThrow()
  return api.as(id)
}
const children = async (person: Person) =>
  (await person.ask<{ viewer: { posts: { role: string }[] } }>('{ viewer { posts { role } } }')).data!.viewer.posts
    .length
const good = { password: 'con mèo trên mái nhà' }
let serial = 1000

/** A guardian in the record of a child, with a person of their own and no account. */
async function aGuardian(name: string, kind: 'father' | 'mother', of = child, person_id?: string): Promise<Guardian> {
  const phone = `09120${String(++serial).padStart(5, '0')}`
  const person =
    person_id ?? (await api.owner.insertInto('person').defaultValues().returning('id').executeTakeFirstOrThrow()).id
  const { id } = await api.owner
    .insertInto('guardianship')
    .values({
      school_id: school,
      student_id: of.student_id,
      child_id: of.person_id,
      person_id: person,
      kind,
      full_name: name,
      phone: phone.replace(/(\d{4})(\d{3})/, '$1 $2 '),
      identity_number: `025190${String(serial).padStart(6, '7')}`,
      valid_from: '2026-09-01',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id: encodeKey('Guardianship', [school, id]), person_id: person, phone }
}

const slipOf = async (guardian: Guardian) => (await print(homeroom, [guardian.id])).data!.printGuardianSlips[0]!.code
const last4 = (number: string) => number.slice(-4)

beforeAll(async () => {
  const { owner } = api
  const { commune } = await aProvince(owner)
  school = await aSchool(owner, commune)
  ;({ slug } = await owner.selectFrom('unit').select('slug').where('id', '=', school).executeTakeFirstOrThrow())
  const other = await aSchool(owner, commune, 'THCS Văn Lang')
  const lan = await aTeacher(owner, school, 'Trần Thị Thu Lan')
  classId = await aClass(owner, school, '9A2')
  await anAssignment(owner, school, thisYear, lan, { class_id: classId })
  const hung = await aTeacher(owner, school, 'Phạm Văn Hùng')
  await anAssignment(owner, school, thisYear, hung, { class_id: await aClass(owner, school, '9A3') })
  homeroom = await api.as(lan.account_id)
  colleague = await api.as(hung.account_id)
  principal = await api.as((await someone(owner, 'Hiệu Trưởng', { role: 'principal', unit_id: school })).account_id)
  elsewhere = await api.as((await someone(owner, 'Nơi Khác', { role: 'principal', unit_id: other })).account_id)
})

beforeEach(async () => {
  child = await aPupil(api.owner, school, classId, `Nguyễn Hoàng Anh ${++serial}`)
  father = await aGuardian('Nguyễn Văn Thành', 'father')
  mother = await aGuardian('Lê Thị Mai', 'mother')
  await api.owner.deleteFrom('sign_in_failure').execute()
})

test('a guardian opens the child with the slip and the last digits, signs in and reads; the slip works once', async () => {
  const code = await slipOf(father)
  const offer = await check(code.toLowerCase(), last4(father.phone))
  expect(offer.data?.checkGuardianSlip).toMatchObject({ way: 'new', childName: child.name, login: null })
  const claimed = await claim(code, last4(father.phone), { login: '0912 345 678', ...good })
  expect(claimed.data?.claimGuardianSlip).toEqual({ login: '0912345678', childName: child.name })
  const signedIn = await api.visitor.fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: '+84 912 345 678', password: good.password }),
  })
  expect(signedIn.status).toBe(204)
  expect(await children(await parentOf('0912345678'))).toBe(1)
  expect(refusal(await check(code, last4(father.phone)))).toContain('không đúng')
  const seen = (await overview(homeroom)).data!.classGuardians.pupils.find((one) => child.name.endsWith(one.givenName))
  expect(seen?.guardians.map((one) => one.state)).toEqual(['claimed', 'none'])
})

test('the identity number is a second fact too; the number of the other guardian is not', async () => {
  const code = await slipOf(father)
  const { identity_number } = await api.owner
    .selectFrom('guardianship')
    .select('identity_number')
    .where('person_id', '=', father.person_id)
    .executeTakeFirstOrThrow()
  expect(refusal(await check(code, last4(mother.phone)))).toContain('không đúng')
  expect((await check(code, last4(identity_number!))).data).toBeTruthy()
})

test('five wrong tries kill a slip, and no answer tells whether there was one', async () => {
  const code = await slipOf(father)
  const unknown = await check('ACDEFGHJKMNPQRT', '1234')
  const answers = await Promise.all(['0000', '0001', '0002', '', '12'].map((digits) => check(code, digits)))
  for (const answer of answers) expect(answer).toEqual(unknown)
  expect(await check(code, last4(father.phone))).toEqual(unknown)
  const seen = (await overview(homeroom)).data!.classGuardians.pupils.find((one) => child.name.endsWith(one.givenName))
  expect(seen?.guardians[0]?.state).toBe('dead')
})

test('a known and an unknown code are answered in the same time', async () => {
  const code = await slipOf(father)
  const timed = async (typed: string) => {
    const begun = performance.now()
    await check(typed, '0000')
    return performance.now() - begun
  }
  const known = await timed(code)
  const unknown = await timed('ACDEFGHJKMNPQRT')
  expect(Math.min(known, unknown)).toBeGreaterThanOrEqual(295)
  expect(Math.abs(known - unknown)).toBeLessThan(150)
})

test('an expired slip and the slip before a new one open nothing', async () => {
  const first = await slipOf(father)
  const second = await slipOf(father)
  expect(refusal(await check(first, last4(father.phone)))).toContain('không đúng')
  api.at(new Date(frozenNow.getTime() + 91 * 86_400_000))
  expect(refusal(await check(second, last4(father.phone)))).toContain('không đúng')
  api.at(frozenNow)
  expect((await check(second, last4(father.phone))).data).toBeTruthy()
})

test.each([
  [{ login: '', password: good.password }, 'Gõ số điện thoại'],
  [{ login: '0987654321', password: 'ngắn' }, 'ít nhất 10 kí tự'],
  [{ login: '0987654321', password: '0987654321 a' }, 'gần trùng'],
  [{ login: 'a', password: good.password }, 'ít nhất 3 kí tự'],
])('a claim with %j is refused, and the slip still works', async (wish, words) => {
  const code = await slipOf(father)
  expect(refusal(await claim(code, last4(father.phone), wish))).toContain(words)
  expect((await claim(code, last4(father.phone), { login: `0987${++serial}`, ...good })).errors).toBeUndefined()
})

test('the second child comes to the account that is signed in', async () => {
  await claim(await slipOf(mother), last4(mother.phone), { login: mother.phone, ...good })
  const parent = await parentOf(mother.phone)
  const second = await aPupil(api.owner, school, classId, 'Nguyễn Hoàng Bảo')
  const again = await aGuardian('Lê Thị Mai', 'mother', second)
  const code = await slipOf(again)
  expect((await check(code, last4(again.phone), parent)).data?.checkGuardianSlip.way).toBe('add')
  expect((await claim(code, last4(again.phone), {}, parent)).data?.claimGuardianSlip.login).toBe(mother.phone)
  const { rows } = {
    rows: await api.owner
      .selectFrom('guardianship')
      .select('child_id')
      .where('person_id', '=', mother.person_id)
      .execute(),
  }
  expect(rows.map((row) => row.child_id).toSorted()).toEqual([child.person_id, second.person_id].toSorted())
})

test('a new slip is the way to a new password: the login stays, old sessions end, the other guardian is told', async () => {
  await claim(await slipOf(father), last4(father.phone), { login: father.phone, ...good })
  await claim(await slipOf(mother), last4(mother.phone), { login: mother.phone, ...good })
  const parent = await parentOf(father.phone)
  const other = await parentOf(mother.phone)
  const code = await slipOf(father)
  expect((await check(code, last4(father.phone))).data?.checkGuardianSlip).toMatchObject({
    way: 'reset',
    login: father.phone,
  })
  expect((await parent.ask('{ viewer { today } }')).data?.viewer).toBeTruthy()
  await claim(code, last4(father.phone), { login: 'bi.bo.qua', password: 'một câu khác hẳn trước' })
  expect((await parent.ask('{ viewer { today } }')).data?.viewer).toBeNull()
  const told = await other.ask<{ notices: { edges: { node: { text: string } }[] } }>(
    '{ notices { edges { node { text } } } }',
  )
  expect(told.data?.notices.edges.map((edge) => edge.node.text)).toEqual(['guardian.notice_claimed'])
})

test('a slip never gives a password to an account of a unit: its holder signs in first', async () => {
  const teacher = await someone(api.owner, 'Cô Giáo Cũng Là Mẹ', { role: 'principal', unit_id: school })
  const own = await aGuardian('Cô Giáo Cũng Là Mẹ', 'mother', child, teacher.person_id)
  const code = await slipOf(own)
  expect((await check(code, last4(own.phone))).data?.checkGuardianSlip).toMatchObject({ way: 'sign_in', login: null })
  expect(refusal(await claim(code, last4(own.phone), { login: 'x.y', ...good }))).toContain(
    'Đăng nhập bằng tài khoản đó',
  )
  const signedIn = await api.as(teacher.account_id)
  expect((await claim(code, last4(own.phone), {}, signedIn)).errors).toBeUndefined()
  expect(await children(signedIn)).toBe(2)
})

test('only the homeroom teacher of the class and the school print slips and see who has claimed', async () => {
  for (const person of [colleague, elsewhere, api.visitor]) {
    expect(['NOT_FOUND', 'UNAUTHENTICATED']).toContain(refusal(await print(person, [father.id])))
    expect(refusal(await overview(person))).toBe('NOT_FOUND')
  }
  expect((await print(principal, [father.id, mother.id])).data?.printGuardianSlips).toHaveLength(2)
  expect((await overview(principal)).data?.classGuardians.canEnd).toBe(true)
  expect((await overview(homeroom)).data?.classGuardians.canEnd).toBe(false)
})

test('a guardian without any number in the record gets no slip, and the words say whose', async () => {
  await api.owner
    .updateTable('guardianship')
    .set({ phone: '123', identity_number: null })
    .where('person_id', '=', father.person_id)
    .execute()
  expect(refusal(await print(homeroom, [father.id, mother.id]))).toContain('của Nguyễn Văn Thành')
})

test('the school ends an access with a reason: nothing is read any more, the slip dies, the other guardian is told', async () => {
  await claim(await slipOf(father), last4(father.phone), { login: father.phone, ...good })
  await claim(await slipOf(mother), last4(mother.phone), { login: mother.phone, ...good })
  const parent = await parentOf(father.phone)
  const other = await parentOf(mother.phone)
  const open = await slipOf(father)
  expect(refusal(await end(homeroom, father.id))).toBe('NOT_FOUND')
  expect(refusal(await end(elsewhere, father.id))).toBe('NOT_FOUND')
  expect(refusal(await end(other, father.id))).toBe('NOT_FOUND')
  expect(refusal(await end(principal, father.id, '  '))).toBe('Ghi lí do.')
  expect((await end(principal, father.id)).errors).toBeUndefined()
  expect((await parent.ask('{ viewer { today } }')).data?.viewer).toBeNull()
  expect(await children(await parentOf(father.phone))).toBe(0)
  expect(await children(other)).toBe(1)
  expect(refusal(await check(open, last4(father.phone)))).toContain('không đúng')
  expect(refusal(await print(homeroom, [father.id]))).toBe('NOT_FOUND')
  expect(refusal(await end(principal, father.id))).toBe('NOT_FOUND')
  const told = await other.ask<{ notices: { edges: { node: { text: string } }[] } }>(
    '{ notices { edges { node { text } } } }',
  )
  expect(told.data?.notices.edges[0]?.node.text).toBe('guardian.notice_ended')
})

test('pupils get accounts of their own from their records, opened by the office and not by the homeroom teacher', async () => {
  const open = (person: Person) =>
    person.ask<{ openPupilAccounts: { login: string; code: string }[] }>(
      'mutation ($class: ID!) { openPupilAccounts(class: $class) { login code } }',
      { class: encodeKey('Class', [school, classId]) },
    )
  const count = async (person: Person) =>
    (
      await person.ask<{ classGuardians: { pupilsWithoutAccount: number } }>(
        `{ classGuardians(unit: "${slug}", year: 2026, class: "9a2") { pupilsWithoutAccount } }`,
      )
    ).data!.classGuardians.pupilsWithoutAccount
  expect(await count(homeroom)).toBe(0)
  expect(refusal(await open(homeroom))).toBe('NOT_FOUND')
  expect(refusal(await open(elsewhere))).toBe('NOT_FOUND')
  const expected = await count(principal)
  expect(expected).toBeGreaterThan(0)
  const slips = (await open(principal)).data!.openPupilAccounts
  expect(slips).toHaveLength(expected)
  expect(slips.every((slip) => slip.login.startsWith('hs.') && slip.code.length === 15)).toBe(true)
  expect(await count(principal)).toBe(0)
  const { login, code } = slips[0]!
  await api.visitor.ask(
    'mutation ($login: String!, $code: String!, $password: String!) { setFirstPassword(login: $login, code: $code, password: $password) }',
    { login, code, ...good },
  )
  expect(await children(await parentOf(login))).toBe(1)
})

test('slips of a class come as one PDF with lines to cut; earlier codes die, and the trail says who printed them', async () => {
  const earlier = (await print(homeroom, [father.id])).data!.printGuardianSlips[0]!.code
  const printed = async () => {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::integer as n from change where verb = 'guardian.print_slips'`.execute(api.owner)
    return rows[0]!.n
  }
  const before = await printed()
  const post = (person: Person, guardians: unknown) =>
    person.fetch('/files/guardian-slips.pdf', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ guardians }),
    })
  const answer = await post(homeroom, [father.id, mother.id])
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toContain('filename="Phieu cho phu huynh lop 9A2.pdf"')
  const file = Buffer.from(await answer.arrayBuffer())
  expect(file.subarray(0, 5).toString()).toBe('%PDF-')
  expect(file.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
  expect(await printed()).toBe(before + 1)
  expect(refusal(await check(earlier, father.phone.slice(-4)))).toBeDefined()
  for (const person of [colleague, elsewhere]) expect((await post(person, [father.id])).status).toBe(404)
  expect((await post(homeroom, [])).status).toBe(422)
})
