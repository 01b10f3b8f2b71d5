/** The server's own words, in English. */
export const en = {
  'server.unauthenticated': 'The session has ended. Sign in again to go on.',
  'server.unproven': 'This needs to know that it is you. Give your password again to go on.',
  'server.not_found': 'There is no such item, or you may not see it.',
  'server.invalid': 'Something is not right yet. See the marked fields.',
  'server.year_archived':
    'The academic year {year} is in the archive and cannot be changed. Nothing was written; the administrator of the department can bring the year back.',
  'server.unstorable':
    'A value cannot be used (a number too large, a day that does not exist, or a strange sign). Nothing was written; mend it and send it again.',
  'server.unavailable':
    'The database is starting again. What was just sent has not been written; try again in a few seconds.',
  'server.internal': 'The server failed. Give the code {id} to the administrator.',
  'server.bad_origin': 'The request came from another site and was refused.',
  'server.too_large': 'What was sent is too large.',
  'server.unknown_document':
    'This page belongs to an earlier version of the program, or no page sent the request. Load the page again.',
  'server.token_unknown':
    'The token does not count: it is wrong, expired or revoked, or its maker no longer holds the post.',
  'server.token_too_often': 'This token may ask {limit} times a minute. Wait for the next minute.',
  'server.token_persons_only': 'A token cannot do this: only a person who is signed in can.',
  'server.token_read_only': 'This token only reads. Nothing was written.',
} as const
