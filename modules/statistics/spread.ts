import type { Context } from '../../platform/context.ts'
import { Invalid, NotFound } from '../../platform/errors.ts'
import { markSpreads, tallySums, type MarkSpread, type SumsBy, type SumsScope } from '../students/public.ts'
import { ownSchool, placeOf, withheldCounting, type FigurePlace } from './figures.ts'
import { gradesOf, statesCounted, type SpreadAsked } from './question.ts'
import { isBreakdownOf } from './rules/breakdowns.ts'
import { outliersOf } from './rules/outliers.ts'
import { summaryOf, type SpreadSummary } from './rules/spread-summary.ts'
import { isFew, withheldParts } from './withhold.ts'

/** How marks are spread: how often each tenth stands, and what it amounts to. */
export interface Spread {
  /** 101 numbers, of 0,0 to 10,0; none while nothing is counted or too few are. */
  counts: number[]
  summary: SpreadSummary | null
  few: boolean
}

/** The spread of one unit, grade or year, and of the year before. */
export interface SpreadRow {
  key: string
  name: string
  schools: number
  now: Spread
  before: Spread
}

/** A school whose mean stands far from those of the others. */
export interface Outlier {
  key: string
  name: string
  marks: number
  mean: number
  deviations: number
}

/** The answer: the whole, its parts, what it is compared with, and who stands out. */
export interface SpreadFigures {
  asked: SpreadAsked
  /** The subject as it is called. */
  subject: string
  place: FigurePlace
  whole: SpreadRow
  rows: SpreadRow[]
  /** The same of everything within reach; null where that is what is asked for. */
  reference: Spread | null
  outliers: Outlier[]
  /** The share of books that are counted. */
  counted: number
  at: Date
}

const trendYears = 5

/** How the marks of a subject are spread, from the sums alone. Fewer than five marks are withheld from offices. */
export async function spreadOf(ctx: Context, question: SpreadAsked): Promise<SpreadFigures> {
  if (!isBreakdownOf('spread', question.by)) throw new Invalid({ path: 'by', message: 'figures.fault.by_this' })
  if (question.by === 'class' && !question.school) throw new Invalid({ path: 'by', message: 'figures.fault.by' })
  const own = ownSchool(ctx, question)
  const asked = { ...question, counting: own ? question.counting : withheldCounting(question.counting) }
  const { academic_year: year, commune, school, by } = asked
  const narrowed = commune !== null || school !== null
  const [subject, spreads, place, books, all] = await Promise.all([
    subjectName(ctx, asked.subject),
    markSpreads(ctx, scopeOf(asked), marksOf(asked)),
    placeOf(ctx, asked),
    tallySums(ctx, { ...scopeOf(asked), by: 'school' }, marksOf(asked)),
    narrowed ? markSpreads(ctx, scopeOf({ ...asked, by: 'level', commune: null, school: null }), marksOf(asked)) : [],
  ])
  if (books.length === 0 && narrowed) throw new NotFound('Unit')
  const withheld = own ? new Set<MarkSpread>() : withheldOf(spreads, by)
  const counted = books.find(({ whole, academic_year }) => whole && academic_year === year)
  const wholes = spreads.filter(({ whole }) => whole)
  const byKey = Map.groupBy(
    spreads.filter(({ whole }) => !whole),
    ({ key }) => key,
  )
  const rows =
    by === 'year'
      ? wholes
          .filter(({ academic_year }) => academic_year > year - trendYears)
          .map(({ academic_year }) => rowOf(String(academic_year), wholes, academic_year, withheld))
          .toSorted((a, b) => Number(a.key) - Number(b.key))
      : [...byKey].map(([key, years]) => rowOf(key, years, year, withheld))
  const hidden = new Set(by === 'school' ? [...withheld].map(({ key }) => key) : [])
  const means = books
    .filter(({ whole, academic_year, marks }) => !whole && academic_year === year && marks > 0)
    .map(({ key, name, marks, total }) => ({ key, name, marks, mean: total / marks / 10 }))
  return {
    asked,
    subject,
    place,
    whole: rowOf('', wholes, year, withheld),
    rows: rows.filter(({ now }) => now.few || now.summary !== null),
    reference: referenceOf(all, year),
    outliers: outliersOf(means).filter(({ key }) => !hidden.has(key)),
    counted: counted && counted.books > 0 ? counted.counted_books / counted.books : 0,
    at: ctx.now,
  }
}

async function subjectName({ db, locale }: Context, code: string): Promise<string> {
  const subject = await db.selectFrom('subject').select(['name', 'name_en']).where('code', '=', code).executeTakeFirst()
  if (!subject) throw new NotFound('Subject')
  return locale === 'en' ? subject.name_en : subject.name
}

function scopeOf(asked: SpreadAsked): SumsScope {
  const { academic_year, term, by, commune, school } = asked
  const years = Array.from({ length: by === 'year' ? trendYears + 1 : 2 }, (_, back) => academic_year - back)
  return { academic_years: years, term, by, commune, school, grades: gradesOf(asked), sex: null }
}

const marksOf = ({ kind, subject, counting }: SpreadAsked) => ({ kind, subject, states: statesCounted[counting] })

/** All within reach, where that is more than one school. */
function referenceOf(all: readonly MarkSpread[], year: number): Spread | null {
  const whole = all.find(({ whole: is, academic_year }) => is && academic_year === year)
  return whole && whole.schools > 1 ? spread(whole) : null
}

function withheldOf(spreads: readonly MarkSpread[], by: SumsBy): Set<MarkSpread> {
  const parts = spreads.map((of) => {
    const summary = summaryOf(of.counts)
    return { of, base: summary?.marks ?? 0, amount: (summary?.mean ?? 0) * (summary?.marks ?? 0) }
  })
  const withheld = new Set(parts.filter(isFew).map(({ of }) => of))
  if (by === 'year') return withheld
  const ofYear = Map.groupBy(
    parts.filter(({ of }) => !of.whole),
    ({ of }) => of.academic_year,
  )
  for (const year of ofYear.values()) for (const { of } of withheldParts(year, { most: 10 })) withheld.add(of)
  return withheld
}

function rowOf(
  key: string,
  spreads: readonly MarkSpread[],
  year: number,
  withheld: ReadonlySet<MarkSpread>,
): SpreadRow {
  const [now, before] = [year, year - 1].map((of) => spreads.find(({ academic_year }) => academic_year === of))
  return {
    key,
    name: spreads[0]?.name ?? key,
    schools: now?.schools ?? 0,
    now: spread(now, withheld),
    before: spread(before, withheld),
  }
}

function spread(of: MarkSpread | undefined, withheld?: ReadonlySet<MarkSpread>): Spread {
  if (!of) return { counts: [], summary: null, few: false }
  if (withheld?.has(of)) return { counts: [], summary: null, few: true }
  const summary = summaryOf(of.counts)
  return { counts: summary ? of.counts : [], summary, few: false }
}
