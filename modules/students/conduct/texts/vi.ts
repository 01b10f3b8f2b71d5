/** Words of conduct, in Vietnamese. */
export const vi = {
  'conduct.too_many_rows': 'Gửi nhiều nhất {limit} dòng một lần.',
  'conduct.no_level': 'Không có mức này. Chọn Tốt, Khá, Đạt hoặc Chưa đạt.',
  'conduct.refused.not_in_class': 'Em này không ở lớp này. Tải lại trang.',
  'conduct.refused.left': 'Em này đã rời lớp, không đánh giá nữa.',
  'conduct.refused.too_long': 'Căn cứ dài quá 2.000 chữ. Viết ngắn lại.',
  'conduct.refused.grounds_needed': 'Mức Chưa đạt cần ghi căn cứ.',
  'conduct.refused.reason_needed': 'Kết quả đã duyệt: ghi lí do sửa, ít nhất 5 chữ.',
  'conduct.title': 'Rèn luyện lớp {class}',
  'conduct.to_results': 'Kết quả cả lớp',
  'conduct.judged': 'đã đánh giá {judged}/{pupils}',
  'conduct.how':
    'Phím 4, 3, 2, 1 hoặc T, K, Đ, C đặt mức; mũi tên lên xuống đổi em; Enter sang căn cứ. Mỗi dòng tự lưu.',
  'conduct.read_only': 'Giáo viên chủ nhiệm đánh giá rèn luyện; bạn chỉ xem.',
  'conduct.approved_note': 'Kết quả đã duyệt. Sửa rèn luyện cần lí do, và kết quả phải duyệt lại.',
  'conduct.reason': 'Lí do sửa sau khi duyệt',
  'conduct.reason_hint': 'Ít nhất 5 chữ; còn lại trong lịch sử.',
  'conduct.grounds': 'Căn cứ',
  'conduct.absent': 'Nghỉ (P, K)',
  'conduct.absent_of': '{excused}P {unexcused}K',
  'conduct.of': 'Rèn luyện của {name}',
  'conduct.grounds_of': 'Căn cứ của {name}',
  'conduct.left': 'rời lớp {day}',
  'conduct.waiting': 'chờ lưu',
  'conduct.saved_at': 'Đã lưu {at}',
  'conduct.open': '{open} dòng chưa lưu',
  'conduct.conflict': '{by} đã ghi {level} lúc {at}.',
  'conduct.take': 'Giữ {level}',
  'conduct.keep': 'Ghi {level}',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
