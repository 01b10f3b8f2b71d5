import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import {
  aClass,
  aParent,
  aProvince,
  aPupil,
  aSchool,
  aSection,
  aTeacher,
  anAssignment,
  someone,
  thisYear,
} from '../../../test/make.ts'
import { encodeUnit } from '../../organisation/public.ts'
import { encodeStudent } from '../keys.ts'

const api = useApi()
let school_id: number
let slug: string
let class_id: number
let office: Person
let officer: Person
let homeroom: Person
let teacher: Person
let parent: Person
let stranger: Person
const pupils = new Map<string, string>()

const names = [
  'Đặng Văn Ân',
  "H'Hen Niê",
  'Nguyễn Thị Hòa',
  'Trần Văn Hoà',
  'Lê Văn An',
  'Phạm Thị Ấn',
  'Hoàng Đăng Dũng',
  'Đỗ Đình Đạt',
]

interface Listed {
  schoolPupils: {
    pupils: {
      totalCount?: number
      edges: { cursor: string; node: { fullName: string; birthDate: string | null; ethnicity: string | null } }[]
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
    }
  }
}

const list = `query ($unit: String!, $first: Int, $after: String, $last: Int, $before: String, $sort: StudentSort, $descending: Boolean, $filter: StudentFilter) {
  schoolPupils(unit: $unit, year: 2026) {
    pupils(first: $first, after: $after, last: $last, before: $before, sort: $sort, descending: $descending, filter: $filter) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { cursor node { fullName birthDate ethnicity } }
    }
  }
}`

async function found(person: Person, filter: object, rest: object = {}): Promise<string[]> {
  const { data, errors } = await person.ask<Listed>(list, { unit: slug, filter, ...rest })
  if (errors) throw new Error(errors[0]?.message)
  return data!.schoolPupils.pupils.edges.map(({ node }) => node.fullName)
}

const pageAfter = async (after: string | null) =>
  (await office.ask<Listed>(list, { unit: slug, first: 3, after })).data!.schoolPupils.pupils

const record = `query ($id: ID!) { student(id: $id) {
  id fullName code sex birthDate ethnicity residence phone policyGroups disability identityNumber version mayUpdate
  seat { className number } guardians { fullName phone } enrollments { className } history { verb by reason fields { field before after } } } }`

beforeAll(async () => {
  const { owner } = api
  const { department, commune } = await aProvince(owner)
  school_id = await aSchool(owner, commune)
  slug = (await owner.selectFrom('unit').select('slug').where('id', '=', school_id).executeTakeFirstOrThrow()).slug
  class_id = await aClass(owner, school_id, '9A2')
  const lead = await aTeacher(owner, school_id, 'Trần Thị Thu Lan')
  await anAssignment(owner, school_id, thisYear, lead, { class_id })
  const maths = await aTeacher(owner, school_id, 'Phạm Văn Hùng')
  await aSection(owner, school_id, class_id, 'TOAN', maths)
  for (const name of names) {
    const { student_id, person_id } = await aPupil(owner, school_id, class_id, name)
    pupils.set(name, encodeStudent({ school_id, student_id }))
    if (name === 'Lê Văn An') {
      await owner
        .updateTable('student')
        .set({ ethnicity: '02', policy_groups: ['HN'], disability: 'Khuyết tật nhìn' })
        .where('id', '=', student_id)
        .execute()
      parent = await api.as((await aParent(owner, school_id, { student_id, person_id }, 'Lê Thị Mẹ')).account_id)
    }
  }
  office = await api.as((await aTeacher(owner, school_id, 'Hà Thị Giáo Vụ', 'school_administrator')).account_id)
  officer = await api.as((await someone(owner, 'Đỗ Minh Quân', { role: 'officer', unit_id: department })).account_id)
  homeroom = await api.as(lead.account_id)
  teacher = await api.as(maths.account_id)
  const other = await aSchool(owner, commune, 'THCS Văn Lang')
  stranger = await api.as((await aTeacher(owner, other, 'Vũ Đức Việt', 'principal')).account_id)
})

