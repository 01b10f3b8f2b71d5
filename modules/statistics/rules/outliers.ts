/** A school and the mean of its marks. */
export interface SchoolMean {
  marks: number
  mean: number
}

/** So many schools must be compared, with so many marks each. */
const [fewestSchools, fewestMarks] = [5, 10]
/** How many standard deviations away a mean stands out. */
const far = 2

/**
 * The schools whose mean stands more than two standard deviations from the mean of the schools' means, the farthest first,
 * with how many. Schools with less than ten marks are not compared, nor fewer than five schools.
 * docs/service-rules/figures.md.
 */
export function outliersOf<School extends SchoolMean>(schools: readonly School[]): (School & { deviations: number })[] {
  const compared = schools.filter(({ marks }) => marks >= fewestMarks)
  if (compared.length < fewestSchools) return []
  const middle = compared.reduce((sum, { mean }) => sum + mean, 0) / compared.length
  const deviation = Math.sqrt(compared.reduce((sum, { mean }) => sum + (mean - middle) ** 2, 0) / compared.length)
  if (deviation < 1e-9) return []
  return compared
    .map((school) => ({ ...school, deviations: (school.mean - middle) / deviation }))
    .filter(({ deviations }) => Math.abs(deviations) > far)
    .toSorted((a, b) => Math.abs(b.deviations) - Math.abs(a.deviations))
}
