import { sql } from 'kysely'
import { allowed } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'
import { NotFound } from '../../platform/errors.ts'
import {
  classSums,
  factSums,
  tallySums,
  type ClassSum,
  type FactSum,
  type SumsBy,
  type SumsScope,
  type TallySum,
} from '../students/public.ts'
import type { Indicator, Measure } from './indicators.ts'
import { gradesOf, judgeQuestion, statesCounted, type Counting, type FigureQuestion } from './question.ts'
import { fewest, isFew, withheldParts } from './withhold.ts'

/** One unit's figure in a year and the one before. */
export interface FigureRow {
  /** A commune's code, a school's or a class's name in addresses, a grade, or the code of what else it is broken down by. */
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
  /** Withheld: fewer than five stand behind it, or it would tell one behind which they do. */
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
  whole: boolean
  year: number
  schools: number
  complete_schools: number
  base: number
  amount: number
  counted: number
  countable: number
}

/** How many years a trend shows. */
const trendYears = 5

/** Answers a question from the sums alone: no pupil's row is read, and one statement serves any number of schools. */
export async function figuresOf(ctx: Context, question: FigureQuestion): Promise<Figures> {
  const indicator = judgeQuestion(question)
  const own = ownSchool(ctx, question)
  const asked = { ...question, counting: own ? question.counting : withheldCounting(question.counting) }
  const guarded = !own && (indicator.source.of === 'pupils' || indicator.source.of === 'marks')
  const [parts, place, others] = await Promise.all([
    partsOf(ctx, indicator, asked),
    placeOf(ctx, question),
    guarded && indicator.measure !== 'count' ? withoutOneFilter(ctx, indicator, asked) : [],
  ])
  if (parts.length === 0 && !(await isWithinReach(ctx, question))) throw new NotFound('Unit')
  const { measure } = indicator
  const how: How = { measure, compared: comparable(indicator), withheld: new Set() }
  if (guarded && measure !== 'count') how.withheld = withheldOf(parts, others, question.by, measure === 'mean' ? 10 : 1)
  const wholes = parts.filter(({ whole }) => whole)
  const byKey = Map.groupBy(
    parts.filter(({ whole }) => !whole),
    ({ key }) => key,
  )
  const year = question.academic_year
  const rows =
    question.by === 'year'
      ? wholes
          .filter(({ year: of }) => of > year - trendYears)
          .map((part) => rowOf({ key: String(part.year), name: String(part.year) }, wholes, part.year, how))
          .toSorted((a, b) => Number(a.key) - Number(b.key))
      : [...byKey].map(([key, years]) => rowOf({ key, name: years[0]?.name ?? '' }, years, year, how))
  return {
    question: asked,
    measure,
    place,
    whole: rowOf({ key: '', name: '' }, wholes, year, how),
    rows: rows.filter((row) => row.schools > 0 && !isWithoutMarks(row, indicator, question)),
    at: ctx.now,
  }
}

/** A subject that is assessed by comments: all of its books are counted, and no mark stands in them. */
const isWithoutMarks = ({ base, base_before, counted }: FigureRow, { source }: Indicator, { by }: FigureQuestion) =>
  by === 'subject' && source.of === 'marks' && base === 0 && base_before === 0 && counted === 1

/** Progress of a year that is over says nothing beside the progress of today. */
const comparable = ({ source }: Indicator): boolean => source.of !== 'progress' && source.of !== 'books'

/** Marks that are merely entered are averaged for nobody but the school itself; offices see them as progress alone. */
export const withheldCounting = (counting: Counting): Counting => (counting === 'all' ? 'submitted' : counting)

/** Whether somebody of a school asks for that school: nothing is withheld from it. */
export function ownSchool({ posts }: Context, { school }: { school: string | null }): boolean {
  const offices = posts.some(({ role }) => ['administrator', 'leader', 'officer', 'commune_officer'].includes(role))
  return school !== null && !offices
}

/** Where a question counts, by the names of its commune and school. */
export async function placeOf(
  { db, ability }: Context,
  { commune, school }: { commune: string | null; school: string | null },
): Promise<FigurePlace> {
  if (!commune && !school) return { commune, commune_name: null, school, school_name: null }
  const { rows } = await sql<FigurePlace>`/* statistics.place */
    select k.code as commune, k.name as commune_name, u.slug as school, u.short_name as school_name
    from (select ${school}::text as school, ${commune}::text as commune) a
    left join unit u on u.slug = a.school and ${allowed(ability, 'read', 'Unit', 'u')}
    left join commune k on k.code = coalesce(u.commune_code, a.commune) and k.valid_to is null
    limit 1`.execute(db)
  return rows[0]!
}

/** Whether the person may ask after the place at all; a school without classes has nothing to count yet. */
async function isWithinReach({ db, ability }: Context, { commune, school }: FigureQuestion): Promise<boolean> {
  if (!school && !commune) return true
  const { rows } = await sql<{ within: boolean }>`/* statistics.reach */
    select exists (select from unit u cross join lateral (select u.id as school_id) s
      where u.kind in ('school', 'centre') and (${school}::text is null or u.slug = ${school}) and (${commune}::text is null or u.commune_code = ${commune})
        and ${allowed(ability, 'read', 'PupilSum', 's')}) as within`.execute(db)
  return rows[0]!.within
}

