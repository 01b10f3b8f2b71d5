import { enumOf } from '../../platform/enum.ts'
import type { Role } from '../../platform/post.ts'

/** The roles of posts: granted ones, and those that follow from assignments and guardianship. */
export const RoleRef = enumOf<Role>('Role', 'What a post is.', {
  administrator: 'Administrator of the department or of a unit.',
  leader: 'Leader of the department.',
  officer: 'Officer of the department, by subject area and level.',
  commune_officer: 'Officer of a commune.',
  principal: 'Principal.',
  vice_principal: 'Vice principal.',
  school_administrator: 'School administrator (giáo vụ).',
  team_head: 'Head of a subject team.',
  teacher: 'Teacher of a school.',
  clerk: 'Clerk.',
  librarian: 'Librarian.',
  equipment_keeper: 'Keeper of equipment.',
  pupil: 'Pupil.',
  parent: 'Parent or guardian; follows from a claimed guardianship.',
  stand_in: 'An officer who stands in for a school for some hours.',
  subject_teacher: 'Teaches sections; follows from assignments.',
  homeroom: 'Leads classes; follows from assignments.',
})
