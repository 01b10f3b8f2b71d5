import type { VariablesOf } from '../../graphql.ts'
import { allBreakdowns, breakdowns, type Breakdown } from '../../../modules/statistics/rules/breakdowns.ts'
import type { FiguresQuery } from './queries.ts'

/** What the explorer asks, as its address says it. */
export type Question = VariablesOf<typeof FiguresQuery>

/** A term for which there are figures. */
export interface Period {
  academicYear: number
  term: number
  approved: boolean
}

type Indicator = Question['indicator']

/** Indicators in the order of the menu, each group with the terms in which it can be asked and what it is counted from. */
export const indicatorGroups = [
  { name: 'units', terms: [0], of: 'classes', codes: ['schools', 'classes', 'classes_full_day'] },
  {
    name: 'pupils',
    terms: [0, 1, 2],
    of: 'pupils',
    codes: ['pupils', 'female', 'right_age', 'full_day', 'repeating', 'minority', 'policy', 'poor', 'disability'],
  },
  { name: 'movement', terms: [0, 1, 2], of: 'pupils', codes: ['left', 'transferred'] },
  {
    name: 'learning',
    terms: [0, 1, 2],
    of: 'pupils',
    codes: ['learning_upper', 'learning_4', 'learning_3', 'learning_2', 'learning_1'],
  },
  { name: 'conduct', terms: [0, 1, 2], of: 'pupils', codes: ['conduct_4', 'conduct_3', 'conduct_2', 'conduct_1'] },
  {
    name: 'year',
    terms: [0],
    of: 'pupils',
    codes: ['titled', 'title_excellent', 'title_good', 'promoted', 'retained'],
  },
  {
    name: 'marks',
    terms: [1, 2],
    of: 'marks',
    codes: ['midterm_from_five', 'final_from_five', 'average_from_five', 'midterm_mean', 'final_mean', 'average_mean'],
  },
  { name: 'progress', terms: [1, 2], of: 'progress', codes: ['entered_regular', 'entered_midterm', 'entered_final'] },
  { name: 'books', terms: [1, 2], of: 'books', codes: ['books_locked'] },
] as const satisfies readonly {
  name: string
  terms: readonly number[]
  of: keyof typeof breakdowns
  codes: readonly Indicator[]
}[]

/** The group of an indicator. */
export const groupOf = (indicator: Indicator) =>
  indicatorGroups.find(({ codes }) => (codes as readonly Indicator[]).includes(indicator))!

/** By what a place can be broken down: a school has no communes, a province no single classes. */
export function breakdownsIn(
  of: keyof typeof breakdowns,
  { commune, school }: { commune?: string | null; school?: string | null },
): readonly Breakdown[] {
  const unfit: readonly Breakdown[] = school
    ? ['commune', 'school', 'kind', 'ownership']
    : commune
      ? ['commune', 'class']
      : ['class']
  return breakdowns[of].filter((by) => !unfit.includes(by))
}

/** The question in an address, and where the address is silent the newest year with approved results. */
export function questionIn(
  address: URLSearchParams,
  periods: readonly Period[],
  start: 'commune' | 'school',
): Question {
  const get = (name: string) => address.get(name) || undefined
  const indicator =
    indicatorGroups.flatMap(({ codes }) => codes).find((code) => code === get('indicator')) ?? 'learning_upper'
  const group = groupOf(indicator)
  const { academicYear, term } = periodIn(address, periods, group.terms, ofRecords.has(group.name))
  const [commune, school] = [get('commune'), get('school')]
  return {
    indicator,
    academicYear,
    term,
    by: byIn(get('by'), group.of, { commune, school, start }),
    commune,
    school,
    level: oneOf(get('level'), ['lower', 'upper'] as const),
    grade: numberIn(get('grade')),
    sex: numberIn(get('sex')),
    ethnicity: oneOf(get('ethnicity'), ['majority', 'minority'] as const),
    policy: oneOf(get('policy'), ['policy', 'poor', 'disability'] as const),
    subject: get('subject') === 'all' ? undefined : get('subject'),
    counting: oneOf(get('counting'), ['locked', 'submitted', 'all'] as const),
  }
}

/** The same address with some things changed; an undefined value is taken out. */
export function changed(
  address: URLSearchParams,
  changes: Record<string, string | number | undefined>,
  path = '/figures',
): string {
  const next = new URLSearchParams(address)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) next.delete(name)
    else next.set(name, String(value))
  }
  const text = next.toString()
  return text ? `${path}?${text}` : path
}

/** The question as the files of the server take it. */
export function fileQuery(question: { academicYear: number }): string {
  const { academicYear, ...rest } = question
  const query = new URLSearchParams({ year: String(academicYear) })
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined && value !== null) query.set(name, String(value))
  return query.toString()
}

/** What is known of a year as soon as it has begun. */
const ofRecords: ReadonlySet<string> = new Set(['units', 'pupils', 'progress', 'books'])

/** The period in an address; where it is silent, the newest, or the newest with approved results. */
export function periodIn(
  address: URLSearchParams,
  periods: readonly Period[],
  terms: readonly number[],
  newest = false,
) {
  const possible = periods.filter(({ term }) => terms.includes(term))
  const named = possible.find(
    ({ academicYear, term }) =>
      academicYear === Number(address.get('year')) && term === Number(address.get('term') ?? 0),
  )
  if (!named && newest) return possible[0] ?? { academicYear: 0, term: 0 }
  const whole = possible.find(({ term, approved }) => term === 0 && approved)
  return named ?? whole ?? possible.find(({ approved }) => approved) ?? possible[0] ?? { academicYear: 0, term: 0 }
}

/** The breakdown in an address where it fits the place; otherwise the next parts of the place. */
export function byIn(
  by: string | undefined,
  of: keyof typeof breakdowns,
  { commune, school, start }: { commune?: string; school?: string; start: 'commune' | 'school' },
): Breakdown {
  const named = oneOf(by, allBreakdowns)
  if (named && breakdownsIn(of, { commune, school }).includes(named)) return named
  if (school) return 'grade'
  return commune ? 'school' : start
}

/** A number of an address. */
export const numberIn = (text: string | undefined) => (text && /^\d+$/.test(text) ? Number(text) : undefined)

/** A word of an address, if it is one of these. */
export function oneOf<T extends string>(text: string | undefined, values: readonly T[]): T | undefined {
  return values.find((value) => value === text)
}
