import { sql, type RawBuilder, type Selectable } from 'kysely'
import { allowed, may, readable, visible } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { identityNumbersOf } from '../../identity/public.ts'
import type { EnrollmentRow, GuardianshipTable, StudentRow } from '../tables.ts'
import { enoughWords, lastEnrollment, named, pupilsWhere, type PupilFilter } from './filter.ts'

/** The columns of a record, named one by one. */
export const recordKeys = [
  'school_id',
  'id',
  'person_id',
  'code',
  'register_number',
  'full_name',
  'rest_name',
  'given_name',
  'other_name',
  'sex',
  'birth_date',
  'birth_precision',
  'birth_place',
  'ethnicity',
  'religion',
  'nationality',
  'residence',
  'residence_commune',
  'residence_province',
  'phone',
  'policy_groups',
  'poor_household',
  'disability',
  'assessment_by_plan',
  'union_member',
  'note',
  'admitted_on',
  'class_id',
  'left_class_id',
] as const satisfies readonly (keyof StudentRow)[]
const studentColumns = sql.join(recordKeys.map((key) => sql.ref(`st.${key}`)))

/** Where a pupil sits (or sat last): the enrollment with the words of its class. */
export interface Seat {
  academic_year: number
  class_id: number
  class_name: string
  class_slug: string
  grade: number
  number: number | null
  status: EnrollmentRow['status']
  starts_on: string
  ends_on: string | null
  end_reason: string | null
  repeating: boolean
}

type FoundPupil = StudentRow & Omit<Seat, 'class_id'> & { seat_class_id: number; version: string }

/** A pupil as this person may see them: hidden columns are null. */
export interface Pupil {
  record: { [K in keyof StudentRow]: StudentRow[K] | null } & { school_id: number; id: string; full_name: string }
  identity_number: string | null
  seat: Seat | null
  /** Changes with every change of the record; a form sends it back. */
  version: string
  mayUpdate: boolean
  mayEnrol: boolean
}

/** How a list is ordered. Names: by given name, then the rest, in Vietnamese collation. */
export type PupilSort = 'name' | 'number' | 'birth_date'

/** A part of a list: from a pupil on, or back from one. */
export interface PupilPage {
  first: number
  after: { school_id: number; student_id: string } | null
  backward: boolean
  sort: PupilSort
  descending: boolean
}

/** A page of pupils, with whether more follow in the direction of reading. */
export interface PupilList {
  pupils: Pupil[]
  more: boolean
}

/** The most pupils in one page. */
export const pageAtMost = 200

/** A page of the pupils that a filter finds, in exact Vietnamese order. */
export async function listPupils(ctx: Context, asked: PupilFilter, page: PupilPage): Promise<PupilList> {
  const filter = await bounded(ctx, asked)
  const keys = sortKeys(page.sort, filter.school_id === null)
  const downward = page.descending !== page.backward
  const direction = downward ? sql`desc` : sql`asc`
  const order = sql.join(
    keys.map((key) => sql`${key} ${direction}`),
    sql`, `,
  )
  const beyond = page.after
    ? sql`and (${sql.join(keys)}) ${downward ? sql`<` : sql`>`} (
        select ${sql.join(keys)} from student st cross join ${lastEnrollment(ctx, filter.academic_year)} e
        where st.school_id = ${page.after.school_id} and st.id = ${page.after.student_id} and ${allowed(ctx.ability, 'read', 'Student', 'st')})`
    : sql``
  const { rows } =
    await sql<FoundPupil>`select /* students.list */ ${studentColumns}, ${seatColumns}, ${version} as version
    from student st cross join ${lastEnrollment(ctx, filter.academic_year)} e join class c on c.school_id = st.school_id and c.id = e.class_id
    where ${pupilsWhere(ctx, filter)} ${page.sort === 'birth_date' ? sql`and ${readable(ctx.ability, 'Student', 'birth_date', 'st')}` : sql``} ${beyond}
    order by ${order} limit ${page.first + 1}`.execute(ctx.db)
  const shown = rows.slice(0, page.first).map((row) => pupilOf(ctx, row))
  return { pupils: page.backward ? shown.reverse() : shown, more: rows.length > page.first }
}

/** How many pupils a filter finds. */
export async function countPupils(ctx: Context, asked: PupilFilter): Promise<number> {
  const filter = await bounded(ctx, asked)
  const { rows } = await sql<{ count: number }>`select /* students.count */ count(*)::integer as count
    from student st cross join ${lastEnrollment(ctx, filter.academic_year)} e join class c on c.school_id = st.school_id and c.id = e.class_id
    where ${pupilsWhere(ctx, filter)}`.execute(ctx.db)
  return rows[0]?.count ?? 0
}

/** One pupil's record, with the last enrollment of any year; NotFound where the person may not read it. */
export async function findPupil(ctx: Context, key: { school_id: number; student_id: string }): Promise<Pupil> {
  const { rows } = await sql<FoundPupil>`/* students.record */
    select ${studentColumns}, ${seatColumns}, ${version} as version
    from student st
    left join lateral (select * from enrollment e where e.school_id = st.school_id and e.student_id = st.id and ${allowed(ctx.ability, 'read', 'Enrollment', 'e')}
      order by e.starts_on desc limit 1) e on true
    left join class c on c.school_id = e.school_id and c.id = e.class_id
    where st.school_id = ${key.school_id} and st.id = ${key.student_id} and ${allowed(ctx.ability, 'read', 'Student', 'st')}`.execute(
    ctx.db,
  )
  const row = rows[0]
  if (!row) throw new NotFound('Student')
  const pupil = pupilOf(ctx, row)
  if (!may(ctx.ability, 'read', 'Student', row, 'identity_number')) return pupil
  const numbers = await identityNumbersOf(ctx.db, [row.person_id])
  return { ...pupil, identity_number: numbers.get(row.person_id) ?? null }
}

