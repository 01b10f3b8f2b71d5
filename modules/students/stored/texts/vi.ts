/** Words of results as they were stored, also under the circulars before 22/2021, in Vietnamese. */
export const vi = {
  'older.source_needed': 'Ghi giấy tờ làm căn cứ, từ 5 đến 500 chữ, thí dụ “Học bạ, trang 12”.',
  'older.not_older': 'Lớp {name} được đánh giá theo Thông tư 22/2021: kết quả tính từ sổ điểm, không chép lại.',
  'older.recorded_already': 'Kết quả đã chép. Muốn sửa, ghi lí do.',
  'older.note':
    'Năm học này lớp được đánh giá theo {circular}. Kết quả giữ đúng như đã ghi, không tính lại, không quy đổi.',
  'older.note_brought':
    'Kết quả năm học này được đưa vào như đã duyệt theo {circular}; sổ điểm của năm không có ở đây.',
  'older.none': 'Lớp này chưa có kết quả lưu.',
  'older.learning_head': 'Học lực',
  'older.conduct_head': 'Hạnh kiểm',
  'older.average_head': 'TB các môn',
  'older.learning.excellent': 'Giỏi',
  'older.learning.fair': 'Khá',
  'older.learning.average': 'Trung bình',
  'older.learning.weak': 'Yếu',
  'older.learning.poor': 'Kém',
  'older.conduct.good': 'Tốt',
  'older.conduct.fair': 'Khá',
  'older.conduct.average': 'Trung bình',
  'older.conduct.weak': 'Yếu',
  'older.title.excellent': 'Học sinh giỏi',
  'older.title.advanced': 'Học sinh tiên tiến',
  'older.after': '{before}, sau hè {after}',
  'older.years': 'Kết quả các năm',
  'older.line': 'Học tập {learning}, rèn luyện {conduct}',
  'older.line_older': 'Học lực {learning}, hạnh kiểm {conduct}',
  'older.mean': 'trung bình các môn {average}',
  'older.held': 'Theo {circular}.',
  'older.source': 'Chép từ: {source}.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
