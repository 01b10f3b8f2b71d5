/** Words of accounts and posts, in Vietnamese. */
export const vi = {
  'identity.wrong_password':
    'Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock, hoặc xin nhà trường cấp lại mật khẩu.',
  'identity.too_many_attempts': 'Sai quá nhiều lần. Thử lại sau {minutes} phút.',
  'identity.code_needed': 'Nhập mã 6 số trong ứng dụng xác thực, hoặc một mã dự phòng.',
  'passkey.sign_in': 'Dùng khoá truy cập (passkey)',
  'passkey.stopped': 'Thiết bị chưa đưa khoá ra. Thử lại khi sẵn sàng.',
  'passkey.no_device':
    'Trình duyệt này chưa dùng được khoá truy cập. Thử trình duyệt mới hơn, hoặc địa chỉ chính của hệ thống.',
  'identity.code_wrong': 'Mã không đúng hoặc đã dùng. Chờ mã mới hiện ra rồi nhập lại; kiểm tra giờ trên điện thoại.',
  'factor.code_or_recovery': 'Mã 6 số hoặc mã dự phòng',
  'factor.cancel': 'Thôi',
  'identity.role.administrator': 'Quản trị',
  'identity.role.leader': 'Lãnh đạo sở',
  'identity.role.officer': 'Chuyên viên sở',
  'identity.role.commune_officer': 'Cán bộ xã',
  'identity.role.principal': 'Hiệu trưởng',
  'identity.role.vice_principal': 'Phó hiệu trưởng',
  'identity.role.school_administrator': 'Giáo vụ',
  'identity.role.team_head': 'Tổ trưởng chuyên môn',
  'identity.role.teacher': 'Giáo viên',
  'identity.role.subject_teacher': 'Giáo viên bộ môn',
  'identity.role.homeroom': 'Giáo viên chủ nhiệm',
  'identity.role.clerk': 'Văn thư',
  'identity.role.librarian': 'Thủ thư',
  'identity.role.equipment_keeper': 'Cán bộ thiết bị',
  'identity.role.pupil': 'Học sinh',
  'identity.role.parent': 'Phụ huynh',
  'identity.role.stand_in': 'Trực thay',
  'account.login_short': 'Tên đăng nhập cần ít nhất 3 kí tự.',
  'account.login_letters':
    'Tên đăng nhập chỉ gồm chữ không dấu, số và các dấu . _ - @, như lan.ttt hoặc số điện thoại.',
  'account.login_taken': '“{login}” đã có người dùng. Chọn tên khác, hoặc dùng số điện thoại.',
  'account.password_short': 'Mật khẩu cần ít nhất 10 kí tự. Một câu dễ nhớ là tốt nhất, dấu cách cũng được.',
  'account.password_long': 'Mật khẩu dài quá 200 kí tự.',
  'account.password_common': 'Mật khẩu này nhiều người dùng, đã bị lộ. Chọn một câu của riêng bạn.',
  'account.password_own': 'Mật khẩu gần trùng với tên hoặc số của bạn. Thêm vài chữ mà chỉ bạn biết.',
  'account.password_same': 'Mật khẩu mới trùng với mật khẩu cũ.',
  'account.code_refused':
    'Tên đăng nhập hoặc mã không đúng, hoặc mã đã dùng, đã hết hạn. Xem lại phiếu; vẫn không được thì xin phiếu mới.',
  'entry.first_password': 'Đặt mật khẩu',
  'entry.first_password_lead': 'Dùng phiếu mà người quản trị của đơn vị đã đưa.',
  'entry.code': 'Mã trên phiếu',
  'entry.code_hint': '15 chữ và số; chữ hoa hay thường, có gạch hay không đều được.',
  'entry.new_password': 'Mật khẩu mới',
  'entry.new_password_hint': 'Từ 10 kí tự. Một câu dễ nhớ là tốt nhất, dấu cách cũng được.',
  'entry.show_password': 'Hiện mật khẩu',
  'entry.set_password': 'Đặt mật khẩu và vào',
} as const

type Vi = typeof vi
declare module '../../../platform/text.ts' {
  interface Texts extends Vi {}
}
