import { sql } from 'kysely'
import { allowed, type Action } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { ImportPlace } from '../../../platform/import-kinds.ts'
import type { ClassKey, SectionKey } from '../keys.ts'
import type { ClassRow, SectionRow } from '../tables.ts'

const classColumns = sql.raw(
  'c.school_id, c.id, c.academic_year, c.grade, c.name, c.slug, c.campus_id, c.shift, c.specialised_subject_id, c.previous_class_id, c.closed_on',
)
const sectionColumns = sql.raw(
  's.school_id, s.id, s.academic_year, s.class_id, s.grade, s.subject_id, s.name, s.slug, s.roster, s.kind, s.periods, s.assessment, s.regular_due, s.closed_on',
)

/** The classes of a school in a year, by grade and name as people count (6A2 before 6A10). */
export async function classesOf(ctx: Context, { school_id, academic_year }: ImportPlace): Promise<ClassRow[]> {
  const { rows } = await sql<ClassRow>`/* class.list */
    select ${classColumns} from class c
    where c.school_id = ${school_id} and c.academic_year = ${academic_year} and ${allowed(ctx.ability, 'read', 'Class', 'c')}`.execute(
    ctx.db,
  )
  return rows.sort((a, b) => a.grade - b.grade || a.name.localeCompare(b.name, 'vi', { numeric: true }))
}

/** A class on which an action is permitted; NotFound otherwise. */
export async function findClass(ctx: Context, action: Action, { school_id, class_id }: ClassKey): Promise<ClassRow> {
  const { rows } = await sql<ClassRow>`/* class.find */
    select ${classColumns} from class c
    where c.school_id = ${school_id} and c.id = ${class_id} and ${allowed(ctx.ability, action, 'Class', 'c')}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('Class')
  return rows[0]
}

/** The sections of a school in a year, of one class or of all, in the order of the programme. */
export async function sectionsOf(
  ctx: Context,
  { school_id, academic_year }: ImportPlace,
  class_ids: readonly number[] | null = null,
): Promise<SectionRow[]> {
  const { rows } = await sql<SectionRow>`/* section.list */
    select ${sectionColumns} from section s join subject j on j.id = s.subject_id
    where s.school_id = ${school_id} and s.academic_year = ${academic_year}
      and (${class_ids}::integer[] is null or s.class_id = any(${class_ids}::integer[])) and ${allowed(ctx.ability, 'read', 'Section', 's')}
    order by s.grade, s.class_id nulls last, j.position, s.name`.execute(ctx.db)
  return rows
}

/** A section on which an action is permitted; NotFound otherwise. */
export async function findSection(
  ctx: Context,
  action: Action,
  { school_id, section_id }: SectionKey,
): Promise<SectionRow> {
  const { rows } = await sql<SectionRow>`/* section.find */
    select ${sectionColumns} from section s
    where s.school_id = ${school_id} and s.id = ${section_id} and ${allowed(ctx.ability, action, 'Section', 's')}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('Section')
  return rows[0]
}

/** The open campuses of a school. */
export async function campusesOf(ctx: Context, school_id: number): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`/* class.campuses */
    select u.id, u.short_name as name from unit_parent p join unit u on u.id = p.unit_id
    where p.parent_id = ${school_id} and u.kind = 'campus' and u.closed_on is null and p.valid_to is null
      and ${allowed(ctx.ability, 'read', 'Unit', 'u')} order by u.short_name`.execute(ctx.db)
  return rows
}
