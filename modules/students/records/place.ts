import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { reachesPupils } from './queries.ts'

/** A school as an address names it. */
export interface SchoolPlace {
  school_id: number
  slug: string
  name: string
  academic_year: number
}

/** A class of a school's year, with how many sit in it. */
export interface ClassPlace {
  school_id: number
  class_id: number
  academic_year: number
  name: string
  slug: string
  grade: number
  size: number
  /** Who leads the class today. */
  homeroom: string | null
}

/** A school whose pupils this person reads or writes, by its slug; otherwise NotFound. */
export async function schoolAt(ctx: Context, slug: string, academic_year: number): Promise<SchoolPlace> {
  const { rows } = await sql<SchoolPlace>`/* students.school */
    select u.id as school_id, u.slug, u.short_name as name, y.year as academic_year from unit u join academic_year y on y.year = ${academic_year}
    where u.slug = ${slug} and u.kind in ('school', 'centre') and ${allowed(ctx.ability, 'read', 'Unit', 'u')}`.execute(
    ctx.db,
  )
  const school = rows[0]
  if (!school || !(await reachesPupils(ctx, school.school_id))) throw new NotFound('Unit')
  return school
}

/** The classes of a school's year that this person may read, in the order of grades and names. */
export async function classesOf(
  ctx: Context,
  { school_id, academic_year }: Pick<SchoolPlace, 'school_id' | 'academic_year'>,
  slug: string | null = null,
): Promise<ClassPlace[]> {
  const { rows } = await sql<ClassPlace>`/* students.classes */
    select c.school_id, c.id as class_id, c.academic_year, c.name, c.slug, c.grade,
      (select count(*)::integer from enrollment e where e.school_id = c.school_id and e.class_id = c.id and e.status = 'studying') as size,
      (select s.full_name from assignment a join staff s on s.school_id = a.school_id and s.person_id = a.person_id
        where a.school_id = c.school_id and a.class_id = c.id and a.kind = 'homeroom' and a.substitute_for is null
          and a.valid_from <= ${ctx.today}::date and (a.valid_to is null or a.valid_to >= ${ctx.today}::date) order by a.valid_from desc limit 1) as homeroom
    from class c
    where c.school_id = ${school_id} and c.academic_year = ${academic_year} and (c.slug = ${slug}::text or ${slug}::text is null)
      and ${allowed(ctx.ability, 'read', 'Class', 'c')}
    order by c.grade, c.name collate "vi-VN-x-icu", c.id`.execute(ctx.db)
  return rows
}

/** Classes of all schools whose name begins with words, the shortest first; at most eight. */
export async function findClasses(ctx: Context, academic_year: number, words: string): Promise<ClassPlace[]> {
  const typed = words.replace(/[\s._-]+/g, '').toLowerCase()
  if (!/^[\p{L}\p{N}]{1,10}$/u.test(typed)) return []
  const { rows } = await sql<ClassPlace>`/* students.find_classes */
    select c.school_id, c.id as class_id, c.academic_year, c.name, c.slug, c.grade, 0 as size, null as homeroom from class c
    where c.academic_year = ${academic_year} and lower(c.name) like ${`${typed}%`} and ${allowed(ctx.ability, 'read', 'Class', 'c')}
    order by length(c.name), c.name, c.school_id limit 8`.execute(ctx.db)
  return rows
}

/** One class by its slug. */
export async function classOf(ctx: Context, school: SchoolPlace, slug: string): Promise<ClassPlace> {
  const found = (await classesOf(ctx, school, slug))[0]
  if (!found) throw new NotFound('Class')
  return found
}
