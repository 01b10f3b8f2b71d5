/** The words of the shell, the components and the sign-in page, in Vietnamese. */
export const vi = {
  'shell.product': 'Trường học {province}',
  'shell.product_plain': 'Trường học',
  'shell.tab_title': '{title} – Trường học',
  'shell.skip': 'Đến nội dung chính',
  'shell.loading': 'Đang mở trang',
  'shell.not_found': 'Không có trang này',
  'shell.not_found_why': 'Địa chỉ sai, hoặc bạn không có quyền xem. Kiểm tra lại địa chỉ, hoặc hỏi người gửi.',
  'shell.to_today': 'Về Hôm nay',
  'ui.undo': 'Hoàn tác',
  'ui.close': 'Đóng',
  'error.offline_tag': 'Không có mạng',
  'error.offline': 'Chưa tải được vì không có mạng',
  'error.offline_next': 'Trang tự thử lại khi có mạng. Những gì bạn đã gõ vẫn còn.',
  'error.retry': 'Thử lại',
  'error.not_found': 'Không có mục này',
  'error.unknown_tag': 'Lỗi máy chủ',
  'error.unknown': 'Máy chủ chưa làm được việc này',
  'error.unknown_next': 'Những gì bạn đã gõ vẫn còn. Thử lại; nếu vẫn lỗi, gửi mã tra cứu cho người hỗ trợ.',
  'error.code': 'Mã tra cứu {code}',
  'sign_in.title': 'Đăng nhập',
  'kit.title': 'Bộ mẫu',
} as const

type Vi = typeof vi

declare module '../../platform/text.ts' {
  interface Texts extends Vi {}
}
