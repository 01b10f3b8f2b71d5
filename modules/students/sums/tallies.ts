import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { BookState } from '../gradebook/tables.ts'
import { allSubjects, everyone } from './books-anew.ts'
import { inScope, joinedClass, keyOf, ofSex, summed, type SumsScope } from './scope.ts'

/** What is asked of the books: which marks, of which subject, in which states a book is counted. */
export interface TallyQuestion {
  kind: 'regular' | 'midterm' | 'final' | 'average'
  /** A subject by its code; null is all of them together. */
  subject: string | null
  states: readonly BookState[]
}

/** The books of one row of figures in one year. */
export interface TallySum {
  key: string
  name: string
  /** All rows of the year together. */
  whole: boolean
  academic_year: number
  schools: number
  /** Schools all of whose books are counted. */
  complete_schools: number
  books: number
  counted_books: number
  /** Marks of the counted books, those from 5,0, and their sum in tenths. */
  marks: number
  from_five: number
  total: number
  /** Marks entered and due in all books, whatever their state: progress, never averages. */
  entered: number
  due: number
}

/**
 * Marks of counted books and the progress of all, whatever their state; one statement for any breakdown, two years at once.
 * From the schools' sums, and from the books' own where classes are asked for or the person reads some books alone.
 */
export const tallySums = (ctx: Context, scope: SumsScope, question: TallyQuestion): Promise<TallySum[]> =>
  scope.by === 'class' || !ctx.ability.can('read', 'MarkSum')
    ? sumsOfBooks(ctx, scope, question)
    : sumsOfSchools(ctx, scope, question)

const counts = {
  counts: ['books', 'counted_books', 'marks', 'from_five', 'total', 'entered', 'due'],
  complete: sql`s.counted_books = s.books`,
}

const columns = {
  regular: { entered: 'regular_entered', due: 'regular_due', marks: null },
  midterm: { entered: 'midterm_entered', due: 'due', marks: 'midterm' },
  final: { entered: 'final_entered', due: 'due', marks: 'final' },
  average: { entered: 'complete', due: 'due', marks: 'average' },
} as const

async function sumsOfSchools({ db, ability }: Context, scope: SumsScope, { kind, subject, states }: TallyQuestion) {
  const { entered, due, marks } = columns[kind]
  const ofMarks = (what: string) => (marks ? sql.ref(`t.${marks}_${what}`) : sql`0`)
  const counted = sql`filter (where t.state = any(${states}::text[]))`
  const parts = sql`
      select ${keyOf(scope.by)} as key, t.academic_year, t.school_id, sum(t.books) as books, coalesce(sum(t.books) ${counted}, 0) as counted_books,
        coalesce(sum(${ofMarks('marks')}) ${counted}, 0) as marks, coalesce(sum(${ofMarks('from_five')}) ${counted}, 0) as from_five,
        coalesce(sum(${ofMarks('total')}) ${counted}, 0) as total, sum(${sql.ref(`t.${entered}`)}) as entered, sum(${sql.ref(`t.${due}`)}) as due
      from school_mark_sum t join unit u on u.id = t.school_id
      where ${inScope(scope)} and ${allowed(ability, 'read', 'MarkSum', 't')} and ${ofSex(scope, everyone)}
        and ${ofSubject(scope, subject)}
      group by 1, t.academic_year, t.school_id`
  const { rows } = await sql<TallySum>`/** sums.books */ ${summed(scope, parts, counts)}`.execute(db)
  return rows
}

/** One subject; all of them as one row, or each by itself where figures are broken down by subject. */
function ofSubject({ by }: SumsScope, subject: string | null) {
  if (subject !== null) return sql`t.subject_id = (select b.id from subject b where b.code = ${subject})`
  return by === 'subject' ? sql`t.subject_id <> ${allSubjects}` : sql`t.subject_id = ${allSubjects}`
}

async function sumsOfBooks(
  { db, ability }: Context,
  scope: SumsScope,
  { kind, subject, states }: TallyQuestion,
): Promise<TallySum[]> {
  const parts = sql`
      select b.key, b.academic_year, b.school_id, count(*) as books, count(*) filter (where b.counted) as counted_books,
        coalesce(sum(b.marks), 0) as marks, coalesce(sum(b.from_five), 0) as from_five, coalesce(sum(b.total), 0) as total,
        sum(b.entered) as entered, sum(b.due) as due
      from (
        select ${keyOf(scope.by)} as key, t.academic_year, t.school_id, t.section_id,
          bool_and(t.state = any(${states}::text[])) as counted, sum(m.marks) as marks, sum(m.from_five) as from_five, sum(m.total) as total,
          sum(case ${kind}::text when 'regular' then (select coalesce(sum(least(n, t.pupils - t.exempt)), 0) from unnest(t.regular_entered[1:t.regular_due]) n)
            when 'midterm' then t.midterm_entered when 'final' then t.final_entered else t.complete end) as entered,
          sum((t.pupils - t.exempt) * case ${kind}::text when 'regular' then t.regular_due else 1 end) as due
        from section_tally t join unit u on u.id = t.school_id
        ${joinedClass(scope.by)}
        left join lateral (
          select sum(n) as marks, sum(n) filter (where place > 50) as from_five, sum(n * (place - 1)) as total
          from unnest(case ${kind}::text when 'midterm' then t.midterms when 'final' then t.finals when 'average' then t.averages end)
            with ordinality as a(n, place) where n > 0) m on t.state = any(${states}::text[])
        where ${inScope(scope)} and ${allowed(ability, 'read', 'SectionTally', 't')}
          and (${scope.sex}::smallint is null or t.sex = ${scope.sex}) and (${subject}::text is null or t.subject_id = (select b.id from subject b where b.code = ${subject}))
        group by 1, t.academic_year, t.school_id, t.section_id) b
      group by b.key, b.academic_year, b.school_id`
  const { rows } = await sql<TallySum>`/** sums.tallies */ ${summed(scope, parts, counts)}`.execute(db)
  return rows
}
