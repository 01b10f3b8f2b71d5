import { sql } from 'kysely'
import { allowed } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'
import { NotFound } from '../../platform/errors.ts'
import { factSums, tallySums, type FactSum, type SumsScope, type TallySum } from '../students/public.ts'
import type { Indicator, Measure } from './indicators.ts'
import { gradesOf, judgeQuestion, statesCounted, type Counting, type FigureQuestion } from './question.ts'

/** One unit's figure in a year and the one before. */
export interface FigureRow {
  /** A commune's code, a school's name in addresses, a grade, a class's name. */
  key: string
  name: string
  schools: number
  /** Schools of which everything is counted. */
  complete_schools: number
  /** How many pupils, marks or books the figure rests on; 0 means nothing is counted yet. */
  base: number
  base_before: number
  /** A share as 0…1, a mean in points, or a count; null while there is no base, or it is too small to tell. */
  now: number | null
  before: number | null
  /** Fewer than five stand behind it, and so it is withheld. */
  few: boolean
  /** The share of pupils or books that are counted. */
  counted: number
}

/** Where figures are counted; all null is everything within reach. */
export interface FigurePlace {
  commune: string | null
  commune_name: string | null
  school: string | null
  school_name: string | null
}

/** The figures that answer a question: the whole first, then its parts. */
export interface Figures {
  question: FigureQuestion
  measure: Measure
  place: FigurePlace
  whole: FigureRow
  rows: FigureRow[]
  at: Date
}

interface Part {
  key: string
  name: string
  year: number
  schools: number
  complete_schools: number
  base: number
  amount: number
  counted: number
  countable: number
}

/** Below this number of pupils or marks a share would tell of persons. */
const fewest = 5

/** Answers a question from the sums alone: no pupil's row is read, and one statement serves any number of schools. */
export async function figuresOf(ctx: Context, question: FigureQuestion): Promise<Figures> {
  const indicator = judgeQuestion(question)
  const own = ownSchool(ctx, question)
  const asked = { ...question, counting: own ? question.counting : withheld(question.counting) }
  const [parts, place] = await Promise.all([partsOf(ctx, indicator, asked), placeOf(ctx, question)])
  const year = question.academic_year
  const ofPersons = indicator.source.of === 'pupils' || indicator.source.of === 'marks'
  const how = {
    year,
    measure: indicator.measure,
    fewest: ofPersons && !own ? fewest : 0,
    compared: comparable(indicator),
  }
  if (parts.length === 0 && (question.school || question.commune)) throw new NotFound('Unit')
  const byKey = Map.groupBy(parts, ({ key }) => key)
  return {
    question: asked,
    measure: indicator.measure,
    place,
    whole: wholeOf(parts, question, how),
    rows: [...byKey].map(([key, years]) => rowOf(key, years, how)).filter((row) => row.schools > 0),
    at: ctx.now,
  }
}

/** Progress of a year that is over says nothing beside the progress of today. */
const comparable = ({ source }: Indicator): boolean => source.of !== 'progress' && source.of !== 'books'

/** Marks that are merely entered are averaged for nobody but the school itself; offices see them as progress alone. */
const withheld = (counting: Counting): Counting => (counting === 'all' ? 'submitted' : counting)

function ownSchool({ posts }: Context, { school }: FigureQuestion): boolean {
  const offices = posts.some(({ role }) => ['administrator', 'leader', 'officer', 'commune_officer'].includes(role))
  return school !== null && !offices
}

async function placeOf({ db, ability }: Context, { commune, school }: FigureQuestion): Promise<FigurePlace> {
  if (!commune && !school) return { commune, commune_name: null, school, school_name: null }
  const { rows } = await sql<FigurePlace>`/* statistics.place */
    select k.code as commune, k.name as commune_name, u.slug as school, u.short_name as school_name
    from (select ${school}::text as school, ${commune}::text as commune) a
    left join unit u on u.slug = a.school and ${allowed(ability, 'read', 'Unit', 'u')}
    left join commune k on k.code = coalesce(u.commune_code, a.commune) and k.valid_to is null
    limit 1`.execute(db)
  return rows[0]!
}

