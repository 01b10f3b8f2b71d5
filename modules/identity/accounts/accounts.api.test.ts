import { beforeAll, expect, test } from 'vitest'
import { frozenNow, useApi, type Person } from '../../../test/api.ts'
import { aProvince, aSchool, aTeacher, someone } from '../../../test/make.ts'
import { encodeKey } from '../../../platform/key.ts'

const api = useApi()
let school: number
let other: number
let department: number
let commune: number
let people: Record<
  'quan' | 'hung' | 'huong' | 'lan' | 'dung' | 'elsewhere' | 'communeAdmin' | 'officer' | 'vice',
  Person
>
const unit = (id: number) => encodeKey('Unit', [id])
const account = (person: Person) => encodeKey('Account', [person.account_id])

interface Slip {
  account: string
  login: string
  code: string | null
}

const open = (person: Person, input: Record<string, unknown>) =>
  person.ask<{ openAccount: Slip }>(
    `mutation ($unit: ID!, $fullName: String!, $identityNumber: String, $login: String, $posts: [PostInput!]!) {
      openAccount(unit: $unit, fullName: $fullName, identityNumber: $identityNumber, login: $login, posts: $posts) { account login code }
    }`,
    { unit: unit(school), fullName: 'Vũ Đức Việt', posts: [{ role: 'teacher' }], ...input },
  )
const setPassword = (login: string, code: string, password = 'con mèo trên mái nhà') =>
  api.visitor.ask(
    `mutation ($login: String!, $code: String!, $password: String!) { setFirstPassword(login: $login, code: $code, password: $password) }`,
    { login, code, password },
  )
const signIn = (login: string, password: string) =>
  api.visitor.fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
const renew = (person: Person, accounts: string[]) =>
  person.ask<{ renewAccountCodes: Slip[] }>(
    'mutation ($accounts: [ID!]!) { renewAccountCodes(accounts: $accounts) { account login code } }',
    { accounts },
  )
const grant = (person: Person, to: string, unit_id: number, role: string) =>
  person.ask(
    'mutation ($account: ID!, $unit: ID!, $role: Role!) { grantPost(account: $account, unit: $unit, post: { role: $role }) { posts { id role } } }',
    { account: to, unit: unit(unit_id), role },
  )
const list = (person: Person, unit_id: number, rest = '') =>
  person.ask<{
    node: {
      accounts: { edges: { cursor: string; node: { displayName: string } }[]; pageInfo: { hasNextPage: boolean } }
    }
  }>(
    `query ($id: ID!) { node: unit(id: $id) { accounts${rest} { pageInfo { hasNextPage } edges { cursor node { displayName posts { role } } } } } }`,
    { id: unit(unit_id) },
  )
const refusal = (answer: { errors?: { extensions?: { code?: string; violations?: { message: string }[] } }[] }) =>
  answer.errors?.[0]?.extensions?.violations?.[0]?.message ?? answer.errors?.[0]?.extensions?.code

beforeAll(async () => {
  const { owner } = api
  ;({ department, commune } = await aProvince(owner))
  school = await aSchool(owner, commune)
  other = await aSchool(owner, commune, 'THCS Văn Lang')
  const as = async (name: string, role: Parameters<typeof someone>[2]) =>
    api.as((await someone(owner, name, role)).account_id)
  people = {
    quan: await as('Đỗ Minh Quân', { role: 'administrator', unit_id: department }),
    officer: await as('Lê Thị Hồng Vân', { role: 'officer', unit_id: department }),
    communeAdmin: await as('Hà Văn Xã', { role: 'administrator', unit_id: commune }),
    hung: await as('Phạm Quốc Hùng', { role: 'principal', unit_id: school }),
    vice: await as('Nguyễn Thị Phó', { role: 'vice_principal', unit_id: school }),
    huong: await as('Đặng Thu Hường', { role: 'school_administrator', unit_id: school }),
    elsewhere: await as('Trần Hiệu Trưởng', { role: 'principal', unit_id: other }),
    lan: await api.as((await aTeacher(owner, school, 'Trần Thị Thu Lan')).account_id),
    dung: await api.as((await aTeacher(owner, other, 'Đinh Văn Dũng')).account_id),
  }
})

