/** Words of classes and sections, in Vietnamese. */
export const vi = {
  'class.shift.morning': 'Sáng',
  'class.shift.afternoon': 'Chiều',
  'class.shift.full_day': 'Cả ngày',
  'class.name_taken': 'Trường đã có lớp {name} trong năm học này. Ghi tên khác.',
  'class.name_shape': 'Tên lớp có từ 1 đến 20 kí tự, ví dụ 9A2.',
  'class.grade_not_taught': 'Trường không dạy khối {grade}. Các khối của trường: {grades}.',
  'class.no_grades': 'Loại trường này không có khối lớp phổ thông.',
  'class.campus_unknown': 'Điểm trường này không thuộc trường, hoặc đã đóng. Chọn lại.',
  'class.closed_outside_year': 'Ngày đóng lớp nằm trong năm học, từ {from} đến {to}.',
  'class.in_use': 'Lớp đã có học sinh, phân công hoặc điểm nên không xoá được. Đóng lớp từ một ngày.',
  'class.nothing_to_copy': 'Năm học trước chưa có lớp nào để chép.',
  'class.all_copied': 'Mọi lớp của năm trước đã có trong năm học này.',
  'section.not_in_grade': 'Môn này không có trong chương trình khối {grade} của năm học này.',
  'section.name_needed': 'Ghi tên lớp môn.',
  'section.name_taken': 'Đã có lớp môn “{name}”. Ghi tên khác.',
  'section.extra_range': 'Số điểm chuyên đề từ 0 đến {max}: sổ có tối đa 8 cột điểm thường xuyên.',
  'section.holds_marks':
    'Đã có điểm ở cột thường xuyên sau cột {due}, nên không giảm số cột được. Xoá các điểm đó trước.',
  'section.in_use': 'Lớp môn đã có điểm, học sinh hoặc phân công nên không xoá được. Đóng lớp môn từ một ngày.',
  'classes.sheet': 'Lớp học',
  'classes.title': 'Danh sách lớp học',
  'classes.column.name': 'Lớp',
  'classes.column.grade': 'Khối',
  'classes.column.shift': 'Buổi học',
  'classes.column.campus': 'Điểm trường',
  'classes.column.chosen': 'Môn lựa chọn',
  'classes.column.clusters': 'Cụm chuyên đề',
  'classes.hint.chosen':
    'Khối 10–12: các môn lựa chọn, cách nhau bằng dấu phẩy. Ví dụ: Vật lí, Hoá học, Sinh học, Tin học',
  'classes.hint.clusters': 'Các môn có cụm chuyên đề, cách nhau bằng dấu phẩy. Mỗi cụm thêm một điểm thường xuyên.',
  'classes.grade_of_name': 'Tên lớp không bắt đầu bằng khối của trường.',
  'classes.grade_of_name_remedy': 'Ghi khối vào cột Khối, hoặc ghi lại tên lớp, ví dụ 6A1.',
  'classes.grade_differs': 'Lớp đang có ở khối {grade}.',
  'classes.grade_differs_remedy': 'Giữ khối {grade}, hoặc đặt tên khác cho lớp mới.',
  'classes.grade_not_taught': 'Trường không dạy khối này. Các khối của trường: {grades}.',
  'classes.grade_not_taught_remedy': 'Ghi lại khối.',
  'classes.subject_unknown': 'Không có môn “{word}” trong các môn lựa chọn của khối {grade}.',
  'classes.subject_unknown_remedy': 'Chọn trong các môn: {choices}.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
