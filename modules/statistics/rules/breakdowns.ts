const everywhere = ['commune', 'school', 'grade', 'level', 'kind', 'ownership', 'year'] as const

/** By what the figures of each source can be broken down: a book has pupils of both sexes, a class no subject. */
export const breakdowns = {
  schools: everywhere,
  classes: everywhere,
  pupils: [...everywhere, 'class', 'sex'],
  marks: [...everywhere, 'class', 'sex', 'subject'],
  progress: [...everywhere, 'class', 'sex', 'subject'],
  books: [...everywhere, 'class', 'subject'],
  spread: [...everywhere, 'class'],
} as const

/** All that figures can be broken down by, as addresses name it. */
export const allBreakdowns = [...everywhere, 'class', 'sex', 'subject'] as const

/** One of them. */
export type Breakdown = (typeof allBreakdowns)[number]

/** Whether figures of a source can be broken down like this. docs/service-rules/figures.md. */
export const isBreakdownOf = (source: keyof typeof breakdowns, by: Breakdown): boolean =>
  (breakdowns[source] as readonly Breakdown[]).includes(by)