test('an account is opened with a code that is stored as a hash alone, and the code opens it once', async () => {
  const opened = await open(people.huong, {})
  const slip = opened.data!.openAccount
  expect(slip.login).toBe('viet.vd')
  expect(slip.code).toMatch(/^[ACDEFGHJKMNPQRTWXY34679]{15}$/)
  const stored = await api.owner.selectFrom('invitation').selectAll().execute()
  expect(JSON.stringify(stored)).not.toContain(slip.code)
  const trail = await api.owner
    .selectFrom('change_row' as never)
    .selectAll()
    .execute()
  expect(JSON.stringify(trail)).not.toContain(stored[0]!.code_hash.toString('hex'))

  expect((await signIn('viet.vd', 'con mèo trên mái nhà')).status).toBe(401)
  const written = `${slip.code!.slice(0, 5)}-${slip.code!.slice(5, 10).toLowerCase()} ${slip.code!.slice(10)}`
  expect((await setPassword(' Viet.VD ', written)).data).toEqual({ setFirstPassword: 'viet.vd' })
  expect((await signIn('viet.vd', 'con mèo trên mái nhà')).status).toBe(204)
  expect(refusal(await setPassword('viet.vd', slip.code!))).toBe(
    'Tên đăng nhập hoặc mã không đúng, hoặc mã đã dùng, đã hết hạn. Xem lại phiếu; vẫn không được thì xin phiếu mới.',
  )
})

test('two people of one name get two logins, and a login that is taken is refused', async () => {
  const first = await open(people.huong, { fullName: 'Nguyễn Văn An' })
  const second = await open(people.huong, { fullName: 'Nguyễn Văn An' })
  expect([first.data?.openAccount.login, second.data?.openAccount.login]).toEqual(['an.nv', 'an.nv2'])
  expect(refusal(await open(people.huong, { fullName: 'Ai Đó', login: 'AN.NV' }))).toContain('đã có người dùng')
  const phone = await open(people.huong, { fullName: 'Có Số', login: '+84 912 345 670' })
  expect(phone.data?.openAccount.login).toBe('0912345670')
})

test.each([
  [{ fullName: 'A\u0000B' }, 'Họ tên có kí tự'],
  [{ fullName: '  ' }, 'Chưa có họ tên'],
  [{ identityNumber: '02519000471' }, 'Cần 12 chữ số, mới có 11.'],
  [{ posts: [] }, 'Chọn ít nhất một công việc.'],
  [{ login: 'lá xanh' }, 'Tên đăng nhập chỉ gồm'],
  [{ posts: [{ role: 'teacher', validFrom: '2026-12-01', validTo: '2026-11-30' }] }, 'Ngày cuối sớm hơn'],
])('an account with %j is refused with what is wrong', async (input, words) => {
  expect(refusal(await open(people.huong, input))).toContain(words)
})

test('every wrong thing about a code is refused with the same words, and five wrong logins kill it', async () => {
  const { code, login } = (await open(people.huong, { fullName: 'Lê Thị Năm' })).data!.openAccount
  const unknown = refusal(await setPassword(login, 'ACDEFGHJKMNPQRT'))
  for (let wrong = 0; wrong < 5; wrong++) expect(refusal(await setPassword('ai.do', code!))).toBe(unknown)
  expect(refusal(await setPassword(login, code!))).toBe(unknown)
})

test('an expired code, and the code before a newer one, open nothing', async () => {
  const slip = (await open(people.huong, { fullName: 'Lê Thị Hạn' })).data!.openAccount
  const renewed = (await renew(people.huong, [slip.account])).data!.renewAccountCodes[0]!
  const refused = refusal(await setPassword(slip.login, slip.code!))
  expect(refused).toContain('không đúng')
  api.at(new Date(frozenNow.getTime() + 15 * 86_400_000))
  expect(refusal(await setPassword(slip.login, renewed.code!))).toBe(refused)
  api.at(frozenNow)
  expect((await setPassword(slip.login, renewed.code!)).data).toBeTruthy()
})

