/** Words of years and terms, in Vietnamese. */
export const vi = {
  'year.term_backwards': 'Học kì {term}: ngày kết thúc phải sau ngày bắt đầu.',
  'year.term_outside_year': 'Học kì {term} phải nằm trong năm học, từ {from} đến {to}.',
  'year.due_before_end': 'Học kì {term}: hạn kết quả không trước ngày kết thúc {day}.',
  'year.two_terms': 'Năm học có hai học kì. Ghi đủ ngày của cả hai.',
  'year.terms_overlap': 'Học kì 2 bắt đầu sau khi học kì 1 kết thúc ({day}).',
  'year.no_bounds': 'Sở chưa đặt học kì {term} của năm học này.',
  'year.starts_too_early': 'Sở đặt học kì {term} từ {from}. Trường chỉ có thể bắt đầu muộn hơn.',
  'year.ends_too_late': 'Sở đặt học kì {term} đến {to}. Trường chỉ có thể kết thúc sớm hơn.',
  'year.due_too_late': 'Sở hẹn kết quả học kì {term} chậm nhất {due}. Trường chỉ có thể hẹn sớm hơn.',
  'year.unlikely': 'Năm học từ 2000 đến 2100.',
  'year.days_of_other_year': 'Năm học bắt đầu trong năm {from} và kết thúc trong năm {to}.',
  'year.holiday_name': 'Ghi tên ngày nghỉ, ví dụ Tết Nguyên đán.',
  'year.holiday_backwards': 'Ngày cuối của đợt nghỉ không trước ngày đầu.',
  'year.holiday_outside': 'Ngày nghỉ nằm trong năm học, từ {from} đến {to}.',
  'year.periods_range': 'Số tiết một năm từ {min} đến {max}.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
