import { decodeKey, encodeKey, keyNumber, keyUuid } from '../../../platform/key.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { BookKey } from './book.ts'

/** The opaque id of a section's book in a term. */
export const encodeBook = ({ school_id, academic_year, section_id, term }: BookKey): string =>
  encodeKey('Gradebook', [school_id, academic_year, section_id, term])

/** The key in an id; anything else is NotFound. */
export function decodeBook(id: string): BookKey {
  const [school, year, section, term] = decodeKey('Gradebook', id)
  if (term !== '1' && term !== '2') throw new NotFound('Gradebook')
  return {
    school_id: keyNumber('Gradebook', school),
    academic_year: keyNumber('Gradebook', year),
    section_id: keyUuid('Gradebook', section),
    term: term === '1' ? 1 : 2,
  }
}

/** The opaque id of a result behind a regular mark. */
export const encodeAttempt = ({ school_id, id }: { school_id: number; id: string }): string =>
  encodeKey('Attempt', [school_id, id])

/** The key in an id; anything else is NotFound. */
export function decodeAttempt(attempt: string): { school_id: number; id: string } {
  const [school, id] = decodeKey('Attempt', attempt)
  return { school_id: keyNumber('Attempt', school), id: keyUuid('Attempt', id) }
}
