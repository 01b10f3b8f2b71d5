import type { HeldData } from '../../platform/held-data.ts'

/** What this module holds about persons: work under way and the files that it made. */
export const deskHolds: readonly HeldData[] = [
  {
    name: 'jobs',
    about: 'user',
    basis: 'public_task',
    until: 'week',
    tables: {
      job: {
        other:
          'account_id post_id input result reason decided_by decided_at decision_reason created_at started_at finished_at',
        technical: 'id kind school_id state persons done total error_id run_at beat_at expires_at attempts',
      },
    },
  },
]
