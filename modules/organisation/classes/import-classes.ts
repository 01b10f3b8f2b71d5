import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import type { Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { differences, offerImport, type ImportPlace, type JudgedList } from '../../../platform/import-kinds.ts'
import { preview, refusedCell, type Verdict } from '../../../platform/preview.ts'
import type { ReadRow, ReadSheet } from '../../../platform/sheet-read.ts'
import type { Sheet, SheetRow, Value } from '../../../platform/sheet.ts'
import { gradesOf, isInstitutionCode } from '../rules/institution-code.ts'
import type { ClassRow, SectionRow } from '../tables.ts'
import { findUnit } from '../units/queries.ts'
import { curriculumOf, type CurriculumLine } from '../years/queries.ts'
import { choosable, insertClasses, specialisable, withSpecialised, insertSections, type NewClass } from './commands.ts'
import { campusesOf, classesOf, sectionsOf } from './queries.ts'
import { dueOf, extraOf, slugOf, subjectsByName } from './section-plan.ts'
import { vi } from './texts/vi.ts'

/** The classes of a year, each with what it chose of its programme. */
interface Standing {
  classes: (ClassRow & { chosen: number[]; clusters: number[] })[]
  grades: number[]
  lines: CurriculumLine[]
}

offerImport({
  kind: 'classes',
  position: 10,
  permitted: (ctx, place) => may(ctx.ability, 'create', 'Class', { school_id: place.school_id }),
  sheet: classSheet,
  rows: async (ctx, place) => {
    const { classes, lines } = await standing(ctx, place)
    return classes.map((one): SheetRow => ({ values: valuesOf(one, lines) }))
  },
  judge,
})

async function classSheet(ctx: Context, place: ImportPlace): Promise<Sheet> {
  const campuses = await campusesOf(ctx, place.school_id)
  const { grades } = await standing(ctx, place)
  const upper = grades.some((grade) => grade >= 10)
  return {
    name: vi['classes.sheet'],
    title: vi['classes.title'],
    columns: [
      {
        key: 'name',
        title: vi['classes.column.name'],
        kind: 'text',
        width: 10,
        required: true,
        aliases: ['Tên lớp', 'Lớp học'],
      },
      { key: 'grade', title: vi['classes.column.grade'], kind: 'number', width: 8, min: 1, max: 12 },
      {
        key: 'shift',
        title: vi['classes.column.shift'],
        kind: 'choice',
        width: 12,
        aliases: ['Buổi', 'Ca học'],
        choices: (['morning', 'afternoon', 'full_day'] as const).map((value) => ({
          value,
          title: vi[`class.shift.${value}`],
        })),
      },
      ...(campuses.length > 0
        ? [
            {
              key: 'campus',
              title: vi['classes.column.campus'],
              kind: 'choice' as const,
              width: 22,
              choices: campuses.map(({ id, name }) => ({ value: String(id), title: name })),
            },
          ]
        : []),
      ...(upper
        ? [
            {
              key: 'chosen',
              title: vi['classes.column.chosen'],
              kind: 'text' as const,
              width: 40,
              hint: vi['classes.hint.chosen'],
            },
            {
              key: 'clusters',
              title: vi['classes.column.clusters'],
              kind: 'text' as const,
              width: 30,
              hint: vi['classes.hint.clusters'],
            },
            {
              key: 'specialised',
              title: vi['classes.column.specialised'],
              kind: 'text' as const,
              width: 16,
              aliases: ['Lớp chuyên', 'Chuyên'],
              hint: vi['classes.hint.specialised'],
            },
          ]
        : []),
    ],
    frozenColumns: 1,
  }
}

async function standing(ctx: Context, place: ImportPlace): Promise<Standing> {
  const school = await findUnit(ctx, 'read', { id: place.school_id })
  const code = school.institution_code
  const grades = code && isInstitutionCode(code) ? gradesOf(code) : []
  const [classes, sections, lines] = await Promise.all([
    classesOf(ctx, place),
    sectionsOf(ctx, place),
    curriculumOf(ctx, grades, place.academic_year),
  ])
  const own = Map.groupBy(sections, ({ class_id }) => class_id)
  return { grades, lines, classes: classes.map((one) => ({ ...one, ...choiceOf(own.get(one.id) ?? []) })) }
}

function choiceOf(sections: readonly SectionRow[]): { chosen: number[]; clusters: number[] } {
  return {
    chosen: sections
      .filter(({ kind }) => kind === 'elective' || kind === 'optional')
      .map(({ subject_id }) => subject_id),
    clusters: sections.filter((section) => extraOf(section) > 0).map(({ subject_id }) => subject_id),
  }
}

function valuesOf(one: Standing['classes'][number], lines: readonly CurriculumLine[]): Record<string, Value> {
  const named = (ids: readonly number[], among = lines) =>
    among
      .filter(({ id, grade }) => grade === one.grade && ids.includes(id))
      .map(({ name }) => name)
      .join(', ')
  return {
    name: one.name,
    grade: one.grade,
    shift: one.shift,
    campus: one.campus_id === null ? null : String(one.campus_id),
    chosen: named(one.chosen, choosable(lines)) || null,
    clusters: named(one.clusters) || null,
    specialised: named(one.specialised_subject_id === null ? [] : [one.specialised_subject_id]) || null,
  }
}

interface Plan {
  standing: Standing['classes'][number] | null
  next: NewClass
}

async function judge(ctx: Changing, place: ImportPlace, sheet: Sheet, read: ReadSheet): Promise<JudgedList> {
  const now = await standing(ctx, place)
  const plans = new Map<number, Plan>()
  const judgeRow = (row: ReadRow): Verdict => {
    const label = String(row.values.name)
    const one = now.classes.find(({ slug }) => slug === slugOf(label)) ?? null
    const violations: ReturnType<typeof refusedCell>[] = []
    const refuse = (key: string, reason: string, values: Record<string, string | number>) =>
      void violations.push(refusedCell(sheet, read, row, key, reason, values))
    const grade = Number(row.values.grade ?? one?.grade ?? /\d+/.exec(label)?.[0] ?? 0)
    if (one && grade !== one.grade) refuse('grade', 'classes.grade_differs', { grade: one.grade })
    else if (!now.grades.includes(grade))
      refuse(
        row.values.grade == null ? 'name' : 'grade',
        row.values.grade == null ? 'classes.grade_of_name' : 'classes.grade_not_taught',
        {
          grades: now.grades.join(', '),
        },
      )
    const ofGrade = now.lines.filter((line) => line.grade === grade)
    const subjects = (key: string, among: readonly CurriculumLine[], stands: readonly number[]) => {
      if (row.values[key] == null) return stands
      const { found, unknown } = subjectsByName(String(row.values[key]), among)
      for (const word of unknown)
        refuse(key, 'classes.subject_unknown', {
          word,
          grade,
          choices: among.map(({ short_name }) => short_name).join(', '),
        })
      return found.map(({ id }) => id)
    }
    const chosen = subjects('chosen', choosable(ofGrade), one?.chosen ?? [])
    const clusters = subjects(
      'clusters',
      ofGrade.filter(({ assessment }) => assessment === 'scored'),
      one?.clusters ?? [],
    )
    const [specialised, second] = subjects(
      'specialised',
      specialisable(now.lines, grade),
      one?.specialised_subject_id == null ? [] : [one.specialised_subject_id],
    )
    if (second !== undefined) refuse('specialised', 'classes.one_specialised', {})
    if (violations.length > 0) return { kind: 'refused', label, violations }
    const campus_id = row.values.campus == null ? (one?.campus_id ?? null) : Number(row.values.campus)
    const shift = (row.values.shift ?? one?.shift ?? 'morning') as ClassRow['shift']
    const next = {
      name: one?.name ?? label,
      grade,
      shift,
      campus_id,
      chosen: withSpecialised(chosen, specialised),
      clusters,
      specialised_subject_id: specialised ?? null,
    }
    plans.set(row.number, { standing: one, next })
    if (!one) return { kind: 'new', label }
    const was = valuesOf(one, now.lines)
    const value = valuesOf(
      {
        ...one,
        ...next,
        chosen: [...new Set([...one.chosen, ...chosen])],
        clusters: [...new Set([...one.clusters, ...clusters])],
      },
      now.lines,
    )
    const changes = differences(sheet.columns, { ...value, name: null }, was)
    return changes.length > 0 ? { kind: 'changed', label, differences: changes } : { kind: 'unchanged', label }
  }
  const judged = await preview(sheet, read, {
    judge: judgeRow,
    identity: (row) => (row.values.name == null ? undefined : slugOf(String(row.values.name))),
  })
  return {
    preview: judged,
    write: (lines) =>
      write(
        ctx,
        place,
        lines.map(({ row }) => plans.get(row)!),
        now.lines,
      ),
  }
}

/** New classes come with their sections; a class that stands gets shift, site, and what it lacks. Nothing is taken away. */
async function write(
  ctx: Changing,
  place: ImportPlace,
  plans: readonly Plan[],
  lines: readonly CurriculumLine[],
): Promise<void> {
  await insertClasses(
    ctx,
    place,
    plans.filter(({ standing: one }) => !one).map(({ next }) => next),
  )
  const changed = plans.flatMap(({ standing: one, next }) => (one ? [{ id: one.id, ...next }] : []))
  if (changed.length === 0) return
  await sql`/* class.import */ update class c set shift = r.shift, campus_id = r.campus_id, specialised_subject_id = r.specialised_subject_id
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) r(id integer, shift text, campus_id integer, specialised_subject_id smallint)
    where c.school_id = ${place.school_id} and c.id = r.id and (c.shift, c.campus_id, c.specialised_subject_id) is distinct from (r.shift, r.campus_id, r.specialised_subject_id)`.execute(
    ctx.db,
  )
  await insertSections(
    ctx,
    place,
    changed.map((one) => ({ class_id: one.id, name: one.name, grade: one.grade, choice: one })),
  )
  const due = changed.flatMap(({ id, grade, clusters }) =>
    lines
      .filter((line) => line.grade === grade)
      .map((line) => ({
        class_id: id,
        subject_id: line.id,
        regular_due: dueOf(line, clusters.includes(line.id) ? 1 : 0),
      })),
  )
  await sql`/* section.import_clusters */ update section s set regular_due = greatest(s.regular_due, r.regular_due)
    from jsonb_to_recordset(${JSON.stringify(due)}::jsonb) r(class_id integer, subject_id smallint, regular_due smallint)
    where s.school_id = ${place.school_id} and s.class_id = r.class_id and s.subject_id = r.subject_id and s.roster = 'class' and s.regular_due < r.regular_due`.execute(
    ctx.db,
  )
}
