import { beforeAll, describe, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aTeacher, aUnit, someone } from '../../../test/make.ts'

const api = useApi()
let administrator: Person
let officer: Person
let communeOfficer: Person
let otherCommune: Person
let principal: Person
let vice: Person
let teacher: Person
let upperPrincipal: Person
let school = 0
let class6 = 0
let class7 = 0
let slug = ''
let upperSlug = ''
const girls: string[] = []

beforeAll(async () => {
  const { owner } = api
  const { department, commune } = await aProvince(owner)
  const other = await aUnit(owner, { kind: 'commune_office', name: 'Xã Bình Sơn', parent: department })
  await owner.insertInto('province').values({ code: '90', name: 'Tỉnh Thử', short_name: 'Thử' }).execute()
  await owner.insertInto('commune').values({ code: '90001', province_code: '90', name: 'Xã An Hoà' }).execute()
  school = await aSchool(owner, commune)
  const upper = await aUnit(owner, {
    kind: 'school',
    name: 'THPT Chu Văn An',
    parent: department,
    institution_code: 'C3',
  })
  await owner.updateTable('unit').set({ commune_code: '90001' }).where('id', 'in', [school, upper]).execute()
  const slugs = await owner.selectFrom('unit').select(['id', 'slug']).where('id', 'in', [school, upper]).execute()
  slug = slugs.find(({ id }) => id === school)!.slug
  upperSlug = slugs.find(({ id }) => id === upper)!.slug
  class6 = await aClass(owner, school, '6A')
  class7 = await aClass(owner, school, '7A')
  const class10 = await aClass(owner, upper, '10A')
  for (const [index, name] of ['Lò Thị An', 'Vi Thị Bình', 'Phạm Thị Cúc'].entries()) {
    const { student_id } = await aPupil(owner, school, class6, name)
    girls.push(student_id)
    await owner
      .updateTable('student')
      .set({
        sex: 2,
        birth_date: '2015-03-04',
        ethnicity: index < 2 ? '03' : '01',
        poor_household: index === 0 ? 'poor' : null,
      })
      .where('school_id', '=', school)
      .where('id', '=', student_id)
      .execute()
  }
  for (const name of ['Đỗ Văn Dũng', 'Hà Văn Em']) await aPupil(owner, school, class7, name)
  await aPupil(owner, upper, class10, 'Ngô Văn Giang')
  // Came after the day of the figures.
  const late = await aPupil(owner, school, class7, 'Trần Văn Hải')
  await owner
    .updateTable('enrollment')
    .set({ starts_on: '2026-10-12' })
    .where('student_id', '=', late.student_id)
    .execute()
  // Left after it: was there on the day.
  const gone = await aPupil(owner, school, class7, 'Lê Văn Khoa')
  await owner
    .updateTable('enrollment')
    .set({ ends_on: '2026-10-20', status: 'left', end_reason: 'theo gia đình' })
    .where('student_id', '=', gone.student_id)
    .execute()
  const as = async (name: string, role: Parameters<typeof someone>[2] & object) =>
    api.as((await someone(owner, name, role)).account_id)
  administrator = await as('Đỗ Minh Quân', { role: 'administrator', unit_id: department })
  officer = await as('Lê Thị Hồng Vân', { role: 'officer', unit_id: department })
  communeOfficer = await as('Bùi Thị Hạnh', { role: 'commune_officer', unit_id: commune })
  otherCommune = await as('Cán bộ Bình Sơn', { role: 'commune_officer', unit_id: other })
  principal = await as('Phạm Quốc Hùng', { role: 'principal', unit_id: school })
  vice = await as('Hoàng Thu Thuỷ', { role: 'vice_principal', unit_id: school })
  upperPrincipal = await as('Vũ Đức Anh', { role: 'principal', unit_id: upper })
  teacher = await api.as((await aTeacher(owner, school, 'Trần Thị Thu Lan')).account_id)
})

interface Numbers {
  total: number
  female: number | null
  minority: number | null
  femaleMinority: number | null
}
interface Row {
  code: string
  value: Numbers | null
  computed: Numbers | null
  live: Numbers | null
  reason: string | null
}
interface Return {
  id: string
  state: string
  office: string | null
  returnReason: string | null
  mayUpdate: boolean
  gaps: { code: string; count: number }[]
  forms: { code: string; rows: Row[] }[]
  faults: { code: string; column: string; found: number; expected: number }[]
}

