/** Words of conduct, in Vietnamese. */
export const vi = {
  'conduct.too_many_rows': 'Gửi nhiều nhất {limit} dòng một lần.',
  'conduct.no_level': 'Không có mức này. Chọn Tốt, Khá, Đạt hoặc Chưa đạt.',
  'conduct.refused.not_in_class': 'Em này không ở lớp này. Tải lại trang.',
  'conduct.refused.left': 'Em này đã rời lớp, không đánh giá nữa.',
  'conduct.refused.too_long': 'Căn cứ dài quá 2.000 chữ. Viết ngắn lại.',
  'conduct.refused.grounds_needed': 'Mức Chưa đạt cần ghi căn cứ.',
  'conduct.refused.reason_needed': 'Kết quả đã duyệt: ghi lí do sửa, ít nhất 5 chữ.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
