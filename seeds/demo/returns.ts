import { sql, type Kysely } from 'kysely'
import { modules } from '../../modules/all.ts'
import { fillForm, type FormFigures } from '../../modules/statistics/reporting/compute.ts'
import type { Form } from '../../modules/statistics/reporting/forms.ts'
import { formsOf } from '../../modules/statistics/reporting/live.ts'
import { usualPeriod, type Period } from '../../modules/statistics/reporting/periods.ts'
import type { PeriodCode, ReturnState, SchoolCell } from '../../modules/statistics/reporting/tables.ts'
import { formColumns } from '../../modules/statistics/reporting/rules/control-sums.ts'
import {
  classCells,
  leaverCells,
  pupilCells,
  type ClassCell,
  type LeaverCell,
  type PupilCell,
} from '../../modules/students/public.ts'
import { abilityOf } from '../../platform/ability.ts'
import type { Database, LocalDate } from '../../platform/database.ts'
import { addDays, at, newestYear } from './calendar.ts'
import { known } from './known.ts'

type School = SchoolCell & {
  id: number
  slug: string
  name: string
  commune_code: string | null
  office_id: number | null
  principal: string | null
  checker: string | null
}

interface Cells {
  classes: readonly ClassCell[]
  pupils: readonly PupilCell[]
  leavers: readonly LeaverCell[]
}

const schoolsAtOnce = 60
/** A school that moves on slower than the others, by its place in the list. */
const latest: readonly ReturnState[] = ['approved', 'checked', 'submitted', 'draft']
const periods: readonly PeriodCode[] = ['start', 'end']

/**
 * Statistical returns as they stand on the day: approved for the years that are over, those of the running year half
 * handed in. Years before the records are carried over from a printed yearbook. Returns how many were written.
 */
export async function writeReturns(db: Kysely<Database>, today: LocalDate): Promise<number> {
  const newest = newestYear(today)
  const years = [newest - 4, newest - 3, newest - 2, newest - 1, newest]
  const all = years
    .flatMap((year) => periods.map((period) => usualPeriod(year, period)))
    .filter((period) => period.academic_year < newest || period.period === 'start')
  await db
    .insertInto('reporting_period')
    .values(all)
    .onConflict((on) => on.doNothing())
    .execute()
  const approver = await accountOf(db, 'officer')
  const schools = await schoolsOf(db)
  let written = 0
  for (let from = 0; from < schools.length; from += schoolsAtOnce) {
    const some = schools.slice(from, from + schoolsAtOnce)
    const cells = new Map<string, Map<number, Cells>>()
    for (const period of all) {
      // The paper of years without records says what a part of the next year with records would have been.
      const carried = period.academic_year < newest - 2
      const source = carried ? usualPeriod(newest - 2, period.period) : period
      const key = `${source.academic_year} ${source.period}`
      const counted = cells.get(key) ?? (await cellsOf(db, source, some))
      cells.set(key, counted)
      const rows = some.flatMap((school, index) =>
        returnOf(school, period, counted.get(school.id), {
          state: stateOf(period, newest, today, school, from + index),
          carried: carried ? newest - 2 - period.academic_year : 0,
          approver,
          today,
        }),
      )
      await write(db, rows)
      written += rows.length
    }
  }
  await correctOne(db, newest, today)
  return written
}

/** The school of the known persons has its return sent back; the others of the running year stand at every step. */
function stateOf(
  { academic_year, as_of }: Period,
  newest: number,
  today: LocalDate,
  school: School,
  index: number,
): ReturnState {
  if (academic_year < newest) return 'approved'
  if (today < addDays(as_of, 12)) return 'draft'
  if (school.slug === knownSlug) return 'returned'
  const state = latest[index % latest.length]!
  return state === 'checked' && school.office_id === null ? 'approved' : state
}

const knownSlug = 'thcs-nguyen-du'

interface Written {
  head: Record<string, unknown>
  figures: Record<string, unknown>[]
}