const numbers = '{ total female minority femaleMinority }'
const fields = `id state office returnReason mayUpdate gaps { code count } faults { code column found expected }
  forms { code rows { code reason value ${numbers} computed ${numbers} live ${numbers} } }`
const setPeriod = (person: Person, year = 2026, asOf = `${year}-09-30`, dueOn = `${year}-10-31`) =>
  person.ask(
    'mutation ($year: Int!, $asOf: LocalDate!, $dueOn: LocalDate!) { setReportingPeriod(academicYear: $year, period: start, asOf: $asOf, dueOn: $dueOn) { academicYear asOf } }',
    { year, asOf, dueOn },
  )
const ask = (person: Person, unit = slug, year = 2026) =>
  person.ask<{ schoolReturn: Return | null }>(
    `query ($unit: String!, $year: Int!) { schoolReturn(unit: $unit, academicYear: $year, period: start) { ${fields} } }`,
    { unit, year },
  )
const returnOf = async (person: Person, unit = slug, year = 2026): Promise<Return> => {
  const { data, errors } = await ask(person, unit, year)
  if (!data?.schoolReturn) throw new Error(JSON.stringify(errors))
  return data.schoolReturn
}
const rowOf = ({ forms }: Return, code: string) => forms[0]!.rows.find((row) => row.code === code)!
const override = (
  person: Person,
  id: string,
  row: string,
  value: Partial<Numbers> | null,
  reason: string,
  form = '03.ĐN-THCS',
) =>
  person.ask<{ overrideReturnRow: { change: string; schoolReturn: Return } }>(
    `mutation ($id: ID!, $form: String!, $row: String!, $numbers: ReturnNumbersInput, $reason: String!) {
      overrideReturnRow(schoolReturn: $id, form: $form, row: $row, numbers: $numbers, reason: $reason) { change schoolReturn { ${fields} } } }`,
    { id, form, row, numbers: value, reason },
  )
const act = (person: Person, verb: 'submitReturn' | 'takeBackReturn', id: string) =>
  person.ask<Record<string, { change: string; schoolReturn: Return }>>(
    `mutation ($id: ID!) { ${verb}(schoolReturn: $id) { change schoolReturn { ${fields} } } }`,
    { id },
  )
const judge = (person: Person, verb: 'checkReturns' | 'approveReturns', ids: string[]) =>
  person.ask<Record<string, { change: string; changed: number }>>(
    `mutation ($ids: [ID!]!) { ${verb}(returns: $ids) { change changed } }`,
    { ids },
  )
const sendBack = (person: Person, id: string, reason: string) =>
  person.ask<{ sendBackReturn: { change: string; schoolReturn: Return } }>(
    `mutation ($id: ID!, $reason: String!) { sendBackReturn(schoolReturn: $id, reason: $reason) { change schoolReturn { ${fields} } } }`,
    { id, reason },
  )
const undo = (person: Person, change: string) =>
  person.ask(`mutation ($change: UUID!) { undoChange(change: $change) }`, { change })
const codeOf = (answer: { errors?: { extensions?: { code?: string } }[] }) => answer.errors?.[0]?.extensions?.code
const violations = (answer: { errors?: { extensions?: { violations?: { path: string }[] } }[] }) =>
  answer.errors?.[0]?.extensions?.violations?.map(({ path }) => path)
const totals = async (person: Person) => {
  const { data, errors } = await person.ask<{
    returnTotals: { schools: number; approved: number; forms: { code: string; rows: Row[] }[] }
  }>(
    `{ returnTotals(academicYear: 2026, period: start) { schools approved forms { code rows { code value ${numbers} } } } }`,
  )
  if (!data) throw new Error(JSON.stringify(errors))
  return data.returnTotals
}

describe('a period', () => {
  test("is set by the department's administrator alone", async () => {
    for (const person of [officer, communeOfficer, principal, teacher])
      expect(codeOf(await setPeriod(person))).toBe('NOT_FOUND')
    expect((await setPeriod(administrator)).errors).toBeUndefined()
  })

  test('has its day within its year, and its last day after it', async () => {
    expect(violations(await setPeriod(administrator, 2026, '2025-09-30', '2026-10-31'))).toEqual(['asOf'])
    expect(violations(await setPeriod(administrator, 2026, '2026-09-30', '2026-09-01'))).toEqual(['dueOn'])
  })
})

