/** Words of guardians' slips, in English. */
export const en = {
  'guardian.no_second_fact':
    'The record of {child} has no telephone or identity number of {name}. Add one to the record before printing a slip.',
  'guardian.too_many': 'At most {limit} slips at a time.',
  'guardian.notice_claimed':
    '{name} has just opened access to the results of {child} with a slip of the school. If that seems odd, tell the homeroom teacher.',
  'guardian.notice_ended': 'The school has ended the access of {name} to the results of {child}.',
  'guardians.title': 'Parents of {class}',
  'guardians.slips_title': 'Slips for parents of {class}',
  'guardians.summary': '{claimed} of {pupils} pupils have somebody who can see their results.',
  'guardians.print_all': 'Print {count} slips for those without',
  'guardians.pupil': 'Pupil',
  'guardians.guardian': 'Guardian in the record',
  'guardians.kind': '{kind, select, father {father} mother {mother} other {guardian}}',
  'guardians.nobody': 'nobody in the record yet',
  'guardians.state': 'Access',
  'guardians.acts': 'Actions',
  'guardians.print_one': 'Print slip',
  'guardians.reset': 'New slip (resets the password)',
  'guardians.no_number': 'no telephone or identity number',
  'guardians.end': 'End access',
  'guardians.end_title': 'End the access of {name}',
  'guardians.end_lead':
    'They see nothing of the child any more, their open sessions end at once, and the other guardian is told.',
  'guardians.ended': 'The access of {name} has ended.',
  'guardians.ended_on': 'Ended {day}: {reason}',
  'guardians.claimed_on': 'Opened {day}',
  'guardians.slip_until': 'Slip waits until {day}',
  'guardians.slip_dead': 'Slip expired or dead',
  'guardians.none': 'no slip yet',
  'guardians.empty': 'The class has no pupils yet',
  'guardians.empty_why': 'Once the class has its list, the guardians in the records stand here.',
  'guardians.slip_child': '{kind, select, father {Father} mother {Mother} other {Guardian}} of {child}, class {class}',
  'guardians.slip_hint':
    'The last 4 digits of the telephone or identity number given to the school are asked for. One slip, one person, one use.',
  'guardians.pupils_without': '{count, plural, one {# pupil has} other {# pupils have}} no account of their own.',
  'guardians.open_pupils': 'Open {count, plural, one {# account} other {# accounts}} for pupils',
} as const
