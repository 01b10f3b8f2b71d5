import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'

/** One value that a change altered. */
export interface FieldChange {
  table: string
  field: string
  before: string | null
  after: string | null
}

/** One change of a pupil's record, enrollment or guardians: who, when, why, and each value before and after. */
export interface RecordChange {
  change_id: string
  verb: string
  at: Date
  by: string | null
  role: string | null
  reason: string | null
  fields: FieldChange[]
}

/** Columns that say nothing to a reader: keys, and what follows from another column. */
const silent = new Set([
  'school_id',
  'id',
  'student_id',
  'person_id',
  'child_id',
  'search_name',
  'rest_name',
  'given_name',
])

/** The history of a record, newest first; for those who may change it. */
export async function recordHistory(
  ctx: Context,
  key: { school_id: number; student_id: string },
): Promise<RecordChange[]> {
  const { rows } = await sql<
    Omit<RecordChange, 'fields'> & {
      rows: { table: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null }[]
    }
  >`/* students.history */
    select c.id as change_id, c.verb, c.at, a.display_name as by, c.role, c.reason,
      json_agg(json_build_object('table', r.table_name, 'before', r.before, 'after', r.after) order by r.position) as rows
    from student st
    join change_row r on trail_records(r.table_name, coalesce(r.after, r.before)) @> array[${key.student_id}::text] and r.table_name in ('student', 'enrollment', 'guardianship')
      and (coalesce(r.after, r.before) ->> case when r.table_name = 'student' then 'id' else 'student_id' end) = st.id::text and r.school_id = st.school_id
    join change c on c.academic_year = r.academic_year and c.id = r.change_id
    left join account a on a.id = c.account_id
    where st.school_id = ${key.school_id} and st.id = ${key.student_id} and ${allowed(ctx.ability, 'update', 'Student', 'st')}
    group by c.academic_year, c.id, a.display_name order by c.at desc, c.id desc limit 100`.execute(ctx.db)
  const changes = rows.map(({ rows: changed, ...change }) => ({
    ...change,
    fields: changed.flatMap(({ table, before, after }) => fieldsOf(table, before, after)),
  }))
  return nameClasses(ctx, key.school_id, changes)
}

/** Classes stand in the trail by their numbers; a reader wants their names. */
async function nameClasses(ctx: Context, school_id: number, changes: RecordChange[]): Promise<RecordChange[]> {
  const classes = changes.flatMap(({ fields }) => fields).filter(({ field }) => field === 'class_id')
  if (classes.length === 0) return changes
  const ids = classes.flatMap(({ before, after }) => [before, after]).filter((id) => id !== null)
  const { rows } = await sql<{ id: number; name: string }>`/* students.history_classes */
    select id, name from class where school_id = ${school_id} and id = any(${ids}::integer[])`.execute(ctx.db)
  const names = new Map(rows.map(({ id, name }) => [String(id), name]))
  for (const field of classes) {
    field.before = field.before && (names.get(field.before) ?? field.before)
    field.after = field.after && (names.get(field.after) ?? field.after)
  }
  return changes
}

function fieldsOf(
  table: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): FieldChange[] {
  return Object.keys({ ...before, ...after })
    .filter((field) => !silent.has(field))
    .map((field) => ({ table, field, before: textOf(before?.[field]), after: textOf(after?.[field]) }))
    .filter((change) => change.before !== change.after)
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? value.join(', ') || null : String(value)
}
