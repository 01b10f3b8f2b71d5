import type { VariablesOf } from '../../graphql.ts'
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

/** Indicators in the order of the menu, each group with the terms in which it can be asked. */
export const indicatorGroups: readonly {
  terms: readonly number[]
  of: 'pupils' | 'marks'
  codes: readonly Indicator[]
}[] = [
  { terms: [0, 1, 2], of: 'pupils', codes: ['pupils'] },
  {
    terms: [0, 1, 2],
    of: 'pupils',
    codes: ['learning_upper', 'learning_4', 'learning_3', 'learning_2', 'learning_1'],
  },
  { terms: [0, 1, 2], of: 'pupils', codes: ['conduct_4', 'conduct_3', 'conduct_2', 'conduct_1'] },
  { terms: [0], of: 'pupils', codes: ['titled', 'title_excellent', 'title_good', 'promoted'] },
  {
    terms: [1, 2],
    of: 'marks',
    codes: ['midterm_from_five', 'final_from_five', 'average_from_five', 'midterm_mean', 'final_mean', 'average_mean'],
  },
  { terms: [1, 2], of: 'marks', codes: ['entered_regular', 'entered_midterm', 'entered_final', 'books_locked'] },
]

/** The group of an indicator. */
export const groupOf = (indicator: Indicator) => indicatorGroups.find(({ codes }) => codes.includes(indicator))!

/** The question in an address, and where the address is silent the newest year with approved results. */
export function questionIn(
  address: URLSearchParams,
  periods: readonly Period[],
  start: 'commune' | 'school',
): Question {
  const get = (name: string) => address.get(name) || undefined
  const indicator =
    indicatorGroups.flatMap(({ codes }) => codes).find((code) => code === get('indicator')) ?? 'learning_upper'
  const { academicYear, term } = periodIn(address, periods, groupOf(indicator).terms)
  const [commune, school] = [get('commune'), get('school')]
  return {
    indicator,
    academicYear,
    term,
    by: byIn(get('by'), { commune, school, start }),
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
export function fileQuery(question: Question): string {
  const { academicYear, ...rest } = question
  const query = new URLSearchParams({ year: String(academicYear) })
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined && value !== null) query.set(name, String(value))
  return query.toString()
}

function periodIn(address: URLSearchParams, periods: readonly Period[], terms: readonly number[]) {
  const possible = periods.filter(({ term }) => terms.includes(term))
  const named = possible.find(
    ({ academicYear, term }) =>
      academicYear === Number(address.get('year')) && term === Number(address.get('term') ?? 0),
  )
  const whole = possible.find(({ term, approved }) => term === 0 && approved)
  return named ?? whole ?? possible.find(({ approved }) => approved) ?? possible[0] ?? { academicYear: 0, term: 0 }
}

function byIn(
  by: string | undefined,
  { commune, school, start }: { commune?: string; school?: string; start: 'commune' | 'school' },
): Question['by'] {
  if (school) return by === 'class' ? 'class' : 'grade'
  if (commune) return 'school'
  return oneOf(by, ['commune', 'school'] as const) ?? start
}

const numberIn = (text: string | undefined) => (text && /^\d+$/.test(text) ? Number(text) : undefined)

function oneOf<T extends string>(text: string | undefined, values: readonly T[]): T | undefined {
  return values.find((value) => value === text)
}
