/** Words of the province's identity provider, in Vietnamese. */
export const vi = {
  'provider.sign_in': 'Đăng nhập bằng {name}',
  'provider.unknown':
    '{name} không ứng với tài khoản nào đang mở ở đây. Đăng nhập bằng mật khẩu, rồi nối tài khoản trong trang Tài khoản của bạn.',
  'provider.away': '{name} chưa trả lời. Thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu.',
  'provider.refused': '{name} chưa xác nhận được bạn. Thử lại, hoặc đăng nhập bằng mật khẩu.',
  'provider.too_late': 'Đã quá thời gian chờ. Hãy làm lại từ đầu.',
  'provider.code_why': '{name} đã xác nhận bạn. Tài khoản có xác thực hai bước: nhập mã để vào.',
  'provider.bound': '{name} đã nối với một tài khoản khác.',
  'provider.title': 'Đăng nhập bằng {name}',
  'provider.off': 'Nối một lần, từ đó vào bằng {name} mà không cần mật khẩu ở đây.',
  'provider.on': 'Đã nối từ {since}.',
  'provider.connect': 'Nối với {name}',
  'provider.disconnect': 'Bỏ nối',
  'provider.disconnected': 'Đã bỏ nối với {name}.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
