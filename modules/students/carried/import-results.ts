import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import type { Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { offerImport, type ImportPlace, type JudgedList } from '../../../platform/import-kinds.ts'
import { preview } from '../../../platform/preview.ts'
import type { ReadRow, ReadSheet } from '../../../platform/sheet-read.ts'
import type { Sheet, SheetRow, Value } from '../../../platform/sheet.ts'
import { curriculumOf } from '../../organisation/public.ts'
import { standingOf, type KnownPupil, type Standing } from '../records/import/load.ts'
import { identifying, judgeRow, type Judging, type Plan } from './judge.ts'
import { resultSheet, subjectKey } from './result-sheet.ts'
import type { CarriedResultRow } from './tables.ts'

offerImport({
  kind: 'last_results',
  position: 50,
  permitted: (ctx, { school_id }) => may(ctx.ability, 'import', 'Student', { school_id }),
  sheet: async (ctx, place) => resultSheet(await linesOf(ctx, place)),
  rows: async (ctx, place) => {
    const standing = await standingOf(ctx, place)
    const { carried, own } = await before(ctx, place)
    return standing.pupils
      .filter((pupil) => pupil.seat && !own.has(pupil.id))
      .map((pupil): SheetRow => ({ values: valuesOf(pupil, carried.get(pupil.id)) }))
  },
  judge,
})

/** The programme of last year in the grades from which this year's pupils come. */
async function linesOf(ctx: Context, { academic_year }: ImportPlace) {
  return curriculumOf(ctx, [6, 7, 8, 9, 10, 11, 12], academic_year - 1)
}

async function judge(ctx: Changing, place: ImportPlace, sheet: Sheet, read: ReadSheet): Promise<JudgedList> {
  const [standing, lines, { carried, own }] = await Promise.all([
    standingOf(ctx, place),
    linesOf(ctx, place),
    before(ctx, place),
  ])
  const judging: Judging = { sheet, read, standing, grades: gradesIn(standing), lines, carried, own, was: valuesOf }
  const rows = read.rows.map((row) => (isBlank(row) ? { ...row, violations: [] } : row))
  const plans = new Map<number, Plan>()
  const seen = new Map<string, number>()
  const judged = await preview(
    sheet,
    { ...read, rows },
    {
      judge: (row) => {
        if (isBlank(row)) return { kind: 'unchanged', label: String(row.values.full_name ?? '') }
        const { verdict, plan } = judgeRow(judging, row, seen)
        if (plan) plans.set(row.number, plan)
        return verdict
      },
    },
  )
  return {
    preview: judged,
    write: (rows) =>
      write(
        ctx,
        place,
        rows.flatMap(({ row }) => plans.get(row) ?? []),
      ),
  }
}

/** A row of the prefilled workbook in which nobody has filled anything. */
const isBlank = ({ values, violations }: ReadRow): boolean =>
  Object.entries(values).every(([key, value]) => identifying.has(key) || value === null) &&
  violations.every(({ key, value }) => !identifying.has(key) && value === '')

/** What stands of last year: results that were carried here, and pupils whose results follow from this school's own books. */
async function before({ db }: Context | Changing, { school_id, academic_year }: ImportPlace) {
  const { rows } = await sql<CarriedResultRow>`/* carried.of_year */
    select * from carried_result where school_id = ${school_id} and academic_year = ${academic_year - 1}`.execute(db)
  const { rows: own } = await sql<{ student_id: string }>`/* carried.own_results */
    select student_id from year_result where school_id = ${school_id} and academic_year = ${academic_year - 1}`.execute(
    db,
  )
  return {
    carried: new Map(rows.map((row) => [row.student_id, row])),
    own: new Set(own.map(({ student_id }) => student_id)),
  }
}

const gradesIn = ({ classes }: Standing) => new Map([...classes.values()].map((one) => [one.class_id, one.grade]))

/** A row as the sheet shows it. */
function valuesOf(pupil: KnownPupil, result: CarriedResultRow | undefined): Record<string, Value> {
  const subjects = (result?.subjects ?? []).map(({ subject_id, average, passed }) => [
    subjectKey(subject_id),
    average ?? (passed === null ? null : passed ? 'pass' : 'fail'),
  ])
  return {
    code: pupil.code,
    full_name: pupil.full_name,
    birth_date: pupil.birth_date,
    class: pupil.seat?.class_name ?? null,
    school: result?.school_name ?? null,
    last_class: result?.class_name ?? null,
    grade: result?.grade ?? null,
    level: result ? String(result.level) : null,
    conduct: result?.conduct ? String(result.conduct) : null,
    absences: result?.absences ?? null,
    outcome: result?.outcome ?? null,
    title: result?.title ?? null,
    ...Object.fromEntries(subjects),
  }
}

/** Writes the years, and says of this year's places whether the grade is repeated. */
async function write(ctx: Changing, place: ImportPlace, plans: readonly Plan[]): Promise<void> {
  if (plans.length === 0) return
  const rows = plans.map(({ pupil, result }) => ({ student_id: pupil.id, person_id: pupil.person_id, ...result }))
  await sql`/* carried.write */
    insert into carried_result (school_id, academic_year, student_id, person_id, grade, class_name, school_name, level, conduct, absences, outcome, title, subjects, source, recorded_by, recorded_at)
    select ${place.school_id}::integer, ${place.academic_year - 1}::smallint, r.student_id, r.person_id, r.grade, r.class_name, r.school_name, r.level, r.conduct, r.absences,
      r.outcome, r.title, r.subjects, 'file', ${ctx.account?.id ?? null}::uuid, ${ctx.now}::timestamptz
    from jsonb_populate_recordset(null::carried_result, ${JSON.stringify(rows)}::jsonb) r
    on conflict (school_id, academic_year, student_id) do update set grade = excluded.grade, class_name = excluded.class_name, school_name = excluded.school_name,
      level = excluded.level, conduct = excluded.conduct, absences = excluded.absences, outcome = excluded.outcome, title = excluded.title,
      subjects = excluded.subjects, source = excluded.source, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`.execute(
    ctx.db,
  )
  const repeating = plans.map(({ pupil, result }) => ({
    student_id: pupil.id,
    repeating: result.outcome === 'retained',
  }))
  await sql`/* carried.repeating */
    update enrollment e set repeating = r.repeating
    from jsonb_to_recordset(${JSON.stringify(repeating)}::jsonb) r(student_id uuid, repeating boolean)
    where e.school_id = ${place.school_id} and e.academic_year = ${place.academic_year} and e.student_id = r.student_id and e.repeating <> r.repeating`.execute(
    ctx.db,
  )
}
