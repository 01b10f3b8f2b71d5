/** Words of the own account, in Vietnamese. */
export const vi = {
  'own.title': 'Tài khoản của bạn',
  'own.login': 'đăng nhập bằng {login}',
  'own.password': 'Mật khẩu',
  'own.old_password': 'Mật khẩu hiện tại',
  'own.change_password': 'Đổi mật khẩu',
  'own.password_changed': 'Đã đổi mật khẩu. Các phiên khác đã kết thúc.',
  'own.settings': 'Hiển thị',
  'own.language': 'Ngôn ngữ',
  'own.theme': 'Nền',
  'own.sessions': 'Nơi đang đăng nhập',
  'own.browser': 'Trình duyệt',
  'own.unknown_browser': 'trình duyệt khác',
  'own.this_one': 'phiên này',
  'own.last_seen': 'Dùng gần nhất',
  'own.since': 'Đăng nhập lúc',
  'own.address': 'Từ địa chỉ',
  'own.end_one': 'Đăng xuất',
  'own.end_others': 'Đăng xuất {count} nơi khác',
  'own.sessions_ended': 'Đã đăng xuất {count} nơi.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
