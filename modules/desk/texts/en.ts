/** Words of notices, in English. */
export const en = {
  'notices.title': 'Notices',
  'notices.empty': 'No notices yet',
  'notices.empty_why': 'What concerns you will be told here.',
  'notices.open': 'Look',
  'notices.new': 'new',
} as const
