import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Conflict, Invalid, NotFound, type Violation } from '../../../platform/errors.ts'
import { formatDay } from '../../../platform/text.ts'
import { notify } from '../../identity/public.ts'
import { followsRecords, openReturn, type FilledRow, type FormFault, type OpenReturn } from './find.ts'
import type { ReturnKey } from './keys.ts'
import { formColumns, type Numbers } from './rules/control-sums.ts'
import type { ReturnState } from './tables.ts'

/** A row that a school sets by hand. */
export interface Override {
  form: string
  row: string
  /** Null gives the row back to the records. */
  numbers: Numbers | null
  reason: string
}

/** What a verb on one return did. */
export interface ReturnChanged {
  change_id: string
  key: ReturnKey
}

/** Sets a row of an open return by hand, or gives it back to the records; what the records say is kept beside it. */
export async function overrideRow(ctx: Context, key: ReturnKey, override: Override): Promise<ReturnChanged> {
  if (!may(ctx.ability, 'update', 'SchoolReturn', { school_id: key.school_id })) throw new NotFound('SchoolReturn')
  const { head, forms } = await openReturn(ctx, key)
  const row = forms
    .find(({ form }) => form.code === override.form)
    ?.rows.find(({ row: { code } }) => code === override.row)
  if (!row) throw new NotFound('SchoolReturn')
  if (!followsRecords(head.state)) throw new Invalid({ path: '', message: 'reporting.fault.not_open' })
  const reason = override.reason.replace(/\s+/gu, ' ').trim()
  if (override.numbers) assertNumbers(row, override.numbers, reason)
  const { form } = forms.find((one) => one.form.code === override.form)!
  return change(ctx, 'return.override', { school_id: key.school_id, reason: reason || null }, async (open) => {
    await hold(open, key, ['draft', 'returned'])
    if (!override.numbers) {
      await sql`/* return.give_back */ delete from return_figure
        where school_id = ${key.school_id} and academic_year = ${key.academic_year} and period = ${key.period} and form = ${override.form} and row_code = ${override.row}`.execute(
        open.db,
      )
    } else {
      const byHand = { overridden_by: open.account!.id, overridden_at: open.now, reason }
      await writeFigures(open, key, [{ ...row, ...byHand, value: override.numbers, version: form.version }])
    }
    return { change_id: open.change.id, key }
  })
}

function assertNumbers({ row }: FilledRow, numbers: Numbers, reason: string): void {
  const faults: Violation[] = []
  const persons = row.count.of === 'pupils' || row.count.of === 'leavers'
  for (const column of formColumns) {
    const value = numbers[column]
    const wanted = column === 'total' || persons
    if (wanted !== (value !== null))
      faults.push({ path: column, message: wanted ? 'reporting.fault.number' : 'reporting.fault.no_column' })
    else if (value !== null && (!Number.isInteger(value) || value < 0 || value > 1_000_000))
      faults.push({ path: column, message: 'reporting.fault.number' })
  }
  if (reason.length < 3 || reason.length > 500) faults.push({ path: 'reason', message: 'reporting.fault.reason' })
  if (faults.length > 0) throw new Invalid(faults)
}

/**
 * Hands a return in: its figures are taken as they stand, with the definitions in force, and follow the records no
 * longer. Refused before the period's day, and while a control sum does not hold.
 */
export async function submitReturn(ctx: Context, key: ReturnKey): Promise<ReturnChanged> {
  if (!may(ctx.ability, 'submit', 'SchoolReturn', { school_id: key.school_id })) throw new NotFound('SchoolReturn')
  return change(ctx, 'return.submit', { school_id: key.school_id }, async (open) => {
    await hold(open, key, ['draft', 'returned'])
    const found = await openReturn(open, key)
    const { head, period, forms } = found
    const faults = submitFaults(ctx, found)
    if (faults.length > 0) throw new Invalid(faults)
    const authors = await authorsOf(open, key, found)
    await sql`/* return.clear */ delete from return_figure
      where school_id = ${key.school_id} and academic_year = ${key.academic_year} and period = ${key.period}`.execute(
      open.db,
    )
    await writeFigures(
      open,
      key,
      forms.flatMap(({ form, rows }) =>
        rows.flatMap(({ value, ...row }) =>
          value
            ? [{ ...row, value, version: form.version, overridden_by: null, overridden_at: row.overridden_at }]
            : [],
        ),
      ),
      authors,
    )
    await sql`/* return.submit */ update school_return set state = 'submitted', commune_code = ${head.commune_code}, institution_code = ${head.institution_code},
        ownership = ${head.ownership}, office_id = ${head.office_id}, submitted_at = ${open.now}, submitted_by = ${open.account!.id},
        checked_at = null, checked_by = null, approved_at = null, approved_by = null
      where school_id = ${key.school_id} and academic_year = ${key.academic_year} and period = ${key.period}`.execute(
      open.db,
    )
    await tellOffice(open, found)
    return { change_id: open.change.id, key: { ...key, academic_year: period.academic_year } }
  })
}

