import type { Grant } from '../../platform/ability.ts'

/** Who administers accounts and posts: oneself for one's own, an administrator within the own units. Source: docs/service-rules/accounts.md. */
export const identityGrants: Grant = (can, post) => {
  can('read', 'Account', { person_id: post.person_id })
  can('read', 'Post', { person_id: post.person_id })
  switch (post.role) {
    case 'administrator': {
      const units = post.unit_ids === 'all' ? {} : { unit_id: { $in: post.unit_ids } }
      can(['read', 'create', 'update', 'invite'], 'Account', units)
      can(['read', 'create', 'end'], 'Post', units)
      can(['read', 'create', 'end'], 'ApiToken', units)
      if (post.unit_ids === 'all') can('create', 'Post', { role: 'stand_in', person_id: post.person_id })
      break
    }
    case 'officer':
      can('create', 'Post', {
        role: 'stand_in',
        person_id: post.person_id,
        ...(post.unit_ids === 'all' ? {} : { unit_id: { $in: post.unit_ids } }),
      })
      break
    case 'principal':
    case 'school_administrator':
      if (post.role === 'principal') can(['read', 'create', 'end'], 'ApiToken', { unit_id: post.school_id })
      can(['read', 'create', 'update', 'invite'], 'Account', { unit_id: post.school_id })
      can(['read', 'create', 'end'], 'Post', { unit_id: post.school_id })
      break
    case 'vice_principal':
      can('read', 'Account', { unit_id: post.school_id })
      can('read', 'Post', { unit_id: post.school_id })
  }
}
