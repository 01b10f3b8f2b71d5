import { within, type Grant } from '../../../platform/ability.ts'

/** Who sets periods, who hands returns in, checks and approves them. Source: docs/service-rules/reporting.md. */
export const reportingGrants: Grant = (can, post) => {
  switch (post.role) {
    case 'administrator':
      can('read', 'ReportingPeriod')
      if (post.unit_ids === 'all') can(['create', 'update'], 'ReportingPeriod')
      can(['read', 'export'], 'SchoolReturn', within(post.school_ids))
      break
    case 'leader':
    case 'officer':
      can('read', 'ReportingPeriod')
      can(['read', 'approve', 'remind', 'export'], 'SchoolReturn', within(post.school_ids))
      break
    case 'commune_officer':
      can('read', 'ReportingPeriod')
      can(['read', 'check', 'remind', 'export'], 'SchoolReturn', within(post.school_ids))
      break
    case 'principal':
    case 'vice_principal':
    case 'school_administrator':
    case 'stand_in':
      can('read', 'ReportingPeriod')
      can('read', 'SchoolReturn', { school_id: { $in: post.school_ids } })
      // A stand-in neither signs nor takes out.
      if (post.role !== 'stand_in') can(['update', 'export'], 'SchoolReturn', { school_id: post.school_id })
      if (post.role === 'principal') can('submit', 'SchoolReturn', { school_id: post.school_id })
  }
}
