import type { HeldData } from '../../platform/held-data.ts'

/** What this module holds about persons: the lists that were read in, as they were. */
export const organisationHolds: readonly HeldData[] = [
  {
    name: 'imports',
    about: 'pupil',
    basis: 'public_task',
    until: 'after_leaving',
    tables: {
      import_batch: {
        basic: 'account_name',
        sensitive: 'sheets judged decisions',
        other: 'account_id file_name created_at ended_at',
        technical: 'school_id id academic_year file_sha256 state change_id',
      },
    },
  },
]
