/** Words of jobs, in English. */
export const en = {
  'job.too_many': 'You have {limit} jobs under way. Wait for one to end, or stop one, then go on.',
} as const
