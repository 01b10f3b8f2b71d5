import { sql, type Kysely } from 'kysely'
import type { Database } from '../platform/database.ts'
import { aPupil, thisYear } from './make.ts'

/** What goes wrong in a school in a day: a pupil goes and another takes the code, names change places, papers are lost. */
export async function spoilSchool(
  db: Kysely<Database>,
  school: { id: number; class_ids: readonly number[] },
  gone: { student_id: string; person_id: string },
  marked: { student_id: string; account_id: string },
): Promise<void> {
  const [first, second] = school.class_ids
  const { rows: was } = await sql<{ code: string }>`select code from student where id = ${gone.student_id}`.execute(db)
  await sql`delete from enrollment where student_id = ${gone.student_id}`.execute(db)
  await sql`delete from student where id = ${gone.student_id}`.execute(db)
  await sql`delete from person where id = ${gone.person_id}`.execute(db)
  const wrong = await aPupil(db, school.id, second!, 'Trần Thị Nhầm')
  await sql`update student set code = ${was[0]!.code}, left_class_id = ${first} where id = ${wrong.student_id}`.execute(
    db,
  )
  await sql`insert into issued_card (school_id, code, academic_year, term, student_id, digest, issued_by)
    values (${school.id}, 'ABCDEFGH12', ${thisYear}, 1, ${wrong.student_id}, 'x', ${marked.account_id})`.execute(db)
  const { rows: added } = await sql<{ id: number }>`insert into class (school_id, academic_year, grade, name, slug)
    values (${school.id}, ${thisYear}, 6, '6Z', '6z') returning id`.execute(db)
  await sql`update student set left_class_id = ${added[0]!.id} where id = ${marked.student_id}`.execute(db)
  const { rows: names } = await sql<{ id: number; name: string; slug: string }>`
    select id, name, slug from class where school_id = ${school.id} and id in (${first}, ${second})`.execute(db)
  const called = (id: number, name: string, slug: string) =>
    sql`update class set name = ${name}, slug = ${slug} where school_id = ${school.id} and id = ${id}`.execute(db)
  const [a, b] = names
  await called(a!.id, '6Y', '6y')
  await called(b!.id, a!.name, a!.slug)
  await called(a!.id, b!.name, b!.slug)
  await sql`update student set sex = 3 - sex, full_name = 'Nhầm', ethnicity = '03'
    where school_id = ${school.id} and class_id = ${first}`.execute(db)
  await sql`delete from conduct where school_id = ${school.id}`.execute(db)
  await sql`delete from absence where school_id = ${school.id}`.execute(db)
  await sql`update assignment set valid_to = '2026-11-24' where school_id = ${school.id} and academic_year = ${thisYear}`.execute(
    db,
  )
  await sql`insert into absence (school_id, academic_year, student_id, person_id, class_id, month, excused)
    values (${school.id}, ${thisYear}, ${wrong.student_id}, ${wrong.person_id}, ${second}, '2026-11-01', 9)`.execute(db)
}
