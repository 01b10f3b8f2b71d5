import { beforeAll, expect, test } from 'vitest'
import { useApi, type Person } from '../../../test/api.ts'
import { aClass, aProvince, aPupil, aSchool, aSection, aTeacher, aUnit, someone } from '../../../test/make.ts'
import { encodeClass, encodeSection, encodeUnit } from '../keys.ts'

const api = useApi()
let admin: Person
let principal: Person
let stranger: Person
let teacher: Person
let school: number
let upper: number
let department: number

const code = (answer: { errors?: { extensions?: { code?: string } }[] }) => answer.errors?.[0]?.extensions?.code
const messages = (answer: { errors?: { extensions?: { violations?: { message: string }[] } }[] }) =>
  answer.errors?.[0]?.extensions?.violations?.map(({ message }) => message) ?? []
const adding = `mutation ($unit: ID!, $year: Int!, $classes: [NewClass!]!) { addClasses(unit: $unit, academicYear: $year, classes: $classes) {
  change classes { id name sections { id name regularDue extra scored kind } } } }`
interface Added {
  addClasses: {
    change: string
    classes: {
      id: string
      name: string
      sections: { id: string; name: string; regularDue: number; extra: number; kind: string }[]
    }[]
  }
}
const add = (person: Person, unit: number, classes: object[], year = 2026) =>
  person.ask<Added>(adding, { unit: encodeUnit(unit), year, classes })

beforeAll(async () => {
  const province = await aProvince(api.owner)
  department = province.department
  school = await aSchool(api.owner, province.commune)
  upper = await aUnit(api.owner, {
    kind: 'school',
    name: 'THPT Hùng Vương',
    parent: department,
    institution_code: 'C3',
  })
  admin = await api.as(
    (await someone(api.owner, 'Đỗ Minh Quân', { role: 'administrator', unit_id: department })).account_id,
  )
  principal = await api.as((await aTeacher(api.owner, school, 'Phạm Quốc Hùng', 'principal')).account_id)
  teacher = await api.as((await aTeacher(api.owner, school, 'Trần Thu Lan')).account_id)
  stranger = await api.as((await someone(api.owner, 'Lý Thị Mai', { role: 'principal', unit_id: upper })).account_id)
})

test('a class comes with the sections of its programme and the marks that follow from the periods', async () => {
  const { data } = await add(principal, school, [{ name: '9A1', grade: 9 }])
  const sections = data!.addClasses.classes[0]!.sections
  expect(sections).toHaveLength(12)
  expect(sections.find(({ name }) => name === 'Toán 9A1')?.regularDue).toBe(4)
  expect(sections.find(({ name }) => name === 'Công nghệ 9A1')?.regularDue).toBe(3)
  expect(sections.find(({ name }) => name === 'Giáo dục thể chất 9A1')?.regularDue).toBe(2)
  expect(messages(await add(principal, school, [{ name: '9a1', grade: 9 }]))).toEqual([
    'Trường đã có lớp 9a1 trong năm học này. Ghi tên khác.',
  ])
  expect(messages(await add(principal, school, [{ name: '10A1', grade: 10 }]))).toEqual([
    'Trường không dạy khối 10. Các khối của trường: 6, 7, 8, 9.',
  ])
})

test('a class of grade 10 takes its electives and topic clusters', async () => {
  const { data: subjects } = await stranger.ask<{ curriculum: { subject: { id: string; code: string } }[] }>(
    '{ curriculum(grades: [10], academicYear: 2026) { subject { id code } } }',
  )
  const id = (subject: string) => subjects!.curriculum.find((line) => line.subject.code === subject)!.subject.id
  const { data } = await add(stranger, upper, [
    {
      name: '10A',
      grade: 10,
      subjects: ['VAT_LI', 'HOA_HOC', 'SINH_HOC', 'TIN_HOC'].map(id),
      clusters: ['TOAN', 'VAT_LI'].map(id),
    },
  ])
  const sections = data!.addClasses.classes[0]!.sections
  expect(sections.filter(({ kind }) => kind === 'elective')).toHaveLength(4)
  expect(sections.find(({ name }) => name === 'Toán 10A')).toMatchObject({ regularDue: 5, extra: 1 })
})