test.each([
  ['chín chữ!', 'ít nhất 10 kí tự'],
  ['Mật khẩu 123', 'đã bị lộ'],
  ['yen.lt 123', 'gần trùng với tên'],
])('the first password "%s" is refused and the code still works', async (password, words) => {
  const slip = (await open(people.huong, { fullName: 'Lê Thị Yến', login: 'yen.lt' })).data?.openAccount
  const { login, code } =
    slip ?? (await renew(people.huong, [encodeKey('Account', [await accountOf('yen.lt')])])).data!.renewAccountCodes[0]!
  expect(refusal(await setPassword(login, code!, password))).toContain(words)
  expect((await setPassword(login, code!)).errors).toBeUndefined()
})

test('guessing codes from one address is stopped for a quarter of an hour', async () => {
  api.at(new Date(frozenNow.getTime() + 60 * 60_000))
  const tries = await Promise.all(Array.from({ length: 31 }, () => setPassword('ai.do', 'ACDEFGHJKMNPQRT')))
  expect(tries.every((answer) => answer.errors)).toBe(true)
  expect(refusal(await setPassword('ai.do', 'ACDEFGHJKMNPQRT'))).toContain('Sai quá nhiều lần')
  api.at(new Date(frozenNow.getTime() + 76 * 60_000))
  expect(refusal(await setPassword('ai.do', 'ACDEFGHJKMNPQRT'))).toContain('không đúng')
  api.at(frozenNow)
  await api.owner.deleteFrom('sign_in_failure').execute()
})

test('a new code is the reset: using it ends every session of the account', async () => {
  const { code } = (await renew(people.huong, [account(people.lan)])).data!.renewAccountCodes[0]!
  expect((await people.lan.ask('{ viewer { account { displayName } } }')).data?.viewer).toBeTruthy()
  const login = await loginOf(people.lan.account_id)
  await setPassword(login, code!)
  expect((await people.lan.ask('{ viewer { account { displayName } } }')).data?.viewer).toBeNull()
  people.lan = await api.as(people.lan.account_id)
})

test('nobody makes a code for an account of another unit, or of somebody who stands higher', async () => {
  expect(refusal(await renew(people.huong, [account(people.dung)]))).toBe('NOT_FOUND')
  expect(refusal(await renew(people.elsewhere, [account(people.lan)]))).toBe('NOT_FOUND')
  expect(refusal(await renew(people.huong, [account(people.hung)]))).toContain('bạn không quản lí')
  expect(refusal(await renew(people.huong, [account(people.huong)]))).toContain('không tự làm cho mình')
  expect(refusal(await renew(people.communeAdmin, [account(people.quan)]))).toBe('NOT_FOUND')
  expect(refusal(await renew(people.vice, [account(people.lan)]))).toBe('NOT_FOUND')
  expect(refusal(await renew(people.lan, [account(people.dung)]))).toBe('NOT_FOUND')
  expect(refusal(await renew(api.visitor, [account(people.dung)]))).toBe('UNAUTHENTICATED')
  expect((await renew(people.quan, [account(people.hung)])).errors).toBeUndefined()
})

test('somebody who only got a second post here keeps the own password: the new unit makes no code', async () => {
  const parent = await someone(api.owner, 'Bố Một Em')
  await api.owner
    .updateTable('person')
    .set({ identity_number: '025190004711' })
    .where('id', '=', parent.person_id)
    .execute()
  const opened = await open(people.huong, { fullName: 'Bố Một Em', identityNumber: '0251 9000 4711' })
  expect(opened.data?.openAccount).toMatchObject({ code: null, account: encodeKey('Account', [parent.account_id]) })
  expect(refusal(await renew(people.huong, [opened.data!.openAccount.account]))).toBe('NOT_FOUND')
})

test.each([
  ['huong', 'principal'],
  ['huong', 'vice_principal'],
  ['huong', 'school_administrator'],
  ['hung', 'principal'],
  ['hung', 'administrator'],
  ['hung', 'stand_in'],
  ['communeAdmin', 'administrator'],
  ['quan', 'stand_in'],
  ['quan', 'officer'],
] as const)('%s does not grant %s in a school', async (who, role) => {
  expect(refusal(await grant(people[who], account(people.lan), school, role))).toContain('không được giao')
})