function returnOf(
  school: School,
  period: Period,
  cells: Cells | undefined,
  {
    state,
    carried,
    approver,
    today,
  }: { state: ReturnState; carried: number; approver: string | null; today: LocalDate },
): Written[] {
  if (!cells || state === 'draft' || !school.principal || !approver) return []
  const thinned = carried > 0 ? earlier(cells, carried, school.id) : cells
  const late = (school.id % 9) + 6
  const day = (days: number) => {
    const wanted = addDays(period.as_of, days)
    return at(wanted < today ? wanted : addDays(today, -1), 8 + (school.id % 9), (school.id * 7) % 60)
  }
  const checked = school.office_id !== null && (state === 'checked' || state === 'approved')
  const key = { school_id: school.id, academic_year: period.academic_year, period: period.period }
  const head = {
    ...key,
    state,
    commune_code: school.commune_code,
    institution_code: school.institution_code,
    ownership: school.ownership,
    office_id: school.office_id,
    submitted_at: day(late),
    submitted_by: school.principal,
    checked_at: checked ? day(late + 4) : null,
    checked_by: checked ? (school.checker ?? approver) : null,
    approved_at: state === 'approved' ? day(late + 9) : null,
    approved_by: state === 'approved' ? approver : null,
    returned_at: state === 'returned' ? day(late + 6) : null,
    returned_by: state === 'returned' ? (school.checker ?? approver) : null,
    return_reason: state === 'returned' ? 'Số học sinh khuyết tật thấp hơn danh sách của xã, kiểm tra lại hồ sơ' : null,
  }
  const source = `Niên giám thống kê giáo dục ${known.province.short_name}, năm học ${period.academic_year}–${period.academic_year + 1}`
  const figures = formsOf(school, period).flatMap((form) =>
    rowsOf(form, fillForm(form, { school, ...thinned }), carried > 0).map((row) => ({
      ...key,
      ...row,
      computed: carried > 0 ? null : row.computed,
      reason: carried > 0 ? source : null,
      overridden_by: carried > 0 ? school.principal : null,
      overridden_at: carried > 0 ? head.submitted_at : null,
    })),
  )
  return [{ head, figures }]
}

/** A printed yearbook says less than the records: no ages, no groups, results of all grades together. */
const printedRow =
  /^(schools|classes(\.grade.*)?|pupils(\.(grade.*|right_age|new))?|(learning|conduct|titles|outcome)\.[a-z0-9]+)/

function rowsOf(form: Form, figures: FormFigures, printed: boolean) {
  return [...figures].flatMap(([row_code, numbers]) =>
    printed && (!printedRow.test(row_code) || /^(learning|conduct|outcome)\..*grade/.test(row_code))
      ? []
      : [
          {
            form: form.code,
            form_version: form.version,
            row_code,
            ...numbers,
            computed: formColumns.map((column) => numbers[column]),
          },
        ],
  )
}

/** The same school some years earlier: a little smaller, each group of pupils by its own measure. */
function earlier({ classes, pupils, leavers }: Cells, years: number, school: number): Cells {
  const fewer = <Cell extends { pupils: number }>(cells: readonly Cell[]) =>
    cells.map((cell, index) => ({
      ...cell,
      pupils: Math.max(0, cell.pupils - ((index * 7 + school) % (cell.pupils > 3 ? 19 : 41) < years ? 1 : 0)),
    }))
  return { classes, pupils: fewer(pupils), leavers: fewer(leavers) }
}

