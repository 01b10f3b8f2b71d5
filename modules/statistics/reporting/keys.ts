import { NotFound } from '../../../platform/errors.ts'
import { decodeKey, encodeKey, keyNumber } from '../../../platform/key.ts'
import type { PeriodCode } from './tables.ts'

/** A school's return for a period by its key; a return that was never begun has one too. */
export interface ReturnKey {
  school_id: number
  academic_year: number
  period: PeriodCode
}

const type = 'SchoolReturn'

/** The opaque id of a return. */
export const encodeReturn = ({ school_id, academic_year, period }: ReturnKey): string =>
  encodeKey('SchoolReturn', [school_id, academic_year, period])

/** The key behind an opaque id. */
export function decodeReturn(id: string): ReturnKey {
  const [school, year, period] = decodeKey(type, id)
  if (period !== 'start' && period !== 'end') throw new NotFound(type)
  return { school_id: keyNumber(type, school), academic_year: keyNumber(type, year), period }
}
