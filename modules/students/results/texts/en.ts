/** Words of results, in English. */
export const en = {
  'results.lacks_level':
    '{name}: {count, plural, one {# subject has} other {# subjects have}} no result{conduct, select, no {, no conduct} other {}}.',
  'results.lacks_conduct': '{name}: no conduct yet.',
  'results.older_rules': 'Class {name} is assessed by an older circular: its results stay as recorded.',
  'results.stands.open': 'The results of {name} are not handed in.',
  'results.stands.submitted': 'The results of {name} are handed in and wait for approval.',
  'results.stands.approved': 'The results of {name} are approved.',
  'results.stands.published': 'The results of {name} are published.',
  'results.no_retest': 'This subject may not be re-assessed (Điều 14).',
  'results.year_first': 'Approve the results of the year first, then record the re-assessment.',
  'results.no_training': 'This pupil does not train in the summer (Điều 13).',
  'results.only_disability': 'Only for a pupil with a disability (Điều 12(4)).',
  'results.no_such_reading': 'There is no such reading.',
  'results.source_needed': 'Name the paper on which it rests.',
  'missed.mark_present': 'The cell holds a mark. Empty it in the book first.',
  'missed.not_pending': 'No make-up is awaited.',
  'missed.not_missed': 'The test was not missed.',
  'missed.already_missed': 'The test is recorded as missed.',
  'missed.exempt': 'The pupil is exempt from this subject.',
  'missed.value_needed': 'Type the mark of the make-up test.',
  'exemption.document_needed': 'Name the papers, 5 to 500 characters.',
  'exemption.practice_of_others':
    'Only the practice of physical education and of defence education may be exempted (Điều 10).',
  'exemption.needs_disability':
    'A whole subject may be exempted only for a pupil with a disability (Điều 11). Record the disability first.',
  'exemption.runs_already': 'The pupil is exempt in this way already.',
} as const
