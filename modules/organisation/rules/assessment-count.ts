/** How many regular marks a subject owes per term, and why. */
export interface AssessmentCount {
  due: number
  explanation: {
    kind: 'assessment_count'
    rule: 'circular-22-2021/6.2.a' | 'circular-22-2021/6.2.b'
    periodsPerYear: number
    /** Marks by the number of periods, without topic clusters. */
    base: number
    /** Marks added for the topic clusters (cụm chuyên đề) assessed in this term. */
    extra: number
  }
}

/** A gradebook has no more columns for regular marks than these. */
export const regularColumns = 8

/** A comment subject has two regular assessments a term, however many periods. Circular 22/2021/TT-BGDĐT, Điều 6(2)(a). */
const commentBase = 2

/** Regular marks of a scored subject by its periods a year. Circular 22/2021/TT-BGDĐT, Điều 6(2)(b). */
const scoredBase = [
  { periodsAtMost: 35, marks: 2 },
  { periodsAtMost: 70, marks: 3 },
  { periodsAtMost: Infinity, marks: 4 },
]

/**
 * The number of regular marks due per term: 2 in a comment subject; 2, 3 or 4 in a scored one by its periods a year.
 * Each topic cluster adds as many as the school says (`extraTxCount`), because its result is kept as a regular mark.
 * Midterm and final are one each. Circular 22/2021/TT-BGDĐT, Điều 6(2) and Điều 7.
 */
export function regularMarksDue(subject: {
  kind: 'scored' | 'comment'
  periodsPerYear: number
  extraTxCount?: number
}): AssessmentCount {
  const { kind, periodsPerYear, extraTxCount = 0 } = subject
  const base =
    kind === 'comment' ? commentBase : scoredBase.find(({ periodsAtMost }) => periodsPerYear <= periodsAtMost)!.marks
  const due = Math.min(base + extraTxCount, regularColumns)
  const rule = kind === 'comment' ? 'circular-22-2021/6.2.a' : 'circular-22-2021/6.2.b'
  return { due, explanation: { kind: 'assessment_count', rule, periodsPerYear, base, extra: due - base } }
}
