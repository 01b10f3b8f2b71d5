import { decodeKey, encodeKey, keyNumber, keyUuid } from '../../platform/key.ts'

/** The opaque id of a unit. */
export const encodeUnit = (id: number): string => encodeKey('Unit', [id])

/** The number of a unit in an id; anything else is NotFound. */
export const decodeUnit = (id: string): number => keyNumber('Unit', decodeKey('Unit', id)[0])

/** The whole key of a class. */
export interface ClassKey {
  school_id: number
  class_id: number
}

/** The whole key of a section. */
export interface SectionKey {
  school_id: number
  section_id: string
}

/** The opaque id of a class. */
export const encodeClass = ({ school_id, class_id }: ClassKey): string => encodeKey('Class', [school_id, class_id])

/** The key in an id of a class; anything else is NotFound. */
export function decodeClass(id: string): ClassKey {
  const [school, number] = decodeKey('Class', id)
  return { school_id: keyNumber('Class', school), class_id: keyNumber('Class', number) }
}

/** The opaque id of a section. */
export const encodeSection = ({ school_id, section_id }: SectionKey): string =>
  encodeKey('Section', [school_id, section_id])

/** The key in an id of a section; anything else is NotFound. */
export function decodeSection(id: string): SectionKey {
  const [school, section] = decodeKey('Section', id)
  return { school_id: keyNumber('Section', school), section_id: keyUuid('Section', section) }
}
