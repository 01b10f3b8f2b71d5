/** Words of opening accounts, granting posts and setting passwords, in English. */
export const en = {
  'account.login_short': 'A login needs 3 characters at least.',
  'account.login_letters':
    'A login has plain letters, digits and . _ - @ only, such as lan.ttt, or is a telephone number.',
  'account.login_taken': '“{login}” is taken. Choose another, or use a telephone number.',
  'account.password_short':
    'A password needs 10 characters at least. A sentence you remember is best; spaces are fine.',
  'account.password_long': 'The password has more than 200 characters.',
  'account.password_common': 'Many people use this password, and it has been breached. Choose a sentence of your own.',
  'account.password_own': 'The password is too close to your name or number. Add a few words that only you know.',
  'account.password_same': 'The new password is the old one.',
  'account.old_password_wrong': 'The present password is wrong.',
  'account.code_refused':
    'The login or the code is wrong, or the code has been used or has expired. Look at the slip again, or ask for a new one.',
  'account.may_not_grant': 'You may not grant this post in this unit. Ask the administrator of the department.',
  'account.stands_higher': '{name} still holds a post that you do not administer. An administrator above can do this.',
  'account.not_own': 'Nobody does this for themselves. Ask another administrator.',
  'account.post_needed': 'Choose one post at least.',
  'account.post_exists': 'This person holds that very post in this unit.',
  'account.post_dates': 'The last day is before the first. Look at both days again.',
  'account.end_in_past': 'The last day is over. Choose today or a later day.',
  'account.reason_needed': 'Give a reason.',
  'account.identity_number': '12 digits needed, {found} so far.',
  'account.too_many': 'At most {limit} accounts at a time.',
  'account.closed': 'The account of {name} is closed. Open it before making a code.',
  'account.stand_in_hours': 'One stands in for 1 to {hours} hours.',
  'account.stand_in_running': 'You stand in for a school already. End that first.',
  'account.notice_post':
    'You were given the post of {role, select, administrator {administrator} leader {leader of the department} officer {officer of the department} commune_officer {commune officer} principal {principal} vice_principal {vice principal} school_administrator {school administrator} team_head {head of subject team} teacher {teacher} clerk {clerk} librarian {librarian} equipment_keeper {equipment keeper} pupil {pupil} other {another kind}} at {unit}.',
  'account.notice_post_ended':
    'Your post of {role, select, administrator {administrator} leader {leader of the department} officer {officer of the department} commune_officer {commune officer} principal {principal} vice_principal {vice principal} school_administrator {school administrator} team_head {head of subject team} teacher {teacher} clerk {clerk} librarian {librarian} equipment_keeper {equipment keeper} pupil {pupil} other {another kind}} at {unit} has ended.',
  'account.notice_stand_in': '{name} of the department stands in for {unit} for {hours} hours. Reason: {reason}',
} as const
