import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Conflict, Invalid, NotFound, type Violation } from '../../../platform/errors.ts'
import type { ImportPlace } from '../../../platform/import-kinds.ts'
import { tidyName } from '../../../platform/name.ts'
import { formatDay } from '../../../platform/text.ts'
import type { ClassKey } from '../keys.ts'
import { gradesOf, isInstitutionCode } from '../rules/institution-code.ts'
import type { ClassRow } from '../tables.ts'
import { findUnit } from '../units/queries.ts'
import { curriculumOf, findYear, type CurriculumLine } from '../years/queries.ts'
import { campusesOf, classesOf, findClass, sectionsOf } from './queries.ts'
import { extraOf, isFirstGrade, movesUp, nameUp, plannedSections, slugOf, type Choice } from './section-plan.ts'

/** A class to be. */
export interface NewClass extends Choice {
  name: string
  grade: number
  shift: ClassRow['shift']
  campus_id: number | null
  /** The subject of a specialised class (môn chuyên), grades 10 to 12; it is taught whatever else is chosen. */
  specialised_subject_id?: number | null
  previous_class_id?: number | null
}

/** What was done, and the change by which it can be taken back. */
export interface Done {
  change_id: string
  class_ids: number[]
}

/** Adds classes to a school's year, each with the sections of its programme. */
export async function addClasses(ctx: Context, place: ImportPlace, classes: readonly NewClass[]): Promise<Done> {
  if (!may(ctx.ability, 'create', 'Class', place)) throw new NotFound('Class')
  await findYear(ctx, place.academic_year)
  const school = await findUnit(ctx, 'read', { id: place.school_id })
  const grades =
    school.institution_code && isInstitutionCode(school.institution_code) ? gradesOf(school.institution_code) : []
  const campuses = await campusesOf(ctx, place.school_id)
  const lines = await curriculumOf(ctx, grades, place.academic_year)
  const taken = new Map((await classesOf(ctx, place)).map((one) => [slugOf(one.name), one.name]))
  const faults = classes.flatMap((one, index) => {
    const wrong = classFaults(one, { grades, campuses, lines }, `classes.${index}`)
    const slug = slugOf(one.name)
    if (taken.has(slug))
      wrong.push({ path: `classes.${index}.name`, message: 'class.name_taken', values: { name: one.name } })
    taken.set(slug, one.name)
    return wrong
  })
  if (faults.length > 0) throw new Invalid(faults)
  return change(ctx, 'class.add', { school_id: place.school_id }, async (open) => ({
    change_id: open.change.id,
    class_ids: await insertClasses(open, place, classes),
  }))
}

/** Writes classes with their sections; the caller has judged them. Gives their numbers in the same order. */
export async function insertClasses(
  ctx: Changing,
  place: ImportPlace,
  classes: readonly NewClass[],
): Promise<number[]> {
  if (classes.length === 0) return []
  const rows = classes.map((one) => ({
    ...one,
    name: tidyName(one.name).value,
    slug: slugOf(one.name),
    chosen: withSpecialised(one.chosen, one.specialised_subject_id),
  }))
  const { rows: added } = await sql<{ id: number; slug: string }>`/* class.insert */
    insert into class (school_id, academic_year, grade, name, slug, campus_id, shift, specialised_subject_id, previous_class_id)
    select ${place.school_id}, ${place.academic_year}, grade, name, slug, campus_id, shift, specialised_subject_id, previous_class_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(grade smallint, name text, slug text, campus_id integer, shift text, specialised_subject_id smallint, previous_class_id integer)
    returning id, slug`.execute(ctx.db)
  const ids = new Map(added.map(({ id, slug }) => [slug, id]))
  await insertSections(
    ctx,
    place,
    rows.map((one) => ({ class_id: ids.get(one.slug)!, name: one.name, grade: one.grade, choice: one })),
  )
  return rows.map(({ slug }) => ids.get(slug)!)
}

