import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Conflict, Invalid, NotFound, type Violation } from '../../../platform/errors.ts'
import { takeBack } from '../../../platform/take-back.ts'
import { tidyName } from '../../../platform/name.ts'
import { regularColumns } from '../rules/assessment-count.ts'
import type { ImportPlace } from '../../../platform/import-kinds.ts'
import type { ClassKey, SectionKey } from '../keys.ts'
import type { SectionRow } from '../tables.ts'
import { curriculumOf } from '../years/queries.ts'
import { insertSections } from './commands.ts'
import { findClass, findSection, sectionsOf } from './queries.ts'
import { dueOf, extraOf, slugOf } from './section-plan.ts'

/** Sections as they are after a change, and the change by which it can be taken back. */
export interface SectionsDone {
  change_id: string
  sections: SectionRow[]
}

/** Adds the sections that a class lacks: its programme, and the electives and optional subjects named. */
export async function addSections(ctx: Context, key: ClassKey, chosen: readonly number[]): Promise<SectionsDone> {
  const one = await findClass(ctx, 'update', key)
  if (!may(ctx.ability, 'create', 'Section', { school_id: key.school_id })) throw new NotFound('Section')
  const lines = await curriculumOf(ctx, [one.grade], one.academic_year)
  const strange = chosen.filter((subject) => !lines.some(({ id }) => id === subject))
  if (strange.length > 0)
    throw new Invalid({ path: 'subjects', message: 'section.not_in_grade', values: { grade: one.grade } })
  const place = { school_id: key.school_id, academic_year: one.academic_year }
  return change(ctx, 'section.add', { school_id: key.school_id }, async (open) => {
    const choice = { chosen, clusters: [] }
    await insertSections(open, place, [{ class_id: one.id, name: one.name, grade: one.grade, choice }])
    return done(open, place, [one.id])
  })
}

/** Adds a section whose pupils are listed: of several classes, or a part of one. */
export async function addListSection(
  ctx: Context,
  place: ImportPlace,
  section: { grade: number; subject_id: number; name: string; class_id: number | null },
): Promise<SectionRow> {
  if (!may(ctx.ability, 'create', 'Section', { school_id: place.school_id })) throw new NotFound('Section')
  if (section.class_id !== null)
    await findClass(ctx, 'read', { school_id: place.school_id, class_id: section.class_id })
  const line = (await curriculumOf(ctx, [section.grade], place.academic_year)).find(
    ({ id }) => id === section.subject_id,
  )
  const name = tidyName(section.name)
  const faults: Violation[] = []
  if (!line) faults.push({ path: 'subject', message: 'section.not_in_grade', values: { grade: section.grade } })
  if (name.fault) faults.push({ path: 'name', message: 'section.name_needed' })
  if (faults.length > 0 || !line) throw new Invalid(faults)
  return change(ctx, 'section.add_list', { school_id: place.school_id }, async (open) => {
    const { rows } = await sql<{ id: string }>`/* section.insert_list */
      insert into section (school_id, academic_year, class_id, grade, subject_id, name, slug, roster, kind, periods, assessment, regular_due)
      values (${place.school_id}, ${place.academic_year}, ${section.class_id}, ${section.grade}, ${line.id}, ${name.value}, ${slugOf(name.value)}, 'list',
        ${line.kind}, ${line.periods}, ${line.assessment}, ${dueOf(line, 0)})
      on conflict (school_id, academic_year, class_id, slug) do nothing returning id`.execute(open.db)
    if (!rows[0]) throw new Invalid({ path: 'name', message: 'section.name_taken', values: { name: name.value } })
    return findSection(open, 'read', { school_id: place.school_id, section_id: rows[0].id })
  })
}

/** What of a section can be altered; undefined keeps what stands. */
export interface SectionChanges {
  name?: string
  periods?: number
  /** Regular assessments beside those of the rule: one for each topic cluster assessed in a term. */
  extra?: number
  closed_on?: LocalDate | null
}

/** Alters a section. The regular assessments due follow from periods and clusters, and never fall below the marks entered. */
export async function alterSection(ctx: Context, key: SectionKey, changes: SectionChanges): Promise<SectionsDone> {
  const section = await findSection(ctx, 'update', key)
  const name = tidyName(changes.name ?? section.name)
  const periods = changes.periods ?? section.periods
  const extra = changes.extra ?? extraOf(section)
  const faults: Violation[] = []
  if (name.fault) faults.push({ path: 'changes.name', message: 'section.name_needed' })
  if (!Number.isInteger(periods) || periods < 1 || periods > 400)
    faults.push({ path: 'changes.periods', message: 'year.periods_range', values: { min: 1, max: 400 } })
  const most = regularColumns - dueOf({ assessment: section.assessment, periods }, 0)
  if (!Number.isInteger(extra) || extra < 0 || extra > most)
    faults.push({
      path: 'changes.extra',
      message: 'section.extra_range',
      values: { max: most },
      source: 'circular-22-2021/6.2',
    })
  if (faults.length > 0) throw new Invalid(faults)
  const due = dueOf({ assessment: section.assessment, periods }, extra)
  const closed_on = changes.closed_on === undefined ? section.closed_on : changes.closed_on
  return change(ctx, 'section.alter', { school_id: key.school_id }, async (open) => {
    try {
      await sql`/* section.update */ update section set name = ${name.value}, periods = ${periods}, regular_due = ${due}, closed_on = ${closed_on}
        where school_id = ${key.school_id} and id = ${key.section_id}`.execute(open.db)
    } catch (error) {
      if (holdsMarks(error)) throw new Conflict('section.holds_marks', null, null, { due })
      throw error
    }
    return { change_id: open.change.id, sections: [await findSection(open, 'read', key)] }
  })
}

/** Removes a section that nothing stands on; one with marks or pupils is closed instead. */
export async function removeSection(ctx: Context, key: SectionKey): Promise<string> {
  await findSection(ctx, 'delete', key)
  return change(ctx, 'section.remove', { school_id: key.school_id }, async (open) => {
    try {
      await sql`/* section.delete */ delete from section where school_id = ${key.school_id} and id = ${key.section_id}`.execute(
        open.db,
      )
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'code' in error && error.code === '23503')
        throw new Conflict('section.in_use')
      throw error
    }
    return open.change.id
  })
}

/** The changes of classes and sections that can be taken back. */
export const structureVerbs = [
  'class.add',
  'class.alter',
  'class.remove',
  'class.copy_year',
  'section.add',
  'section.add_list',
  'section.alter',
  'section.remove',
]

/** Takes back a change of classes and sections, as long as nothing stands on it. */
export async function undoStructure(ctx: Context, school_id: number, change_id: string): Promise<void> {
  if (!may(ctx.ability, 'update', 'Class', { school_id })) throw new NotFound('Change')
  const { rows } = await sql<{
    verb: string
  }>`/* class.change */ select verb from change where id = ${change_id} and school_id = ${school_id}`.execute(ctx.db)
  if (!rows[0] || !structureVerbs.includes(rows[0].verb)) throw new NotFound('Change')
  await change(ctx, 'class.undo', { school_id, reverts: change_id }, (open) => takeBack(open, change_id))
}

async function done(ctx: Changing, place: ImportPlace, class_ids: readonly number[]): Promise<SectionsDone> {
  return { change_id: ctx.change.id, sections: await sectionsOf(ctx, place, class_ids) }
}

function holdsMarks(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'TR001'
}