test('pupils stand in Vietnamese order, by given name and then the rest, and page exactly both ways', async () => {
  const all = await found(office, {})
  expect(all).toEqual([
    'Lê Văn An',
    'Đặng Văn Ân',
    'Phạm Thị Ấn',
    'Hoàng Đăng Dũng',
    'Đỗ Đình Đạt',
    'Trần Văn Hoà',
    'Nguyễn Thị Hòa',
    "H'Hen Niê",
  ])
  const paged: string[] = []
  let after: string | null = null
  for (;;) {
    const page: Listed['schoolPupils']['pupils'] = await pageAfter(after)
    const { edges, pageInfo, totalCount } = page
    expect(totalCount).toBe(names.length)
    paged.push(...edges.map(({ node }) => node.fullName))
    if (!pageInfo.hasNextPage) break
    after = pageInfo.endCursor
  }
  expect(paged).toEqual(all)
  const { data } = await office.ask<Listed>(list, { unit: slug, last: 2, before: after })
  expect(data!.schoolPupils.pupils.edges.map(({ node }) => node.fullName)).toEqual(all.slice(3, 5))
  expect(await found(office, {}, { descending: true })).toEqual(all.toReversed())
})

test('words without diacritics find any, typed ones count, and both places of the tone are one', async () => {
  expect(await found(office, { words: 'an' })).toEqual(['Lê Văn An', 'Đặng Văn Ân', 'Phạm Thị Ấn'])
  expect(await found(office, { words: 'ân' })).toEqual(['Đặng Văn Ân'])
  for (const words of ['hòa', 'hoà'])
    expect(await found(office, { words })).toEqual(['Hoàng Đăng Dũng', 'Trần Văn Hoà', 'Nguyễn Thị Hòa'])
  expect(await found(office, { words: 'HOÀ van' })).toEqual(['Trần Văn Hoà'])
  expect(await found(office, { words: "h'hen" })).toEqual(["H'Hen Niê"])
  expect(await found(office, { words: 'hen' })).toEqual(["H'Hen Niê"])
  expect(await found(office, { words: 'dat' })).toEqual(['Đỗ Đình Đạt'])
  expect(await found(office, { words: 'Đ'.normalize('NFD') + 'ăng'.normalize('NFD') })).toEqual(['Hoàng Đăng Dũng'])
  expect(await found(office, { words: '100%' })).toEqual([])
})

test('what one may not see one may not filter or sort by', async () => {
  expect(await found(office, { ethnicities: ['02'] })).toEqual(['Lê Văn An'])
  expect(await found(office, { minority: true })).toEqual(['Lê Văn An'])
  expect(await found(office, { disabled: true, policyGroups: ['HN'] })).toEqual(['Lê Văn An'])
  expect(await found(office, { group: 'policy' })).toEqual(['Lê Văn An'])
  for (const filter of [
    { group: 'policy' },
    { group: 'right_age' },
    { group: 'poor' },
    { ethnicities: ['02'] },
    { minority: true },
    { disabled: true },
    { disabled: false },
    { policyGroups: ['HN'] },
  ])
    expect(await found(teacher, filter)).toEqual([])
  expect(await found(teacher, {}, { sort: 'birth_date' })).toEqual([])
  expect(await found(officer, {}, { sort: 'birth_date' })).toHaveLength(names.length)
})

