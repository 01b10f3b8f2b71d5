import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { classRows } from '../class-rows.ts'
import {
  legacyPromotion,
  legacyTitle,
  type LegacyConduct,
  type LegacyLevel,
  type LegacyTitle,
} from '../results/rules/circular-58.ts'
import { ruleVersion, schemeOf } from '../rules/schemes.ts'
import type { OlderOutcome } from './tables.ts'

/** A pupil's result on the paper that is copied. */
export interface OlderLine {
  student_id: string
  average: number | null
  learning: LegacyLevel
  learning_after: LegacyLevel | null
  conduct: LegacyConduct
  conduct_after: LegacyConduct | null
  title: LegacyTitle | null
  outcome: OlderOutcome | null
  absences: number | null
  /** Subjects of the year; empty for a term. */
  subjects: readonly { subject_id: number; average: number | null; passed: boolean | null }[]
}

/** Where the rules of the circular would have said something else than the paper; the paper holds. */
export interface OlderDoubt {
  student_id: string
  what: 'title' | 'outcome'
  expected: string | null
}

/**
 * Copies the printed results of a class under a circular before 22/2021. The paper holds; where the circular's own rules
 * would have given another title or outcome it is answered as a doubt. A line that is there already is replaced only
 * with a reason. The class's results of the term stand approved. Circular 58/2011, Điều 13 to 18.
 */
export async function recordOlder(
  ctx: Context,
  key: { school_id: number; class_id: number },
  term: 0 | 1 | 2,
  { lines, source, reason }: { lines: readonly OlderLine[]; source: string; reason: string | null },
): Promise<{ recorded: number; doubts: OlderDoubt[] }> {
  const { school_id, class_id } = key
  if (!may(ctx.ability, 'create', 'OlderResult', { school_id, class_id })) throw new NotFound('Class')
  if (source.trim().length < 5 || source.trim().length > 500)
    throw new Invalid({ path: 'source', message: 'older.source_needed' })
  return change(ctx, 'results.record_older', { school_id, reason }, async ({ db, now, account }) => {
    const { rows: classes } = await sql<{ academic_year: number; grade: number; name: string }>`/* stored.class_of */
      select academic_year, grade, name from ${classRows} k where school_id = ${school_id} and class_id = ${class_id}`.execute(
      db,
    )
    const [found] = classes
    if (!found) throw new NotFound('Class')
    const { academic_year, grade } = found
    const scheme = schemeOf(academic_year, grade)
    if (scheme === null || scheme === 'circular-22-2021')
      throw new Invalid({ path: 'class', message: 'older.not_older', values: { name: found.name } })
    const ids = lines.map(({ student_id }) => student_id)
    const { rows: pupils } = await sql<{ student_id: string; person_id: string; recorded: boolean }>`/* stored.pupils */
      select distinct e.student_id, e.person_id, o.student_id is not null as recorded from enrollment e
      left join older_result o on o.school_id = e.school_id and o.academic_year = e.academic_year and o.student_id = e.student_id and o.term = ${term}
      where e.school_id = ${school_id} and e.academic_year = ${academic_year} and e.class_id = ${class_id} and e.student_id = any(${ids}::uuid[])`.execute(
      db,
    )
    if (lines.length === 0 || pupils.length !== lines.length) throw new NotFound('Student')
    if (!reason?.trim() && pupils.some(({ recorded }) => recorded))
      throw new Invalid({ path: 'reason', message: 'older.recorded_already' })
    const base = { school_id, academic_year, class_id, source: source.trim(), scheme }
    const rows = lines.map(({ subjects: _, ...line }) => ({
      ...base,
      ...line,
      term,
      person_id: pupils.find((it) => it.student_id === line.student_id)!.person_id,
      recorded_by: account?.id ?? null,
      recorded_at: now,
    }))
    await sql`/* stored.record */
      insert into older_result select * from jsonb_populate_recordset(null::older_result, ${JSON.stringify(rows)}::jsonb)
      on conflict (school_id, academic_year, student_id, term) do update set class_id = excluded.class_id, average = excluded.average, learning = excluded.learning,
        conduct = excluded.conduct, learning_after = excluded.learning_after, conduct_after = excluded.conduct_after, title = excluded.title, outcome = excluded.outcome,
        absences = excluded.absences, source = excluded.source, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`.execute(
      db,
    )
    const subjects = rows.flatMap(({ student_id, person_id }, index) =>
      lines[index]!.subjects.map(({ subject_id, average, passed }) => ({
        school_id,
        academic_year,
        class_id,
        student_id,
        person_id,
        subject_id,
        assessment: average === null ? 'comment' : 'scored',
        average,
        passed,
        exempt: false,
        rule_version: ruleVersion(scheme),
      })),
    )
    if (term === 0 && subjects.length > 0)
      await sql`/* stored.record_subjects */
        insert into subject_year_result select * from jsonb_populate_recordset(null::subject_year_result, ${JSON.stringify(subjects)}::jsonb)
        on conflict (school_id, academic_year, student_id, subject_id) do update set assessment = excluded.assessment, average = excluded.average, passed = excluded.passed`.execute(
        db,
      )
    await sql`/* stored.approved */
      insert into class_approval (school_id, academic_year, class_id, term, state, approved_at, approved_by)
      values (${school_id}, ${academic_year}, ${class_id}, ${term}, 'approved', ${now}, ${account?.id ?? null})
      on conflict (school_id, academic_year, class_id, term) do nothing`.execute(db)
    return { recorded: rows.length, doubts: lines.flatMap((line) => doubtsOf(line, term, grade)) }
  })
}

function doubtsOf(line: OlderLine, term: 0 | 1 | 2, grade: number): OlderDoubt[] {
  const { student_id, learning, conduct, title, outcome, absences } = line
  const doubts: OlderDoubt[] = []
  const expected = legacyTitle(conduct, learning)
  if (title !== expected) doubts.push({ student_id, what: 'title', expected })
  if (term !== 0 || outcome === null || line.learning_after !== null || line.conduct_after !== null) return doubts
  const rule = legacyPromotion({ conduct, learning, absences: absences ?? 0 })
  const follows = rule === 'promoted' && (grade === 9 || grade === 12) ? 'completed' : rule
  if (outcome !== follows) doubts.push({ student_id, what: 'outcome', expected: follows })
  return doubts
}
