import DataLoader from 'dataloader'
import { sql, type Selectable } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { decodeClass, encodeClass } from '../keys.ts'
import type { ClassRow, SubjectTable } from '../tables.ts'

type Subject = Selectable<SubjectTable>
const subjects = new WeakMap<Context, DataLoader<number, Subject>>()
const classes = new WeakMap<Context, DataLoader<string, ClassRow | null>>()

/** Loads subjects of a request by number. The list of subjects is open to all. */
export function subjectLoader(ctx: Context): DataLoader<number, Subject> {
  const known = subjects.get(ctx)
  if (known) return known
  const loader = new DataLoader<number, Subject>(async (ids) => {
    const { rows } = await sql<Subject>`/* subject.by_id */
      select id, code, name, name_en, short_name, position from subject where id = any(${ids}::smallint[])`.execute(
      ctx.db,
    )
    const byId = new Map(rows.map((subject) => [subject.id, subject]))
    return ids.map((id) => byId.get(id) ?? new Error(`no subject ${id}`))
  })
  subjects.set(ctx, loader)
  return loader
}

/** Loads classes of a request by opaque id, through the permission. */
export function classLoader(ctx: Context): DataLoader<string, ClassRow | null> {
  const known = classes.get(ctx)
  if (known) return known
  const loader = new DataLoader<string, ClassRow | null>(async (ids) => {
    const keys = ids.map(decodeClass)
    const { rows } = await sql<ClassRow>`/* class.by_id */
      select c.school_id, c.id, c.academic_year, c.grade, c.name, c.slug, c.campus_id, c.shift, c.specialised_subject_id, c.previous_class_id, c.closed_on
      from class c join unnest(${keys.map(({ school_id }) => school_id)}::integer[], ${keys.map(({ class_id }) => class_id)}::integer[]) k(school_id, class_id)
        on c.school_id = k.school_id and c.id = k.class_id
      where ${allowed(ctx.ability, 'read', 'Class', 'c')}`.execute(ctx.db)
    const byId = new Map(rows.map((row) => [encodeClass({ school_id: row.school_id, class_id: row.id }), row]))
    return ids.map((id) => byId.get(id) ?? null)
  })
  classes.set(ctx, loader)
  return loader
}
