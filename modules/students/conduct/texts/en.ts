/** Words of conduct, in English. */
export const en = {
  'conduct.too_many_rows': 'Send at most {limit} rows at a time.',
  'conduct.no_level': 'There is no such level. Choose Tốt, Khá, Đạt or Chưa đạt.',
  'conduct.refused.not_in_class': 'This pupil is not in this class. Load the page again.',
  'conduct.refused.left': 'This pupil left the class and is not judged any more.',
  'conduct.refused.too_long': 'The grounds are longer than 2,000 characters. Shorten them.',
  'conduct.refused.grounds_needed': 'Chưa đạt needs grounds.',
  'conduct.refused.reason_needed': 'The results are approved: give a reason of at least 5 characters.',
} as const
