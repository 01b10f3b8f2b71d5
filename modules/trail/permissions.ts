import { within, type Grant } from '../../platform/ability.ts'

/**
 * Who reads the trail of which units, and takes it out as a file. What a line says of a record is judged besides by the
 * grants on that record. Source: docs/service-rules/trail.md.
 */
export const trailGrants: Grant = (can, post) => {
  switch (post.role) {
    case 'administrator':
      if (post.unit_ids === 'all' || post.school_ids === 'all') can(['read', 'export'], 'Change')
      else can(['read', 'export'], 'Change', { school_id: { $in: [...post.unit_ids, ...post.school_ids] } })
      break
    case 'leader':
    case 'officer':
      can(['read', 'export'], 'Change', within(post.school_ids))
      break
    case 'commune_officer':
      can('read', 'Change', within(post.school_ids))
      break
    case 'principal':
    case 'vice_principal':
      can(['read', 'export'], 'Change', { school_id: { $in: post.school_ids } })
      break
    case 'school_administrator':
      can('read', 'Change', { school_id: { $in: post.school_ids } })
  }
}
