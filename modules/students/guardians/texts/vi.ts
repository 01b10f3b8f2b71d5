/** Words of guardians' slips, in Vietnamese. */
export const vi = {
  'guardian.slip_refused':
    'Mã hoặc 4 số cuối không đúng, hoặc phiếu đã dùng, đã hết hạn. Xem lại phiếu; sai 5 lần thì phiếu bị huỷ, xin phiếu mới ở giáo viên chủ nhiệm.',
  'guardian.no_second_fact':
    'Hồ sơ của {child} chưa có số điện thoại hay số định danh của {name}. Bổ sung vào hồ sơ trước khi in phiếu.',
  'guardian.too_many': 'Mỗi lần in nhiều nhất {limit} phiếu.',
  'guardian.sign_in_first':
    'Bạn đã có tài khoản do đơn vị cấp. Đăng nhập bằng tài khoản đó trước, rồi nhập lại mã trên phiếu.',
  'guardian.login_needed': 'Gõ số điện thoại của bạn.',
  'guardian.notice_claimed':
    '{name} vừa mở quyền xem kết quả của {child} bằng phiếu của trường. Nếu thấy lạ, báo giáo viên chủ nhiệm.',
  'guardian.notice_ended': 'Nhà trường đã chấm dứt quyền xem kết quả của {child} đối với {name}.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
