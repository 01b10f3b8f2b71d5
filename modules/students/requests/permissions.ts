import type { Grant } from '../../../platform/ability.ts'

/**
 * Who reads and answers what families and pupils ask of a school about its records (Law 91/2025/QH15): the asker the own,
 * those who keep the school's records all, the homeroom teacher those of the class. Source: docs/service-rules/requests.md.
 */
export const requestGrants: Grant = (can, post) => {
  switch (post.role) {
    case 'principal':
    case 'vice_principal':
    case 'school_administrator':
      can(['read', 'decide'], 'RecordRequest', { school_id: post.school_id })
      break
    case 'homeroom':
      can('read', 'RecordRequest', { school_id: post.school_id, class_id: { $in: post.class_ids } })
      break
    case 'parent':
      can('read', 'RecordRequest', { person_id: post.person_id })
      break
    case 'pupil':
      can('read', 'RecordRequest', { person_id: post.person_id })
  }
}
