import { decodeKey, encodeKey, keyUuid } from '../../../platform/key.ts'

/** The opaque id of a child: a person, whichever schools hold their records. */
export const encodeChild = (person_id: string): string => encodeKey('Child', [person_id])

/** The person in an id; anything else is NotFound. */
export const decodeChild = (id: string): string => keyUuid('Child', decodeKey('Child', id)[0])
