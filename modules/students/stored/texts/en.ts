import type { vi } from './vi.ts'

/** Words of results as they were stored, also under the circulars before 22/2021, in English. */
export const en: Record<keyof typeof vi, string> = {
  'older.source_needed': 'Say which paper it rests on, in 5 to 500 characters, such as “School report, page 12”.',
  'older.not_older':
    'Circular 22/2021 assesses class {name}: its results follow from the gradebook and are not copied.',
  'older.recorded_already': 'The results are recorded already. To correct them, give a reason.',
  'older.note':
    '{circular} assessed the class in this year. The results stay as they were written: not computed again, not converted.',
  'older.note_brought':
    'The results of this year were brought along as approved under {circular}; the gradebooks of the year are not here.',
  'older.none': 'No results are stored for this class.',
  'older.learning_head': 'Learning',
  'older.conduct_head': 'Conduct',
  'older.average_head': 'Mean',
  'older.learning.excellent': 'Excellent (Giỏi)',
  'older.learning.fair': 'Fair (Khá)',
  'older.learning.average': 'Average (Trung bình)',
  'older.learning.weak': 'Weak (Yếu)',
  'older.learning.poor': 'Poor (Kém)',
  'older.conduct.good': 'Good (Tốt)',
  'older.conduct.fair': 'Fair (Khá)',
  'older.conduct.average': 'Average (Trung bình)',
  'older.conduct.weak': 'Weak (Yếu)',
  'older.title.excellent': 'Excellent pupil (Học sinh giỏi)',
  'older.title.advanced': 'Advanced pupil (Học sinh tiên tiến)',
  'older.after': '{before}, after the summer {after}',
  'older.years': 'Results of the years',
  'older.line': 'Learning {learning}, conduct {conduct}',
  'older.line_older': 'Learning {learning}, conduct {conduct}',
  'older.mean': 'mean of the subjects {average}',
  'older.held': 'Under {circular}.',
  'older.source': 'Copied from: {source}.',
}
