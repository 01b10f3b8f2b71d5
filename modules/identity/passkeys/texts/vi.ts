/** Words of passkeys, in Vietnamese. */
export const vi = {
  'identity.passkey_needed':
    'Tài khoản này vào bằng khoá truy cập. Bấm “Dùng khoá truy cập”, hoặc nhập một mã dự phòng.',
  'passkey.refused': 'Khoá truy cập này không mở được tài khoản nào ở đây. Thử lại, hoặc đăng nhập bằng mật khẩu.',
  'passkey.not_added': 'Chưa thêm được khoá truy cập. Hãy thử lại từ đầu.',
  'passkey.too_many': 'Mỗi tài khoản có nhiều nhất {most} khoá truy cập. Xoá bớt khoá không dùng.',
  'passkey.name_needed': 'Đặt tên cho khoá để sau này nhận ra.',
  'passkey.title': 'Khoá truy cập (passkey)',
  'passkey.why':
    'Đăng nhập bằng vân tay, khuôn mặt hoặc mã PIN của thiết bị, không cần mật khẩu. Không ai lấy được khoá qua trang giả mạo.',
  'passkey.name': 'Tên của khoá',
  'passkey.name_hint': 'Ví dụ: Điện thoại của tôi',
  'passkey.add': 'Thêm khoá truy cập',
  'passkey.added': 'Đã thêm khoá truy cập. Các phiên khác đã kết thúc.',
  'passkey.synced': 'Đồng bộ giữa các thiết bị',
  'passkey.one_device': 'Chỉ trên một thiết bị',
  'passkey.added_on': 'Thêm lúc {at}',
  'passkey.used_on': 'Dùng lần cuối {at}',
  'passkey.unused': 'Chưa dùng',
  'passkey.remove': 'Xoá',
  'passkey.remove_one': 'Xoá khoá {name}',
  'passkey.removed': 'Đã xoá khoá {name}. Nhớ xoá khoá cả trong thiết bị.',
  'passkey.there_already': 'Thiết bị này đã có khoá cho tài khoản của bạn.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