test('a list is narrowed to the groups that figures count', async () => {
  const { owner } = api
  const named = (name: string) => owner.updateTable('student').where('full_name', '=', name)
  await named('Đỗ Đình Đạt').set({ birth_date: '2012-12-31', poor_household: 'poor' }).execute()
  await named("H'Hen Niê").set({ poor_household: 'near_poor' }).execute()
  await sql`update enrollment set repeating = true where student_id = (select id from student where full_name = 'Phạm Thị Ấn')`.execute(
    owner,
  )
  expect(await found(office, { group: 'right_age' })).toEqual(['Đỗ Đình Đạt'])
  expect(await found(office, { group: 'poor' })).toEqual(['Đỗ Đình Đạt'])
  expect(await found(office, { group: 'repeating' })).toEqual(['Phạm Thị Ấn'])
  expect(await found(teacher, { group: 'repeating' })).toEqual(['Phạm Thị Ấn'])
  expect(await found(office, { group: 'full_day' })).toEqual([])
  await owner.updateTable('class').set({ shift: 'full_day' }).where('id', '=', class_id).execute()
  expect(await found(office, { group: 'full_day' })).toHaveLength(names.length)
  await owner.updateTable('class').set({ shift: 'morning' }).where('id', '=', class_id).execute()
  await named('Đỗ Đình Đạt').set({ birth_date: '2013-05-06' }).execute()
})

test('a teacher sees their class without birth dates, an officer sees names without guardians', async () => {
  const id = pupils.get('Lê Văn An')
  const seen = async (person: Person) =>
    (await person.ask<{ student: Record<string, unknown> }>(record, { id })).data?.student
  expect(await seen(teacher)).toMatchObject({
    fullName: 'Lê Văn An',
    birthDate: null,
    ethnicity: null,
    guardians: [],
    history: null,
    mayUpdate: false,
  })
  expect(await seen(officer)).toMatchObject({
    fullName: 'Lê Văn An',
    birthDate: '2013-05-06',
    ethnicity: null,
    residence: null,
    policyGroups: null,
    guardians: [],
    history: null,
  })
  expect(await seen(homeroom)).toMatchObject({
    ethnicity: '02',
    policyGroups: ['HN'],
    guardians: [{ fullName: 'Lê Thị Mẹ' }],
    mayUpdate: false,
  })
  expect(await seen(parent)).toMatchObject({
    ethnicity: '02',
    guardians: [{ fullName: 'Lê Thị Mẹ' }],
    seat: { className: '9A2' },
    mayUpdate: false,
  })
  expect(await seen(office)).toMatchObject({ guardians: [{ fullName: 'Lê Thị Mẹ' }], mayUpdate: true, history: [] })
})

test('another school is not found: neither its list nor a record nor anything to write', async () => {
  const answers = await Promise.all([
    stranger.ask(list, { unit: slug }),
    stranger.ask(record, { id: pupils.get('Lê Văn An') }),
    stranger.ask(record, { id: 'rubbish' }),
    stranger.ask(`mutation ($id: ID!) { updateStudent(id: $id, version: "x", input: { fullName: "Khác" }) { id } }`, {
      id: pupils.get('Lê Văn An'),
    }),
    stranger.ask(
      `mutation ($s: ID!) { createStudent(school: $s, input: { fullName: "Khác", sex: male, birthDate: "2013-01-01" }) { student { id } } }`,
      { s: encodeUnit(school_id) },
    ),
    stranger.ask(
      `mutation ($id: ID!) { addGuardian(student: $id, input: { kind: mother, fullName: "Khác" }) { id } }`,
      { id: pupils.get('Lê Văn An') },
    ),
    parent.ask(record, { id: pupils.get('Trần Văn Hoà') }),
    api.visitor.ask(record, { id: pupils.get('Lê Văn An') }),
  ])
  expect(answers.map(({ errors }) => errors?.[0]?.extensions?.code)).toEqual(Array(answers.length).fill('NOT_FOUND'))
})

const create = `mutation ($s: ID!, $input: StudentInput!, $despite: Boolean, $class: ID) {
  createStudent(school: $s, input: $input, despite: $despite, class: $class) { student { id fullName code seat { className number } } namesakes { fullName code } } }`