/** All enrollments of a pupil, newest first. */
export async function enrollmentsOf(
  ctx: Context,
  key: { school_id: number; student_id: string },
): Promise<(Seat & { id: string; school_id: number })[]> {
  const { rows } = await sql<
    Omit<Seat, 'class_id'> & { id: string; school_id: number; seat_class_id: number }
  >`/* students.enrollments */
    select e.school_id, e.id, ${seatColumns} from enrollment e join class c on c.school_id = e.school_id and c.id = e.class_id
    where e.school_id = ${key.school_id} and e.student_id = ${key.student_id} and ${allowed(ctx.ability, 'read', 'Enrollment', 'e')}
    order by e.starts_on desc, e.id desc`.execute(ctx.db)
  return rows.map(({ seat_class_id, ...row }) => ({ ...row, class_id: seat_class_id }))
}

/** A guardian as the record shows them. */
export type GuardianRow = Selectable<GuardianshipTable> & { class_id: number | null }

/** Guardianships as the grants judge them: with the class of the child. */
export const guardianRows: RawBuilder<GuardianRow> = sql<GuardianRow>`(select g.school_id, g.id, g.student_id, g.child_id, g.person_id, g.kind, g.full_name, g.birth_year, g.occupation,
  g.phone, g.identity_number, g.claimed_at, g.valid_from, g.valid_to, g.end_reason, s.class_id
  from guardianship g join student s on s.school_id = g.school_id and s.id = g.student_id)`

/** The guardians of a pupil that this person may see: running ones first. */
export async function guardiansOf(
  ctx: Context,
  key: { school_id: number; student_id: string },
): Promise<GuardianRow[]> {
  const { rows } = await sql<GuardianRow>`/* students.guardians */
    select g.* from ${guardianRows} g
    where g.school_id = ${key.school_id} and g.student_id = ${key.student_id} and ${allowed(ctx.ability, 'read', 'Guardianship', 'g')}
    order by g.valid_to is not null, array_position('{father,mother,guardian}'::text[], g.kind), g.id`.execute(ctx.db)
  return rows
}

/** Whether the person reads or writes pupils of a school at all; otherwise the school's list is NotFound. */
export async function reachesPupils(ctx: Context, school_id: number): Promise<boolean> {
  if (may(ctx.ability, 'create', 'Student', { school_id })) return true
  const { rows } = await sql<{ reached: boolean }>`select /* students.reached */ exists (
    select from student st where st.school_id = ${school_id} and ${allowed(ctx.ability, 'read', 'Student', 'st')}) as reached`.execute(
    ctx.db,
  )
  return rows[0]?.reached ?? false
}

function pupilOf({ ability }: Context, row: FoundPupil): Pupil {
  const { academic_year, class_name, class_slug, grade, number, status, starts_on, ends_on, end_reason, repeating } =
    row
  const record = Object.fromEntries(recordKeys.map((key) => [key, row[key]])) as unknown as StudentRow
  const seat = { academic_year, class_id: row.seat_class_id, class_name, class_slug, grade, number, status, starts_on }
  const shown = visible(ability, 'Student', record)
  return {
    record: { ...shown, school_id: row.school_id, id: row.id, full_name: row.full_name },
    identity_number: null,
    seat: academic_year ? { ...seat, ends_on, end_reason, repeating } : null,
    version: row.version,
    mayUpdate: may(ability, 'update', 'Student', record),
    mayEnrol: may(ability, 'update', 'Enrollment', { school_id: row.school_id }),
  }
}

/**
 * A filter that a list can bear. A whole province is looked through for words alone, and not for those that thousands of
 * pupils have; whoever has them is sought once, and listed by key.
 */
async function bounded(ctx: Context, filter: PupilFilter): Promise<PupilFilter> {
  if (filter.school_id !== null) return filter
  const words = named(filter)
  if (!words || !enoughWords(filter.words ?? '')) throw new Invalid({ path: 'words', message: 'students.words_needed' })
  const { rows } = await sql<{ school_id: number; id: string }>`select /* students.namesakes */ st.school_id, st.id
    from student st where ${words} and ${allowed(ctx.ability, 'read', 'Student', 'st')} limit ${namesakesAtMost + 1}`.execute(
    ctx.db,
  )
  if (rows.length > namesakesAtMost)
    throw new Invalid({ path: 'words', message: 'students.too_many_found', values: { limit: namesakesAtMost } })
  return { ...filter, words: null, among: rows }
}

/** The most pupils whom a search of the whole province lists; more want a narrower question. */
const namesakesAtMost = 1_000

function sortKeys(sort: PupilSort, manySchools: boolean): RawBuilder<unknown>[] {
  const byName = [sql`st.given_name`, sql`st.rest_name`, ...(manySchools ? [sql`st.school_id`] : []), sql`st.id`]
  if (sort === 'number') return [sql`coalesce(e.number, 32767)`, ...byName]
  return sort === 'birth_date' ? [sql`st.birth_date`, ...byName] : byName
}

const seatColumns = sql`e.academic_year, e.class_id as seat_class_id, c.name as class_name, c.slug as class_slug, c.grade, e.number, e.status, e.starts_on, e.ends_on, e.end_reason, e.repeating`
const version = sql`md5(st::text)`
