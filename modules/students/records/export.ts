import { sql } from 'kysely'
import type { Writable } from 'node:stream'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { Sheet, SheetRow, Value } from '../../../platform/sheet.ts'
import { sheetWorkbook } from '../../../platform/sheet-workbook.ts'
import { formatAcademicYear, formatInstant } from '../../../platform/text.ts'
import { writeWorkbook } from '../../../platform/workbook.ts'
import { identityNumbersOf } from '../../identity/public.ts'
import type { PupilFilter } from './filter.ts'
import { policyWords } from './import/load.ts'
import type { SchoolPlace } from './place.ts'
import {
  countPupils,
  guardianRows,
  listPupils,
  pageAtMost,
  type GuardianRow,
  type Pupil,
  type PupilSort,
} from './queries.ts'
import { guardianKinds, pupilColumns } from './sheets/pupil-columns.ts'

/** What a person wants in a file: which pupils, in which order, which columns (all that they may see, if none are named). */
export interface PupilExport {
  school: SchoolPlace
  filter: PupilFilter
  sort: PupilSort
  columns: readonly string[]
  /** The class over the table; null is the whole school. */
  scope: string | null
}

type Words = (key: string, values?: Record<string, string | number>) => string

/** The media type of a workbook. */
export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** How many pupils would be taken out; none who may be is NotFound. */
export async function countExport(ctx: Context, { filter }: PupilExport): Promise<number> {
  const count = await countPupils(ctx, { ...filter, exportable: true })
  if (count === 0) throw new NotFound('Student')
  return count
}

/** Checks the right to take pupils out and notes it in the trail, before the first byte is written. */
export async function openExport(ctx: Context, asked: PupilExport): Promise<number> {
  const count = await countExport(ctx, asked)
  const { school_id } = asked.school
  await change(ctx, 'student.export', { school_id, reason: String(count), takesOut: true }, async () => {})
  return count
}

/** The name of the file. */
export const fileNameOf = ({ school, scope }: PupilExport, say: Words): string =>
  say('students.file_name', { school: school.name, class: scope ?? 'all' })

/** Writes the list to a stream, page after page; memory does not grow with the number of pupils. */
export async function writeExport(
  ctx: Context,
  asked: PupilExport,
  stream: Writable,
  say: Words,
  onRows: (written: number) => Promise<void> | void = () => {},
): Promise<void> {
  const { school, scope, columns } = asked
  const always = new Set(['row', 'full_name'])
  const chosen = pupilColumns.filter(({ key }) => always.has(key) || columns.length === 0 || columns.includes(key))
  const values = {
    school: school.name,
    class: scope ?? 'all',
    year: formatAcademicYear(school.academic_year),
  }
  const mark = say('students.file_mark', {
    by: ctx.account?.display_name ?? '',
    at: formatInstant(ctx.now, ctx.zone),
  })
  const sheet: Sheet = {
    name: say('students.file_sheet', values),
    orientation: 'landscape',
    title: say('students.file_title'),
    subtitle: [say('students.file_subtitle', values), mark].join(' · '),
    mark,
    columns: chosen.map((column) => ({ ...column, required: false })),
    frozenColumns: Math.min(3, chosen.length),
    pageNumbers: say('sheet.page_numbers'),
  }
  await writeWorkbook(stream, [sheetWorkbook(sheet, rowsOf(ctx, asked, onRows), { protect: false })])
}

async function* rowsOf(
  ctx: Context,
  { filter, sort }: PupilExport,
  onRows: (written: number) => Promise<void> | void,
): AsyncIterable<SheetRow> {
  let after: { school_id: number; student_id: string } | null = null
  let number = 0
  for (;;) {
    const page = { first: pageAtMost, after, backward: false, sort, descending: false }
    const { pupils, more } = await listPupils(ctx, { ...filter, exportable: true }, page)
    const [numbers, guardians] = await Promise.all([numbersOf(ctx, pupils), guardiansOfAll(ctx, pupils)])
    for (const pupil of pupils) {
      const left = pupil.seat?.status !== 'studying'
      const values = { row: ++number, ...valuesOf(pupil, numbers, guardians.get(pupil.record.id) ?? []) }
      yield { values, struck: left }
    }
    await onRows(number)
    const last = pupils.at(-1)
    if (!more || !last) return
    after = { school_id: last.record.school_id, student_id: last.record.id }
  }
}

function valuesOf(
  { record, seat }: Pupil,
  numbers: ReadonlyMap<string, string>,
  guardians: readonly GuardianRow[],
): Record<string, Value> {
  const parents = guardianKinds.flatMap((kind) => {
    const one = guardians.find((guardian) => guardian.kind === kind)
    return [
      [`${kind}_name`, one?.full_name ?? null],
      [`${kind}_birth_year`, one?.birth_year ?? null],
      [`${kind}_occupation`, one?.occupation ?? null],
      [`${kind}_phone`, one?.phone ?? null],
      [`${kind}_identity_number`, one?.identity_number ?? null],
    ] as const
  })
  return {
    code: record.code,
    full_name: record.full_name,
    birth_date: record.birth_date,
    sex: record.sex === null ? null : String(record.sex),
    class: seat?.class_name ?? null,
    identity_number: numbers.get(record.person_id ?? '') ?? null,
    birth_place: record.birth_place,
    ethnicity: record.ethnicity,
    religion: record.religion,
    nationality: record.nationality,
    residence: record.residence,
    phone: record.phone,
    policy_groups: policyWords(record.policy_groups ?? []),
    poor_household: record.poor_household,
    disability: record.disability,
    union_member: record.union_member,
    register_number: record.register_number,
    admitted_on: record.admitted_on,
    ...Object.fromEntries(parents),
  }
}

async function numbersOf(ctx: Context, pupils: readonly Pupil[]): Promise<Map<string, string>> {
  const readable = pupils.flatMap(({ record: { school_id, class_id, person_id } }) =>
    person_id && may(ctx.ability, 'read', 'Student', { school_id, class_id, person_id }, 'identity_number')
      ? [person_id]
      : [],
  )
  return identityNumbersOf(ctx.db, readable)
}

async function guardiansOfAll(ctx: Context, pupils: readonly Pupil[]): Promise<Map<string, GuardianRow[]>> {
  const ids = pupils.map(({ record }) => record.id)
  const { rows } = await sql<GuardianRow>`/* students.guardians_of_many */
    select g.* from ${guardianRows} g
    where g.school_id = any(${[...new Set(pupils.map(({ record }) => record.school_id))]}::integer[]) and g.student_id = any(${ids}::uuid[])
      and g.valid_to is null and ${allowed(ctx.ability, 'read', 'Guardianship', 'g')}
    order by g.id`.execute(ctx.db)
  return Map.groupBy(rows, (row) => row.student_id)
}
