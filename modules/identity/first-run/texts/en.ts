/** Words of making the first administrator, in English. */
export const en = {
  'first_run.link_refused':
    'The link is wrong, has been used or has expired. Run npm run admin-link on the server for a new one.',
  'first_run.login_needed': 'Type a telephone number or a login.',
  'first_run.province_needed': 'The part about the province is needed before an administrator is made.',
} as const
