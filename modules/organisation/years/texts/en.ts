/** Words of years and terms, in English. */
export const en = {
  'year.term_backwards': 'Term {term}: the last day comes after the first.',
  'year.term_outside_year': 'Term {term} lies within the year, from {from} to {to}.',
  'year.due_before_end': 'Term {term}: results are due no earlier than its end, {day}.',
  'year.two_terms': 'A year has two terms. Write the days of both.',
  'year.terms_overlap': 'Term 2 begins after term 1 has ended ({day}).',
  'year.no_bounds': 'The department has not set term {term} of this year.',
  'year.starts_too_early': 'The department set term {term} from {from}. A school may only begin later.',
  'year.ends_too_late': 'The department set term {term} to {to}. A school may only end earlier.',
  'year.due_too_late':
    'The department wants the results of term {term} by {due}. A school may only ask for them earlier.',
  'year.unlikely': 'A year is between 2000 and 2100.',
  'year.days_of_other_year': 'The year begins in {from} and ends in {to}.',
  'year.holiday_name': 'Write what the holiday is called, such as Lunar New Year.',
  'year.holiday_backwards': 'The last day of a holiday does not come before the first.',
  'year.holiday_outside': 'A holiday lies within the year, from {from} to {to}.',
  'year.periods_range': 'Periods a year are between {min} and {max}.',
} as const
