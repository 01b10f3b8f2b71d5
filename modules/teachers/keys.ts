import { decodeKey, encodeKey, keyNumber, keyUuid } from '../../platform/key.ts'

/** The whole key of a school's record of a member of its staff. */
export interface StaffKey {
  school_id: number
  staff_id: string
}

/** The whole key of an assignment. */
export interface AssignmentKey {
  school_id: number
  assignment_id: string
}

/** The opaque id of a member of staff. */
export const encodeStaff = ({ school_id, staff_id }: StaffKey): string => encodeKey('Staff', [school_id, staff_id])

/** The key in an id of a member of staff; anything else is NotFound. */
export function decodeStaff(id: string): StaffKey {
  const [school, staff] = decodeKey('Staff', id)
  return { school_id: keyNumber('Staff', school), staff_id: keyUuid('Staff', staff) }
}

/** The opaque id of an assignment. */
export const encodeAssignment = ({ school_id, assignment_id }: AssignmentKey): string =>
  encodeKey('Assignment', [school_id, assignment_id])

/** The key in an id of an assignment; anything else is NotFound. */
export function decodeAssignment(id: string): AssignmentKey {
  const [school, assignment] = decodeKey('Assignment', id)
  return { school_id: keyNumber('Assignment', school), assignment_id: keyUuid('Assignment', assignment) }
}