test('nobody grants outside the own reach, to oneself, or without the right', async () => {
  expect(refusal(await grant(people.hung, account(people.lan), other, 'teacher'))).toBe('NOT_FOUND')
  expect(refusal(await grant(people.communeAdmin, account(people.lan), department, 'administrator'))).toBe('NOT_FOUND')
  expect(refusal(await grant(people.hung, account(people.hung), school, 'vice_principal'))).toContain('không tự làm')
  expect(refusal(await grant(people.hung, account(people.dung), school, 'teacher'))).toBe('NOT_FOUND')
  expect(refusal(await grant(people.lan, account(people.lan), school, 'principal'))).toBe('NOT_FOUND')
  expect(refusal(await grant(people.officer, account(people.officer), school, 'principal'))).toBe('NOT_FOUND')
  expect(refusal(await grant(people.officer, account(people.officer), school, 'stand_in'))).toBe('NOT_FOUND')
})

test('nobody opens an account in another unit, or adds a post to the own one under the own identity number', async () => {
  for (const person of [people.elsewhere, people.lan, people.vice, people.officer])
    expect(refusal(await open(person, {}))).toBe('NOT_FOUND')
  expect(refusal(await open(people.hung, { unit: unit(department), posts: [{ role: 'officer' }] }))).toBe('NOT_FOUND')
  const { person_id } = await api.owner
    .selectFrom('account')
    .select('person_id')
    .where('id', '=', people.huong.account_id)
    .executeTakeFirstOrThrow()
  await api.owner.updateTable('person').set({ identity_number: '025190009999' }).where('id', '=', person_id).execute()
  expect(refusal(await open(people.huong, { identityNumber: '025190009999' }))).toContain('không tự làm')
})

test('a post holds from the next request, is told to the person, and is not given twice; ended, it reaches nothing', async () => {
  const granted = await grant(people.hung, account(people.lan), school, 'vice_principal')
  expect(granted.errors).toBeUndefined()
  const roles = async () =>
    (
      await people.lan.ask<{ viewer: { posts: { role: string }[]; unreadNotices: number } }>(
        '{ viewer { unreadNotices posts { role } } }',
      )
    ).data!.viewer
  expect((await roles()).posts.map((post) => post.role)).toContain('vice_principal')
  expect((await roles()).unreadNotices).toBe(1)
  expect(refusal(await grant(people.hung, account(people.lan), school, 'vice_principal'))).toContain('đang giữ đúng')
  const { id } = await api.owner
    .selectFrom('post')
    .select('id')
    .where('role', '=', 'vice_principal')
    .orderBy('granted_at', 'desc')
    .where('granted_by', 'is not', null)
    .executeTakeFirstOrThrow()
  const end = (person: Person, reason = 'Hết nhiệm kì', on?: string) =>
    person.ask(
      'mutation ($post: ID!, $reason: String!, $on: LocalDate) { endPost(post: $post, reason: $reason, on: $on) }',
      {
        post: encodeKey('Post', [id]),
        reason,
        on,
      },
    )
  expect(refusal(await end(people.hung, ' '))).toBe('Ghi lí do.')
  expect(refusal(await end(people.hung, 'x', '2026-11-01'))).toContain('đã qua')
  expect(refusal(await end(people.elsewhere))).toBe('NOT_FOUND')
  expect(refusal(await end(people.huong))).toContain('không được giao')
  expect((await end(people.hung)).errors).toBeUndefined()
  expect((await roles()).posts.map((post) => post.role)).toEqual(['teacher'])
  expect(refusal(await end(people.hung))).toBe('NOT_FOUND')
})

test('an account leaves the list of a unit with its last post there, and its person reads nothing any more', async () => {
  const teacher = await aTeacher(api.owner, school, 'Người Sắp Đi')
  const person = await api.as(teacher.account_id)
  const names = async () =>
    (await list(people.hung, school, '(search: "nguoi sap")')).data?.node.accounts.edges.map((e) => e.node.displayName)
  expect(await names()).toEqual(['Người Sắp Đi'])
  const { id } = await api.owner
    .selectFrom('post')
    .select('id')
    .where('person_id', '=', teacher.person_id)
    .executeTakeFirstOrThrow()
  await people.hung.ask('mutation ($id: ID!) { endPost(post: $id, reason: "Chuyển đi") { } }'.replace('{ }', ''), {
    id: encodeKey('Post', [id]),
  })
  expect(await names()).toEqual([])
  expect(
    (await person.ask<{ viewer: { posts: unknown[] } }>('{ viewer { posts { role } } }')).data?.viewer.posts,
  ).toEqual([])
})

