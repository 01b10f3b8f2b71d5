import { sql } from 'kysely'
import { allowed, may, visible, type SubjectName } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'
import { namesOf, recordIn, type Names, type TrailRecord } from './names.ts'
import { isSilent, subjectOf } from './tables-read.ts'

/** A value that a change altered: a name where the stored value is a key, else the value as it is stored. */
export interface TrailField {
  column: string
  before: string | null
  after: string | null
}

/** One row, or one mark, that a change wrote. */
export interface TrailLine {
  table: string
  act: 'added' | 'altered' | 'removed'
  record: TrailRecord | null
  /** What stands around the record: the subject and the class of a mark. */
  within: string | null
  fields: TrailField[]
  /** The reader may not see what was written. */
  hidden: boolean
}

type Image = Record<string, unknown>

interface StoredLine {
  change_id: string
  count: number
  table: string
  before: Image | null
  after: Image | null
}

interface StoredMark {
  change_id: string
  count: number
  school_id: number
  academic_year: number
  student_id: string
  section_id: string
  term: number
  column: string
  before: string | null
  after: string | null
}

/** The first lines of each change, with what of them the person may read, and how many there are. */
export async function readLines(
  ctx: Context,
  change_ids: readonly string[],
  each: number,
): Promise<Map<string, { lines: TrailLine[]; line_count: number }>> {
  if (change_ids.length === 0) return new Map()
  const [stored, marks] = await Promise.all([storedLines(ctx, change_ids, each), storedMarks(ctx, change_ids, each)])
  const images = [
    ...stored.flatMap(({ before, after }) => [before, after].filter((image) => image !== null)),
    ...marks.map(({ school_id, student_id, section_id }) => ({ school_id, student_id, section_id })),
  ]
  const names = await namesOf(ctx, images)
  const ofMarks = Map.groupBy(marks, ({ change_id }) => change_id)
  const ofRows = Map.groupBy(stored, ({ change_id }) => change_id)
  return new Map(
    change_ids.map((id) => {
      const [cells, rows] = [ofMarks.get(id) ?? [], ofRows.get(id) ?? []]
      const lines = [...cells.map((mark) => markLine(mark, names)), ...rows.map((row) => rowLine(ctx, row, names))]
      return [id, { lines: lines.slice(0, each), line_count: (cells[0]?.count ?? 0) + (rows[0]?.count ?? 0) }]
    }),
  )
}

async function storedLines({ db }: Context, ids: readonly string[], each: number): Promise<StoredLine[]> {
  const { rows } = await sql<StoredLine>`/* trail.lines */
    select c.id as change_id, n.count, r."table", r.before, r.after
    from change c, lateral (select count(*)::integer as count from change_row r where r.academic_year = c.academic_year and r.change_id = c.id) n,
      lateral (select r.table_name as "table", r.before, r.after, r.position from change_row r
        where r.academic_year = c.academic_year and r.change_id = c.id order by r.position limit ${each}) r
    where c.id = any(${ids}::uuid[]) order by c.id, r.position`.execute(db)
  return rows
}

async function storedMarks({ db, ability }: Context, ids: readonly string[], each: number): Promise<StoredMark[]> {
  // The instant of a mark is that of its change, by which the index of a school's marks finds it.
  const own = sql`mark_change m where m.school_id = c.school_id and m.at = c.at and m.change_id = c.id and ${allowed(ability, 'read', 'MarkChange', 'm')}`
  const { rows } = await sql<StoredMark>`/* trail.marks */
    select c.id as change_id, n.count, m.school_id, m.academic_year, m.student_id, m.section_id, m.term, m."column", m.before, m.after
    from change c, lateral (select count(*)::integer as count from ${own}) n,
      lateral (select m.* from ${own} order by m.section_id, m.student_id, m.position limit ${each}) m
    where c.id = any(${ids}::uuid[]) order by c.id, m.position`.execute(db)
  return rows
}

function markLine(mark: StoredMark, names: Names): TrailLine {
  const { school_id, academic_year, student_id, section_id, term, column, before, after } = mark
  const book = names.book(school_id, section_id, academic_year, term)
  return {
    table: 'mark',
    act: 'altered',
    record: names.student(student_id) ?? book,
    within: book?.name ?? null,
    fields: [{ column, before, after }],
    hidden: false,
  }
}

function rowLine({ ability }: Context, { table, before, after }: StoredLine, names: Names): TrailLine {
  const act = before === null ? 'added' : after === null ? 'removed' : 'altered'
  const subject = subjectOf(table)
  const shown = (image: Image | null): Image | null =>
    image && subject && may(ability, 'read', subject, image as never)
      ? (visible(ability, subject as SubjectName, image as never) as Image)
      : null
  const [was, is] = [shown(before), shown(after)]
  const hidden = (before !== null && was === null) || (after !== null && is === null)
  const record = recordIn(table, after ?? before ?? {}, names)
  const within = names.around(table, after ?? before ?? {}, record)
  return { table, act, record, within, fields: hidden ? [] : fieldsOf(table, was, is, names), hidden }
}

function fieldsOf(table: string, before: Image | null, after: Image | null, names: Names): TrailField[] {
  return Object.keys({ ...before, ...after })
    .filter((column) => !isSilent(table, column))
    .map((column) => ({
      column,
      before: names.value(column, before?.[column], before ?? {}),
      after: names.value(column, after?.[column], after ?? {}),
    }))
    .filter((field) => field.before !== field.after)
}
