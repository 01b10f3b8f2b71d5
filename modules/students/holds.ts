import type { HeldData } from '../../platform/held-data.ts'

const books: HeldData = {
  name: 'books',
  about: 'staff',
  basis: 'public_task',
  until: 'with_record',
  tables: {
    gradebook: {
      other: 'submitted_at submitted_by checked_at checked_by locked_at locked_by',
      technical: 'school_id academic_year section_id term state',
    },
    class_approval: {
      other: 'submitted_at submitted_by approved_at approved_by published_at published_by reopened_at',
      technical: 'school_id academic_year class_id term state',
    },
    assessment_column: {
      other: 'locked_at locked_by published_at published_by',
      technical: 'school_id academic_year section_id term kind position label held_on form note',
    },
    unlock: {
      other: 'reason granted_by granted_at ended_at',
      technical: 'school_id id academic_year section_id term kind position until',
    },
    grade_save: { other: 'account_id at', technical: 'school_id academic_year id section_id term answer change_id' },
  },
}

const marks: HeldData = {
  name: 'marks',
  about: 'pupil',
  basis: 'public_task',
  until: 'permanent',
  tables: {
    subject_result: {
      other: `regular_1 regular_2 regular_3 regular_4 regular_5 regular_6 regular_7 regular_8 midterm final
        midterm_state final_state exempt comment average passed missing`,
      technical: 'school_id academic_year student_id section_id term class_id person_id rule_version',
    },
    mark_change: {
      basic: 'account_name',
      other: 'before after at account_id source reason locked published',
      technical: 'school_id academic_year section_id student_id person_id term column position change_id',
    },
    attempt: {
      other: 'value held_on note position form noted_by noted_at',
      technical: 'school_id id academic_year section_id student_id person_id term',
    },
    exemption: {
      sensitive: 'document end_reason',
      other: 'subject_id extent term decided_by decided_at ended_at',
      technical: 'school_id id academic_year student_id person_id',
    },
  },
}

const results: HeldData = {
  name: 'results',
  about: 'pupil',
  basis: 'public_task',
  until: 'permanent',
  tables: {
    conduct: {
      other: 'level grounds decided_by decided_at',
      technical: 'school_id academic_year student_id term class_id person_id',
    },
    term_result: {
      other: 'raw_level level adjusted_subject_id missing',
      technical: 'school_id academic_year student_id term class_id person_id rule_version computed_at',
    },
    subject_year_result: {
      other: 'assessment average passed exempt reassessed_average reassessed_passed',
      technical: 'school_id academic_year student_id subject_id section_id class_id person_id rule_version',
    },
    year_result: {
      other: `raw_level level adjusted_subject_id conduct absences level_after conduct_after outcome
        outcome_decided_by outcome_reason title missing`,
      technical: 'school_id academic_year student_id class_id person_id rule_version computed_at',
    },
    older_result: {
      other: `scheme average learning conduct learning_after conduct_after title outcome absences source
        recorded_by recorded_at`,
      technical: 'school_id academic_year student_id term class_id person_id',
    },
    carried_result: {
      other: `grade class_name school_name level conduct absences outcome title subjects source recorded_by
        recorded_at`,
      technical: 'school_id academic_year student_id person_id',
    },
    issued_card: { other: 'code issued_at issued_by', technical: 'school_id academic_year term student_id digest' },
  },
}

/** What this module holds about persons: pupils' records, their guardians, marks, conduct, results. */
export const studentHolds: readonly HeldData[] = [
  {
    name: 'pupils',
    about: 'pupil',
    basis: 'public_task',
    until: 'permanent',
    tables: {
      student: {
        basic: `full_name rest_name given_name search_name other_name sex birth_date birth_precision birth_place
          nationality`,
        other: 'code register_number admitted_on class_id left_class_id',
        technical: 'school_id id person_id',
      },
      enrollment: {
        other: 'academic_year class_id number starts_on ends_on status end_reason repeating',
        technical: 'school_id id student_id person_id',
      },
      section_member: { other: 'section_id starts_on ends_on', technical: 'school_id student_id person_id' },
    },
  },
  {
    name: 'circumstances',
    about: 'pupil',
    basis: 'public_task',
    until: 'after_leaving',
    tables: {
      student: {
        basic: 'residence residence_commune residence_province phone',
        sensitive: 'ethnicity religion policy_groups poor_household disability assessment_by_plan note',
        other: 'union_member',
      },
    },
  },
  {
    name: 'guardians',
    about: 'guardian',
    basis: 'public_task',
    until: 'after_leaving',
    tables: {
      guardianship: {
        basic: 'kind full_name birth_year phone identity_number',
        other: 'occupation claimed_at valid_from valid_to end_reason',
        technical: 'school_id id student_id child_id person_id',
      },
      child_visit: { other: 'seen_at before', technical: 'account_id child_id' },
    },
  },
  {
    name: 'absences',
    about: 'pupil',
    basis: 'public_task',
    until: 'after_leaving',
    tables: {
      absence: {
        other: 'month excused unexcused',
        technical: 'school_id academic_year student_id person_id class_id',
      },
    },
  },
  {
    name: 'requests',
    about: 'pupil',
    basis: 'public_task',
    until: 'after_leaving',
    tables: {
      record_request: {
        basic: 'asker',
        other: 'kind about words asked_at answer_by state answer answered_by answered_at',
        technical: 'school_id id student_id class_id person_id',
      },
    },
  },
  {
    name: 'readings',
    about: 'user',
    basis: 'security',
    until: 'trail',
    tables: { reading_tally: { other: 'day records', technical: 'unit_id account_id' } },
  },
  marks,
  results,
  {
    name: 'facts',
    about: 'pupil',
    basis: 'public_task',
    until: 'with_record',
    tables: {
      pupil_fact: {
        basic: 'commune_code sex birth_year',
        sensitive: 'ethnicity minority policy poor disability',
        other: 'grade full_day studying level conduct title outcome approved repeating left_as',
        technical: 'school_id academic_year student_id term class_id',
      },
    },
  },
  books,
  {
    name: 'phrases',
    about: 'staff',
    basis: 'public_task',
    until: 'own',
    tables: { comment_phrase: { other: 'text', technical: 'school_id id person_id subject_id position' } },
  },
]
