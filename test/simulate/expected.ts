/** What people do, each measured by itself. */
export type Kind = 'sign-in' | 'grid' | 'save' | 'parent' | 'principal'

/** A kind of day. */
export type Day = 'normal' | 'last-week'

/** How often each kind happens a second. */
export type Rates = Readonly<Record<Kind, number>>

/** How many people come in the busiest hour of a day, and what each does in it. */
interface Hour {
  title: string
  /** The share of teachers who work in that hour; each signs in. */
  teachers: number
  gridsEach: number
  savesEach: number
  /** Visits of a parent for each pupil; half of them sign in, the others' sessions still live. */
  parents: number
  /** How often each head looks at the school. */
  principals: number
}

/**
 * Assumptions, not counts: no school uses the program yet (docs/operation.md, Measuring, says them in words). A save is
 * what is typed within some seconds, about five marks.
 */
const hours: Readonly<Record<Day, Hour>> = {
  normal: { title: 'A normal day', teachers: 0.1, gridsEach: 3, savesEach: 20, parents: 0.02, principals: 1 },
  'last-week': {
    title: 'The last week of term',
    teachers: 0.25,
    gridsEach: 4,
    savesEach: 30,
    parents: 0.1,
    principals: 3,
  },
}

/** Pupils for one teacher and for one head, as the demo province has them and the schools of the country about. */
const pupilsOfATeacher = 16
const pupilsOfAPrincipal = 490

/** How a day is called on its chart. */
export const titleOf = (day: Day): string => hours[day].title

/** The expected load of the busiest hour where so many pupils go to school. */
export function expected(day: Day, pupils: number): Rates {
  const { teachers, gridsEach, savesEach, parents, principals } = hours[day]
  const working = (teachers * pupils) / pupilsOfATeacher
  const visits = parents * pupils
  const perHour: Rates = {
    'sign-in': working + visits / 2,
    grid: working * gridsEach,
    save: working * savesEach,
    parent: visits,
    principal: (principals * pupils) / pupilsOfAPrincipal,
  }
  return mapped(perHour, (count) => count / 3_600)
}

/** The same for every kind. */
export const mapped = (rates: Rates, change: (rate: number) => number): Rates =>
  Object.fromEntries(Object.entries(rates).map(([kind, rate]) => [kind, change(rate)])) as unknown as Rates
