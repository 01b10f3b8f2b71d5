import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import { ruleVersion } from '../rules/schemes.ts'
import { computedScheme, type PupilResult } from './compute.ts'
import type { LoadedClass } from './load.ts'

/**
 * Writes down the results of a class as approved, with the version of the rules. What the summer brought stays as it was
 * entered. One statement; the sums follow by themselves.
 */
export async function writeSnapshot(
  ctx: Changing,
  loaded: LoadedClass,
  term: 0 | 1 | 2,
  results: readonly PupilResult[],
): Promise<void> {
  const present = results.filter(({ pupil }) => !pupil.left_on)
  if (present.length === 0) return
  if (term === 0) await writeYear(ctx, loaded, present)
  else await writeTerm(ctx, loaded, term, present)
}

const base = ({ school_id, academic_year, class_id }: LoadedClass, { pupil }: PupilResult) => ({
  school_id,
  academic_year,
  class_id,
  student_id: pupil.student_id,
  person_id: pupil.person_id,
  rule_version: ruleVersion(computedScheme),
})

async function writeTerm(
  { db, now }: Changing,
  loaded: LoadedClass,
  term: 1 | 2,
  results: readonly PupilResult[],
): Promise<void> {
  const rows = results.map((result) => ({
    ...base(loaded, result),
    term,
    raw_level: result.learning.rawLevel,
    level: result.learning.finalLevel,
    adjusted_subject_id: result.learning.adjustedBecauseOf,
    missing: result.learning.missing,
    computed_at: now,
  }))
  await sql`/* results.write_term */
    insert into term_result select * from jsonb_populate_recordset(null::term_result, ${JSON.stringify(rows)}::jsonb)
    on conflict (school_id, academic_year, student_id, term) do update set class_id = excluded.class_id, raw_level = excluded.raw_level,
      level = excluded.level, adjusted_subject_id = excluded.adjusted_subject_id, missing = excluded.missing,
      rule_version = excluded.rule_version, computed_at = excluded.computed_at`.execute(db)
}

async function writeYear({ db, now }: Changing, loaded: LoadedClass, results: readonly PupilResult[]): Promise<void> {
  const subjects = results.flatMap((result) =>
    result.subjects.map((subject) => ({
      ...base(loaded, result),
      subject_id: subject.subject_id,
      section_id: subject.section_id,
      assessment: subject.assessment,
      average: subject.result.average,
      passed: subject.result.passed,
      exempt: subject.result.status === 'exempt',
    })),
  )
  const years = results.map((result) => ({ ...base(loaded, result), ...yearOf(result), computed_at: now }))
  await sql`/* results.write_year */
    with subjects as (
      insert into subject_year_result select * from jsonb_populate_recordset(null::subject_year_result, ${JSON.stringify(subjects)}::jsonb)
      on conflict (school_id, academic_year, student_id, subject_id) do update set section_id = excluded.section_id, class_id = excluded.class_id,
        assessment = excluded.assessment, average = excluded.average, passed = excluded.passed, exempt = excluded.exempt, rule_version = excluded.rule_version
      where (subject_year_result.section_id, subject_year_result.class_id, subject_year_result.assessment, subject_year_result.average, subject_year_result.passed,
        subject_year_result.exempt, subject_year_result.rule_version) is distinct from (excluded.section_id, excluded.class_id, excluded.assessment, excluded.average,
        excluded.passed, excluded.exempt, excluded.rule_version))
    insert into year_result select * from jsonb_populate_recordset(null::year_result, ${JSON.stringify(years)}::jsonb)
    on conflict (school_id, academic_year, student_id) do update set class_id = excluded.class_id, raw_level = excluded.raw_level, level = excluded.level,
      adjusted_subject_id = excluded.adjusted_subject_id, conduct = excluded.conduct, absences = excluded.absences, level_after = excluded.level_after,
      outcome = excluded.outcome, title = excluded.title, missing = excluded.missing, rule_version = excluded.rule_version, computed_at = excluded.computed_at`.execute(
    db,
  )
}

/** The year of a pupil as stored: the first levels beside those after the summer, and the outcome that holds. */
function yearOf({ pupil, learning, conduct, year }: PupilResult) {
  return {
    raw_level: learning.rawLevel,
    level: learning.finalLevel,
    adjusted_subject_id: learning.adjustedBecauseOf,
    conduct: conduct.level,
    absences: pupil.excused + pupil.unexcused,
    level_after: year?.after?.reassessment.learning.finalLevel ?? null,
    conduct_after: pupil.stored?.conduct_after ?? null,
    outcome: outcomeOf({ year }),
    outcome_reason: pupil.stored?.outcome_reason ?? null,
    title: year?.title.title ?? null,
    missing: learning.missing,
  }
}

/** The outcome that holds: after the summer where the summer brought something. */
export const outcomeOf = ({ year }: Pick<PupilResult, 'year'>) =>
  year?.after?.outcome ?? year?.promotion.outcome ?? null
