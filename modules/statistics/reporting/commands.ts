import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound, type Violation } from '../../../platform/errors.ts'
import { formatDay } from '../../../platform/text.ts'
import { followsRecords, openReturn, type FilledRow, type FormFault, type OpenReturn } from './find.ts'
import type { ReturnKey } from './keys.ts'
import { formColumns, type Numbers } from './rules/control-sums.ts'
import { hold, tellOffice } from './steps.ts'

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
const violationOf = ({ form, code, column, kind, found, expected }: FormFault): Violation => ({
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
