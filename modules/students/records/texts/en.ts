import type { vi } from './vi.ts'

/** Words of pupils' records and lists, in English. */
export const en: Record<keyof typeof vi, string> = {
  'students.words_needed': 'Type at least two letters of a name or a code to search the whole province.',
  'students.changed_meanwhile':
    '{by, select, other {{by} changed this record}} while you had it open. Load it again to see the new values, then go on; what you typed is kept.',
  'students.fault.empty': 'This cannot be empty. Type something.',
  'students.fault.name_empty': 'The name cannot be empty. Type the full name of the birth certificate.',
  'students.fault.name_control': 'The name holds an invisible control character. Empty the field and type it by hand.',
  'students.fault.name_too_long': 'The name is longer than 100 letters. Perhaps a whole line was pasted.',
  'students.fault.control': 'There is an invisible control character. Empty the field and type it by hand.',
  'students.fault.too_long': 'Longer than {limit} letters. Shorten it.',
  'students.fault.birth_in_future': 'The birth date lies after today. Check the year.',
  'students.fault.birth_too_old': 'The birth date is more than 100 years ago. Check the year.',
  'students.fault.admitted_before_birth': 'The day of admission must be after the birth date. Check both days.',
  'students.fault.identity_number_digits': 'An identity number has digits only. Remove letters and signs.',
  'students.fault.identity_number_length': '12 digits needed, {count} so far. Type all of them, or leave it empty.',
  'students.fault.identity_number_taken':
    'This identity number belongs to a person of another name or birth date. Compare number, name and birth date with the birth certificate.',
  'students.fault.already_here': 'The school already has a record of the bearer of this number. Find and open it.',
  'students.fault.guardian_is_child': "This is the pupil's own identity number. Type the guardian's.",
  'students.fault.phone': 'A phone number has 10 or 11 digits and begins with 0, like 0987 654 321.',
  'students.fault.unknown_choice': 'The list has no such code. Choose again from the list.',
  'students.fault.birth_year': 'A year of birth from {from, number, ::group-off} to {to, number, ::group-off}.',
  'students.fault.code_taken': 'This code is taken by {name}. Type another.',
  'students.fault.register_number_taken': 'This register number is taken by {name}; each is given once. Type another.',
  'students.undo_stands':
    'This cannot be undone, because it carries: {marks, plural, =0 {} one {# row of marks; } other {# rows of marks; }}{absences, plural, =0 {} one {# month of absences; } other {# months of absences; }}{conduct, plural, =0 {} other {# conduct results; }}{claims, plural, =0 {} one {# guardian with an account; } other {# guardians with an account; }}of {names}. Remove those first, or let the pupil leave.',
}
