import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { parseEntry } from '../gradebook/rules/mark.ts'
import { ruleVersion } from '../rules/schemes.ts'
import { needed } from './approve.ts'
import { computedScheme, resultsOf, type PupilResult } from './compute.ts'
import { approvalIn, loadClasses, type LoadedClass } from './load.ts'
import { reopenResults } from './reopen.ts'
import type { Level } from './tables.ts'

/** A pupil of a class in a year. */
export interface YearKey {
  school_id: number
  academic_year: number
  class_id: number
  student_id: string
}

/**
 * Records the result of a re-assessment after the summer beside the year's; both are kept and shown. Only subjects that
 * may be re-assessed take one; null removes it. The year stands open for approval again. Circular 22/2021, Điều 14.
 */
export function recordRetest(ctx: Context, key: YearKey, subject_id: number, value: string | null): Promise<void> {
  const { school_id, class_id } = key
  if (!may(ctx.ability, 'update', 'SubjectYearResult', { school_id, class_id })) throw new NotFound('SubjectYearResult')
  return decide(ctx, key, 'results.retest', null, async (open, { year, subjects }) => {
    const subject = subjects.find((it) => it.subject_id === subject_id)
    if (!subject) throw new NotFound('SubjectYearResult')
    if (value !== null && !year?.promotion.retestSubjects.includes(subject_id))
      throw new Invalid({ path: 'subject', message: 'results.no_retest', source: 'circular-22-2021/14' })
    const parsed = parseEntry(value ?? '', { kind: subject.assessment, tenthsWithoutComma: false })
    if (!parsed.ok)
      throw new Invalid({
        path: 'value',
        message: `gradebook.refused.${parsed.reason}`,
        values: { typed: value ?? '', suggestion: '' },
      })
    if (parsed.entry.kind !== 'value' && parsed.entry.kind !== 'empty')
      throw new Invalid({ path: 'value', message: 'missed.value_needed' })
    const found = parsed.entry.kind === 'value' ? parsed.entry.value : null
    const average = subject.assessment === 'scored' ? found : null
    const passed = subject.assessment === 'comment' && found !== null ? found === 1 : null
    const { numAffectedRows } = await sql`/* results.retest */
      update subject_year_result set reassessed_average = ${average}, reassessed_passed = ${passed}
      where school_id = ${school_id} and academic_year = ${key.academic_year} and student_id = ${key.student_id} and subject_id = ${subject_id}`.execute(
      open.db,
    )
    if (!numAffectedRows) throw new Invalid({ path: 'subject', message: 'results.year_first' })
  })
}

/** The principal's new assessment of conduct after the summer's training; it takes the place of the year's. Circular 22/2021, Điều 13(3). */
export function decideSummerConduct(ctx: Context, key: YearKey, level: Level | null, reason: string): Promise<void> {
  mayDecide(ctx, key)
  return decide(ctx, key, 'results.summer_conduct', needed(reason), async (open, { year }) => {
    const outcome = year?.promotion.outcome
    if (level !== null && outcome !== 'summer_training' && outcome !== 'reassessment_and_training')
      throw new Invalid({ path: 'level', message: 'results.no_training', source: 'circular-22-2021/13.1' })
    await upsertYear(open, key, sql`conduct_after`, sql`${level}::smallint`)
  })
}

/** The principal decides on a pupil with a disability, above the tests, with a reason; null withdraws it. Circular 22/2021, Điều 12(4). */
export function decideOutcome(
  ctx: Context,
  key: YearKey,
  outcome: 'promoted' | 'retained' | null,
  reason: string,
): Promise<void> {
  mayDecide(ctx, key)
  const why = needed(reason)
  return decide(ctx, key, 'results.decide_outcome', why, async (open, { pupil }, { grade }) => {
    if (!pupil.disability)
      throw new Invalid({ path: 'student', message: 'results.only_disability', source: 'circular-22-2021/12.4' })
    const completes = grade === 9 || grade === 12
    const stored = outcome === 'promoted' && completes ? 'completed' : outcome
    await upsertYear(open, key, sql`outcome`, sql`${stored}::text`)
    await sql`/* results.decided */
      update year_result set outcome_decided_by = ${outcome === null ? null : (open.account?.id ?? null)}::uuid, outcome_reason = ${outcome === null ? null : why}
      where school_id = ${key.school_id} and academic_year = ${key.academic_year} and student_id = ${key.student_id}`.execute(
      open.db,
    )
  })
}

function mayDecide({ ability }: Context, { school_id, class_id }: YearKey): void {
  if (!may(ability, 'decide', 'YearResult', { school_id, class_id })) throw new NotFound('YearResult')
}

async function decide(
  ctx: Context,
  key: YearKey,
  verb: string,
  reason: string | null,
  work: (ctx: Changing, result: PupilResult, loaded: LoadedClass) => Promise<void>,
): Promise<void> {
  const { school_id, academic_year, class_id, student_id } = key
  await change(ctx, verb, { school_id, reason }, async (open) => {
    const [loaded] = await loadClasses(open, 'read', { school_id, academic_year, class_ids: [class_id] }, [1, 2])
    const result = loaded && resultsOf(loaded, 0).find(({ pupil }) => pupil.student_id === student_id)
    if (!result || result.pupil.left_on) throw new NotFound('Student')
    await work(open, result, loaded)
    if (approvalIn(loaded.approvals, 0).state !== 'open')
      await reopenResults(open, { school_id, academic_year, term: 0 }, [class_id])
  })
}

async function upsertYear(
  { db }: Changing,
  { school_id, academic_year, class_id, student_id }: YearKey,
  column: ReturnType<typeof sql>,
  value: ReturnType<typeof sql>,
): Promise<void> {
  await sql`
    insert into year_result (school_id, academic_year, student_id, class_id, person_id, rule_version, ${column})
    select st.school_id, ${academic_year}::smallint, st.id, ${class_id}::integer, st.person_id, ${ruleVersion(computedScheme)}, ${value}
    from student st where st.school_id = ${school_id} and st.id = ${student_id}
    on conflict (school_id, academic_year, student_id) do update set ${column} = excluded.${column}`.execute(db)
}
