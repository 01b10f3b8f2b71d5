/** Words of the province's identity provider, in Vietnamese. */
export const vi = {
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
