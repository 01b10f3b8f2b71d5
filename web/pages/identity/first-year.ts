/** The academic year that runs on a day; the next one from July on. */
export function runningYear(day: string): number {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return month >= 7 ? year : year - 1
}

/** A proposal for the days of an academic year and its terms, as they usually lie; the sở corrects them. */
export function firstYear(year: number) {
  const next = year + 1
  return {
    year,
    startsOn: `${year}-09-05`,
    endsOn: `${next}-05-31`,
    terms: [
      { startsOn: `${year}-09-05`, endsOn: `${next}-01-16`, resultsDueOn: `${next}-01-16` },
      { startsOn: `${next}-01-18`, endsOn: `${next}-05-29`, resultsDueOn: `${next}-05-29` },
    ],
  }
}
