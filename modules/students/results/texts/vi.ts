/** Words of results, in Vietnamese. */
export const vi = {
  'results.lacks_level': '{name}: còn {count} môn chưa có kết quả{conduct, select, no {, chưa có rèn luyện} other {}}.',
  'results.lacks_conduct': '{name}: chưa có rèn luyện.',
  'results.older_rules': 'Lớp {name} được đánh giá theo thông tư cũ: kết quả giữ như đã ghi, không tính lại.',
  'results.stands.open': 'Kết quả lớp {name} chưa nộp.',
  'results.stands.submitted': 'Kết quả lớp {name} đã nộp, đang chờ duyệt.',
  'results.stands.approved': 'Kết quả lớp {name} đã duyệt.',
  'results.stands.published': 'Kết quả lớp {name} đã công bố.',
  'results.no_retest': 'Môn này không thuộc diện kiểm tra lại (Điều 14).',
  'results.year_first': 'Duyệt kết quả cả năm trước, rồi ghi điểm kiểm tra lại.',
  'results.no_training': 'Em này không thuộc diện rèn luyện trong hè (Điều 13).',
  'results.only_disability': 'Chỉ quyết định như vậy cho học sinh khuyết tật (Điều 12 khoản 4).',
  'results.no_such_reading': 'Không có cách hiểu này.',
  'results.source_needed': 'Ghi văn bản làm căn cứ.',
  'missed.mark_present': 'Ô đã có điểm. Xoá điểm trong sổ trước.',
  'missed.not_pending': 'Bài này không chờ kiểm tra bù.',
  'missed.not_missed': 'Bài này không vắng.',
  'missed.already_missed': 'Bài này đã ghi vắng.',
  'missed.exempt': 'Em được miễn môn này.',
  'missed.value_needed': 'Gõ điểm bài kiểm tra bù.',
  'exemption.document_needed': 'Ghi giấy tờ làm căn cứ, từ 5 đến 500 chữ.',
  'exemption.practice_of_others': 'Chỉ miễn thực hành Giáo dục thể chất, Giáo dục quốc phòng và an ninh (Điều 10).',
  'exemption.needs_disability': 'Miễn cả môn chỉ cho học sinh khuyết tật (Điều 11). Ghi khuyết tật vào hồ sơ trước.',
  'exemption.runs_already': 'Em đã được miễn như vậy.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
