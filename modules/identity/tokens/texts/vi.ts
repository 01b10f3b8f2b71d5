/** Words of machines' tokens, in Vietnamese. */
export const vi = {
  'tokens.title': 'Kết nối phần mềm của {unit}',
  'tokens.lead':
    'Mã truy cập cho phần mềm khác hỏi dữ liệu qua API mà không cần đăng nhập. Mã chỉ thấy những gì công việc của người tạo cho thấy, trong đơn vị này.',
  'tokens.hidden': 'Bạn không xem được mã truy cập ở đây',
  'tokens.hidden_why': 'Người quản trị và hiệu trưởng của đơn vị tạo, xem và thu hồi mã truy cập.',
  'tokens.count': '{count} mã truy cập',
  'tokens.empty': 'Chưa có phần mềm nào được kết nối',
  'tokens.empty_why':
    'Tạo mã ở trên khi một phần mềm khác (kho dữ liệu, thời khoá biểu, trang tin của trường) cần đọc dữ liệu.',
  'tokens.make_title': 'Tạo mã truy cập',
  'tokens.name': 'Dùng cho phần mềm nào',
  'tokens.name_example': 'Kho dữ liệu của sở',
  'tokens.post': 'Theo công việc của bạn',
  'tokens.rights': 'Được làm gì',
  'tokens.read_only': 'chỉ đọc',
  'tokens.read_write': 'đọc và ghi',
  'tokens.last_day': 'Ngày cuối',
  'tokens.last_day_hint': 'Chậm nhất {day}.',
  'tokens.per_minute': 'Số lần hỏi mỗi phút',
  'tokens.per_minute_hint': 'Nhiều nhất {limit}.',
  'tokens.make': 'Tạo mã',
  'tokens.ends_with':
    'Mã mất hiệu lực khi bạn thôi công việc này hoặc tài khoản bị đóng. Mọi thay đổi ghi tên bạn và tên phần mềm.',
  'tokens.made': 'Mã truy cập cho “{name}”',
  'tokens.once': 'Mã chỉ hiện một lần này. Chép vào phần mềm ngay; đóng đi thì phải tạo mã mới.',
  'tokens.copy': 'Chép mã',
  'tokens.copied': 'Đã chép mã.',
  'tokens.example': 'Thử bằng curl',
  'tokens.kept': 'Đã chép, đóng lại',
  'tokens.software': 'Phần mềm',
  'tokens.unit': 'Phạm vi',
  'tokens.by': 'Người tạo',
  'tokens.until': 'Đến hết ngày',
  'tokens.used': 'Dùng gần nhất',
  'tokens.used_at': '{at}, từ {address}',
  'tokens.never': 'chưa dùng',
  'tokens.state': 'Tình trạng',
  'tokens.state_active': 'đang dùng',
  'tokens.state_revoked': 'đã thu hồi',
  'tokens.state_expired': 'đã hết hạn',
  'tokens.state_ended': 'hết hiệu lực cùng công việc',
  'tokens.limit': '{count} lần/phút',
  'tokens.acts': 'Việc',
  'tokens.revoke': 'Thu hồi',
  'tokens.revoke_title': 'Thu hồi mã của “{name}”',
  'tokens.revoke_lead': 'Phần mềm này mất quyền ngay từ lần hỏi sau. Muốn kết nối lại thì tạo mã mới.',
  'tokens.revoked': 'Đã thu hồi mã của “{name}”.',
  'tokens.name_needed': 'Ghi tên phần mềm dùng mã này.',
  'tokens.name_long': 'Tên dài quá {limit} kí tự.',
  'tokens.per_minute_range': 'Từ 1 đến {limit} lần mỗi phút.',
  'tokens.last_day_range': 'Chọn một ngày từ hôm nay đến {day}.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
