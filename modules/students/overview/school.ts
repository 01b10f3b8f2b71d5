import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { AssessmentKind } from '../gradebook/tables.ts'
import { booksOfSchool, type BookProgress } from '../gradebook/life/overview.ts'
import { classMarks, type ClassMarks, type SchoolTerm } from '../sums/school.ts'
import { lateChanges } from './late-changes.ts'
import { oftenAbsent, type OftenAbsent } from './often-absent.ts'
import { oddAverages, type OddAverage } from './rules/odd-average.ts'

/** A book that lacks many marks of a kind. */
export interface BehindBook {
  book: BookProgress
  entered: number
  due: number
}

/** Books that lack marks of a kind whose last day is near or over. */
export interface BehindKind {
  kind: AssessmentKind
  closes_on: string
  /** Books that lack a tenth or more. */
  books: BehindBook[]
  /** Books that lack single marks, and how many. */
  single_books: number
  single_marks: number
}

/** Changes after locking, in a sentence. */
export interface LateChangeSummary {
  changes: number
  /** How many of them one person made. */
  by_one: number
  /** Where most of them are, and why. */
  class_name: string
  subject: string
  subject_en: string
  reason: string | null
}

/** A number of a school with the same of the year before. */
export interface Compared {
  now: number
  before: number | null
}

/** What a principal should look at in a term: exceptions first, then numbers. */
export interface SchoolToday extends SchoolTerm {
  school_id: number
  behind: BehindKind[]
  odd: OddAverage<ClassMarks>[]
  late_changes: LateChangeSummary | null
  often_absent: OftenAbsent[]
  /** Classes whose results wait for approval. */
  submitted_classes: { term: number; class_name: string; class_slug: string; submitted_at: string | null }[]
  submitted_books: number
  checked_books: number
  pupils: Compared
  entered: { done: number; due: number }
  /** The last whole month of lessons, by its first day, with its absences. */
  month: string
  absences: Compared
}

/** From here on a last day is near, in days. */
const near = 7
const manyMissing = 0.1

/** The exceptions and the numbers of a school in a term, as far as one may read them. */
export async function schoolToday(ctx: Context, place: SchoolTerm): Promise<SchoolToday> {
  const books = await booksOfSchool(ctx, place)
  const { school_id } = books
  const year = { school_ids: [school_id], academic_year: place.academic_year }
  const month = monthBefore(ctx.today)
  const [marks, changes, absent, classes, pupils, absences] = await Promise.all([
    classMarks(ctx, place, 'midterm'),
    lateChanges(ctx, { ...place, since: null }),
    oftenAbsent(ctx, year),
    submittedClasses(ctx, school_id, place.academic_year),
    pupilsOf(ctx, school_id, place.academic_year),
    absencesOfMonth(ctx, school_id, month),
  ])
  const midterm = books.books.map((book) => book.kinds.find(({ kind }) => kind === 'midterm')!)
  return {
    ...place,
    school_id,
    behind: (['regular', 'midterm', 'final'] as const).flatMap((kind) => behindIn(books.books, kind, ctx.today)),
    odd: oddAverages(marks).slice(0, 5),
    late_changes: summaryOf(changes),
    often_absent: absent,
    submitted_classes: classes,
    submitted_books: books.books.filter((book) => book.state === 'submitted').length,
    checked_books: books.books.filter((book) => book.state === 'checked').length,
    pupils,
    entered: {
      done: midterm.reduce((sum, { entered, due }) => sum + Math.min(entered, due), 0),
      due: midterm.reduce((sum, { due }) => sum + due, 0),
    },
    month,
    absences,
  }
}

function behindIn(books: readonly BookProgress[], kind: AssessmentKind, today: string): BehindKind[] {
  const pressed = books.flatMap((book) => {
    const progress = book.kinds.find((it) => it.kind === kind)!
    const { entered, due, closes_on, opens_on } = progress
    const pressing = daysBetween(today, closes_on) <= near && (opens_on === null || opens_on <= today)
    return pressing && entered < due && book.state === 'open' ? [{ book, entered, due, closes_on }] : []
  })
  if (pressed.length === 0) return []
  const many = pressed.filter(({ entered, due }) => due - entered >= due * manyMissing)
  const single = pressed.filter((one) => !many.includes(one))
  return [
    {
      kind,
      closes_on: pressed.map((one) => one.closes_on).toSorted()[0]!,
      books: many.toSorted((a, b) => a.entered / a.due - b.entered / b.due),
      single_books: single.length,
      single_marks: single.reduce((sum, { entered, due }) => sum + due - entered, 0),
    },
  ]
}

function summaryOf(changes: Awaited<ReturnType<typeof lateChanges>>): LateChangeSummary | null {
  const most = largest(Map.groupBy(changes, ({ class_name, subject }) => `${class_name} ${subject}`))
  if (!most?.[0]) return null
  const { class_name, subject, subject_en, reason } = most[0]
  const byOne = largest(Map.groupBy(changes, ({ by }) => by))?.length ?? 0
  return { changes: changes.length, by_one: byOne, class_name, subject, subject_en, reason }
}

const largest = <T>(groups: Map<string, T[]>): T[] | undefined =>
  [...groups.values()].toSorted((a, b) => b.length - a.length)[0]

async function submittedClasses({ db, ability }: Context, school_id: number, academic_year: number) {
  const { rows } = await sql<SchoolToday['submitted_classes'][number]>`/* overview.submitted */
    select k.term, c.name as class_name, c.slug as class_slug, k.submitted_at from class_approval k
    join class c on c.school_id = k.school_id and c.id = k.class_id
    where k.school_id = ${school_id} and k.academic_year = ${academic_year} and k.state = 'submitted'
      and ${allowed(ability, 'read', 'ClassApproval', 'k')}
    order by k.submitted_at, c.name`.execute(db)
  return rows
}

async function pupilsOf({ db, ability }: Context, school_id: number, academic_year: number): Promise<Compared> {
  const { rows } = await sql<Compared>`/* overview.pupils */
    select count(*) filter (where e.academic_year = ${academic_year})::integer as now,
      nullif(count(*) filter (where e.academic_year <> ${academic_year}), 0)::integer as before
    from enrollment e where e.school_id = ${school_id} and e.academic_year in (${academic_year}, ${academic_year - 1})
      and e.status in ('studying', 'completed') and ${allowed(ability, 'read', 'Enrollment', 'e')}`.execute(db)
  return rows[0]!
}

async function absencesOfMonth({ db, ability }: Context, school_id: number, month: string): Promise<Compared> {
  const { rows } = await sql<Compared>`/* overview.absences */
    select coalesce(sum(a.excused + a.unexcused) filter (where a.month = ${month}::date), 0)::integer as now,
      (sum(a.excused + a.unexcused) filter (where a.month <> ${month}::date))::integer as before
    from absence a where a.school_id = ${school_id} and a.month in (${month}::date, (${month}::date - interval '1 year')::date)
      and ${allowed(ability, 'read', 'Absence', 'a')}`.execute(db)
  return rows[0]!
}

/** The first day of the month before a day's. */
function monthBefore(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10)
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
