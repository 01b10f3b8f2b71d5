/** Words of the second factor, in Vietnamese. */
export const vi = {
  'identity.factor_there': 'Tài khoản đã bật xác thực hai bước.',
  'identity.factor_reset_notice': '{by} đã gỡ xác thực hai bước của bạn. Hãy bật lại.',
  'factor.title': 'Xác thực hai bước',
  'factor.off':
    'Chưa bật. Khi bật, đăng nhập cần thêm mã 6 số trong điện thoại: người biết mật khẩu của bạn cũng không vào được.',
  'factor.on': 'Đã bật từ {since}. Còn {count} mã dự phòng.',
  'factor.by_passkey':
    'Bật bằng khoá truy cập. Còn {count} mã dự phòng. Có thể thêm ứng dụng xác thực để dùng khi không có thiết bị giữ khoá.',
  'factor.few_codes': 'Chỉ còn {count} mã dự phòng. Tạo bộ mới để không bị khoá ngoài khi mất điện thoại.',
  'factor.demanded':
    'Công việc của bạn bắt buộc xác thực hai bước: bật mã trong ứng dụng hoặc thêm một khoá truy cập. Bật xong mới dùng được các trang.',
  'factor.begin': 'Bật xác thực hai bước',
  'factor.scan':
    'Mở ứng dụng xác thực trên điện thoại (Google Authenticator, Microsoft Authenticator, Aegis …) và quét mã này.',
  'factor.qr': 'Mã QR cho ứng dụng xác thực',
  'factor.by_hand': 'Không quét được? Nhập khoá này vào ứng dụng:',
  'factor.code': 'Mã 6 số',
  'factor.confirm': 'Xác nhận và bật',
  'factor.codes_title': 'Mã dự phòng',
  'factor.codes_why': 'Mỗi mã dùng một lần thay cho điện thoại. In ra hoặc chép lại ngay: các mã chỉ hiện lần này.',
  'factor.codes_print': 'In',
  'factor.codes_copy': 'Chép',
  'factor.codes_copied': 'Đã chép mã dự phòng.',
  'factor.codes_kept': 'Tôi đã cất các mã',
  'factor.renew': 'Tạo mã dự phòng mới',
  'factor.end': 'Tắt',
  'factor.ended': 'Đã tắt xác thực hai bước.',
  'factor.confirmed': 'Đã bật xác thực hai bước. Các phiên khác đã kết thúc.',
  'factor.reset': 'Gỡ xác thực hai bước',
  'factor.reset_why': 'Khi người này mất điện thoại. Phiên đang mở sẽ kết thúc và người đó được báo. Lí do:',
  'factor.reset_done': 'Đã gỡ xác thực hai bước của {name}.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
