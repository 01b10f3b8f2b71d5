import type { Grant } from '../../../platform/ability.ts'

/** Who brings lists to a school by file; which lists is judged by each list. Source: docs/service-rules/organisation.md. */
export const importGrants: Grant = (can, post) => {
  switch (post.role) {
    case 'principal':
    case 'vice_principal':
    case 'school_administrator':
    case 'stand_in':
      can(['read', 'create', 'update'], 'ImportBatch', { school_id: post.school_id })
  }
}
