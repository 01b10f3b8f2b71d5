/** Words of enrollment, in Vietnamese. */
export const vi = {
  'enrollment.already_in': 'Học sinh đang học lớp {class} của năm học này. Dùng “Chuyển lớp” để đổi.',
  'enrollment.never_left': 'Học sinh chưa nghỉ trong năm học này. Dùng “Xếp lớp”.',
  'enrollment.not_enrolled': 'Học sinh không học lớp nào. Xếp lớp trước.',
  'enrollment.before_last_day': 'Học sinh còn học đến {day}. Chọn ngày sau đó.',
  'enrollment.before_first_day': 'Học sinh vào lớp ngày {day}. Chọn ngày sau đó.',
  'enrollment.class_closed': 'Lớp đã đóng từ {day}. Chọn lớp khác.',
  'enrollment.outside_year': 'Ngày nằm ngoài năm học ({from} đến {to}). Chọn lại ngày.',
  'enrollment.in_future': 'Ngày ở sau hôm nay. Ghi khi việc đã xảy ra, muộn nhất là hôm nay.',
  'enrollment.reason_needed': 'Gõ lí do, ít nhất ba chữ; lí do được giữ trong hồ sơ.',
  'enrollment.section_of_class': 'Lớp môn này gồm mọi học sinh của lớp, không lập danh sách riêng.',
  'enrollment.in_other_group': '{name} đang ở {section}. Bỏ em khỏi lớp môn đó trước.',
  'enrollment.undo_group_marks': 'Không hoàn tác được: {names} đã có điểm trong lớp môn này.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