test('a new pupil of the same name and birth date is told apart before anything is written', async () => {
  const input = { fullName: 'nguyễn thị hoà', sex: 'female', birthDate: '2013-05-06' }
  const asked = await office.ask<{
    createStudent: { student: { code: string } | null; namesakes: { fullName: string }[] }
  }>(create, { s: encodeUnit(school_id), input })
  expect(asked.data?.createStudent).toMatchObject({ student: null, namesakes: [{ fullName: 'Nguyễn Thị Hòa' }] })
  const done = await office.ask<{ createStudent: { student: { code: string } | null } }>(create, {
    s: encodeUnit(school_id),
    input,
    despite: true,
  })
  expect(done.data?.createStudent.student?.code).toBe('HS260001')
})

test.each([
  [{ fullName: 'Lê\u0000Văn' }, 'fullName'],
  [{ fullName: 'Lê\u0007Văn' }, 'fullName'],
  [{ fullName: '  ' }, 'fullName'],
  [{ fullName: 'A'.repeat(101) }, 'fullName'],
  [{ birthDate: '2027-01-01' }, 'birthDate'],
  [{ identityNumber: '0123456789' }, 'identityNumber'],
  [{ identityNumber: '01234567890x' }, 'identityNumber'],
  [{ phone: '12345' }, 'phone'],
  [{ ethnicity: '77' }, 'ethnicity'],
  [{ policyGroups: ['XX'] }, 'policyGroups'],
  [{ residence: 'Thôn 1\u0000' }, 'residence'],
])('%j is refused at its field', async (wrong, path) => {
  const input = { fullName: 'Vừ A Pó', sex: 'male', birthDate: '2013-02-03', ...wrong }
  const { errors } = await office.ask(create, { s: encodeUnit(school_id), input })
  expect(errors?.[0]?.extensions?.code).toBe('INVALID')
  expect(errors?.[0]?.extensions?.violations?.map((one) => one.path)).toEqual([path])
})

test('a record is changed field by field, with its history, and a stale form is a conflict that names the other', async () => {
  const id = pupils.get('Hoàng Đăng Dũng')
  const { data } = await office.ask<{ student: { version: string } }>(record, { id })
  const update = `mutation ($id: ID!, $version: String!, $input: StudentInput!) { updateStudent(id: $id, version: $version, input: $input, reason: "Theo giấy khai sinh") { fullName restName givenName residence } }`
  const version = data!.student.version
  const done = await office.ask(update, {
    id,
    version,
    input: { fullName: '  Hoàng  Đăng   Dương ', residence: 'Tổ 4' },
  })
  expect(done.data).toEqual({
    updateStudent: { fullName: 'Hoàng Đăng Dương', restName: 'Hoàng Đăng', givenName: 'Dương', residence: 'Tổ 4' },
  })
  const stale = await office.ask(update, { id, version, input: { residence: 'Tổ 5' } })
  expect(stale.errors?.[0]).toMatchObject({
    extensions: { code: 'CONFLICT' },
    message: expect.stringContaining('Hà Thị Giáo Vụ'),
  })
  const after = await office.ask<{ student: { history: unknown[] } }>(record, { id })
  expect(after.data?.student.history).toEqual([
    {
      verb: 'student.update',
      by: 'Hà Thị Giáo Vụ',
      reason: 'Theo giấy khai sinh',
      fields: expect.arrayContaining([
        { field: 'full_name', before: 'Hoàng Đăng Dũng', after: 'Hoàng Đăng Dương' },
        { field: 'residence', before: null, after: 'Tổ 4' },
      ]),
    },
  ])
})

test('a code and a register number are used once in a school', async () => {
  const input = { fullName: 'Giàng A Sáng', sex: 'male', birthDate: '2013-09-01', registerNumber: '0001/2026' }
  expect((await office.ask(create, { s: encodeUnit(school_id), input })).errors).toBeUndefined()
  const again = await office.ask(create, {
    s: encodeUnit(school_id),
    input: { ...input, fullName: 'Giàng A Tủa', code: 'HS260002' },
  })
  expect(again.errors?.[0]?.extensions?.violations?.map((one) => one.path).sort()).toEqual(['code', 'registerNumber'])
})

