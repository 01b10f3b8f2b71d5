import { sql } from 'kysely'
import type { Context } from '../../../platform/context.ts'
import type { Paper } from '../../../platform/sheet.ts'
import { dayOf, formatAcademicYear, formatDay } from '../../../platform/text.ts'
import { returnAt, type ReturnHead } from './find.ts'
import type { FormRow } from './form-rows.ts'
import { returnTotals } from './overview.ts'
import type { Numbers } from './rules/control-sums.ts'
import { returnPaper, type FormWords, type PrintedRow } from './sheets/return-paper.ts'
import type { PeriodCode } from './tables.ts'

/** The forms of a school's return as they are printed; before it is handed in they say so. */
export async function returnPapers(
  ctx: Context,
  at: { unit: string; academic_year: number; period: PeriodCode },
  words: FormWords,
): Promise<{ papers: Paper[]; school_id: number; name: string }> {
  const { head, period, forms } = await returnAt(ctx, at)
  const above = await authorityOf(ctx, head.office_id)
  const papers = forms.map(({ form, rows }) =>
    returnPaper(
      {
        code: form.code,
        version: form.version,
        period: period.period,
        academic_year: period.academic_year,
        as_of: period.as_of,
        unit: head.name,
        authority: above,
        standing: standingOf(head, words, ctx.zone),
        signed:
          head.submitted_at && head.state !== 'draft' && head.state !== 'returned'
            ? { by: head.submitted_by ?? '', at: head.submitted_at }
            : null,
        rows: rows.map(({ row, value, reason }) => printedRow(row, value, reason)),
        zone: ctx.zone,
      },
      words,
    ),
  )
  return { papers, school_id: head.school_id, name: nameOf(head.name, period.period, period.academic_year, words) }
}

/** The sums of approved returns on the ministry's forms. */
export async function totalsPapers(
  ctx: Context,
  scope: { academic_year: number; period: PeriodCode; commune: string | null },
  words: FormWords,
): Promise<{ papers: Paper[]; name: string }> {
  const [totals, above] = await Promise.all([returnTotals(ctx, scope), authorityOf(ctx)])
  const unit = totals.commune_name ?? above
  const papers = totals.forms.map(({ form, rows }) =>
    returnPaper(
      {
        code: form.code,
        version: form.version,
        period: scope.period,
        academic_year: scope.academic_year,
        as_of: totals.period.as_of,
        unit,
        authority: totals.commune_name ? above : words('reporting.paper_ministry'),
        standing: words('reporting.approved_of', { approved: totals.approved, schools: totals.schools }),
        signed: null,
        rows: rows.map(({ row, value }) => printedRow(row, value, null)),
        zone: ctx.zone,
      },
      words,
    ),
  )
  return { papers, name: nameOf(unit, scope.period, scope.academic_year, words) }
}

const nameOf = (unit: string, period: PeriodCode, year: number, words: FormWords) =>
  words('reporting.file_name', { unit, period, year: formatAcademicYear(year) })

const printedRow = (
  { section, words, values, indent }: FormRow,
  figures: Numbers | null,
  reason: string | null,
): PrintedRow => ({
  section,
  words,
  values,
  indent,
  figures: figures && {
    total: figures.total,
    female: figures.female,
    minority: figures.minority,
    female_minority: figures.female_minority,
  },
  reason,
})

function standingOf({ state, approved_at }: ReturnHead, words: FormWords, zone: string): string {
  const standing = words(`reporting.state.${state}`)
  return approved_at ? `${standing} ${formatDay(dayOf(approved_at, zone))}` : standing
}

/** An office by its full name; without one the department. */
async function authorityOf({ db }: Context, unit_id: number | null = null): Promise<string> {
  const { rows } = await sql<{ name: string }>`/* reporting.authority */
    select name from unit where id = ${unit_id} or (${unit_id}::integer is null and kind = 'department' and closed_on is null) order by id limit 1`.execute(
    db,
  )
  return rows[0]?.name ?? ''
}

/** For whom a yearbook is made: the unit of the person who takes it out. */
export const ownUnitName = (ctx: Context): Promise<string> =>
  authorityOf(ctx, ctx.posts.find(({ unit_id }) => unit_id !== null)?.unit_id ?? null)
