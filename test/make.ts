import type { Kysely } from 'kysely'
import { splitName } from '../platform/name.ts'
import type { Database } from '../platform/database.ts'
import type { GrantedRole } from '../modules/identity/tables.ts'

type Db = Kysely<Database>

/** Somebody with an account: what a test signs in as. */
export interface Someone {
  person_id: string
  account_id: string
  name: string
}

/** The academic year in which tests live. */
export const thisYear = 2026
let counter = 0

/** A sở with one commune office and the years 2025 and 2026. */
export async function aProvince(db: Db): Promise<{ department: number; commune: number }> {
  const department = await aUnit(db, { kind: 'department', name: 'Sở Giáo dục và Đào tạo' })
  const commune = await aUnit(db, { kind: 'commune_office', name: 'Xã An Hoà', parent: department })
  for (const year of [2025, 2026]) {
    await db
      .insertInto('academic_year')
      .values({ year, starts_on: `${year}-09-05`, ends_on: `${year + 1}-05-31` })
      .execute()
    await db
      .insertInto('term')
      .values([
        {
          unit_id: department,
          academic_year: year,
          term: 1,
          starts_on: `${year}-09-05`,
          ends_on: `${year + 1}-01-16`,
          results_due_on: `${year + 1}-01-20`,
        },
        {
          unit_id: department,
          academic_year: year,
          term: 2,
          starts_on: `${year + 1}-01-19`,
          ends_on: `${year + 1}-05-29`,
          results_due_on: `${year + 1}-05-31`,
        },
      ])
      .execute()
  }
  return { department, commune }
}

