/** Words of the register of personal data, in Vietnamese. */
export const vi = {
  'held.title': 'Dữ liệu cá nhân được lưu',
  'held.lead':
    'Hệ thống lưu dữ liệu gì về người học, phụ huynh và cán bộ, để làm gì, theo căn cứ nào và trong bao lâu. Hiện không có dữ liệu nào dựa trên sự đồng ý.',
  'held.link': 'Hệ thống lưu những dữ liệu gì',
  'held.data': 'Dữ liệu',
  'held.purpose': 'Để làm gì',
  'held.basis': 'Căn cứ',
  'held.until': 'Lưu đến khi nào',
  'held.sensitive': 'nhạy cảm',
  'held.stays': 'Chương trình chưa tự xoá',
  'held.about.pupil': 'Học sinh',
  'held.about.guardian': 'Cha mẹ, người giám hộ',
  'held.about.staff': 'Cán bộ, giáo viên',
  'held.about.user': 'Người có tài khoản',
  'held.basis.public_task': 'Nhiệm vụ giáo dục của Nhà nước',
  'held.basis.security': 'Bảo đảm an toàn hệ thống thông tin',
  'held.until.permanent': 'Lâu dài, như sổ sách của nhà trường',
  'held.until.after_leaving': '{years} năm sau khi rời trường hoặc thôi việc, theo cài đặt của sở',
  'held.until.trail': 'Ít nhất 12 tháng',
  'held.until.week': '7 ngày',
  'held.until.ended': 'Đến khi đăng xuất, hoặc lần đăng nhập kế tiếp sau khi hết hạn',
  'held.until.own': 'Đến khi người dùng tự xoá',
  'held.until.with_record': 'Cùng với sổ hoặc báo cáo mà nó thuộc về',
  'held.accounts': 'Tài khoản',
  'held.accounts.what': 'Họ tên, tên đăng nhập, số định danh cá nhân, mã dùng một lần',
  'held.accounts.why': 'Biết ai đang dùng hệ thống và nối các hồ sơ của cùng một người',
  'held.posts': 'Chức vụ, công việc',
  'held.posts.what': 'Công việc ở đơn vị nào, từ ngày nào, ai giao',
  'held.posts.why': 'Xác định ai được xem và làm việc gì',
  'held.sign_ins': 'Đăng nhập',
  'held.sign_ins.what': 'Nơi đang đăng nhập, địa chỉ mạng, trình duyệt, lần đăng nhập sai',
  'held.sign_ins.why': 'Phát hiện người khác dùng tài khoản, chặn dò mật khẩu',
  'held.second_factors': 'Xác thực hai bước',
  'held.second_factors.what': 'Khoá của ứng dụng xác thực (đã niêm phong), mã dự phòng',
  'held.second_factors.why': 'Bảo vệ tài khoản khi lộ mật khẩu',
  'held.tokens': 'Mã truy cập cho phần mềm',
  'held.tokens.what': 'Tên mã, người tạo, đơn vị, lần dùng gần nhất và địa chỉ mạng',
  'held.tokens.why': 'Biết chương trình nào đọc dữ liệu và ai chịu trách nhiệm',
  'held.notices': 'Thông báo',
  'held.notices.what': 'Nội dung thông báo, lúc gửi và lúc đọc',
  'held.notices.why': 'Báo cho người dùng những việc liên quan',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
