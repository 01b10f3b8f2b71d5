import type { Grant } from '../../platform/ability.ts'

/** Who sees how the installation is: administrators of the whole of it. Source: docs/service-rules/accounts.md. */
export const operationGrants: Grant = (can, post) => {
  if (post.role === 'administrator' && post.unit_ids === 'all') can('read', 'SystemState')
}
