import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { encodeStudent } from '../keys.ts'
import { causeOf, type ChangeCause, type RecordImage } from './rules/change-cause.ts'

/** Records of one cause that changed since a moment. */
export interface ChangedRecords {
  cause: ChangeCause
  /** Pupils, or classes, each once. */
  records: number
  last_at: Date
  /** Those that the person may read, by name: the first few. */
  named: { key: string; name: string }[]
}

interface Line extends RecordImage {
  at: Date
}

const linesAtMost = 20_000
const namedAtMost = 12

/**
 * What changed in a school's records since a moment, as far as it bears on what was counted for a day: causes with how
 * many records each, and names where the person may read them. Reads the trail of the school from that moment alone.
 */
export async function changedSince(
  ctx: Context,
  at: { school_id: number; academic_year: number; as_of: LocalDate; since: Date },
): Promise<ChangedRecords[]> {
  const { school_id, academic_year, as_of, since } = at
  if (!may(ctx.ability, 'read', 'PupilFact', { school_id })) return []
  const { rows: lines } = await sql<Line>`/* sums.changed_since */
    select c.at, r.table_name as table, r.before, r.after from change c
    join change_row r on r.academic_year = c.academic_year and r.change_id = c.id
    where c.school_id = ${school_id} and c.at > ${since} and r.school_id = ${school_id}
      and r.table_name in ('student', 'enrollment', 'class', 'year_result', 'class_approval')
    order by c.at limit ${linesAtMost}`.execute(ctx.db)
  const found = lines.flatMap((line) => {
    const cause = causeOf(line, { academic_year, as_of })
    return cause ? [{ ...cause, at: line.at }] : []
  })
  const byCause = Map.groupBy(found, ({ cause }) => cause)
  const names = await namesOf(ctx, school_id, [...new Set(found.flatMap(({ student_id }) => student_id ?? []))])
  return [...byCause].map(([cause, ofCause]) => {
    const records = new Set(ofCause.map(({ student_id, class_id }) => student_id ?? class_id))
    const pupils = new Set(ofCause.flatMap(({ student_id }) => student_id ?? []))
    return {
      cause,
      records: records.size,
      last_at: ofCause.at(-1)!.at,
      named: [...pupils].flatMap((id) => names.get(id) ?? []).slice(0, namedAtMost),
    }
  })
}

async function namesOf({ db, ability }: Context, school_id: number, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; name: string }>`/* sums.changed_names */
    select st.id, st.full_name as name from student st
    where st.school_id = ${school_id} and st.id = any(${ids}::uuid[]) and ${allowed(ability, 'read', 'Student', 'st')}`.execute(
    db,
  )
  return new Map(rows.map(({ id, name }) => [id, { key: encodeStudent({ school_id, student_id: id }), name }] as const))
}
