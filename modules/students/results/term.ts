import { NotFound } from '../../../platform/errors.ts'

/** A term of results in the input: 1, 2, or 0 for the year; anything else is NotFound. */
export function resultTerm(term: number): 0 | 1 | 2 {
  if (term !== 0 && term !== 1 && term !== 2) throw new NotFound('ClassApproval')
  return term
}
