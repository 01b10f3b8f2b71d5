import { Invalid } from '../../platform/errors.ts'
import type { BookState, SumsBy } from '../students/public.ts'
import { indicators, isIndicator, type Indicator, type IndicatorCode } from './indicators.ts'
import { allBreakdowns, isBreakdownOf } from './rules/breakdowns.ts'

/**
 * Which books and results are counted: those that the school has locked or approved (the default), those handed in as
 * well, or all. Marks that are merely entered are averaged for nobody but the school itself.
 */
export type Counting = 'locked' | 'submitted' | 'all'

/** The levels of schooling here: lower (grades 6–9) and upper secondary (10–12). */
export type SchoolLevel = 'lower' | 'upper'

/** What is asked of the province's figures; the same in the API, in addresses and for files. */
export interface FigureQuestion {
  indicator: IndicatorCode
  academic_year: number
  term: 0 | 1 | 2
  by: SumsBy
  commune: string | null
  school: string | null
  level: SchoolLevel | null
  grade: number | null
  sex: 1 | 2 | null
  ethnicity: 'majority' | 'minority' | null
  policy: 'policy' | 'poor' | 'disability' | null
  /** A subject by its code. */
  subject: string | null
  counting: Counting
}

/** Which marks' spread is asked for, where and by what. */
export interface SpreadAsked {
  /** A subject by its code. */
  subject: string
  kind: 'midterm' | 'final' | 'average'
  academic_year: number
  term: 1 | 2
  by: SumsBy
  commune: string | null
  school: string | null
  level: SchoolLevel | null
  grade: number | null
  counting: Counting
}

/** The states in which a book is counted. */
export const statesCounted: Record<Counting, readonly BookState[]> = {
  locked: ['locked'],
  submitted: ['submitted', 'checked', 'locked'],
  all: ['open', 'submitted', 'checked', 'locked'],
}

/** The grades that a question is about; null is every one. */
export function gradesOf({ level, grade }: Pick<FigureQuestion, 'level' | 'grade'>): readonly number[] | null {
  if (grade !== null) return [grade]
  if (level === null) return null
  return level === 'lower' ? [6, 7, 8, 9] : [10, 11, 12]
}

/** The question as it may be asked: an indicator in one of its terms, by what it is recorded by; otherwise Invalid. */
export function judgeQuestion(question: FigureQuestion): Indicator {
  const indicator: Indicator = indicators[question.indicator]
  if (!indicator.terms.includes(question.term)) throw new Invalid({ path: 'term', message: 'figures.fault.term' })
  if (question.by === 'class' && !question.school) throw new Invalid({ path: 'by', message: 'figures.fault.by' })
  if (!isBreakdownOf(indicator.source.of, question.by))
    throw new Invalid({ path: 'by', message: 'figures.fault.by_this' })
  if (indicator.source.of === 'pupils') return indicator
  if (indicator.source.of === 'classes' && question.sex)
    throw new Invalid({ path: 'sex', message: 'figures.fault.only_pupils' })
  if (question.ethnicity) throw new Invalid({ path: 'ethnicity', message: 'figures.fault.only_pupils' })
  if (question.policy) throw new Invalid({ path: 'policy', message: 'figures.fault.only_pupils' })
  return indicator
}

type Query = Readonly<Record<string, unknown>>

function readerOf(query: Query) {
  const text = (name: string) => (typeof query[name] === 'string' && query[name] !== '' ? query[name] : null)
  const number = (name: string) => (/^\d{1,6}$/.test(text(name) ?? '') ? Number(text(name)) : null)
  const oneOf = <T extends string>(name: string, values: readonly T[]) =>
    values.find((value) => value === text(name)) ?? null
  return { text, number, oneOf }
}

/** The indicators that an address names, with commas between. */
export function indicatorsIn(query: Query): IndicatorCode[] {
  const codes = (readerOf(query).text('indicators') ?? '').split(',')
  return codes.filter((code) => isIndicator(code))
}

/** Reads a question about the spread of marks from an address. */
export function spreadIn(query: Query): SpreadAsked {
  const { text, number, oneOf } = readerOf(query)
  return {
    subject: text('subject') ?? '',
    kind: oneOf('kind', ['midterm', 'final', 'average']) ?? 'midterm',
    academic_year: number('year') ?? 0,
    term: number('term') === 2 ? 2 : 1,
    by: oneOf('by', allBreakdowns) ?? 'commune',
    commune: text('commune'),
    school: text('school'),
    level: oneOf('level', ['lower', 'upper']),
    grade: number('grade'),
    counting: oneOf('counting', ['locked', 'submitted', 'all']) ?? 'locked',
  }
}

/** Reads a question from an address; what is missing or unknown narrows nothing. */
export function questionIn(query: Query): FigureQuestion {
  const { text, number, oneOf } = readerOf(query)
  const indicator = text('indicator') ?? ''
  const [term, sex] = [number('term'), number('sex')]
  if (!isIndicator(indicator)) throw new Invalid({ path: 'indicator', message: 'figures.fault.indicator' })
  return {
    indicator,
    academic_year: number('year') ?? 0,
    term: term === 1 || term === 2 ? term : 0,
    by: oneOf('by', allBreakdowns) ?? 'commune',
    commune: text('commune'),
    school: text('school'),
    level: oneOf('level', ['lower', 'upper']),
    grade: number('grade'),
    sex: sex === 1 || sex === 2 ? sex : null,
    ethnicity: oneOf('ethnicity', ['majority', 'minority']),
    policy: oneOf('policy', ['policy', 'poor', 'disability']),
    subject: text('subject'),
    counting: oneOf('counting', ['locked', 'submitted', 'all']) ?? 'locked',
  }
}