function submitFaults({ today }: Context, { period, forms, faults }: OpenReturn): Violation[] {
  if (today < period.as_of)
    return [{ path: '', message: 'reporting.fault.too_early', values: { day: formatDay(period.as_of) } }]
  if (forms.every(({ rows }) => rows.every(({ value }) => value === null)))
    return [{ path: '', message: 'reporting.fault.nothing' }]
  return faults.slice(0, 20).map(violationOf)
}

/** A fault of the control sums as the API refuses it. */
export const violationOf = ({ form, code, column, kind, found, expected }: FormFault): Violation => ({
  path: `${form}/${code}/${column}`,
  message: `reporting.fault.${kind}`,
  values: { found, expected },
})

interface Written extends Omit<FilledRow, 'overridden_by'> {
  value: Numbers
  version: number
  overridden_by: string | null
}

/** Writes rows of a return; who set a row by hand stays who it was. */
async function writeFigures(
  { db }: Changing,
  key: ReturnKey,
  rows: readonly Written[],
  authors: ReadonlyMap<string, { by: string; at: Date }> = new Map(),
): Promise<void> {
  const figures = rows.map(({ form, row, version, value, computed, reason, overridden_by, overridden_at }) => {
    const author = authors.get(`${form} ${row.code}`)
    return {
      ...key,
      form,
      row_code: row.code,
      form_version: version,
      ...value,
      computed: computed ? formColumns.map((column) => computed[column]) : null,
      reason: reason || null,
      overridden_by: reason ? (overridden_by ?? author?.by) : null,
      overridden_at: reason ? (author?.at ?? overridden_at) : null,
    }
  })
  await sql`/* return.write_figures */
    insert into return_figure select * from jsonb_populate_recordset(null::return_figure, ${JSON.stringify(figures)}::jsonb)
    on conflict (school_id, academic_year, period, form, row_code) do update set form_version = excluded.form_version, total = excluded.total,
      female = excluded.female, minority = excluded.minority, female_minority = excluded.female_minority, computed = excluded.computed,
      reason = excluded.reason, overridden_by = excluded.overridden_by, overridden_at = excluded.overridden_at`.execute(
    db,
  )
}

/** Who set which row by hand, by account. */
async function authorsOf({ db }: Changing, key: ReturnKey, { forms }: OpenReturn) {
  const codes = forms.flatMap(({ rows }) => rows.filter(({ reason }) => reason !== null).map(({ row }) => row.code))
  const { rows } = await sql<{ row: string; by: string; at: Date }>`/* return.authors */
    select concat(form, ' ', row_code) as row, overridden_by as by, overridden_at as at from return_figure
    where school_id = ${key.school_id} and academic_year = ${key.academic_year} and period = ${key.period} and reason is not null and row_code = any(${codes}::text[])`.execute(
    db,
  )
  return new Map(rows.map(({ row, by, at }) => [row, { by, at }]))
}

/** Takes a return that was handed in back, as long as nobody has checked or approved it. */
export async function takeBackReturn(ctx: Context, key: ReturnKey): Promise<ReturnChanged> {
  if (!may(ctx.ability, 'submit', 'SchoolReturn', { school_id: key.school_id })) throw new NotFound('SchoolReturn')
  return change(ctx, 'return.take_back', { school_id: key.school_id }, async (open) => {
    await hold(open, key, ['submitted'])
    await sql`/* return.take_back */ update school_return set state = 'draft', submitted_at = null, submitted_by = null
      where school_id = ${key.school_id} and academic_year = ${key.academic_year} and period = ${key.period}`.execute(
      open.db,
    )
    return { change_id: open.change.id, key }
  })
}

/**
 * Sends a return back to its school with a reason: by the commune before the department has approved it, by the
 * department at any time. The school is told.
 */
export async function sendBackReturn(ctx: Context, key: ReturnKey, reason: string): Promise<ReturnChanged> {
  const of = { school_id: key.school_id }
  const department = may(ctx.ability, 'approve', 'SchoolReturn', of)
  if (!department && !may(ctx.ability, 'check', 'SchoolReturn', of)) throw new NotFound('SchoolReturn')
  const words = reason.replace(/\s+/gu, ' ').trim()
  if (words.length < 3 || words.length > 500) throw new Invalid({ path: 'reason', message: 'reporting.fault.reason' })
  return change(ctx, 'return.send_back', { ...of, reason: words }, async (open) => {
    await hold(open, key, department ? ['submitted', 'checked', 'approved'] : ['submitted', 'checked'])
    await sql`/* return.send_back */ update school_return set state = 'returned', returned_at = ${open.now}, returned_by = ${open.account!.id},
        return_reason = ${words}, checked_at = null, checked_by = null, approved_at = null, approved_by = null
      where school_id = ${key.school_id} and academic_year = ${key.academic_year} and period = ${key.period}`.execute(
      open.db,
    )
    await tellSchool(open, key, words)
    return { change_id: open.change.id, key }
  })
}

/** What was done to many returns at once. */
export interface ReturnsChanged {
  change_id: string
  changed: number
}

