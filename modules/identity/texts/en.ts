/** Words of accounts and posts, in English. */
export const en = {
  'identity.wrong_password':
    'The name or the password is wrong. Check Caps Lock, or ask the school for a new password.',
  'identity.too_many_attempts': 'Too many wrong attempts. Try again in {minutes} minutes.',
  'identity.role.administrator': 'Administrator',
  'identity.role.leader': 'Leader of the department',
  'identity.role.officer': 'Officer of the department',
  'identity.role.commune_officer': 'Commune officer',
  'identity.role.principal': 'Principal',
  'identity.role.vice_principal': 'Vice principal',
  'identity.role.school_administrator': 'School administrator',
  'identity.role.team_head': 'Head of subject team',
  'identity.role.teacher': 'Teacher',
  'identity.role.subject_teacher': 'Subject teacher',
  'identity.role.homeroom': 'Homeroom teacher',
  'identity.role.clerk': 'Clerk',
  'identity.role.librarian': 'Librarian',
  'identity.role.equipment_keeper': 'Equipment keeper',
  'identity.role.pupil': 'Pupil',
  'identity.role.parent': 'Parent',
  'identity.role.stand_in': 'Stand-in',
} as const
