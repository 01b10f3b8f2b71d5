import type { HeldData } from '../../platform/held-data.ts'

/** What this module holds about persons: who handed in, checked and approved a return, and who published a yearbook. */
export const statisticsHolds: readonly HeldData[] = [
  {
    name: 'returns',
    about: 'staff',
    basis: 'public_task',
    until: 'with_record',
    tables: {
      school_return: {
        other: `submitted_at submitted_by checked_at checked_by approved_at approved_by returned_at returned_by
          return_reason`,
        technical: 'school_id academic_year period state commune_code institution_code ownership office_id',
      },
      return_figure: {
        other: 'reason overridden_by overridden_at',
        technical: `school_id academic_year period form row_code form_version total female minority female_minority
          computed`,
      },
      publication: {
        other: 'published_at published_by ended_at ended_by',
        technical: 'id kind body',
      },
    },
  },
]
