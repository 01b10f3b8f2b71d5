import { decodeKey, encodeKey, keyNumber, keyUuid } from '../../platform/key.ts'

/** The opaque id of a school's record of a pupil. */
export const encodeStudent = (key: { school_id: number; student_id: string }): string =>
  encodeKey('Student', [key.school_id, key.student_id])

/** The key in an id; anything else is NotFound. */
export function decodeStudent(id: string): { school_id: number; student_id: string } {
  const [school, student] = decodeKey('Student', id)
  return { school_id: keyNumber('Student', school), student_id: keyUuid('Student', student) }
}
