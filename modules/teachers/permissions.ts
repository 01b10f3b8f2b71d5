import { within, type Grant } from '../../platform/ability.ts'

const namesOnly = [
  'school_id',
  'id',
  'person_id',
  'full_name',
  'rest_name',
  'given_name',
  'team',
  'subject_ids',
] as const

/** Who sees the staff and who assigns sections and homerooms. Source: docs/service-rules/teachers.md. */
export const teacherGrants: Grant = (can, post) => {
  can('read', 'Staff', { person_id: post.person_id })
  can('read', 'Assignment', { person_id: post.person_id })
  switch (post.role) {
    case 'administrator':
    case 'leader':
    case 'officer':
      can('read', 'Staff', within(post.school_ids))
      can('read', 'Assignment', within(post.school_ids))
      break
    case 'commune_officer':
      can('read', 'Staff', namesOnly, within(post.school_ids))
      break
    case 'principal':
    case 'vice_principal':
    case 'school_administrator':
    case 'stand_in':
      can('read', 'Staff', { school_id: { $in: post.school_ids } })
      can('read', 'Assignment', { school_id: { $in: post.school_ids } })
      can(['create', 'update', 'import'], 'Staff', { school_id: post.school_id })
      // A stand-in never exports in bulk.
      if (post.role !== 'stand_in') can('export', 'Staff', { school_id: post.school_id })
      can(['assign', 'end'], 'Assignment', { school_id: post.school_id })
      break
    case 'team_head':
    case 'teacher':
    case 'clerk':
    case 'librarian':
    case 'equipment_keeper':
      can('read', 'Staff', namesOnly, { school_id: post.school_id })
      can('read', 'Assignment', { school_id: post.school_id })
  }
}
