/** Words of making the first administrator, in Vietnamese. */
export const vi = {
  'first_run.link_refused':
    'Liên kết không đúng, đã dùng hoặc đã hết hạn. Chạy lệnh npm run admin-link trên máy chủ để có liên kết mới.',
  'first_run.login_needed': 'Gõ số điện thoại hoặc tên đăng nhập.',
  'first_run.province_needed': 'Cần điền phần về tỉnh trước khi tạo tài khoản quản trị.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
