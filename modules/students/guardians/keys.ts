import { decodeKey, encodeKey, keyNumber, keyUuid } from '../../../platform/key.ts'

/** The whole key of a guardianship. */
export interface GuardianshipKey {
  school_id: number
  guardianship_id: string
}

/** The opaque id of a guardianship. */
export const encodeGuardianship = ({ school_id, guardianship_id }: GuardianshipKey): string =>
  encodeKey('Guardianship', [school_id, guardianship_id])

/** The key in an id; anything else is NotFound. */
export function decodeGuardianship(id: string): GuardianshipKey {
  const [school, guardianship] = decodeKey('Guardianship', id)
  return { school_id: keyNumber('Guardianship', school), guardianship_id: keyUuid('Guardianship', guardianship) }
}