describe('the return of a school', () => {
  test('counts the records on the day of the figures', async () => {
    const found = await returnOf(principal)
    expect(found).toMatchObject({ state: 'draft', office: 'Xã An Hoà', mayUpdate: true, faults: [] })
    expect(found.forms.map(({ code }) => code)).toEqual(['03.ĐN-THCS'])
    expect(rowOf(found, 'pupils').value).toEqual({ total: 6, female: 3, minority: 2, femaleMinority: 2 })
    expect(rowOf(found, 'pupils.grade.7').value?.total).toBe(3)
    expect(rowOf(found, 'pupils.right_age').value).toMatchObject({ total: 3, female: 3 })
    expect(rowOf(found, 'pupils.poor').value).toEqual({ total: 1, female: 1, minority: 1, femaleMinority: 1 })
    expect(rowOf(found, 'classes').value).toEqual({ total: 2, female: null, minority: null, femaleMinority: null })
    expect(rowOf(found, 'schools.kind.C2').value?.total).toBe(1)
  })

  test('says what the records lack, which keeps nobody from handing in', async () => {
    expect((await returnOf(principal)).gaps).toEqual([])
    const empty = await aClass(api.owner, school, '6B')
    await api.owner.updateTable('student').set({ sex: 0 }).where('id', '=', girls[2]!).execute()
    const { gaps, faults } = await returnOf(principal)
    expect(gaps).toEqual([
      { code: 'sex', count: 1 },
      { code: 'empty_class', count: 1 },
    ])
    expect(faults).toEqual([])
    await api.owner.deleteFrom('class').where('id', '=', empty).execute()
    await api.owner.updateTable('student').set({ sex: 2 }).where('id', '=', girls[2]!).execute()
  })

  test('is seen by its school and the offices above it, and by nobody else', async () => {
    for (const person of [vice, officer, communeOfficer, administrator])
      expect((await returnOf(person)).forms).toHaveLength(1)
    for (const person of [otherCommune, upperPrincipal, teacher, api.visitor])
      expect((await ask(person)).data?.schoolReturn ?? null).toBeNull()
  })

  test('takes a figure set by hand, keeps what the records say beside it, and needs a reason', async () => {
    const { id } = await returnOf(vice)
    expect(
      violations(
        await override(vice, id, 'pupils.disability', { total: 1, female: 1, minority: 0, femaleMinority: 0 }, ' '),
      ),
    ).toEqual(['reason'])
    expect(violations(await override(vice, id, 'classes', { total: 2, female: 1 }, 'sổ theo dõi'))).toEqual(['female'])
    expect(codeOf(await override(officer, id, 'classes', { total: 2 }, 'sổ theo dõi'))).toBe('NOT_FOUND')
    const set = await override(
      vice,
      id,
      'pupils.disability',
      { total: 1, female: 1, minority: 0, femaleMinority: 0 },
      'Giấy xác nhận về sau',
    )
    expect(set.errors).toBeUndefined()
    const row = rowOf(set.data!.overrideReturnRow.schoolReturn, 'pupils.disability')
    expect(row).toMatchObject({
      value: { total: 1, female: 1 },
      computed: { total: 0 },
      reason: 'Giấy xác nhận về sau',
    })
    expect((await undo(vice, set.data!.overrideReturnRow.change)).errors).toBeUndefined()
    expect(rowOf(await returnOf(vice), 'pupils.disability')).toMatchObject({ value: { total: 0 }, reason: null })
  })

  test('is not handed in while a control sum does not hold', async () => {
    const { id } = await returnOf(principal)
    await override(
      principal,
      id,
      'pupils.grade.6',
      { total: 4, female: 3, minority: 2, femaleMinority: 2 },
      'Ghi thêm một em',
    )
    const open = await returnOf(principal)
    expect(open.faults).toEqual([{ code: 'pupils', column: 'total', found: 6, expected: 7 }])
    const answer = await act(principal, 'submitReturn', id)
    expect(violations(answer)).toEqual(['03.ĐN-THCS/pupils/total'])
    expect((await returnOf(principal)).state).toBe('draft')
    await override(principal, id, 'pupils.grade.6', null, '')
    expect((await returnOf(principal)).faults).toEqual([])
  })

  test('is handed in by the principal, checked by the commune, approved by the department, and only then counted', async () => {
    const { id } = await returnOf(principal)
    await override(
      principal,
      id,
      'pupils.disability',
      { total: 1, female: 0, minority: 0, femaleMinority: 0 },
      'Giấy xác nhận về sau',
    )
    expect(codeOf(await act(vice, 'submitReturn', id))).toBe('NOT_FOUND')
    const handed = await act(principal, 'submitReturn', id)
    expect(handed.data?.submitReturn?.schoolReturn.state).toBe('submitted')
    expect(codeOf(await act(principal, 'submitReturn', id))).toBe('CONFLICT')
    expect(codeOf(await judge(officer, 'approveReturns', [id]))).toBe('NOT_FOUND')
    expect(codeOf(await judge(otherCommune, 'checkReturns', [id]))).toBe('NOT_FOUND')
    expect(codeOf(await judge(principal, 'checkReturns', [id]))).toBe('NOT_FOUND')
    expect(codeOf(await judge(officer, 'checkReturns', [id]))).toBe('NOT_FOUND')
    expect((await judge(communeOfficer, 'checkReturns', [id])).data?.checkReturns?.changed).toBe(1)
    expect((await totals(officer)).approved).toBe(0)
    expect(codeOf(await act(principal, 'takeBackReturn', id))).toBe('CONFLICT')
    expect((await judge(officer, 'approveReturns', [id])).data?.approveReturns?.changed).toBe(1)
    const sum = await totals(officer)
    expect(sum).toMatchObject({ schools: 2, approved: 1 })
    const ofLower = sum.forms.find(({ code }) => code === '03.ĐN-THCS')!
    expect(ofLower.rows.find(({ code }) => code === 'pupils')?.value).toEqual({
      total: 6,
      female: 3,
      minority: 2,
      femaleMinority: 2,
    })
    expect(ofLower.rows.find(({ code }) => code === 'pupils.disability')?.value?.total).toBe(1)
    expect(sum.forms.map(({ code }) => code)).toEqual(['03.ĐN-THCS'])
  })

  test('is frozen: the records go on, the figures stay, and both are shown', async () => {
    await api.owner.updateTable('student').set({ ethnicity: '01' }).where('id', '=', girls[0]!).execute()
    const found = await returnOf(principal)
    expect(rowOf(found, 'pupils')).toMatchObject({
      value: { total: 6, minority: 2 },
      computed: { minority: 2 },
      live: { total: 6, minority: 1 },
    })
    expect(rowOf(found, 'pupils.disability')).toMatchObject({
      value: { total: 1 },
      computed: { total: 0 },
      reason: 'Giấy xác nhận về sau',
    })
    expect(violations(await override(principal, found.id, 'classes', { total: 3 }, 'sổ theo dõi'))).toEqual([''])
  })

  test('goes back to the school with a reason, follows the records again, and comes again', async () => {
    const { id } = await returnOf(officer)
    expect(violations(await sendBack(officer, id, ' x '))).toEqual(['reason'])
    expect(codeOf(await sendBack(communeOfficer, id, 'Thiếu lớp ghép'))).toBe('CONFLICT')
    const back = await sendBack(officer, id, 'Thiếu lớp ghép')
    expect(back.data?.sendBackReturn.schoolReturn).toMatchObject({ state: 'returned', returnReason: 'Thiếu lớp ghép' })
    expect(rowOf(await returnOf(principal), 'pupils').value).toMatchObject({ minority: 1 })
    expect(rowOf(await returnOf(principal), 'pupils.disability').value).toMatchObject({ total: 1 })
    const notices = await api.owner
      .selectFrom('notice')
      .select(['text_key', 'link'])
      .where('kind', '=', 'return')
      .execute()
    expect(notices).toContainEqual({
      text_key: 'reporting.notice_submitted',
      link: `/returns/${slug}/2026-2027?period=start`,
    })
    expect(notices).toContainEqual({
      text_key: 'reporting.notice_returned',
      link: `/returns/${slug}/2026-2027?period=start`,
    })
    expect((await totals(officer)).approved).toBe(0)
    expect((await act(principal, 'submitReturn', id)).errors).toBeUndefined()
    expect(rowOf(await returnOf(principal), 'pupils').value).toMatchObject({ minority: 1 })
  })

  test('each step is one change and can be taken back by whoever may do it, while nothing stands on it', async () => {
    const { id } = await returnOf(principal)
    const checked = await judge(communeOfficer, 'checkReturns', [id])
    const approved = await judge(officer, 'approveReturns', [id])
    expect(codeOf(await undo(communeOfficer, checked.data!.checkReturns!.change))).toBe('CONFLICT')
    expect(codeOf(await undo(principal, approved.data!.approveReturns!.change))).toBe('NOT_FOUND')
    expect((await undo(officer, approved.data!.approveReturns!.change)).errors).toBeUndefined()
    expect((await undo(communeOfficer, checked.data!.checkReturns!.change)).errors).toBeUndefined()
    expect((await returnOf(principal)).state).toBe('submitted')
    expect((await act(principal, 'takeBackReturn', id)).data?.takeBackReturn?.schoolReturn.state).toBe('draft')
  })

  test('of a school directly under the department is approved without a commune', async () => {
    const { id, office } = await returnOf(upperPrincipal, upperSlug)
    expect(office).toBeNull()
    const form = '04.ĐN-THPT'
    await override(
      upperPrincipal,
      id,
      'pupils.poor',
      { total: 1, female: 0, minority: 0, femaleMinority: 0 },
      'Sổ hộ nghèo',
      form,
    )
    const first = await act(upperPrincipal, 'submitReturn', id)
    expect((await undo(upperPrincipal, first.data!.submitReturn!.change)).errors).toBeUndefined()
    const again = await returnOf(upperPrincipal, upperSlug)
    expect(again.state).toBe('draft')
    expect(rowOf(again, 'pupils.poor')).toMatchObject({ value: { total: 1 }, reason: 'Sổ hộ nghèo' })
    await act(upperPrincipal, 'submitReturn', id)
    expect((await judge(officer, 'approveReturns', [id])).data?.approveReturns?.changed).toBe(1)
  })

  test('of a year before the records holds what the school copies from paper, each figure with its reason', async () => {
    await setPeriod(administrator, 2021)
    const empty = await returnOf(principal, slug, 2021)
    expect(rowOf(empty, 'pupils').value).toBeNull()
    expect(violations(await act(principal, 'submitReturn', empty.id))).toEqual([''])
    await override(
      principal,
      empty.id,
      'pupils',
      { total: 310, female: 150, minority: 90, femaleMinority: 40 },
      'Niên giám 2021',
    )
    const handed = await act(principal, 'submitReturn', empty.id)
    expect(handed.errors).toBeUndefined()
    expect(rowOf(handed.data!.submitReturn!.schoolReturn, 'pupils')).toMatchObject({
      value: { total: 310 },
      computed: null,
    })
  })

  test('is not handed in before the day of its figures, and keeps the period to its day', async () => {
    expect(violations(await setPeriod(administrator, 2021, '2021-10-01', '2021-10-31'))).toEqual(['asOf'])
    await api.owner
      .insertInto('reporting_period')
      .values({ academic_year: 2026, period: 'end', as_of: '2027-05-31', due_on: '2027-06-30' })
      .execute()
    const { data } = await principal.ask<{ schoolReturn: Return }>(
      `{ schoolReturn(unit: "${slug}", academicYear: 2026, period: end) { ${fields} } }`,
    )
    expect(violations(await act(principal, 'submitReturn', data!.schoolReturn.id))).toEqual([''])
  })
})

