import { sql } from 'kysely'
import type { Changing } from '../../../../platform/change.ts'
import type { Context } from '../../../../platform/context.ts'
import { notify } from '../../../identity/public.ts'
import type { BookScope } from './scope.ts'

/** A teacher who answers for a book today: the stand-in where there is one, besides the teacher. */
export interface BookTeacher {
  section_id: string
  person_id: string
  full_name: string
}

/** Who answers for books today. */
export async function teachersOf(
  { db, today }: Context,
  school_id: number,
  section_ids: readonly string[],
): Promise<BookTeacher[]> {
  const { rows } = await sql<BookTeacher>`/* books.teachers */
    select a.section_id, a.person_id, f.full_name from assignment a
    join staff f on f.school_id = a.school_id and f.person_id = a.person_id
    where a.school_id = ${school_id} and a.section_id = any(${section_ids}::uuid[]) and a.answers
      and a.valid_from <= ${today}::date and (a.valid_to is null or a.valid_to >= ${today}::date)
    order by a.substitute_for is null, f.given_name, f.rest_name`.execute(db)
  return rows
}

/** Tells the teachers of books something, each with the way to the grid; returns how many people were told. */
export async function tellTeachers(
  ctx: Changing,
  scope: BookScope,
  books: readonly { section_id: string; name: string; link: string }[],
  text_key: string,
  values: Record<string, string | number>,
): Promise<number> {
  const teachers = await teachersOf(
    ctx,
    scope.school_id,
    books.map((book) => book.section_id),
  )
  for (const book of books) {
    const persons = teachers.filter((it) => it.section_id === book.section_id).map((it) => it.person_id)
    await notify(ctx, persons, {
      kind: 'gradebook',
      text_key,
      values: { ...values, name: book.name },
      link: book.link,
      school_id: scope.school_id,
    })
  }
  return new Set(teachers.map((it) => it.person_id)).size
}