async function partsOf(ctx: Context, { source }: Indicator, question: FigureQuestion): Promise<Part[]> {
  const { academic_year, term, by, commune, school, sex, ethnicity, policy, subject } = question
  const grades = gradesOf(question)
  const scope: SumsScope = {
    academic_years: [academic_year, academic_year - 1],
    term,
    by,
    commune,
    school,
    grades,
    sex,
  }
  if (source.of === 'pupils') {
    const sums = await factSums(ctx, scope, { field: source.field, values: source.values, ethnicity, policy })
    return sums.map((sum) => pupilPart(sum, source.field === 'studying'))
  }
  const kind = source.of === 'books' ? 'midterm' : source.kind
  const sums = await tallySums(ctx, scope, { kind, subject, states: statesCounted[question.counting] })
  return sums.map((sum) => bookPart(sum, source))
}

/** Pupils who study are counted as they are; results only once they are approved. */
function pupilPart(sum: FactSum, studying: boolean): Part {
  const { key, name, academic_year: year, schools, complete_schools, pupils, approved, base, hits } = sum
  return studying
    ? {
        key,
        name,
        year,
        schools,
        complete_schools: schools,
        base: pupils,
        amount: pupils,
        counted: pupils,
        countable: pupils,
      }
    : { key, name, year, schools, complete_schools, base, amount: hits, counted: approved, countable: pupils }
}

function bookPart(sum: TallySum, source: Exclude<Indicator['source'], { of: 'pupils' }>): Part {
  const { key, name, academic_year: year, schools, complete_schools, books, counted_books } = sum
  const shared = { key, name, year, schools, complete_schools, counted: counted_books, countable: books }
  switch (source.of) {
    case 'marks':
      return { ...shared, base: sum.marks, amount: source.from === 'five' ? sum.from_five : sum.total / 10 }
    case 'progress':
      return { ...shared, base: sum.due, amount: sum.entered }
    case 'books':
      return { ...shared, base: books, amount: counted_books }
  }
}

interface How {
  year: number
  measure: Measure
  fewest: number
  compared: boolean
}

/** All parts together; the parts of one school, its grades and classes, are one school. */
function wholeOf(parts: readonly Part[], { by }: FigureQuestion, how: How): FigureRow {
  const whole = rowOf('', parts, how)
  if (by === 'commune' || by === 'school') return whole
  const complete = whole.schools > 0 && whole.schools === whole.complete_schools
  return { ...whole, schools: Math.min(1, whole.schools), complete_schools: complete ? 1 : 0 }
}

function rowOf(key: string, parts: readonly Part[], { year, measure, fewest: least, compared }: How): FigureRow {
  const now = totalOf(parts.filter((part) => part.year === year))
  const before = totalOf(parts.filter((part) => part.year === year - 1))
  const few = ({ base }: { base: number }) => measure !== 'count' && base > 0 && base < least
  return {
    key,
    name: parts[0]?.name ?? '',
    schools: now.schools,
    complete_schools: now.complete_schools,
    base: now.base,
    base_before: before.base,
    now: few(now) ? null : valueOf(now, measure),
    before: !compared || few(before) ? null : valueOf(before, measure),
    few: few(now),
    counted: now.countable > 0 ? now.counted / now.countable : 0,
  }
}

function totalOf(parts: readonly Part[]) {
  const total = { schools: 0, complete_schools: 0, base: 0, amount: 0, counted: 0, countable: 0 }
  for (const part of parts) for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += part[name]
  return total
}

function valueOf({ base, amount }: { base: number; amount: number }, measure: Measure): number | null {
  if (base === 0) return null
  return measure === 'count' ? amount : amount / base
}
