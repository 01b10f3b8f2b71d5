import { within, type Grant } from '../../platform/ability.ts'

/** Who sees and shapes units, years, classes and sections. Source: docs/service-rules/organisation.md. */
export const organisationGrants: Grant = (can, post) => {
  can('read', 'Unit')
  can('read', 'AcademicYear')
  can('read', 'Term')
  can('read', 'Curriculum')
  switch (post.role) {
    case 'administrator': {
      const below = post.unit_ids === 'all' ? {} : { id: { $in: post.unit_ids } }
      can(['create', 'update', 'delete'], 'Unit', below)
      if (post.unit_ids === 'all') {
        can(['create', 'update'], 'AcademicYear')
        can(['create', 'update'], 'Term')
        can(['create', 'update'], 'Curriculum')
      }
      can(['read', 'create', 'update', 'delete'], 'Class', within(post.school_ids))
      can(['read', 'create', 'update', 'delete'], 'Section', within(post.school_ids))
      break
    }
    case 'leader':
    case 'officer':
    case 'commune_officer':
      can('read', 'Class', within(post.school_ids))
      can('read', 'Section', within(post.school_ids))
      break
    case 'principal':
    case 'vice_principal':
    case 'school_administrator':
    case 'stand_in':
      can('read', 'Class', { school_id: { $in: post.school_ids } })
      can('read', 'Section', { school_id: { $in: post.school_ids } })
      can(['create', 'update', 'delete'], 'Class', { school_id: post.school_id })
      can(['create', 'update', 'delete'], 'Section', { school_id: post.school_id })
      can(['create', 'update'], 'Term', { unit_id: post.school_id })
      can('update', 'Unit', ['address', 'phone', 'email'], { id: post.school_id })
      break
    case 'team_head':
    case 'teacher':
    case 'clerk':
    case 'librarian':
    case 'equipment_keeper':
      can('read', 'Class', { school_id: post.school_id })
      can('read', 'Section', { school_id: post.school_id })
  }
}
