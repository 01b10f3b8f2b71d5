/** Words of the life of a book, in English. */
export const en = {
  'book.reason_needed': 'Give a reason of at least 5 characters.',
  'book.missing_in_column':
    '{kind, select, regular {Regular {position}} midterm {Midterm} other {Final}}: {count, plural, one {# cell is} other {# cells are}} empty.',
  'book.stands.open': 'The book {name} is open and not handed in.',
  'book.stands.submitted': 'The book {name} is handed in. Take it back to correct it.',
  'book.stands.checked': 'The book {name} is checked. Ask the head of the team to give it back.',
  'book.stands.locked': 'The book {name} is locked. Ask the principal to unlock it.',
  'book.until_past': 'That time is over. Choose one after now.',
  'book.until_too_far': 'An unlock lasts at most {days} days. Choose a nearer day.',
  'book.window_ends_before': 'The last day stands before the first. Correct one of them.',
  'book.notice_returned': 'The book {name} was given back: {reason}',
  'book.notice_unlocked': 'The book {name} is unlocked until {until}: {reason}',
  'book.notice_reminder':
    'The book {name} lacks {kind, select, regular {regular} midterm {midterm} other {final}} marks: {entered} of {due}, due {day}.',
} as const
