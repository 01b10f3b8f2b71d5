import type { LocalDate } from '../../../platform/database.ts'
import type { Violation } from '../../../platform/errors.ts'
import { formatDay } from '../../../platform/text.ts'

/** A term's days. */
export interface TermDays {
  term: 1 | 2
  starts_on: LocalDate
  ends_on: LocalDate
  results_due_on: LocalDate
}

/** A year's days. */
export interface YearDays {
  starts_on: LocalDate
  ends_on: LocalDate
}

/** Why terms do not fit into their year, or one after the other. */
export function termFaults(year: YearDays, terms: readonly TermDays[]): Violation[] {
  const faults: Violation[] = []
  for (const term of terms) {
    const path = `term${term.term}`
    const outside = term.starts_on < year.starts_on || term.ends_on > year.ends_on
    if (term.starts_on >= term.ends_on)
      faults.push({ path: `${path}.endsOn`, message: 'year.term_backwards', values: { term: term.term } })
    if (outside)
      faults.push({
        path: `${path}.startsOn`,
        message: 'year.term_outside_year',
        values: { term: term.term, from: formatDay(year.starts_on), to: formatDay(year.ends_on) },
      })
    if (term.results_due_on < term.ends_on)
      faults.push({
        path: `${path}.resultsDueOn`,
        message: 'year.due_before_end',
        values: { term: term.term, day: formatDay(term.ends_on) },
      })
  }
  const [first, second] = [1, 2].map((number) => terms.find(({ term }) => term === number))
  if (!first || !second) faults.push({ path: 'terms', message: 'year.two_terms' })
  else if (second.starts_on <= first.ends_on)
    faults.push({ path: 'term2.startsOn', message: 'year.terms_overlap', values: { day: formatDay(first.ends_on) } })
  return faults
}

/** Why a school's own terms are wider than the department's: a school may narrow them, and never widen. */
export function narrowingFaults(bounds: readonly TermDays[], terms: readonly TermDays[]): Violation[] {
  return terms.flatMap((term) => {
    const bound = bounds.find((one) => one.term === term.term)
    if (!bound) return [{ path: `term${term.term}`, message: 'year.no_bounds', values: { term: term.term } }]
    const values = {
      term: term.term,
      from: formatDay(bound.starts_on),
      to: formatDay(bound.ends_on),
      due: formatDay(bound.results_due_on),
    }
    const faults: Violation[] = []
    if (term.starts_on < bound.starts_on)
      faults.push({ path: `term${term.term}.startsOn`, message: 'year.starts_too_early', values })
    if (term.ends_on > bound.ends_on)
      faults.push({ path: `term${term.term}.endsOn`, message: 'year.ends_too_late', values })
    if (term.results_due_on > bound.results_due_on)
      faults.push({ path: `term${term.term}.resultsDueOn`, message: 'year.due_too_late', values })
    return faults
  })
}
