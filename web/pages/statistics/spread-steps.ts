/** Shares of the marks by steps of a point or half of one, from counts per tenth; the last step holds 10 as well. */
export function stepsOf(counts: readonly number[], perPoint: 1 | 2): number[] {
  const steps = Array.from({ length: 10 * perPoint }, () => 0)
  let all = 0
  for (const [tenth, count] of counts.entries()) {
    const at = Math.min(Math.floor((tenth * perPoint) / 10), steps.length - 1)
    steps[at] = (steps[at] ?? 0) + count
    all += count
  }
  return steps.map((count) => (all > 0 ? count / all : 0))
}
