import DataLoader from 'dataloader'
import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'

/** What a person teaches or leads today, as far as the reader may see assignments. */
export interface Teaching {
  person_id: string
  school_slug: string
  kind: 'section' | 'homeroom'
  subject_id: number | null
  class_name: string
}

const loaders = new WeakMap<Context, DataLoader<string, Teaching[]>>()

/** What persons teach and lead today, all of a request at once: by subject, then class. */
export function teachingLoader(ctx: Context): DataLoader<string, Teaching[]> {
  const known = loaders.get(ctx)
  if (known) return known
  const loader = new DataLoader<string, Teaching[]>(async (persons) => {
    const { rows } = await sql<Teaching>`/* teachers.teaching */
      select a.person_id, u.slug as school_slug, a.kind, s.subject_id, coalesce(c.name, s.name) as class_name
      from assignment a join unit u on u.id = a.school_id
      left join section s on s.school_id = a.school_id and s.id = a.section_id
      left join class c on c.school_id = a.school_id and c.id = coalesce(a.class_id, s.class_id)
      where a.person_id = any(${persons}::uuid[]) and a.valid_from <= ${ctx.today}::date and (a.valid_to is null or a.valid_to >= ${ctx.today}::date)
        and ${allowed(ctx.ability, 'read', 'Assignment', 'a')}
      order by a.kind desc, s.subject_id, coalesce(c.grade, s.grade), length(coalesce(c.name, s.name)), coalesce(c.name, s.name)`.execute(
      ctx.db,
    )
    const own = Map.groupBy(rows, ({ person_id }) => person_id)
    return persons.map((person_id) => own.get(person_id) ?? [])
  })
  loaders.set(ctx, loader)
  return loader
}