/** Adds the sections that classes lack of their programme and their choice; those that exist stay as they are. */
export async function insertSections(
  ctx: Changing,
  place: ImportPlace,
  classes: readonly { class_id: number; name: string; grade: number; choice: Choice }[],
): Promise<number> {
  const lines = await curriculumOf(ctx, [...new Set(classes.map(({ grade }) => grade))], place.academic_year)
  const byGrade = Map.groupBy(lines, ({ grade }) => grade)
  const sections = classes.flatMap(({ class_id, name, grade, choice }) =>
    plannedSections(name, byGrade.get(grade) ?? [], choice).map((section) => ({ ...section, class_id, grade })),
  )
  const { numAffectedRows } = await sql`/* section.insert */
    insert into section (school_id, academic_year, class_id, grade, subject_id, name, slug, kind, periods, assessment, regular_due)
    select ${place.school_id}, ${place.academic_year}, class_id, grade, subject_id, name, slug, kind, periods, assessment, regular_due
    from jsonb_to_recordset(${JSON.stringify(sections)}::jsonb)
      r(class_id integer, grade smallint, subject_id smallint, name text, slug text, kind text, periods smallint, assessment text, regular_due smallint)
    on conflict (school_id, academic_year, class_id, slug) do nothing`.execute(ctx.db)
  return Number(numAffectedRows ?? 0)
}

/** What of a class can be altered; undefined keeps what stands. */
export interface ClassChanges {
  name?: string
  shift?: ClassRow['shift']
  campus_id?: number | null
  specialised_subject_id?: number | null
  closed_on?: LocalDate | null
}

/** Renames, moves or closes a class; its sections are called after it. */
export async function alterClass(ctx: Context, key: ClassKey, changes: ClassChanges): Promise<Done> {
  const one = await findClass(ctx, 'update', key)
  const next = { ...one, ...changes, name: tidyName(changes.name ?? one.name).value }
  const campuses = await campusesOf(ctx, key.school_id)
  const lines = await curriculumOf(ctx, [one.grade], one.academic_year)
  const faults = classFaults(next, { grades: [one.grade], campuses, lines }, 'changes')
  const year = await findYear(ctx, one.academic_year)
  if (next.closed_on && (next.closed_on < `${year.year}-08-01` || next.closed_on > year.ends_on))
    faults.push({
      path: 'changes.closedOn',
      message: 'class.closed_outside_year',
      values: { from: `01/08/${year.year}`, to: formatDay(year.ends_on) },
    })
  const others = await classesOf(ctx, { school_id: key.school_id, academic_year: one.academic_year })
  if (others.some(({ id, name }) => id !== one.id && slugOf(name) === slugOf(next.name)))
    faults.push({ path: 'changes.name', message: 'class.name_taken', values: { name: next.name } })
  if (faults.length > 0) throw new Invalid(faults)
  return change(ctx, 'class.alter', { school_id: key.school_id }, async (open) => {
    await sql`/* class.update */ update class set name = ${next.name}, slug = ${slugOf(next.name)}, shift = ${next.shift}, campus_id = ${next.campus_id}, closed_on = ${next.closed_on}, specialised_subject_id = ${next.specialised_subject_id}
      where school_id = ${key.school_id} and id = ${key.class_id}`.execute(open.db)
    const specialised = changes.specialised_subject_id
    if (specialised && specialised !== one.specialised_subject_id)
      await insertSections(open, one, [
        { class_id: one.id, name: next.name, grade: one.grade, choice: { chosen: [specialised], clusters: [] } },
      ])
    if (next.name !== one.name)
      await sql`/* section.rename */ update section s set name = j.name || ' ' || ${next.name} from subject j
        where j.id = s.subject_id and s.school_id = ${key.school_id} and s.class_id = ${key.class_id} and s.roster = 'class'`.execute(
        open.db,
      )
    return { change_id: open.change.id, class_ids: [key.class_id] }
  })
}

/** Removes a class that nothing stands on: added by mistake. One with pupils or marks is closed instead. */
export async function removeClass(ctx: Context, key: ClassKey): Promise<Done> {
  await findClass(ctx, 'delete', key)
  return change(ctx, 'class.remove', { school_id: key.school_id }, async (open) => {
    try {
      await sql`/* section.remove_of_class */ delete from section where school_id = ${key.school_id} and class_id = ${key.class_id}`.execute(
        open.db,
      )
      await sql`/* class.remove */ delete from class where school_id = ${key.school_id} and id = ${key.class_id}`.execute(
        open.db,
      )
    } catch (error) {
      if (isForeignKey(error)) throw new Conflict('class.in_use')
      throw error
    }
    return { change_id: open.change.id, class_ids: [] }
  })
}

/**
 * Makes a year's classes from those of the year before: within a level each class moves one grade up with its electives,
 * and the first grade begins with the same names. Classes that exist already stay.
 */
