import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { Gap } from './compute.ts'
import type { FormRow } from './form-rows.ts'
import { formOf, type Form } from './forms.ts'
import type { ReturnKey } from './keys.ts'
import { formsOf, liveForms, type LiveForm } from './live.ts'
import { findPeriod, type Period } from './periods.ts'
import { controlFaults, formColumns, type ControlFault, type Numbers } from './rules/control-sums.ts'
import type { ReturnFigureRow, ReturnState } from './tables.ts'

/** A school's return with what stands around it: the school, its place, who did which step. */
export interface ReturnHead extends ReturnKey {
  slug: string
  name: string
  commune: string | null
  institution_code: string | null
  ownership: 'public' | 'people_founded' | 'private'
  commune_code: string | null
  state: ReturnState
  /** The office that checks it: as it was handed in, else as the tree stands; null where the department takes it itself. */
  office_id: number | null
  office: string | null
  submitted_at: Date | null
  submitted_by: string | null
  checked_at: Date | null
  checked_by: string | null
  approved_at: Date | null
  approved_by: string | null
  returned_at: Date | null
  returned_by: string | null
  return_reason: string | null
}

/** A row of a return: what counts, what the records said when it was handed in, and what they say now. */
export interface FilledRow {
  form: string
  row: FormRow
  value: Numbers | null
  computed: Numbers | null
  live: Numbers | null
  reason: string | null
  overridden_by: string | null
  overridden_at: Date | null
}

/** A form of a return with its rows, in the form's order. */
export interface FilledForm {
  form: Form
  rows: FilledRow[]
}

/** A fault of the control sums with the form in which it stands. */
export type FormFault = ControlFault & { form: string }

/** A return as its school and the offices see it. */
export interface OpenReturn {
  head: ReturnHead
  period: Period
  forms: FilledForm[]
  faults: FormFault[]
  /** What the records lack, of all forms together. */
  gaps: Gap[]
}

/** Whether figures still follow the records: until the return is handed in, and again once it is sent back. */
export const followsRecords = (state: ReturnState): boolean => state === 'draft' || state === 'returned'

/** A return by its key; one that nobody began is a draft. NotFound out of reach. */
export async function openReturn(ctx: Context, key: ReturnKey): Promise<OpenReturn> {
  const [period, head] = await Promise.all([findPeriod(ctx, key), findHead(ctx, { ...key, slug: null })])
  return filled(ctx, period, head)
}

/** The same by the school's name in addresses. */
export async function returnAt(
  ctx: Context,
  at: { unit: string } & Pick<ReturnKey, 'academic_year' | 'period'>,
): Promise<OpenReturn> {
  const [period, head] = await Promise.all([
    findPeriod(ctx, at),
    findHead(ctx, { ...at, school_id: null, slug: at.unit }),
  ])
  return filled(ctx, period, head)
}

async function filled(ctx: Context, period: Period, head: ReturnHead): Promise<OpenReturn> {
  const [live, stored] = await Promise.all([liveForms(ctx, period, [head.school_id]), storedFigures(ctx, head)])
  const counted = live.get(head.school_id) ?? []
  const forms = mergeForms(head, period, counted, stored)
  const gaps = [
    ...Map.groupBy(
      counted.flatMap((one) => one.gaps),
      ({ code }) => code,
    ),
  ].map(([code, some]) => ({
    code,
    count: some.reduce((sum, { count }) => sum + count, 0),
  }))
  return { head, period, forms, faults: faultsOf(forms), gaps }
}

/** The faults of all forms together. */
export const faultsOf = (forms: readonly FilledForm[]): FormFault[] =>
  forms.flatMap(({ form, rows }) => {
    const values = new Map(rows.flatMap(({ row, value }) => (value ? [[row.code, value] as const] : [])))
    return controlFaults(form.rows, values).map((fault) => ({ ...fault, form: form.code }))
  })

/** What was handed in, or what the records say with the rows that the school set by hand. */
export function mergeForms(
  head: Pick<ReturnHead, 'state' | 'institution_code'>,
  period: Period,
  live: readonly LiveForm[],
  stored: readonly StoredFigure[],
): FilledForm[] {
  const open = followsRecords(head.state)
  const byForm = Map.groupBy(stored, ({ form }) => form)
  const handedIn = [...byForm].flatMap(([code, [figure]]) => formOf(code, figure!.form_version) ?? [])
  const forms = open || handedIn.length === 0 ? formsOf(head, period) : handedIn
  return forms.map((form) => {
    const figures = new Map(byForm.get(form.code)?.map((figure) => [figure.row_code, figure]))
    const now = live.find((one) => one.form.code === form.code)?.figures
    return { form, rows: form.rows.map((row) => filledRow(form, row, figures.get(row.code), now?.get(row.code), open)) }
  })
}