test('offices see who has handed in, by commune and school, within their reach', async () => {
  const communes = (person: Person) =>
    person.ask<{ returnsByCommune: { code: string; schools: number; draft: number; approved: number }[] }>(
      '{ returnsByCommune(academicYear: 2026, period: start) { code schools draft approved } }',
    )
  const schools = (person: Person, more = '') =>
    person.ask<{
      schoolReturns: { more: boolean; rows: { id: string; name: string; state: string; byOffice: boolean }[] }
    }>(`{ schoolReturns(academicYear: 2026, period: start ${more}) { more rows { id name state byOffice } } }`)
  expect((await communes(officer)).data?.returnsByCommune).toEqual([
    { code: '90001', schools: 2, draft: 1, approved: 1 },
  ])
  expect((await communes(communeOfficer)).data?.returnsByCommune).toEqual([
    { code: '90001', schools: 1, draft: 1, approved: 0 },
  ])
  expect((await communes(otherCommune)).data?.returnsByCommune).toEqual([])
  const all = (await schools(officer)).data!.schoolReturns
  expect(all).toMatchObject({
    more: false,
    rows: [
      { name: 'THCS Nguyễn Du', state: 'draft', byOffice: true },
      { name: 'THPT Chu Văn An', state: 'approved', byOffice: false },
    ],
  })
  expect((await schools(officer, 'state: approved')).data?.schoolReturns.rows).toHaveLength(1)
  expect((await schools(officer, `after: "${all.rows[0]!.id}"`)).data?.schoolReturns.rows).toMatchObject([
    { name: 'THPT Chu Văn An' },
  ])
  expect((await schools(principal)).data?.schoolReturns.rows).toHaveLength(1)
  expect((await schools(teacher)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
})
