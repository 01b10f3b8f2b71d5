/** Words of the life of a book, in Vietnamese. */
export const vi = {
  'book.reason_needed': 'Ghi lí do, ít nhất 5 chữ.',
  'book.missing_in_column':
    '{kind, select, regular {Thường xuyên {position}} midterm {Giữa kì} other {Cuối kì}}: còn {count} ô trống.',
  'book.stands.open': 'Sổ {name} đang mở, chưa nộp.',
  'book.stands.submitted': 'Sổ {name} đã nộp. Thu lại sổ nếu cần sửa.',
  'book.stands.checked': 'Sổ {name} đã được tổ trưởng kiểm tra. Nhờ tổ trưởng trả lại nếu cần sửa.',
  'book.stands.locked': 'Sổ {name} đã khoá. Nhờ hiệu trưởng mở khoá nếu cần sửa.',
  'book.until_past': 'Giờ kết thúc đã qua. Chọn một giờ sau bây giờ.',
  'book.until_too_far': 'Mở khoá nhiều nhất {days} ngày. Chọn ngày gần hơn.',
  'book.window_ends_before': 'Ngày cuối đứng trước ngày đầu. Sửa một trong hai ngày.',
  'book.notice_returned': 'Sổ {name} được trả lại: {reason}',
  'book.notice_unlocked': 'Sổ {name} được mở khoá đến {until}: {reason}',
  'book.notice_reminder':
    'Sổ {name} còn thiếu điểm {kind, select, regular {thường xuyên} midterm {giữa kì} other {cuối kì}}: đã có {entered}/{due}, hạn {day}.',
} as const

type Vi = typeof vi
declare module '../../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