test('a closed account ends at once and opens again with the password it had', async () => {
  const { code, login, account: id } = (await open(people.huong, { fullName: 'Đóng Thị Mở' })).data!.openAccount
  await setPassword(login, code!)
  const person = await api.as(await accountOf(login))
  const close = (by: Person, reason: string) =>
    by.ask('mutation ($id: ID!, $reason: String!) { closeAccount(account: $id, reason: $reason) { state } }', {
      id,
      reason,
    })
  expect(refusal(await close(people.elsewhere, 'thử'))).toBe('NOT_FOUND')
  expect(refusal(await close(people.huong, ''))).toBe('Ghi lí do.')
  expect((await close(people.huong, 'Nghỉ việc')).data).toEqual({ closeAccount: { state: 'closed' } })
  expect((await person.ask('{ viewer { account { id } } }')).data?.viewer).toBeNull()
  expect((await signIn(login, 'con mèo trên mái nhà')).status).toBe(401)
  expect(refusal(await renew(people.huong, [id]))).toContain('đang đóng')
  const reopened = await people.huong.ask('mutation ($id: ID!) { reopenAccount(account: $id) { state } }', { id })
  expect(reopened.data).toEqual({ reopenAccount: { state: 'active' } })
  expect((await signIn(login, 'con mèo trên mái nhà')).status).toBe(204)
})

test('the accounts of a unit come in Vietnamese order by pages, are found without diacritics, and a typed one counts', async () => {
  for (const name of ['Trần Văn Đạt', 'Lê Thị Dung', 'Lê Thị Đung', 'Phan Anh Ân', 'Phan Anh An']) {
    await aTeacher(api.owner, other, name)
  }
  const names = (answer: Awaited<ReturnType<typeof list>>) =>
    answer.data!.node.accounts.edges.map((edge) => edge.node.displayName)
  const all = names(await list(people.elsewhere, other))
  expect(all).toEqual([
    'Phan Anh An',
    'Phan Anh Ân',
    'Lê Thị Dung',
    'Đinh Văn Dũng',
    'Trần Văn Đạt',
    'Lê Thị Đung',
    'Trần Hiệu Trưởng',
  ])
  const paged: string[] = []
  let after = ''
  for (let page = 0; page < 5; page++) {
    const answer = await list(people.elsewhere, other, `(first: 2${after && `, after: "${after}"`})`)
    paged.push(...names(answer))
    after = answer.data!.node.accounts.edges.at(-1)!.cursor
    if (!answer.data!.node.accounts.pageInfo.hasNextPage) break
  }
  expect(paged).toEqual(all)
  expect(names(await list(people.elsewhere, other, '(search: "dung")'))).toEqual([
    'Lê Thị Dung',
    'Đinh Văn Dũng',
    'Lê Thị Đung',
  ])
  expect(names(await list(people.elsewhere, other, '(search: "đung")'))).toEqual(['Lê Thị Đung'])
  expect(names(await list(people.elsewhere, other, '(search: "%")'))).toEqual([])
})

test('a teacher and another school see no accounts of a unit', async () => {
  expect((await list(people.lan, other)).data?.node.accounts.edges).toEqual([])
  expect((await list(people.hung, other)).data?.node.accounts.edges).toEqual([])
  const read = await people.dung.ask('query ($id: ID!) { account(id: $id) { login } }', { id: account(people.hung) })
  expect(refusal(read)).toBe('NOT_FOUND')
})

async function loginOf(account_id: string): Promise<string> {
  const { login } = await api.owner
    .selectFrom('account')
    .select('login')
    .where('id', '=', account_id)
    .executeTakeFirstOrThrow()
  return login
}

async function accountOf(login: string): Promise<string> {
  const { id } = await api.owner.selectFrom('account').select('id').where('login', '=', login).executeTakeFirstOrThrow()
  return id
}
