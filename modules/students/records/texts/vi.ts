/** Words of pupils' records and lists, in Vietnamese. */
export const vi = {
  'students.words_needed': 'Gõ ít nhất hai chữ của tên hoặc mã để tìm trong toàn tỉnh.',
  'students.changed_meanwhile':
    '{by, select, other {{by} vừa sửa hồ sơ này}} trong lúc bạn đang mở. Tải lại để thấy giá trị mới, rồi sửa tiếp; những gì bạn đã gõ vẫn còn.',
  'students.fault.empty': 'Không để trống. Gõ vào đây.',
  'students.fault.name_empty': 'Tên không để trống. Gõ họ và tên khai sinh.',
  'students.fault.name_control': 'Tên có kí tự điều khiển không nhìn thấy. Xoá ô rồi gõ lại bằng tay.',
  'students.fault.name_too_long': 'Tên dài quá 100 chữ. Kiểm tra lại, có thể dán nhầm cả dòng.',
  'students.fault.control': 'Có kí tự điều khiển không nhìn thấy. Xoá ô rồi gõ lại bằng tay.',
  'students.fault.too_long': 'Dài quá {limit} chữ. Rút gọn lại.',
  'students.fault.birth_in_future': 'Ngày sinh ở sau hôm nay. Kiểm tra lại năm sinh.',
  'students.fault.birth_too_old': 'Ngày sinh cách đây hơn 100 năm. Kiểm tra lại năm sinh.',
  'students.fault.admitted_before_birth': 'Ngày vào trường phải sau ngày sinh. Kiểm tra lại hai ngày.',
  'students.fault.identity_number_digits': 'Số định danh chỉ gồm chữ số. Bỏ chữ cái và dấu.',
  'students.fault.identity_number_length': 'Cần 12 chữ số, mới có {count}. Gõ đủ số, hoặc bỏ trống ô.',
  'students.fault.identity_number_taken':
    'Số định danh này đã là của người khác tên hoặc khác ngày sinh. Kiểm tra lại số, tên và ngày sinh với giấy khai sinh.',
  'students.fault.already_here': 'Trường đã có hồ sơ của người mang số định danh này. Tìm và mở hồ sơ đó.',
  'students.fault.guardian_is_child': 'Đây là số định danh của chính học sinh. Gõ số của người giám hộ.',
  'students.fault.phone': 'Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0, như 0987 654 321.',
  'students.fault.unknown_choice': 'Không có mã này trong danh mục. Chọn lại từ danh sách.',
  'students.fault.birth_year': 'Năm sinh từ {from, number, ::group-off} đến {to, number, ::group-off}.',
  'students.fault.code_taken': 'Mã này đã dùng cho {name}. Gõ mã khác.',
  'students.fault.register_number_taken': 'Số đăng bộ này đã dùng cho {name}; mỗi số chỉ cấp một lần. Gõ số khác.',
  'students.undo_stands':
    'Chưa hoàn tác được, vì trên việc này đã có: {marks, plural, =0 {} other {# dòng điểm; }}{absences, plural, =0 {} other {# tháng vắng; }}{conduct, plural, =0 {} other {# kết quả rèn luyện; }}{claims, plural, =0 {} other {# phụ huynh đã vào tài khoản; }}của {names}. Xoá những thứ đó trước, hoặc cho học sinh thôi học.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