async function write(db: Kysely<Database>, rows: readonly Written[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into school_return select * from jsonb_populate_recordset(null::school_return, ${JSON.stringify(rows.map(({ head }) => head))}::jsonb)`.execute(
    db,
  )
  const figures = rows.flatMap((row) => row.figures)
  await sql`insert into return_figure select * from jsonb_populate_recordset(null::return_figure, ${JSON.stringify(figures)}::jsonb)`.execute(
    db,
  )
}

async function cellsOf(db: Kysely<Database>, period: Period, schools: readonly School[]): Promise<Map<number, Cells>> {
  const ctx = { db, ability: everywhere }
  const cutOff = { school_ids: schools.map(({ id }) => id), academic_year: period.academic_year, as_of: period.as_of }
  const of = <Cell extends { school_id: number }>(cells: readonly Cell[]) =>
    Map.groupBy(cells, ({ school_id }) => school_id)
  const classes = of(period.period === 'start' ? await classCells(ctx, cutOff) : [])
  const pupils = of(await pupilCells(ctx, cutOff, period.period === 'end'))
  const leavers = of(period.period === 'end' ? await leaverCells(ctx, cutOff) : [])
  return new Map(
    schools.flatMap(({ id }) => {
      const ofSchool = pupils.get(id)
      return ofSchool
        ? [[id, { classes: classes.get(id) ?? [], pupils: ofSchool, leavers: leavers.get(id) ?? [] }] as const]
        : []
    }),
  )
}

/** What an officer of the whole province may read. */
const everywhere = abilityOf(
  [
    {
      role: 'officer',
      id: null,
      person_id: '',
      unit_id: null,
      school_ids: 'all',
      unit_ids: 'all',
      subject_ids: null,
      levels: null,
    },
  ],
  modules.flatMap(({ grants = [] }) => grants),
)

async function schoolsOf(db: Kysely<Database>): Promise<School[]> {
  const { rows } = await sql<School>`
    select u.id, u.slug, u.short_name as name, u.institution_code, u.ownership, u.commune_code, o.id as office_id,
      (select a.id from post p join account a on a.person_id = p.person_id where p.unit_id = u.id and p.role = 'principal' order by a.id limit 1) as principal,
      (select a.id from post p join account a on a.person_id = p.person_id where p.unit_id = o.id and p.role = 'commune_officer' order by a.id limit 1) as checker
    from unit u
    left join unit o on o.kind = 'commune_office' and exists (select from unit_parent q where q.unit_id = u.id and q.parent_id = o.id and q.valid_to is null)
    where u.kind = 'school' order by u.id`.execute(db)
  return rows
}

async function accountOf(db: Kysely<Database>, role: 'officer'): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select a.id from post p join account a on a.person_id = p.person_id where p.role = ${role} order by a.login limit 1`.execute(
    db,
  )
  return rows[0]?.id ?? null
}

/** In one school whose figures are approved a record was corrected since, so that a page can tell why they differ. */
async function correctOne(db: Kysely<Database>, year: number, today: LocalDate): Promise<void> {
  await sql`
    with corrected as (
      select st.school_id, st.id, to_jsonb(st) as before, st.ctid, r.approved_at, r.submitted_by from school_return r
      join enrollment e on e.school_id = r.school_id and e.academic_year = r.academic_year and e.ends_on is null
      join student st on st.school_id = e.school_id and st.id = e.student_id and st.poor_household = 'near_poor'
      where r.academic_year = ${year} and r.period = 'start' and r.state = 'approved' order by r.school_id, st.code limit 2),
    changed as (
      update student st set poor_household = null from corrected c where st.school_id = c.school_id and st.id = c.id
      returning st.school_id, st.id, to_jsonb(st) as after),
    opened as (
      insert into change (academic_year, id, at, verb, account_id, role, school_id, reason)
      select ${year}, md5('corrected' || school_id)::uuid, least(min(approved_at) + interval '5 days', ${today}::date - interval '6 hours'), 'student.update', (array_agg(submitted_by))[1], 'principal', school_id,
        'Rà soát hộ cận nghèo' from corrected group by school_id returning academic_year, id, school_id)
    insert into change_row (academic_year, change_id, table_name, school_id, before, after)
    select o.academic_year, o.id, 'student', c.school_id, c.before, d.after from corrected c
    join changed d on d.school_id = c.school_id and d.id = c.id join opened o on o.school_id = c.school_id`.execute(db)
}
