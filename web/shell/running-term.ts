import { useQuery } from 'urql'
import { graphql } from '../graphql.ts'
import type { ResultOf } from '../graphql.ts'
import { useViewer } from './session.ts'

const TermsQuery = graphql(`
  query Terms($unit: ID) {
    academicYears(unit: $unit) {
      year
      terms {
        term
        startsOn
        endsOn
        resultsDueOn
      }
    }
  }
`)

type Years = ResultOf<typeof TermsQuery>['academicYears']

/** A term of an academic year, with its days. */
export type RunningTerm = Years[number]['terms'][number] & { year: number }

/** The term that runs where the person works, or the one that ran last; undefined until it is known. */
export function useRunningTerm(): RunningTerm | undefined {
  const { posts, today } = useViewer()
  const unit = posts.find((post) => post.unit)?.unit?.id
  const [{ data }] = useQuery({ query: TermsQuery, variables: { unit }, requestPolicy: 'cache-first' })
  return data && termAt(data.academicYears, today)
}

/** The term that runs on a day, or the one that ran last before it. */
export function termAt(years: Years, day: string): RunningTerm | undefined {
  return years
    .flatMap(({ year, terms }) => terms.map((term) => ({ ...term, year })))
    .filter((term) => term.startsOn <= day)
    .toSorted((a, b) => a.startsOn.localeCompare(b.startsOn))
    .at(-1)
}

/** Which week of the term a day lies in, from 1. */
export function weekOf({ startsOn }: Pick<RunningTerm, 'startsOn'>, day: string): number {
  return Math.floor(daysBetween(startsOn, day) / 7) + 1
}

/** How many days lie between two days; negative where the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
