import type { Grant } from '../../../platform/ability.ts'

/** Who publishes figures for everybody: those who answer for the province. Source: docs/service-rules/figures.md. */
export const publicationGrants: Grant = (can, post) => {
  switch (post.role) {
    case 'administrator':
    case 'leader':
      if (post.unit_ids === 'all') can(['read', 'publish', 'end'], 'Publication')
      break
    case 'officer':
      if (post.unit_ids === 'all') can('read', 'Publication')
  }
}