export async function copyYear(ctx: Context, place: ImportPlace): Promise<Done> {
  if (!may(ctx.ability, 'create', 'Class', place)) throw new NotFound('Class')
  const from = { school_id: place.school_id, academic_year: place.academic_year - 1 }
  await findYear(ctx, place.academic_year)
  const [before, sections, now] = await Promise.all([
    classesOf(ctx, from),
    sectionsOf(ctx, from),
    classesOf(ctx, place),
  ])
  const open = before.filter(({ closed_on }) => closed_on === null)
  if (open.length === 0)
    throw new Invalid({ path: 'academicYear', message: 'class.nothing_to_copy', values: { year: from.academic_year } })
  const exists = new Set(now.map(({ name }) => slugOf(name)))
  const bySection = Map.groupBy(sections, ({ class_id }) => class_id)
  const copies = open.flatMap((one): NewClass[] => {
    const own = bySection.get(one.id) ?? []
    const kept = {
      shift: one.shift,
      campus_id: one.campus_id,
      specialised_subject_id: one.specialised_subject_id,
      chosen: own.filter(({ kind }) => kind === 'elective' || kind === 'optional').map(({ subject_id }) => subject_id),
      clusters: own.filter((section) => extraOf(section) > 0).map(({ subject_id }) => subject_id),
    }
    const up = { ...kept, name: nameUp(one.name, one.grade), grade: one.grade + 1, previous_class_id: one.id }
    return [
      ...(isFirstGrade(one.grade) ? [{ ...kept, name: one.name, grade: one.grade }] : []),
      ...(movesUp(one.grade) ? [up] : []),
    ]
  })
  const missing = copies.filter(({ name }) => !exists.has(slugOf(name)))
  if (missing.length === 0) throw new Invalid({ path: 'academicYear', message: 'class.all_copied' })
  return change(ctx, 'class.copy_year', { school_id: place.school_id }, async (changing) => ({
    change_id: changing.change.id,
    class_ids: await insertClasses(changing, place, missing),
  }))
}

/** What a class is judged by: the grades and sites of its school, and the programme of the year. */
export interface ClassRules {
  grades: readonly number[]
  campuses: readonly { id: number }[]
  lines: readonly CurriculumLine[]
}

/** Why a class cannot be as it is said. */
export function classFaults(
  one: Pick<NewClass, 'name' | 'grade' | 'campus_id' | 'specialised_subject_id'>,
  { grades, campuses, lines }: ClassRules,
  path: string,
): Violation[] {
  const faults: Violation[] = []
  const name = tidyName(one.name)
  if (name.fault || name.value.length > 20) faults.push({ path: `${path}.name`, message: 'class.name_shape' })
  if (!grades.includes(one.grade))
    faults.push({
      path: `${path}.grade`,
      message: grades.length === 0 ? 'class.no_grades' : 'class.grade_not_taught',
      values: { grade: one.grade, grades: grades.join(', ') },
      source: 'circular-53-2012/3.4',
    })
  if (one.campus_id !== null && !campuses.some(({ id }) => id === one.campus_id))
    faults.push({ path: `${path}.campus`, message: 'class.campus_unknown' })
  const specialised = one.specialised_subject_id
  if (specialised != null && !specialisable(lines, one.grade).some(({ id }) => id === specialised))
    faults.push({
      path: `${path}.specialisedSubject`,
      message: 'class.specialised_subject',
      values: { grade: one.grade },
    })
  return faults
}

/** The subjects that a class of a grade may be specialised in (môn chuyên): those assessed by marks in grades 10 to 12. */
export const specialisable = (lines: readonly CurriculumLine[], grade: number): CurriculumLine[] =>
  grade >= 10 ? lines.filter((line) => line.grade === grade && line.assessment === 'scored') : []

/** The chosen subjects of a class together with the one that it is specialised in. */
export const withSpecialised = (chosen: readonly number[], specialised: number | null | undefined): number[] => [
  ...new Set([...chosen, ...(specialised == null ? [] : [specialised])]),
]

/** The lines of grades as chosen subjects may name them. */
export const choosable = (lines: readonly CurriculumLine[]): CurriculumLine[] =>
  lines.filter(({ kind }) => kind === 'elective' || kind === 'optional')

function isForeignKey(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23503'
}
