import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { yearlyConduct } from './rules/yearly-conduct.ts'
import { classRows } from '../class-rows.ts'
import type { Level } from '../results/tables.ts'

/** A pupil's conduct in a term, with what the homeroom teacher looks at. */
export interface ConductRow {
  student_id: string
  number: number | null
  code: string
  rest_name: string
  given_name: string
  birth_date: string
  left_on: string | null
  level: Level | null
  grounds: string | null
  decided_by: string | null
  decided_at: string | null
  /** The other term's level, and the year that follows from both. */
  other_level: Level | null
  year_level: Level | null
  excused: number
  unexcused: number
}

/** The conduct of a class in a term. */
export interface ClassConduct {
  school_id: number
  academic_year: number
  term: 1 | 2
  class_id: number
  name: string
  /** Where the class's results stand; a change after approval needs a reason and takes the approval back. */
  approval: 'open' | 'submitted' | 'approved' | 'published'
  rows: ConductRow[]
}

/** The conduct of a class by its address, pupils by number. One statement; NotFound out of reach. */
export async function conductOfClass(
  ctx: Context,
  address: { unit: string; academic_year: number; term: 1 | 2; class: string },
): Promise<ClassConduct> {
  const { term } = address
  const { rows } = await sql<ClassConduct>`/* conduct.class */
    select k.school_id, k.academic_year, ${term}::integer as term, k.class_id, k.name,
      coalesce((select a.state from class_approval a where a.school_id = k.school_id and a.academic_year = k.academic_year and a.class_id = k.class_id and a.term = ${term}), 'open') as approval,
      coalesce((select json_agg(json_build_object('student_id', st.id, 'number', e.number, 'code', st.code, 'rest_name', st.rest_name, 'given_name', st.given_name,
          'birth_date', st.birth_date, 'left_on', case when e.status in ('studying', 'completed') then null else e.ends_on end,
          'level', c.level, 'grounds', c.grounds, 'decided_by', p.display_name, 'decided_at', c.decided_at, 'other_level', o.level,
          'excused', coalesce(b.excused, 0), 'unexcused', coalesce(b.unexcused, 0))
          order by e.number nulls last, st.given_name collate "vi-VN-x-icu", st.rest_name collate "vi-VN-x-icu", st.id)
        from (select distinct on (student_id) * from enrollment where school_id = k.school_id and class_id = k.class_id and academic_year = k.academic_year
          order by student_id, starts_on desc) e
        join student st on st.school_id = e.school_id and st.id = e.student_id
        left join conduct c on c.school_id = k.school_id and c.academic_year = k.academic_year and c.student_id = st.id and c.term = ${term}
        left join conduct o on o.school_id = k.school_id and o.academic_year = k.academic_year and o.student_id = st.id and o.term = 3 - ${term}
        left join account p on p.id = c.decided_by
        left join lateral (select sum(excused)::integer as excused, sum(unexcused)::integer as unexcused from absence
          where school_id = k.school_id and academic_year = k.academic_year and student_id = st.id) b on true
        where e.status <> 'moved_class'), '[]') as rows
    from ${classRows} k
    where k.school_slug = ${address.unit} and k.academic_year = ${address.academic_year} and k.slug = ${address.class}
      and ${allowed(ctx.ability, 'read', 'Conduct', 'k')}`.execute(ctx.db)
  const found = rows[0]
  if (!found) throw new NotFound('Conduct')
  return { ...found, rows: found.rows.map((row) => ({ ...row, year_level: yearOf(term, row) })) }
}

const yearOf = (term: 1 | 2, { level, other_level }: ConductRow): Level | null =>
  (term === 1 ? yearlyConduct(level, other_level) : yearlyConduct(other_level, level)).level