test('one person keeps one identity number over schools; another name under it is refused', async () => {
  const input = { fullName: 'Bùi Thị Mận', sex: 'female', birthDate: '2013-03-08', identityNumber: '001 313 000 111' }
  const here = await office.ask<{ createStudent: { student: { id: string } } }>(create, {
    s: encodeUnit(school_id),
    input,
  })
  expect(here.errors).toBeUndefined()
  const again = await office.ask(create, { s: encodeUnit(school_id), input, despite: true })
  expect(again.errors?.[0]?.extensions?.violations?.[0]?.message).toContain('đã có hồ sơ')
  const there = await api.owner
    .selectFrom('post')
    .innerJoin('account', 'account.person_id', 'post.person_id')
    .select('post.unit_id')
    .where('account.id', '=', stranger.account_id)
    .executeTakeFirstOrThrow()
  const wrong = await stranger.ask(create, {
    s: encodeUnit(there.unit_id),
    input: { ...input, fullName: 'Bùi Thị Lê' },
  })
  expect(wrong.errors?.[0]?.extensions?.violations?.[0]?.path).toBe('identityNumber')
  expect((await stranger.ask(create, { s: encodeUnit(there.unit_id), input })).errors).toBeUndefined()
  const persons = await api.owner
    .selectFrom('student')
    .select('person_id')
    .where('full_name', '=', 'Bùi Thị Mận')
    .execute()
  expect(persons).toHaveLength(2)
  expect(new Set(persons.map((row) => row.person_id)).size).toBe(1)
})

test('the officer finds pupils of the whole province by words, not without', async () => {
  const search = `query ($words: String) { students(year: 2026, filter: { words: $words }, first: 10) { edges { node { fullName school { slug } seat { className } } } } }`
  const { data } = await officer.ask<{ students: { edges: { node: object }[] } }>(search, { words: 'dinh dat' })
  expect(data?.students.edges).toEqual([
    { node: { fullName: 'Đỗ Đình Đạt', school: { slug }, seat: { className: '9A2' } } },
  ])
  expect((await officer.ask(search, { words: 'a' })).errors?.[0]?.extensions?.code).toBe('INVALID')
  const names = async (words: string) =>
    (
      await officer.ask<{ students: { edges: { node: { fullName: string } }[] } }>(search, { words })
    ).data?.students.edges.map(({ node }) => node.fullName)
  expect(await names('do dinh da')).toEqual(['Đỗ Đình Đạt'])
  expect(await names('đình')).toContain('Đỗ Đình Đạt')
  expect(await names("dinh' & ! | (dat:*")).toEqual(['Đỗ Đình Đạt'])
  expect(
    (await stranger.ask<{ students: { edges: unknown[] } }>(search, { words: 'dinh dat' })).data?.students.edges,
  ).toEqual([])
})

test('a name that thousands have is not listed for a whole province, but asks for more of it', async () => {
  await sql`
    with persons as (insert into person (id) select uuidv7() from generate_series(1, 1001) returning id)
    insert into student (school_id, person_id, code, full_name, rest_name, given_name, sex, birth_date, ethnicity, nationality, admitted_on)
    select u.id, p.id, 'N' || row_number() over (), 'Trần Thị Vy', 'Trần Thị', 'Vy', 2, '2013-01-01', '01', 'VN', '2026-08-01'
    from persons p join unit u on u.slug = ${slug}`.execute(api.owner)
  const search = `query ($words: String) { students(year: 2026, filter: { words: $words }) { edges { node { id } } } }`
  const { errors } = await officer.ask(search, { words: 'tran thi v' })
  expect(errors?.[0]?.message).toContain('Hơn 1.000 học sinh có tên hoặc mã như vậy')
  await sql`delete from student where full_name = 'Trần Thị Vy'`.execute(api.owner)
})

async function exported(person: Person, query: string): Promise<{ status: number; rows: string[][] }> {
  const response = await person.fetch(`/students/${slug}/2026-2027/export.xlsx?${query}`)
  if (response.status !== 200) return { status: response.status, rows: [] }
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  const rows: string[][] = []
  book.worksheets[0]!.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map(String)))
  return { status: 200, rows }
}