test('a specialised class has its subject taught, can be given another, and is of grades 10 to 12', async () => {
  const { data: subjects } = await stranger.ask<{ curriculum: { subject: { id: string; code: string } }[] }>(
    '{ curriculum(grades: [10], academicYear: 2026) { subject { id code } } }',
  )
  const id = (subject: string) => subjects!.curriculum.find((line) => line.subject.code === subject)!.subject.id
  const { data } = await add(stranger, upper, [{ name: '10 Tin', grade: 10, specialisedSubject: id('TIN_HOC') }])
  const added = data!.addClasses.classes[0]!
  expect(added.sections.map(({ name }) => name)).toContain('Tin học 10 Tin')
  const alter = (subject: string | null) =>
    stranger.ask<{ alterClass: { classes: { specialisedSubject: { code: string } | null; sections: object[] }[] } }>(
      `mutation ($class: ID!, $subject: ID) { alterClass(class: $class, changes: { specialisedSubject: $subject }) {
        classes { specialisedSubject { code } sections { id } } } }`,
      { class: added.id, subject },
    )
  const altered = await alter(id('VAT_LI'))
  expect(altered.data?.alterClass.classes).toMatchObject([{ specialisedSubject: { code: 'VAT_LI' } }])
  expect(altered.data?.alterClass.classes[0]?.sections).toHaveLength(added.sections.length + 1)
  expect((await alter(null)).data?.alterClass.classes[0]?.specialisedSubject).toBeNull()
  expect(messages(await alter(id('GDTC')))).toEqual([
    'Lớp khối 10 không chuyên môn này. Môn chuyên là môn tính điểm của khối 10, 11, 12.',
  ])
  expect(messages(await add(principal, school, [{ name: '9T', grade: 9, specialisedSubject: id('TOAN') }]))).toEqual([
    'Lớp khối 9 không chuyên môn này. Môn chuyên là môn tính điểm của khối 10, 11, 12.',
  ])
})

test('next year is a copy of this: each class one grade up, the first grade anew, and it can be taken back', async () => {
  await add(principal, school, [
    { name: '6A1', grade: 6, shift: 'afternoon' },
    { name: '8A1', grade: 8 },
  ])
  await admin.ask(
    `mutation { setAcademicYear(year: 2027, startsOn: "2027-09-05", endsOn: "2028-05-31", terms: [
      { term: 1, startsOn: "2027-09-05", endsOn: "2028-01-15", resultsDueOn: "2028-01-18" }, { term: 2, startsOn: "2028-01-17", endsOn: "2028-05-28", resultsDueOn: "2028-05-31" }]) { year } }`,
  )
  const copied = await principal.ask<{
    copyClassesFromLastYear: { change: string; classes: { name: string; shift: string }[] }
  }>(
    'mutation ($unit: ID!) { copyClassesFromLastYear(unit: $unit, academicYear: 2027) { change classes { name shift } } }',
    { unit: encodeUnit(school) },
  )
  expect(copied.data?.copyClassesFromLastYear.classes).toEqual([
    { name: '6A1', shift: 'afternoon' },
    { name: '7A1', shift: 'afternoon' },
    { name: '9A1', shift: 'morning' },
  ])
  const undone = await principal.ask(
    'mutation ($unit: ID!, $change: UUID!) { undoClassesChange(unit: $unit, change: $change) }',
    {
      unit: encodeUnit(school),
      change: copied.data?.copyClassesFromLastYear.change,
    },
  )
  expect(undone.data).toEqual({ undoClassesChange: true })
  expect(await api.owner.selectFrom('class').select('id').where('academic_year', '=', 2027).execute()).toEqual([])
})

test('periods and clusters move the marks due, and never below the marks that are entered', async () => {
  const class_id = await aClass(api.owner, school, '7C')
  const section_id = await aSection(api.owner, school, class_id, 'TOAN')
  const pupil = await aPupil(api.owner, school, class_id, 'Nguyễn Văn An')
  const alter = (changes: string) =>
    principal.ask<{ alterSection: { sections: { regularDue: number }[] } }>(
      `mutation ($section: ID!) { alterSection(section: $section, changes: { ${changes} }) { sections { regularDue } } }`,
      { section: encodeSection({ school_id: school, section_id }) },
    )
  expect((await alter('extra: 1')).data?.alterSection.sections[0]?.regularDue).toBe(5)
  expect((await alter('extra: 0, periods: 70')).data?.alterSection.sections[0]?.regularDue).toBe(3)
  await api.owner
    .insertInto('subject_result')
    .values({
      school_id: school,
      academic_year: 2026,
      student_id: pupil.student_id,
      section_id,
      term: 1,
      class_id,
      person_id: pupil.person_id,
      regular_3: 80,
      rule_version: 'test',
    } as never)
    .execute()
  const fewer = await alter('periods: 35')
  expect(code(fewer)).toBe('CONFLICT')
  expect(fewer.errors?.[0]?.message).toContain('Đã có điểm ở cột thường xuyên sau cột 2')
  const removed = await principal.ask('mutation ($section: ID!) { removeSection(section: $section) }', {
    section: encodeSection({ school_id: school, section_id }),
  })
  expect(code(removed)).toBe('CONFLICT')
  const klass = await principal.ask('mutation ($class: ID!) { removeClass(class: $class) { change } }', {
    class: encodeClass({ school_id: school, class_id }),
  })
  expect(code(klass)).toBe('CONFLICT')
})

