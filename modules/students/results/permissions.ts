import { within, type Grant } from '../../../platform/ability.ts'

const all = [
  'Conduct',
  'ClassApproval',
  'TermResult',
  'SubjectYearResult',
  'YearResult',
  'CarriedResult',
  'OlderResult',
] as const

const sums = ['PupilFact', 'PupilSum', 'MarkSum'] as const

/**
 * Who judges conduct, who approves results and titles. Parents and pupils read what is published through published.ts.
 * Source: docs/service-rules/results.md.
 */
export const resultGrants: Grant = (can, post) => {
  switch (post.role) {
    case 'administrator':
      can('read', 'PolicyReading')
      if (post.unit_ids === 'all') can(['create', 'update'], 'PolicyReading')
      for (const subject of sums) can('read', subject, within(post.school_ids))
      break
    case 'leader':
    case 'officer':
    case 'commune_officer':
      can('read', 'PolicyReading')
      if (post.role === 'leader' && post.unit_ids === 'all') can(['create', 'update'], 'PolicyReading')
      for (const subject of sums) can('read', subject, within(post.school_ids))
      break
    case 'principal':
    case 'vice_principal':
      can('read', 'PolicyReading')
      for (const subject of all) can('read', subject, { school_id: { $in: post.school_ids } })
      for (const subject of sums) can('read', subject, { school_id: { $in: post.school_ids } })
      can(['approve', 'publish'], 'ClassApproval', { school_id: post.school_id })
      can(['decide', 'update'], 'YearResult', { school_id: post.school_id })
      can('update', 'SubjectYearResult', { school_id: post.school_id })
      can('create', 'OlderResult', { school_id: post.school_id })
      can('export', 'YearResult', { school_id: post.school_id })
      break
    case 'school_administrator':
    case 'stand_in':
      can('read', 'PolicyReading')
      for (const subject of all) can('read', subject, { school_id: { $in: post.school_ids } })
      for (const subject of sums) can('read', subject, { school_id: { $in: post.school_ids } })
      if (post.role === 'school_administrator') {
        can('update', 'SubjectYearResult', { school_id: post.school_id })
        can('create', 'OlderResult', { school_id: post.school_id })
        can('export', 'YearResult', { school_id: post.school_id })
      }
      break
    case 'homeroom': {
      const read = { school_id: post.school_id, class_id: { $in: [...post.class_ids, ...post.past_class_ids] } }
      for (const subject of all) can('read', subject, read)
      const own = { school_id: post.school_id, class_id: { $in: post.class_ids } }
      can('decide', 'Conduct', own)
      can('submit', 'ClassApproval', own)
      can('export', 'YearResult', own)
    }
  }
}
