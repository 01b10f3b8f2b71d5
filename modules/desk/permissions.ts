import type { Grant } from '../../platform/ability.ts'

/**
 * Who may release a large export that somebody else of the school has asked for: those who answer for the school, and the
 * administrators of the sở. Source: docs/service-rules/exports.md.
 */
export const deskGrants: Grant = (can, post) => {
  switch (post.role) {
    case 'administrator':
      if (post.unit_ids === 'all') can(['read', 'release'], 'HeldExport')
      else can(['read', 'release'], 'HeldExport', { school_id: { $in: post.unit_ids } })
      break
    case 'principal':
    case 'vice_principal':
      can(['read', 'release'], 'HeldExport', { school_id: post.school_id })
  }
}
