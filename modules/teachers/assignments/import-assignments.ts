import { may } from '../../../platform/ability.ts'
import type { Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { offerImport, type ImportPlace, type JudgedList } from '../../../platform/import-kinds.ts'
import { closest, foldName, unaccented } from '../../../platform/name.ts'
import { preview, refusedCell, type Verdict } from '../../../platform/preview.ts'
import type { ReadRow, ReadSheet } from '../../../platform/sheet-read.ts'
import type { Sheet, SheetRow } from '../../../platform/sheet.ts'
import { formatDay } from '../../../platform/text.ts'
import { classesOf, findYear, sectionsOf, slugOf, subjectsByName, subjectsOf } from '../../organisation/public.ts'
import { staffOf } from '../staff/queries.ts'
import type { StaffRow } from '../tables.ts'
import { endAll, insertAssignments, isMain, isOf, type NewAssignment, type Target } from './commands.ts'
import { assignmentsOf, type Held } from './queries.ts'
import { vi } from './texts/vi.ts'

/** An assignment with the code of its holder. */
interface Coded extends Held {
  code: string | null
}

/** What stands in a school's year. */
interface Standing {
  classes: Awaited<ReturnType<typeof classesOf>>
  sections: Awaited<ReturnType<typeof sectionsOf>>
  subjects: Awaited<ReturnType<typeof subjectsOf>>
  staff: StaffRow[]
  held: Coded[]
}

interface Plan {
  target: Target
  teacher: StaffRow
  from: LocalDate
  running: Held[]
}

offerImport({
  kind: 'assignments',
  position: 30,
  permitted: (ctx, place) => may(ctx.ability, 'assign', 'Assignment', { school_id: place.school_id }),
  sheet: async () => assignmentSheet,
  rows: async (ctx, place) => {
    const { classes, sections, subjects, held } = await standing(ctx, place)
    const teacher = (target: Target) => {
      const one = held.findLast((assignment) => isOf(assignment, target) && assignment.valid_to === null)
      return one ? { code: one.code, teacher: one.full_name } : {}
    }
    return classes.flatMap((one): SheetRow[] => [
      { values: { class: one.name, subject: vi['assignments.homeroom'], ...teacher({ class_id: one.id }) } },
      ...sections
        .filter(({ class_id, roster }) => class_id === one.id && roster === 'class')
        .map(({ id, subject_id }) => ({
          values: {
            class: one.name,
            subject: subjects.find((subject) => subject.id === subject_id)?.name ?? '',
            ...teacher({ section_id: id }),
          },
        })),
    ])
  },
  judge,
})

const assignmentSheet: Sheet = {
  name: vi['assignments.sheet'],
  title: vi['assignments.title'],
  frozenColumns: 2,
  columns: [
    {
      key: 'class',
      title: vi['assignments.column.class'],
      kind: 'text',
      width: 10,
      required: true,
      aliases: ['Tên lớp'],
    },
    {
      key: 'subject',
      title: vi['assignments.column.subject'],
      kind: 'text',
      width: 30,
      required: true,
      aliases: ['Môn học'],
      hint: vi['assignments.hint.subject'],
    },
    { key: 'code', title: vi['assignments.column.code'], kind: 'text', width: 12, aliases: ['Mã GV', 'Mã nhân sự'] },
    {
      key: 'teacher',
      title: vi['assignments.column.teacher'],
      kind: 'text',
      width: 28,
      aliases: ['Họ và tên', 'Họ tên', 'Giáo viên dạy'],
    },
    { key: 'from', title: vi['assignments.column.from'], kind: 'day', width: 12, hint: vi['assignments.hint.from'] },
  ],
}

async function standing(ctx: Context, place: ImportPlace): Promise<Standing> {
  const [classes, sections, subjects, staff, held] = await Promise.all([
    classesOf(ctx, place),
    sectionsOf(ctx, place),
    subjectsOf(ctx),
    staffOf(ctx, place.school_id),
    assignmentsOf(ctx, place.school_id, place.academic_year),
  ])
  const codes = new Map(staff.map(({ person_id, code }) => [person_id, code]))
  return {
    classes,
    sections,
    subjects,
    staff,
    held: held.filter(isMain).map((one) => ({ ...one, code: codes.get(one.person_id) ?? null })),
  }
}

async function judge(ctx: Changing, place: ImportPlace, sheet: Sheet, read: ReadSheet): Promise<JudgedList> {
  const now = await standing(ctx, place)
  const year = await findYear(ctx, place.academic_year)
  const first = `${place.academic_year}-08-01`
  const plans = new Map<number, Plan>()
  const judgeRow = (row: ReadRow): Verdict => {
    const label = `${row.values.class} · ${row.values.subject}`
    const refuse = (key: string, reason: string, values: Record<string, string | number> = {}): Verdict => ({
      kind: 'refused',
      label,
      violations: [refusedCell(sheet, read, row, key, reason, values)],
    })
    const target = targetOf(now, row)
    if ('reason' in target) return refuse(target.key, target.reason, target.values)
    const teacher = teacherOf(now.staff, row)
    if (teacher === null) return { kind: 'unchanged', label }
    if ('reason' in teacher) return refuse(teacher.key, teacher.reason, teacher.values)
    const all = now.held.filter((held) => isOf(held, target))
    // Who is the first to teach a section teaches it from the first day; who follows, from today.
    const from =
      row.values.from == null ? (all.length === 0 || ctx.today < first ? first : ctx.today) : String(row.values.from)
    if (from < first || from > year.ends_on)
      return refuse('from', 'assignments.outside_year', { from: formatDay(first), to: formatDay(year.ends_on) })
    const running = all.filter(({ valid_to }) => valid_to === null || valid_to >= from)
    const same = running.find(({ person_id, valid_to }) => person_id === teacher.person_id && valid_to === null)
    if (same && running.length === 1 && (row.values.from == null || same.valid_from === from))
      return { kind: 'unchanged', label }
    plans.set(row.number, { target, teacher, from, running })
    const before = running.at(-1)
    if (!before) return { kind: 'new', label: `${label} · ${teacher.full_name}` }
    return {
      kind: 'changed',
      label,
      differences: [{ key: 'teacher', was: before.full_name, value: teacher.full_name }],
    }
  }
  const judged = await preview(sheet, read, {
    judge: judgeRow,
    identity: ({ values }) =>
      values.class == null || values.subject == null
        ? undefined
        : `${slugOf(String(values.class))} ${unaccented(String(values.subject))}`,
  })
  return {
    preview: judged,
    write: (lines) =>
      write(
        ctx,
        place,
        lines.map(({ row }) => plans.get(row)!),
      ),
  }
}

async function write(ctx: Changing, place: ImportPlace, plans: readonly Plan[]): Promise<void> {
  for (const [from, group] of Map.groupBy(plans, (plan) => plan.from)) {
    await endAll(
      ctx,
      place.school_id,
      group.flatMap(({ running }) => running),
      from,
    )
  }
  await insertAssignments(
    ctx,
    place,
    plans.map(({ target, teacher, from }): NewAssignment => ({
      ...target,
      person_id: teacher.person_id,
      valid_from: from,
      valid_to: null,
      substitute_for: null,
    })),
  )
}

interface Fault {
  key: string
  reason: string
  values: Record<string, string | number>
}

function targetOf({ classes, sections, subjects }: Standing, { values }: ReadRow): Target | Fault {
  const name = String(values.class)
  const one = classes.find(({ slug }) => slug === slugOf(name))
  if (!one) return { key: 'class', reason: 'assignments.class_unknown', values: { name } }
  const word = String(values.subject)
  if ([vi['assignments.homeroom'], 'GVCN', 'CN'].some((homeroom) => unaccented(homeroom) === unaccented(word)))
    return { class_id: one.id }
  const subject = subjectsByName(word.replaceAll(',', ' '), subjects).found[0]
  const section = sections.find(
    ({ class_id, subject_id, roster }) => class_id === one.id && subject_id === subject?.id && roster === 'class',
  )
  if (section) return { section_id: section.id }
  const named = sections.filter(({ class_id }) => class_id === one.id)
  const near = closest(word, named, ({ name: full }) => full.replace(` ${one.name}`, ''))
  const values_ = { word, class: one.name, near: near?.name ?? '' }
  return { key: 'subject', reason: subject ? 'assignments.not_taught' : 'assignments.subject_unknown', values: values_ }
}

/** The teacher of a row, by code and by name where only one bears it; null where the row names nobody. */
function teacherOf(staff: readonly StaffRow[], { values }: ReadRow): StaffRow | Fault | null {
  if (values.code != null) {
    const code = String(values.code)
    const found = staff.find((one) => one.code?.toLowerCase() === code.toLowerCase())
    if (!found) return { key: 'code', reason: 'assignments.code_unknown', values: { code } }
    if (values.teacher != null && foldName(String(values.teacher)) !== foldName(found.full_name))
      return { key: 'teacher', reason: 'assignments.name_differs', values: { code, name: found.full_name } }
    return found
  }
  if (values.teacher == null) return null
  const name = String(values.teacher)
  const exact = staff.filter((one) => foldName(one.full_name) === foldName(name))
  const found = exact.length > 0 ? exact : staff.filter((one) => unaccented(one.full_name) === unaccented(name))
  if (found.length > 1)
    return { key: 'teacher', reason: 'assignments.namesakes', values: { name, count: found.length } }
  if (found[0]) return found[0]
  const near = closest(name, staff, (one) => one.full_name)
  return near
    ? { key: 'teacher', reason: 'assignments.teacher_near', values: { name, near: near.full_name } }
    : { key: 'teacher', reason: 'assignments.teacher_unknown', values: { name } }
}
