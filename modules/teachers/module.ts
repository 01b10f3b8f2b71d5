import './staff/own-data.ts'
import './staff/follow-posts.ts'
import './staff/import-staff.ts'
import './assignments/import-assignments.ts'
import type { Module } from '../../platform/module.ts'
import { teacherHolds } from './holds.ts'
import { teacherGrants } from './permissions.ts'
import { reachOfTeacher } from './reach.ts'
import { teacherReverts } from './undo.ts'

/** Staff of a school, and who teaches which section or leads which class (Circular 53/2012, Điều 15(1)(b)). */
export const teachers: Module = {
  name: 'teachers',
  about: 'Staff and assignments.',
  uses: ['organisation', 'identity'],
  holds: teacherHolds,
  grants: [teacherGrants],
  reach: reachOfTeacher,
  revert: teacherReverts,
}
