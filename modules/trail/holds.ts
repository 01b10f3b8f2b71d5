import type { HeldData } from '../../platform/held-data.ts'

/** What this module holds about persons: who did what, and the rows as they were before and after. */
export const trailHolds: readonly HeldData[] = [
  {
    name: 'trail',
    about: 'user',
    basis: 'security',
    until: 'trail',
    tables: {
      change: {
        sensitive: 'address',
        other: 'at verb account_id token_id role post_id on_behalf_of school_id reason reverts',
        technical: 'academic_year id request_id batch_id',
      },
      change_row: {
        sensitive: 'before after',
        other: 'table_name school_id',
        technical: 'change_id academic_year position',
      },
    },
  },
]