/** The commune has checked returns that schools handed in; those that stand elsewhere stay as they are. */
export const checkReturns = (ctx: Context, keys: readonly ReturnKey[]): Promise<ReturnsChanged> =>
  judge(ctx, keys, 'return.check', 'check', ({ now, account }) => ({
    set: sql`state = 'checked', checked_at = ${now}, checked_by = ${account!.id}`,
    from: sql`r.state = 'submitted' and r.office_id is not null`,
  }))

/** The department approves returns: they are frozen, and count in totals and in the yearbook from now on. */
export const approveReturns = (ctx: Context, keys: readonly ReturnKey[]): Promise<ReturnsChanged> =>
  judge(ctx, keys, 'return.approve', 'approve', ({ now, account }) => ({
    set: sql`state = 'approved', approved_at = ${now}, approved_by = ${account!.id}`,
    from: sql`r.state = case when r.office_id is null then 'submitted' else 'checked' end`,
  }))

async function judge(
  ctx: Context,
  keys: readonly ReturnKey[],
  verb: 'return.check' | 'return.approve',
  action: 'check' | 'approve',
  step: (open: Changing) => { set: ReturnType<typeof sql>; from: ReturnType<typeof sql> },
): Promise<ReturnsChanged> {
  const [first] = keys
  if (
    !first ||
    keys.some(({ academic_year, period }) => academic_year !== first.academic_year || period !== first.period)
  )
    throw new NotFound('SchoolReturn')
  const one = keys.length === 1 ? { school_id: first.school_id } : {}
  return change(ctx, verb, one, async (open) => {
    const { set, from } = step(open)
    const { numAffectedRows } = await sql`/* return.judge */ update school_return r set ${set}
      where r.school_id = any(${keys.map(({ school_id }) => school_id)}::integer[]) and r.academic_year = ${first.academic_year} and r.period = ${first.period}
        and ${from} and ${allowed(open.ability, action, 'SchoolReturn', 'r')}`.execute(open.db)
    const changed = Number(numAffectedRows)
    if (changed === 0) throw new NotFound('SchoolReturn')
    return { change_id: open.change.id, changed }
  })
}

/** Holds the row of a return until the change ends; one that nobody began is begun. Conflict where it stands elsewhere. */
async function hold({ db }: Changing, key: ReturnKey, from: readonly ReturnState[]): Promise<void> {
  await sql`/* return.begin */ insert into school_return (school_id, academic_year, period) values (${key.school_id}, ${key.academic_year}, ${key.period})
    on conflict do nothing`.execute(db)
  const { rows } = await sql<{ state: ReturnState; by: string | null; since: Date | null }>`/* return.hold */
    select r.state, a.display_name as by, coalesce(r.approved_at, r.checked_at, r.returned_at, r.submitted_at) as since
    from school_return r left join account a on a.id = coalesce(r.approved_by, r.checked_by, r.returned_by, r.submitted_by)
    where r.school_id = ${key.school_id} and r.academic_year = ${key.academic_year} and r.period = ${key.period} for update of r`.execute(
    db,
  )
  const found = rows[0]
  if (!found || !from.includes(found.state))
    throw new Conflict('reporting.moved_on', found?.by, found?.since, { state: found?.state ?? '' })
}

const linkOf = ({ slug, academic_year, period }: { slug: string } & Omit<ReturnKey, 'school_id'>) =>
  `/returns/${slug}/${academic_year}-${academic_year + 1}?period=${period}`

/** Tells the officers of the commune that a return waits for them. */
async function tellOffice({ db, now, today, account }: Changing, { head, period }: OpenReturn): Promise<void> {
  if (head.office_id === null) return
  const { rows } = await sql<{ person_id: string }>`/* return.officers */
    select distinct person_id from post where unit_id = ${head.office_id} and role = 'commune_officer' and valid_from <= ${today}::date and (valid_to is null or valid_to >= ${today}::date)`.execute(
    db,
  )
  await notify(
    { db, now },
    rows.map(({ person_id }) => person_id),
    {
      kind: 'return',
      text_key: 'reporting.notice_submitted',
      values: {
        school: head.name,
        period: period.period,
        year: period.academic_year,
        next: period.academic_year + 1,
        by: account?.display_name ?? '',
      },
      link: linkOf(head),
      school_id: head.school_id,
    },
  )
}

async function tellSchool({ db, now, today, account }: Changing, key: ReturnKey, reason: string): Promise<void> {
  const { rows } = await sql<{ person_id: string; slug: string }>`/* return.principals */
    select distinct p.person_id, u.slug from post p join unit u on u.id = p.unit_id
    where p.unit_id = ${key.school_id} and p.role in ('principal', 'school_administrator') and p.valid_from <= ${today}::date and (p.valid_to is null or p.valid_to >= ${today}::date)`.execute(
    db,
  )
  await notify(
    { db, now },
    rows.map(({ person_id }) => person_id),
    {
      kind: 'return',
      text_key: 'reporting.notice_returned',
      values: {
        period: key.period,
        year: key.academic_year,
        next: key.academic_year + 1,
        by: account?.display_name ?? '',
        reason,
      },
      link: rows[0] ? linkOf({ ...key, slug: rows[0].slug }) : null,
      school_id: key.school_id,
    },
  )
}