test('the list is taken out as a workbook by those who may, with the filters of the page and only what they may see', async () => {
  const whole = await exported(office, 'words=an&columns=code,birth_date,ethnicity,mother_name')
  expect(whole.rows.find((row) => row.includes('Lê Văn An'))).toEqual(expect.arrayContaining(['Tày', 'Lê Thị Mẹ']))
  expect(whole.rows.at(-1)).toContain('Phạm Thị Ấn')
  const own = await exported(homeroom, 'class=9a2')
  expect(own.status).toBe(200)
  for (const person of [teacher, officer, parent, stranger]) expect((await exported(person, '')).status).toBe(404)
  expect((await exported(api.visitor, '')).status).toBe(401)
  const trail = await sql<{
    verb: string
    reason: string
  }>`select verb, reason from change where verb = 'student.export' and account_id = ${office.account_id}`.execute(
    api.owner,
  )
  expect(trail.rows).toEqual([{ verb: 'student.export', reason: '3' }])
})

test('classes are found by the beginning of their name, only where one may see them', async () => {
  const query = 'query ($w: String!) { findClasses(year: 2026, words: $w) { name unit { slug } } }'
  const own = await office.ask<{ findClasses: { name: string }[] }>(query, { w: '9a' })
  expect(own.data?.findClasses).toEqual([{ name: '9A2', unit: { slug } }])
  expect((await stranger.ask(query, { w: '9a' })).data).toEqual({ findClasses: [] })
  expect((await office.ask(query, { w: '%' })).data).toEqual({ findClasses: [] })
})

test('a list of more than 1,000 pupils is written as a job, counted, and fetched by its starter alone', async () => {
  await sql`with persons as (insert into person (id) select uuidv7() from generate_series(1, 1100) returning id),
    pupils as (
      insert into student (school_id, person_id, code, full_name, rest_name, given_name, sex, birth_date, admitted_on, class_id)
      select ${school_id}, id, 'X' || row_number() over (), 'Lý Thị Đông', 'Lý Thị', 'Đông', 2, '2013-01-01', '2026-08-15', ${class_id} from persons
      returning id, person_id)
    insert into enrollment (school_id, academic_year, student_id, person_id, class_id, starts_on)
    select ${school_id}, 2026, id, person_id, ${class_id}, '2026-09-05' from pupils`.execute(api.owner)
  const start = `mutation ($unit: String!, $filter: StudentFilter) { exportStudents(unit: $unit, year: 2026, filter: $filter, columns: ["code"]) { rows job { id } } }`
  const few = await office.ask(start, { unit: slug, filter: { words: 'lê văn' } })
  expect(few.data).toEqual({ exportStudents: { rows: 1, job: null } })
  expect((await exported(office, 'words=dong')).status).toBe(422)
  const many = await office.ask<{ exportStudents: { rows: number; job: { id: string } } }>(start, {
    unit: slug,
    filter: { words: 'dong' },
  })
  expect(many.data?.exportStudents.rows).toBe(1100)
  const job = 'query ($id: ID!) { job(id: $id) { state href file { wanted written } } }'
  const id = many.data?.exportStudents.job.id
  const seen = async () => (await office.ask<{ job: { state: string; href: string } }>(job, { id })).data?.job
  await expect.poll(seen, { timeout: 30_000 }).toMatchObject({ state: 'done', file: { wanted: 1100, written: 1100 } })
  const { href } = (await seen())!
  const file = await office.fetch(href)
  expect(file.status).toBe(200)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await file.arrayBuffer())
  expect(book.worksheets[0]!.rowCount).toBeGreaterThan(1100)
  for (const person of [homeroom, officer, stranger]) {
    expect((await person.fetch(href)).status).toBe(404)
    expect((await person.ask(start, { unit: slug, filter: { words: 'xyz' } })).errors?.[0]?.extensions?.code).toBe(
      'NOT_FOUND',
    )
  }
}, 60_000)
