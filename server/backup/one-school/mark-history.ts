import type { Client } from 'pg'
import { cellsBetween } from '../../../modules/students/public.ts'
import { loadTexts } from '../../texts.ts'
import { differs, was } from './compare.ts'

type Row = Parameters<typeof cellsBetween>[0]

interface Pair {
  before: Row
  after: Row
  assessment: 'scored' | 'comment'
  book_locked: boolean
  /** The columns of the book that are locked by themselves, and those that families see. */
  locked: string[]
  published: string[]
}

/** A cell that comes back, as a line of the history of marks. */
interface CellLine {
  academic_year: number
  section_id: string
  student_id: string
  person_id: string
  term: number
  column: string
  before: string | null
  after: string | null
  locked: boolean
  published: boolean
}

const linesAtOnce = 5_000

/**
 * The lines that the history of marks gets from putting rows of marks back, read before anything is written: a mark that
 * comes back under a lock, or one that a family has seen, is told as such.
 */
export async function markLines(live: Client, school_id: number): Promise<CellLine[]> {
  const columnsWith = (instant: string) => `array(
    select case a.kind when 'regular' then 'regular_' || a.position else a.kind end from assessment_column a
    where a.school_id = d.school_id and a.academic_year = d.academic_year and a.section_id = d.section_id and a.term = d.term and a.${instant} is not null)`
  const { rows } = await live.query<Pair>(
    `select to_jsonb(t) as before, to_jsonb(w) as after, coalesce(s.assessment, x.assessment) as assessment,
      coalesce(g.state = 'locked', false) as book_locked, ${columnsWith('locked_at')} as locked, ${columnsWith('published_at')} as published
    from ${differs('subject_result')} d
    left join subject_result t using (school_id, academic_year, student_id, section_id, term)
    left join ${was('subject_result')} w using (school_id, academic_year, student_id, section_id, term)
    left join section s on s.school_id = d.school_id and s.id = d.section_id
    left join ${was('section')} x on x.school_id = d.school_id and x.id = d.section_id
    left join gradebook g on g.school_id = d.school_id and g.academic_year = d.academic_year and g.section_id = d.section_id and g.term = d.term
    where d.school_id = $1`,
    [school_id],
  )
  return rows.flatMap((pair) => {
    const { academic_year, section_id, student_id, person_id, term } = (pair.after ?? pair.before)!
    return cellsBetween(pair.before, pair.after, pair.assessment).map(({ column, before, after }) => ({
      academic_year,
      section_id,
      student_id,
      person_id,
      term,
      column,
      before,
      after,
      locked: pair.book_locked || pair.locked.includes(column),
      published: pair.published.includes(column),
    }))
  })
}

/**
 * Adds the lines to the history of marks, under the change that is open. Books and families read there why, and that it was
 * the system; the name of the backup is for the trail.
 */
export async function addMarkLines(
  live: Client,
  change_id: string,
  reason: string,
  lines: readonly CellLine[],
): Promise<void> {
  const by = (await loadTexts())('vi', 'trail.nobody')
  for (let at = 0; at < lines.length; at += linesAtOnce)
    await live.query(
      `insert into mark_change (school_id, academic_year, section_id, student_id, person_id, term, "column", before, after, at, account_name,
        change_id, source, reason, locked, published)
      select c.school_id, l.academic_year, l.section_id, l.student_id, l.person_id, l.term, l."column", l.before, l.after, c.at, $4,
        c.id, 'restored', $3, l.locked, l.published
      from change c, jsonb_to_recordset($2::jsonb) l(academic_year smallint, section_id uuid, student_id uuid, person_id uuid, term smallint,
        "column" text, before text, after text, locked boolean, published boolean)
      where c.id = $1`,
      [change_id, JSON.stringify(lines.slice(at, at + linesAtOnce)), reason, by],
    )
}
