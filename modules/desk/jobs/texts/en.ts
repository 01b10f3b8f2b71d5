/** Words of jobs, in English. */
export const en = {
  'job.too_many': 'You have {limit} jobs under way. Wait for one to end, or stop one, then go on.',
  'held.jobs': 'Files written',
  'held.jobs.what': 'Large exports under way and their files',
  'held.jobs.why': 'So that who asked for a file can fetch it',
} as const