async function partsOf(ctx: Context, { source }: Indicator, question: FigureQuestion): Promise<Part[]> {
  const { academic_year, term, by, commune, school, sex, ethnicity, policy, subject } = question
  const years = Array.from({ length: by === 'year' ? trendYears + 1 : 2 }, (_, back) => academic_year - back)
  const scope: SumsScope = { academic_years: years, term, by, commune, school, grades: gradesOf(question), sex }
  switch (source.of) {
    case 'schools': {
      const sums = await factSums(ctx, scope, { field: 'studying', values: ['studying'], ethnicity, policy })
      return sums.map(schoolPart)
    }
    case 'classes':
      return (await classSums(ctx, scope)).map((sum) => classPart(sum, source.count))
    case 'pupils': {
      const { field, values } = source
      const sums = await factSums(ctx, scope, { field, values, ethnicity, policy })
      return sums.map((sum) => pupilPart(sum, resultFields.has(field)))
    }
    default: {
      const kind = source.of === 'books' ? 'midterm' : source.kind
      const sums = await tallySums(ctx, scope, { kind, subject, states: statesCounted[question.counting] })
      return sums.map((sum) => bookPart(sum, source))
    }
  }
}

const resultFields: ReadonlySet<string> = new Set(['level', 'conduct', 'title', 'outcome'])

const keysOf = ({ key, name, whole, academic_year: year, schools }: FactSum | TallySum | ClassSum) => ({
  key,
  name,
  whole,
  year,
  schools,
})

function schoolPart(sum: FactSum): Part {
  const { schools } = sum
  return { ...keysOf(sum), complete_schools: schools, base: schools, amount: schools, counted: 1, countable: 1 }
}

function classPart(sum: ClassSum, count: 'classes' | 'full_day'): Part {
  const { schools, classes } = sum
  return { ...keysOf(sum), complete_schools: schools, base: classes, amount: sum[count], counted: 1, countable: 1 }
}

/** What the record says is counted as it is; results only once they are approved. */
function pupilPart(sum: FactSum, results: boolean): Part {
  const { schools, complete_schools, pupils, approved, base, hits } = sum
  return {
    ...keysOf(sum),
    complete_schools: results ? complete_schools : schools,
    base,
    amount: hits,
    counted: results ? approved : pupils,
    countable: pupils,
  }
}

function bookPart(sum: TallySum, source: Extract<Indicator['source'], { of: 'marks' | 'progress' | 'books' }>): Part {
  const { complete_schools, books, counted_books } = sum
  const shared = { ...keysOf(sum), complete_schools, counted: counted_books, countable: books }
  switch (source.of) {
    case 'marks':
      return { ...shared, base: sum.marks, amount: source.from === 'five' ? sum.from_five : sum.total / 10 }
    case 'progress':
      return { ...shared, base: sum.due, amount: sum.entered }
    case 'books':
      return { ...shared, base: books, amount: counted_books }
  }
}

/**
 * The same question without its sex, without its ethnicity, without its policy group: what stands in the difference is
 * told by the two figures together.
 */
async function withoutOneFilter(ctx: Context, indicator: Indicator, question: FigureQuestion): Promise<Part[][]> {
  const filters = (['sex', 'ethnicity', 'policy'] as const).filter((filter) => question[filter] !== null)
  return Promise.all(filters.map((filter) => partsOf(ctx, indicator, { ...question, [filter]: null })))
}

/** What is withheld: the small, what would tell them beside the same without a filter, and what would beside the whole. */
function withheldOf(parts: readonly Part[], others: readonly Part[][], by: SumsBy, most: number): Set<Part> {
  const same = (a: Part, b: Part) => a.key === b.key && a.whole === b.whole && a.year === b.year
  const toldBy = (part: Part, wider: readonly Part[]) => {
    const rest = (wider.find((other) => same(other, part))?.base ?? part.base) - part.base
    return rest > 0 && rest < fewest
  }
  const withheld = new Set(parts.filter((part) => isFew(part) || others.some((wider) => toldBy(part, wider))))
  // Years do not add up to a whole; everything else does.
  if (by === 'year') return withheld
  const ofYear = Map.groupBy(
    parts.filter(({ whole }) => !whole),
    ({ year }) => year,
  )
  for (const year of ofYear.values())
    for (const part of withheldParts(year, { most, also: withheld })) withheld.add(part)
  return withheld
}

interface How {
  measure: Measure
  compared: boolean
  withheld: ReadonlySet<Part>
}

function rowOf(
  { key, name }: { key: string; name: string },
  parts: readonly Part[],
  year: number,
  { measure, compared, withheld }: How,
): FigureRow {
  const now = parts.find((part) => part.year === year)
  const before = parts.find((part) => part.year === year - 1)
  const value = (part: Part | undefined) => (!part || withheld.has(part) ? null : valueOf(part, measure))
  return {
    key,
    name,
    schools: now?.schools ?? 0,
    complete_schools: now?.complete_schools ?? 0,
    base: now?.base ?? 0,
    base_before: before?.base ?? 0,
    now: value(now),
    before: compared ? value(before) : null,
    few: now !== undefined && withheld.has(now),
    counted: now && now.countable > 0 ? now.counted / now.countable : 0,
  }
}

function valueOf({ base, amount }: Part, measure: Measure): number | null {
  if (base === 0) return null
  return measure === 'count' ? amount : amount / base
}
