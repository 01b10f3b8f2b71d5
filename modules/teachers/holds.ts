import type { HeldData } from '../../platform/held-data.ts'

/** What this module holds about persons: the school's records of its staff, and who taught what. */
export const teacherHolds: readonly HeldData[] = [
  {
    name: 'staff',
    about: 'staff',
    basis: 'public_task',
    until: 'after_leaving',
    tables: {
      staff: {
        basic: 'full_name rest_name given_name search_name sex birth_date phone email',
        other: 'code team subject_ids started_on left_on',
        technical: 'school_id id person_id',
      },
    },
  },
  {
    name: 'assignments',
    about: 'staff',
    basis: 'public_task',
    until: 'with_record',
    tables: {
      assignment: {
        other: 'academic_year kind section_id class_id strand answers substitute_for valid_from valid_to',
        technical: 'school_id id person_id',
      },
    },
  },
]
