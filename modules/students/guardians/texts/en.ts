/** Words of guardians' slips, in English. */
export const en = {
  'guardian.slip_refused':
    'The code or the last 4 digits are wrong, or the slip has been used or has expired. Look at the slip again; after 5 wrong tries it dies, and the homeroom teacher gives a new one.',
  'guardian.no_second_fact':
    'The record of {child} has no telephone or identity number of {name}. Add one to the record before printing a slip.',
  'guardian.too_many': 'At most {limit} slips at a time.',
  'guardian.sign_in_first':
    'You have an account of your unit. Sign in with it first, then enter the code of the slip again.',
  'guardian.login_needed': 'Type your telephone number.',
  'guardian.notice_claimed':
    '{name} has just opened access to the results of {child} with a slip of the school. If that seems odd, tell the homeroom teacher.',
  'guardian.notice_ended': 'The school has ended the access of {name} to the results of {child}.',
} as const
