import type { AssessmentKind } from '../tables.ts'

/** How far a kind of assessment is in a book: entered of due, and by when. */
export interface KindProgress {
  kind: AssessmentKind
  entered: number
  due: number
  opens_on: string | null
  closes_on: string
}

/** The kinds of a book whose last day is over while marks are missing. A book without pupils is never late. */
export const lateKinds = (progress: readonly KindProgress[], today: string): AssessmentKind[] =>
  progress
    .filter(({ entered, due, closes_on }) => due > 0 && entered < due && today > closes_on)
    .map(({ kind }) => kind)
