/** The marks of a class in one subject: how many, and their sum in tenths. */
export interface ClassMean {
  grade: number
  subject_id: number
  class_name: string
  marks: number
  total: number
}

/** A class whose mean in a subject stands apart. Means in points. */
export interface OddAverage<C extends ClassMean = ClassMean> {
  of: C
  mean: number
  /** The mean of the other classes of the grade in the subject. */
  others: number
  /** By how much the class is usually ahead of the others, in its other subjects; negative is behind. */
  usual: number
  /** By how many standard deviations it is off what it usually is; negative is below. */
  deviations: number
}

interface Lead<C extends ClassMean> {
  of: C
  others: number
  lead: number
}

// A practice of schools, not of the law: what a principal wants to be told.
const fewestMarks = 10
const fewestOthers = 3
const leastDeviations = 2
/** In points. Classes that hardly differ would make every small difference look odd. */
const leastSpread = 0.3
const leastDifference = 1

/**
 * Class averages that are at least two standard deviations and one point off the other classes of the grade in the
 * subject, the oddest first. What a class is in all its subjects is not odd: a selected class is ahead everywhere, so
 * its usual lead is taken off first. A class is never among those by which it is measured. Source: docs/service-rules/figures.md.
 */
export function oddAverages<C extends ClassMean>(classes: readonly C[]): OddAverage<C>[] {
  const leads = [
    ...groupedBy(
      classes.filter(({ marks }) => marks >= fewestMarks),
      subjectOf,
    ).values(),
  ].flatMap(leadsIn)
  const ofClass = groupedBy(leads, ({ of }) => `${of.grade} ${of.class_name}`)
  const adjusted = leads.map((one) => {
    const elsewhere = ofClass.get(`${one.of.grade} ${one.of.class_name}`)!.filter((other) => other !== one)
    const usual = elsewhere.length < fewestOthers ? 0 : median(elsewhere.map(({ lead }) => lead))
    return { ...one, usual, off: one.lead - usual }
  })
  return [...groupedBy(adjusted, ({ of }) => subjectOf(of)).values()]
    .flatMap((group) =>
      group.map(({ of, others, usual, off }) => {
        const spread = deviationOf(group.filter((other) => other.of !== of).map((other) => other.off))
        return { of, mean: meanOf(of), others, usual, off, deviations: off / Math.max(spread, leastSpread) }
      }),
    )
    .filter(({ deviations, off }) => Math.abs(deviations) >= leastDeviations && Math.abs(off) >= leastDifference)
    .toSorted((a, b) => Math.abs(b.deviations) - Math.abs(a.deviations))
    .map(({ off: _, ...odd }) => odd)
}

/** By how much each class of a grade is ahead of the others in one subject; too few classes have no others. */
function leadsIn<C extends ClassMean>(group: readonly C[]): Lead<C>[] {
  if (group.length <= fewestOthers) return []
  return group.map((of) => {
    const rest = group.filter((other) => other !== of)
    const others = sum(rest.map(meanOf)) / rest.length
    return { of, others, lead: meanOf(of) - others }
  })
}

const subjectOf = ({ grade, subject_id }: ClassMean): string => `${grade} ${subject_id}`
const meanOf = ({ total, marks }: ClassMean): number => total / marks / 10
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function groupedBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  return Map.groupBy(all, key)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

function deviationOf(values: readonly number[]): number {
  const middle = sum(values) / values.length
  return Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / (values.length - 1))
}