/** A unit below another, since 2000. */
export async function aUnit(
  db: Db,
  from: { kind: Database['unit']['kind']; name: string; parent?: number; institution_code?: string },
): Promise<number> {
  const slug = `u${++counter}`
  const { id } = await db
    .insertInto('unit')
    .values({
      kind: from.kind,
      code: slug.toUpperCase(),
      slug,
      name: from.name,
      short_name: from.name,
      institution_code: from.institution_code ?? null,
      opened_on: '2000-01-01',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (from.parent)
    await db
      .insertInto('unit_parent')
      .values({ unit_id: id, parent_id: from.parent, valid_from: '2000-01-01' })
      .execute()
  return id
}

/** A lower secondary school in a commune. */
export const aSchool = (db: Db, parent: number, name = 'THCS Nguyễn Du'): Promise<number> =>
  aUnit(db, { kind: 'school', name, parent, institution_code: 'C2' })

/** A person with an account and, if named, a post. */
export async function someone(
  db: Db,
  name: string,
  post?: { role: GrantedRole; unit_id: number; subject_ids?: number[] },
): Promise<Someone> {
  const { id: person_id } = await db.insertInto('person').defaultValues().returning('id').executeTakeFirstOrThrow()
  const { id: account_id } = await db
    .insertInto('account')
    .values({ person_id, login: `nguoi.${++counter}`, display_name: name, state: 'active', unit_id: post?.unit_id })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (post)
    await db
      .insertInto('post')
      .values({
        person_id,
        role: post.role,
        unit_id: post.unit_id,
        subject_ids: post.subject_ids ?? null,
        valid_from: '2020-01-01',
      })
      .execute()
  return { person_id, account_id, name }
}

/** A member of a school's staff with an account and the post of a teacher, or another post. */
export async function aTeacher(
  db: Db,
  school_id: number,
  name: string,
  role: GrantedRole = 'teacher',
): Promise<Someone> {
  const teacher = await someone(db, name, { role, unit_id: school_id })
  const { rest, given } = splitName(name)
  await db
    .insertInto('staff')
    .values({
      school_id,
      person_id: teacher.person_id,
      full_name: name,
      rest_name: rest,
      given_name: given,
      started_on: '2020-08-01',
    })
    .execute()
  return teacher
}

/** A class of this year. */
export async function aClass(db: Db, school_id: number, name: string, academic_year = thisYear): Promise<number> {
  const { id } = await db
    .insertInto('class')
    .values({ school_id, academic_year, grade: Number.parseInt(name, 10), name, slug: name.toLowerCase() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The section of a subject in a class, with the curriculum's periods; assigned to a teacher if one is named. */
export async function aSection(
  db: Db,
  school_id: number,
  class_id: number,
  subject: string,
  teacher?: Someone,
): Promise<string> {
  const { academic_year, grade, name } = await db
    .selectFrom('class')
    .selectAll()
    .where('school_id', '=', school_id)
    .where('id', '=', class_id)
    .executeTakeFirstOrThrow()
  const found = await db
    .selectFrom('subject')
    .innerJoin('curriculum', 'curriculum.subject_id', 'subject.id')
    .select(['subject.id', 'subject.name', 'subject.code', 'periods', 'assessment', 'kind'])
    .where('subject.code', '=', subject)
    .where('grade', '=', grade)
    .executeTakeFirstOrThrow()
  const regular_due = found.assessment === 'comment' || found.periods <= 35 ? 2 : found.periods <= 70 ? 3 : 4
  const { id } = await db
    .insertInto('section')
    .values({
      school_id,
      academic_year,
      class_id,
      grade,
      subject_id: found.id,
      name: `${found.name} ${name}`,
      slug: found.code.toLowerCase().replaceAll('_', '-'),
      kind: found.kind,
      periods: found.periods,
      assessment: found.assessment,
      regular_due,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (teacher) await anAssignment(db, school_id, academic_year, teacher, { section_id: id })
  return id
}

/** A section or homeroom assigned to a teacher, from the start of the year or between days. */
export async function anAssignment(
  db: Db,
  school_id: number,
  academic_year: number,
  teacher: Someone,
  to: { section_id: string } | { class_id: number },
  from = `${academic_year}-08-01`,
  until: string | null = null,
): Promise<void> {
  await db
    .insertInto('assignment')
    .values({
      school_id,
      academic_year,
      kind: 'section_id' in to ? 'section' : 'homeroom',
      section_id: 'section_id' in to ? to.section_id : null,
      class_id: 'class_id' in to ? to.class_id : null,
      person_id: teacher.person_id,
      valid_from: from,
      valid_to: until,
    })
    .execute()
  await db
    .updateTable('person')
    .set((eb) => ({ access_version: eb('access_version', '+', 1) }))
    .where('id', '=', teacher.person_id)
    .execute()
}

/** A pupil of a class, enrolled since the start of the year. */
export async function aPupil(
  db: Db,
  school_id: number,
  class_id: number,
  name: string,
): Promise<{ student_id: string; person_id: string; name: string }> {
  const { academic_year } = await db
    .selectFrom('class')
    .select('academic_year')
    .where('school_id', '=', school_id)
    .where('id', '=', class_id)
    .executeTakeFirstOrThrow()
  const { id: person_id } = await db.insertInto('person').defaultValues().returning('id').executeTakeFirstOrThrow()
  const { rest, given } = splitName(name)
  const { id: student_id } = await db
    .insertInto('student')
    .values({
      school_id,
      person_id,
      code: `HS${String(++counter).padStart(5, '0')}`,
      full_name: name,
      rest_name: rest,
      given_name: given,
      sex: 1,
      birth_date: '2013-05-06',
      admitted_on: `${academic_year}-08-15`,
      class_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { next } = await db
    .selectFrom('enrollment')
    .select((eb) => eb.fn.countAll<number>().as('next'))
    .where('school_id', '=', school_id)
    .where('class_id', '=', class_id)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('enrollment')
    .values({
      school_id,
      academic_year,
      student_id,
      person_id,
      class_id,
      number: next + 1,
      starts_on: `${academic_year}-09-05`,
    })
    .execute()
  return { student_id, person_id, name }
}

/** A guardian of a pupil with an account bound to the child. */
export async function aParent(
  db: Db,
  school_id: number,
  child: { student_id: string; person_id: string },
  name: string,
): Promise<Someone> {
  const parent = await someone(db, name)
  await db
    .insertInto('guardianship')
    .values({
      school_id,
      student_id: child.student_id,
      child_id: child.person_id,
      person_id: parent.person_id,
      kind: 'mother',
      full_name: name,
      claimed_at: new Date('2026-09-10'),
      valid_from: '2026-09-01',
    })
    .execute()
  return parent
}