test('a school narrows the terms of the department and is told why it cannot widen them', async () => {
  const terms = (
    starts: string,
    due: string,
  ) => `[{ term: 1, startsOn: "${starts}", endsOn: "2027-01-15", resultsDueOn: "${due}" },
    { term: 2, startsOn: "2027-01-19", endsOn: "2027-05-29", resultsDueOn: "2027-05-31" }]`
  const set = (person: Person, text: string) =>
    person.ask<{ setTerms: { terms: { startsOn: string; own: boolean; bounds: { startsOn: string } }[] } }>(
      `mutation ($unit: ID!) { setTerms(unit: $unit, year: 2026, terms: ${text}) { terms { startsOn own bounds { startsOn } } } }`,
      { unit: encodeUnit(school) },
    )
  const narrowed = await set(principal, terms('2026-09-07', '2027-01-18'))
  expect(narrowed.data?.setTerms.terms).toEqual([
    { startsOn: '2026-09-07', own: true, bounds: { startsOn: '2026-09-05' } },
    { startsOn: '2027-01-19', own: false, bounds: { startsOn: '2027-01-19' } },
  ])
  expect(messages(await set(principal, terms('2026-09-07', '2027-01-25')))).toEqual([
    'Sở hẹn kết quả học kì 1 chậm nhất 20/01/2027. Trường chỉ có thể hẹn sớm hơn.',
  ])
  expect(code(await set(stranger, terms('2026-09-07', '2027-01-18')))).toBe('NOT_FOUND')
  expect(code(await set(teacher, terms('2026-09-07', '2027-01-18')))).toBe('NOT_FOUND')
})

test('periods of the programme are set by the department from a year on, earlier years keep theirs', async () => {
  const { data } = await admin.ask<{ subjects: { id: string; code: string }[] }>('{ subjects { id code } }')
  const subject = data!.subjects.find((one) => one.code === 'CONG_NGHE')!.id
  const set = (person: Person) =>
    person.ask('mutation ($s: ID!) { setPeriods(subject: $s, grade: 9, from: 2027, periods: 70) { periods since } }', {
      s: subject,
    })
  expect(code(await set(principal))).toBe('NOT_FOUND')
  expect((await set(admin)).data).toEqual({ setPeriods: { periods: 70, since: 2027 } })
  const at = async (year: number) => {
    const answer = await admin.ask<{ curriculum: { subject: { code: string }; periods: number }[] }>(
      'query ($y: Int!) { curriculum(grades: [9], academicYear: $y) { subject { code } periods } }',
      { y: year },
    )
    return answer.data?.curriculum.find((line) => line.subject.code === 'CONG_NGHE')?.periods
  }
  expect([await at(2026), await at(2027)]).toEqual([52, 70])
})

test('a stranger and a teacher change no class, and the ids of another school are not found', async () => {
  const class_id = await aClass(api.owner, school, '6K')
  const klass = encodeClass({ school_id: school, class_id })
  expect(code(await add(stranger, school, [{ name: '6Z', grade: 6 }]))).toBe('NOT_FOUND')
  expect(code(await add(teacher, school, [{ name: '6Z', grade: 6 }]))).toBe('NOT_FOUND')
  for (const document of [
    'mutation ($class: ID!) { alterClass(class: $class, changes: { name: "X" }) { change } }',
    'mutation ($class: ID!) { removeClass(class: $class) { change } }',
    'mutation ($class: ID!) { addSections(class: $class) { change } }',
    'query ($class: ID!) { class(id: $class) { name } }',
  ])
    expect(code(await stranger.ask(document, { class: klass }))).toBe('NOT_FOUND')
  expect(
    code(await teacher.ask('mutation ($class: ID!) { removeClass(class: $class) { change } }', { class: klass })),
  ).toBe('NOT_FOUND')
})