function filledRow(
  form: Form,
  row: FormRow,
  figure: StoredFigure | undefined,
  live: Numbers | undefined,
  open: boolean,
): FilledRow {
  const byHand = figure?.reason !== null && figure !== undefined
  const stored = figure && (!open || byHand) ? numbersIn(figure) : null
  return {
    form: form.code,
    row,
    value: stored ?? (open ? (live ?? null) : null),
    computed: open ? (live ?? null) : figure ? computedIn(figure) : null,
    live: live ?? null,
    reason: figure?.reason ?? null,
    overridden_by: byHand ? figure.overridden_by_name : null,
    overridden_at: byHand ? figure.overridden_at : null,
  }
}

const numbersIn = ({ total, female, minority, female_minority }: ReturnFigureRow): Numbers => ({
  total,
  female,
  minority,
  female_minority,
})

function computedIn({ computed }: ReturnFigureRow): Numbers | null {
  if (!computed) return null
  const [total = 0, female = null, minority = null, female_minority = null] = computed
  return { total: total ?? 0, female, minority, female_minority }
}

/** Whether two rows say the same. */
export const sameNumbers = (one: Numbers | null, other: Numbers | null): boolean =>
  one === other || (one !== null && other !== null && formColumns.every((column) => one[column] === other[column]))

/** A stored row with the name of who set it by hand. */
export type StoredFigure = ReturnFigureRow & { overridden_by_name: string | null }

/** The stored rows of a return. */
export async function storedFigures({ db, ability }: Context, key: ReturnKey): Promise<StoredFigure[]> {
  const { rows } = await sql<StoredFigure>`/* reporting.figures */
    select f.*, a.display_name as overridden_by_name from return_figure f left join account a on a.id = f.overridden_by
    where f.school_id = ${key.school_id} and f.academic_year = ${key.academic_year} and f.period = ${key.period}
      and ${allowed(ability, 'read', 'SchoolReturn', 'f')}`.execute(db)
  return rows
}

async function findHead(
  { db, ability, today }: Context,
  {
    school_id,
    slug,
    academic_year,
    period,
  }: Omit<ReturnKey, 'school_id'> & { school_id: number | null; slug: string | null },
): Promise<ReturnHead> {
  const { rows } = await sql<ReturnHead>`/* reporting.head */
    select u.id as school_id, ${academic_year}::integer as academic_year, ${period}::text as period, u.slug, u.short_name as name,
      coalesce(r.institution_code, u.institution_code) as institution_code, coalesce(r.ownership, u.ownership) as ownership,
      coalesce(r.commune_code, u.commune_code) as commune_code,
      (select min(k.name) from commune k where k.code = coalesce(r.commune_code, u.commune_code) and k.valid_to is null) as commune,
      coalesce(r.state, 'draft') as state, o.id as office_id, o.short_name as office,
      r.submitted_at, s.display_name as submitted_by, r.checked_at, c.display_name as checked_by, r.approved_at, a.display_name as approved_by,
      r.returned_at, b.display_name as returned_by, r.return_reason
    from (select k.*, k.id as school_id from unit k) u
    left join school_return r on r.school_id = u.id and r.academic_year = ${academic_year} and r.period = ${period}
    left join unit o on o.id = case when r.state in ('submitted', 'checked', 'approved') then r.office_id else ${officeOf(today)} end
    left join account s on s.id = r.submitted_by
    left join account c on c.id = r.checked_by
    left join account a on a.id = r.approved_by
    left join account b on b.id = r.returned_by
    where (u.id = ${school_id} or u.slug = ${slug}) and u.kind in ('school', 'centre') and ${allowed(ability, 'read', 'SchoolReturn', 'u')}`.execute(
    db,
  )
  if (!rows[0]) throw new NotFound('SchoolReturn')
  return rows[0]
}

/** The office directly above the school `u` that checks its return: a commune's, formerly a district's. */
export const officeOf = (today: string) => sql`(select p.parent_id from unit_parent p join unit q on q.id = p.parent_id
  where p.unit_id = u.id and q.kind in ('commune_office', 'district_office') and p.valid_from <= ${today}::date and (p.valid_to is null or p.valid_to > ${today}::date)
  limit 1)`
