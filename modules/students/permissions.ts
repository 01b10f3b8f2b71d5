import { within, type Grant } from '../../platform/ability.ts'

const named = [
  'school_id',
  'id',
  'person_id',
  'code',
  'full_name',
  'rest_name',
  'given_name',
  'sex',
  'birth_date',
  'birth_precision',
  'class_id',
] as const
const classmate = [
  'school_id',
  'id',
  'person_id',
  'code',
  'full_name',
  'rest_name',
  'given_name',
  'sex',
  'class_id',
] as const

/** Who may do what to pupils' records, enrollment and absences. Source: docs/service-rules/students.md. */
export const studentGrants: Grant = (can, post) => {
  switch (post.role) {
    case 'administrator':
      can('read', 'Enrollment', within(post.school_ids))
      break
    case 'officer':
    case 'leader':
      can('read', 'Student', named, within(post.school_ids))
      can('read', 'Enrollment', within(post.school_ids))
      break
    case 'principal':
    case 'vice_principal':
    case 'school_administrator':
    case 'stand_in':
      can('read', 'Student', { school_id: { $in: post.school_ids } })
      can('read', 'Enrollment', { school_id: { $in: post.school_ids } })
      can('read', 'Absence', { school_id: { $in: post.school_ids } })
      can('read', 'Guardianship', { school_id: post.school_id })
      can(['create', 'update', 'import', 'invite'], 'Student', { school_id: post.school_id })
      can(['create', 'update', 'end'], 'Enrollment', { school_id: post.school_id })
      can(['create', 'update', 'end'], 'Guardianship', { school_id: post.school_id })
      can('update', 'Absence', { school_id: post.school_id })
      // A stand-in never exports in bulk.
      if (post.role !== 'stand_in') can('export', 'Student', { school_id: post.school_id })
      break
    case 'clerk':
      can('read', 'Student', named, { school_id: post.school_id })
      can('read', 'Enrollment', { school_id: post.school_id })
      break
    case 'homeroom':
      can('read', 'Student', { school_id: post.school_id, class_id: { $in: post.class_ids } })
      // Who left the class this year stays readable: the class is led for one year only.
      can('read', 'Student', { school_id: post.school_id, left_class_id: { $in: post.class_ids } })
      can('read', 'Enrollment', {
        school_id: post.school_id,
        class_id: { $in: [...post.class_ids, ...post.past_class_ids] },
      })
      can(['invite', 'export'], 'Student', { school_id: post.school_id, class_id: { $in: post.class_ids } })
      can('read', 'Guardianship', { school_id: post.school_id, class_id: { $in: post.class_ids } })
      can(['read', 'update'], 'Absence', { school_id: post.school_id, class_id: { $in: post.class_ids } })
      break
    case 'subject_teacher':
      can('read', 'Student', classmate, { school_id: post.school_id, class_id: { $in: post.class_ids } })
      can('read', 'Enrollment', { school_id: post.school_id, class_id: { $in: post.class_ids } })
      break
    case 'parent':
      can('read', 'Student', { person_id: { $in: post.child_ids } })
      can('read', 'Enrollment', { person_id: { $in: post.child_ids } })
      can('read', 'Absence', { person_id: { $in: post.child_ids } })
      can('read', 'CarriedResult', { person_id: { $in: post.child_ids } })
      can('read', 'Guardianship', { person_id: post.person_id })
      break
    case 'pupil':
      can('read', 'Student', { person_id: post.person_id })
      can('read', 'Enrollment', { person_id: post.person_id })
      can('read', 'Absence', { person_id: post.person_id })
      can('read', 'CarriedResult', { person_id: post.person_id })
  }
}
