import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { bookRows, type BookKey } from './book.ts'
import { divideHalfUp } from './rules/rounding.ts'
import type { BookPlace } from './address.ts'
import type { BookState } from './tables.ts'

/** A section that the person teaches, with what is entered in one term. */
export interface TaughtSection extends BookKey, BookPlace {
  state: BookState
  /** Pupils who are to be assessed: on the roster and not exempt. */
  pupils: number
  regular_due: number
  /** Marks entered per column, in the order of the grid: regular, midterm, final. */
  entered: number[]
  complete: number
  /** The last day of entry where the school has set one, by column in the same order. */
  closes_on: (string | null)[]
  /** The day of each assessment that has one, in the same order. */
  held_on: (string | null)[]
  /** Columns that are locked by themselves, in the same order. */
  locked: boolean[]
  /** The mean of the midterm marks entered so far, in tenths; null in a comment subject or without any. */
  midterm_mean: number | null
}

interface Found extends BookKey, BookPlace {
  state: BookState
  roster: number
  pupils: number | null
  regular_due: number
  regular_entered: number[] | null
  midterm_entered: number
  final_entered: number
  complete: number
  midterms: number[] | null
  windows: { kind: 'regular' | 'midterm' | 'final' | null; closes_on: string }[]
  columns: { kind: 'regular' | 'midterm' | 'final'; position: number; held_on: string | null; locked: boolean }[]
}

/** The sections that the person teaches today, in one term: the one that runs unless another is named. One statement. */
export async function mySections(
  ctx: Context,
  named?: { academic_year: number; term: 1 | 2 },
): Promise<TaughtSection[]> {
  const mine = ctx.posts.flatMap((post) => (post.role === 'subject_teacher' ? post.section_ids : []))
  if (mine.length === 0) return []
  const running = sql`(select academic_year, term from term where starts_on <= ${ctx.today}::date order by starts_on desc limit 1)`
  const term = named
    ? sql`(select ${named.academic_year}::smallint as academic_year, ${named.term}::smallint as term)`
    : running
  const { rows } = await sql<Found>`/* gradebook.my_sections */
    select g.school_id, g.academic_year, g.section_id, t.term, u.slug as unit_slug, u.short_name as unit_name,
      coalesce(c.slug, 'k' || g.grade) as class_slug, coalesce(c.name, g.name) as class_name, s.slug as subject_slug, b.name as subject_name,
      coalesce(k.state, 'open') as state, g.regular_due,
      (select count(*)::integer from enrollment e where e.school_id = g.school_id and e.academic_year = g.academic_year
        and e.class_id = g.class_id and e.status = 'studying') as roster,
      y.pupils, y.regular_entered, coalesce(y.midterm_entered, 0) as midterm_entered, coalesce(y.final_entered, 0) as final_entered,
      coalesce(y.complete, 0) as complete, y.midterms,
      coalesce((select json_agg(json_build_object('kind', a.kind, 'position', a.position, 'held_on', a.held_on, 'locked', a.locked_at is not null))
        from assessment_column a where a.school_id = g.school_id and a.academic_year = g.academic_year and a.section_id = g.section_id
          and a.term = t.term), '[]') as columns,
      coalesce((select json_agg(json_build_object('kind', w.kind, 'closes_on', w.closes_on)) from entry_window w
        where w.school_id = g.school_id and w.academic_year = g.academic_year and w.term = t.term
          and coalesce(w.grade, g.grade) = g.grade and coalesce(w.subject_id, g.subject_id) = g.subject_id), '[]') as windows
    from ${bookRows} g
    join ${term} t on t.academic_year = g.academic_year
    join unit u on u.id = g.school_id
    join section s on s.school_id = g.school_id and s.id = g.section_id
    join subject b on b.id = g.subject_id
    left join class c on c.school_id = g.school_id and c.id = g.class_id
    left join gradebook k on k.school_id = g.school_id and k.academic_year = g.academic_year and k.section_id = g.section_id and k.term = t.term
    left join lateral (
      select sum(pupils - exempt)::integer as pupils, sum(midterm_entered)::integer as midterm_entered,
        sum(final_entered)::integer as final_entered, sum(complete)::integer as complete,
        (select array_agg(n order by position) from (
          select position, sum(value)::integer as n from section_tally st, unnest(st.regular_entered) with ordinality r(value, position)
          where st.school_id = g.school_id and st.academic_year = g.academic_year and st.section_id = g.section_id and st.term = t.term
          group by position) per) as regular_entered,
        (select array_agg(n order by position) from (
          select position, sum(value)::integer as n from section_tally st, unnest(st.midterms) with ordinality m(value, position)
          where st.school_id = g.school_id and st.academic_year = g.academic_year and st.section_id = g.section_id and st.term = t.term
          group by position) per) as midterms
      from section_tally st
      where st.school_id = g.school_id and st.academic_year = g.academic_year and st.section_id = g.section_id and st.term = t.term
    ) y on true
    where g.section_id = any(${mine}::uuid[]) and ${allowed(ctx.ability, 'read', 'Gradebook', 'g')}
    order by b.position, g.grade, c.name collate "vi-VN-x-icu"`.execute(ctx.db)
  return rows.map((row) => {
    const { roster, pupils, regular_entered, midterm_entered, final_entered, midterms, windows, columns, ...section } =
      row
    const regular = Array.from({ length: section.regular_due }, (_, index) => regular_entered?.[index] ?? 0)
    const closes = (kind: 'regular' | 'midterm' | 'final') =>
      windows.find((it) => it.kind === kind)?.closes_on ?? windows.find((it) => it.kind === null)?.closes_on ?? null
    const inOrder = [
      ...regular.map((_, index) => columns.find((it) => it.kind === 'regular' && it.position === index + 1)),
      columns.find((it) => it.kind === 'midterm'),
      columns.find((it) => it.kind === 'final'),
    ]
    return {
      ...section,
      pupils: pupils ?? roster,
      entered: [...regular, midterm_entered, final_entered],
      closes_on: [...regular.map(() => closes('regular')), closes('midterm'), closes('final')],
      held_on: inOrder.map((column) => column?.held_on ?? null),
      locked: inOrder.map((column) => column?.locked ?? false),
      midterm_mean: midterms && meanOf(midterms),
    }
  })
}

/** The mean of counts per tenth, in tenths. */
function meanOf(counts: readonly number[]): number | null {
  const [marks, sum] = counts.reduce(([n, total], count, tenth) => [n + count, total + count * tenth], [0, 0])
  return marks ? divideHalfUp(sum, marks) : null
}
