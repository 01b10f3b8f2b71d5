/** What a spread of marks amounts to. Marks in points; shares as 0…1. */
export interface SpreadSummary {
  marks: number
  mean: number
  lower_quartile: number
  median: number
  upper_quartile: number
  below_five: number
  from_eight: number
}

/** What a spread amounts to, exactly, from how often each tenth stands; null for no marks. docs/service-rules/figures.md. */
export function summaryOf(counts: readonly number[]): SpreadSummary | null {
  const marks = sum(counts)
  if (marks === 0) return null
  return {
    marks,
    mean: counts.reduce((total, count, tenth) => total + count * tenth, 0) / marks / 10,
    lower_quartile: quantile(counts, marks, 1),
    median: quantile(counts, marks, 2),
    upper_quartile: quantile(counts, marks, 3),
    below_five: sum(counts.slice(0, 50)) / marks,
    from_eight: sum(counts.slice(80)) / marks,
  }
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

/** A quartile: the mark at its place in order; between two marks halfway, as the median of an even number is. */
function quantile(counts: readonly number[], marks: number, quarters: 1 | 2 | 3): number {
  const place = (marks * quarters) / 4
  const at = (rank: number) => {
    let passed = 0
    return counts.findIndex((count) => (passed += count) >= rank)
  }
  if (!Number.isInteger(place)) return at(Math.ceil(place)) / 10
  return (at(place) + at(place + 1)) / 20
}
