import type { vi } from './vi.ts'

/** Words of enrollment, in English. */
export const en: Record<keyof typeof vi, string> = {
  'enrollment.already_in': 'The pupil sits in class {class} this year. Use “Change class”.',
  'enrollment.never_left': 'The pupil has not left this year. Use “Enrol”.',
  'enrollment.not_enrolled': 'The pupil sits in no class. Enrol them first.',
  'enrollment.before_last_day': 'The pupil is in a class until {day}. Choose a later day.',
  'enrollment.before_first_day': 'The pupil came to the class on {day}. Choose a later day.',
  'enrollment.class_closed': 'The class closed on {day}. Choose another.',
  'enrollment.outside_year': 'The day lies outside the academic year ({from} to {to}). Choose another.',
  'enrollment.in_future': 'The day lies after today. Enter it when it has happened, today at the latest.',
  'enrollment.reason_needed': 'Give a reason of at least three letters; it stays in the record.',
  'enrollment.section_of_class': 'This section has all pupils of its class; it has no list of its own.',
  'enrollment.in_other_group': '{name} is in {section}. Take them out of it first.',
  'enrollment.undo_group_marks': 'It cannot be taken back: {names} have marks in this section.',
}
