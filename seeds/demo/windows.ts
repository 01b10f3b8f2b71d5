import { addDays, dayInTerm } from './calendar.ts'
import type { School, World } from './world.ts'

/** When marks of the newest year's terms may be entered: regular ones throughout, tests around their days. */
export function writeWindows(world: World, school: School): void {
  const year = world.years[1]
  for (const term of year.terms) {
    const spans = [
      ['regular', term.starts_on, term.results_due_on],
      ['midterm', dayInTerm(term, 0.36), dayInTerm(term, 0.625)],
      ['final', dayInTerm(term, 0.84), term.results_due_on],
    ] as const
    for (const [kind, opens_on, closes_on] of spans) {
      world.writer.add('entry_window', {
        school_id: school.plan.id,
        id: school.random.uuid(),
        academic_year: year.year,
        term: term.term,
        grade: null,
        subject_id: null,
        kind,
        opens_on,
        closes_on: closes_on < opens_on ? addDays(opens_on, 14) : closes_on,
      })
    }
  }
}
