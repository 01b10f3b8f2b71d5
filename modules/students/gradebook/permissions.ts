import { within, type Grant } from '../../../platform/ability.ts'

/**
 * Who may do what to marks. Grants name sections: a teacher of Maths in A and Physics in B writes neither Physics in A nor Maths in B.
 * Parents and pupils hold no grant on marks: they read through the one query that hides what is unpublished (published.ts).
 * Source: docs/service-rules/gradebook.md.
 */
export const gradebookGrants: Grant = (can, post) => {
  switch (post.role) {
    case 'administrator':
      can('read', 'SectionTally', within(post.school_ids))
      break
    case 'leader':
    case 'officer':
    case 'commune_officer':
      can(['read', 'remind'], 'SectionTally', within(post.school_ids))
      break
    case 'principal':
    case 'vice_principal':
    case 'school_administrator':
      for (const subject of ['Gradebook', 'SubjectResult', 'MarkChange', 'SectionTally'] as const)
        can('read', subject, { school_id: { $in: post.school_ids } })
      can('read', 'PublishedResult', { school_id: { $in: post.school_ids } })
      can(['check', 'lock', 'publish', 'export'], 'Gradebook', { school_id: post.school_id })
      if (post.role !== 'school_administrator') can(['unlock', 'decide'], 'Gradebook', { school_id: post.school_id })
      break
    case 'stand_in':
      // Stands in for the school's daily work; never for signing, publishing or bulk export.
      for (const subject of ['Gradebook', 'SubjectResult', 'MarkChange', 'SectionTally'] as const)
        can('read', subject, { school_id: post.school_id })
      break
    case 'team_head': {
      const own = post.subject_ids
        ? { school_id: post.school_id, subject_id: { $in: post.subject_ids } }
        : { school_id: post.school_id }
      can(['read', 'check'], 'Gradebook', own)
      can('read', 'SectionTally', own)
      break
    }
    case 'homeroom': {
      const classes = { school_id: post.school_id, class_id: { $in: [...post.class_ids, ...post.past_class_ids] } }
      can('read', 'Gradebook', classes)
      can('read', 'SubjectResult', classes)
      can('read', 'SectionTally', classes)
      can('read', 'PublishedResult', { school_id: post.school_id, class_id: { $in: post.class_ids } })
      break
    }
    case 'subject_teacher': {
      const read = { school_id: post.school_id, section_id: { $in: [...post.section_ids, ...post.past_section_ids] } }
      for (const subject of ['Gradebook', 'SubjectResult', 'MarkChange', 'SectionTally'] as const)
        can('read', subject, read)
      const write = { school_id: post.school_id, section_id: { $in: post.section_ids } }
      can(['mark', 'submit', 'publish', 'export'], 'Gradebook', write)
      can(['read', 'create', 'delete'], 'CommentPhrase', { school_id: post.school_id, person_id: post.person_id })
      break
    }
    case 'parent':
      can('read', 'PublishedResult', { person_id: { $in: post.child_ids } })
      break
    case 'pupil':
      can('read', 'PublishedResult', { person_id: post.person_id })
  }
}
