/** Words of opening accounts, granting posts and setting passwords, in Vietnamese. */
export const vi = {
  'account.login_short': 'Tên đăng nhập cần ít nhất 3 kí tự.',
  'account.login_letters':
    'Tên đăng nhập chỉ gồm chữ không dấu, số và các dấu . _ - @, như lan.ttt hoặc số điện thoại.',
  'account.login_taken': '“{login}” đã có người dùng. Chọn tên khác, hoặc dùng số điện thoại.',
  'account.password_short': 'Mật khẩu cần ít nhất 10 kí tự. Một câu dễ nhớ là tốt nhất, dấu cách cũng được.',
  'account.password_long': 'Mật khẩu dài quá 200 kí tự.',
  'account.password_common': 'Mật khẩu này nhiều người dùng, đã bị lộ. Chọn một câu của riêng bạn.',
  'account.password_own': 'Mật khẩu gần trùng với tên hoặc số của bạn. Thêm vài chữ mà chỉ bạn biết.',
  'account.password_same': 'Mật khẩu mới trùng với mật khẩu cũ.',
  'account.old_password_wrong': 'Mật khẩu hiện tại không đúng.',
  'account.code_refused':
    'Tên đăng nhập hoặc mã không đúng, hoặc mã đã dùng, đã hết hạn. Xem lại phiếu; vẫn không được thì xin phiếu mới.',
  'account.may_not_grant': 'Bạn không được giao công việc này ở đơn vị này. Hỏi người quản trị của sở.',
  'account.stands_higher': '{name} còn giữ công việc mà bạn không quản lí. Người quản trị cấp trên làm việc này được.',
  'account.not_own': 'Việc này không tự làm cho mình được. Nhờ người quản trị khác.',
  'account.post_needed': 'Chọn ít nhất một công việc.',
  'account.post_exists': 'Người này đang giữ đúng công việc đó ở đơn vị này.',
  'account.post_dates': 'Ngày cuối sớm hơn ngày đầu. Xem lại hai ngày.',
  'account.end_in_past': 'Ngày cuối đã qua. Chọn hôm nay hoặc ngày sau.',
  'account.reason_needed': 'Ghi lí do.',
  'account.identity_number': 'Cần 12 chữ số, mới có {found}.',
  'account.too_many': 'Mỗi lần nhiều nhất {limit} tài khoản.',
  'account.closed': 'Tài khoản của {name} đang đóng. Mở lại trước khi cấp mã.',
  'account.stand_in_hours': 'Làm thay từ 1 đến {hours} giờ.',
  'account.stand_in_running': 'Bạn đang làm thay một trường. Kết thúc trước khi làm thay trường khác.',
  'account.notice_post':
    'Bạn được giao công việc {role, select, administrator {quản trị} leader {lãnh đạo sở} officer {chuyên viên sở} commune_officer {cán bộ xã} principal {hiệu trưởng} vice_principal {phó hiệu trưởng} school_administrator {giáo vụ} team_head {tổ trưởng chuyên môn} teacher {giáo viên} clerk {văn thư} librarian {thủ thư} equipment_keeper {cán bộ thiết bị} pupil {học sinh} other {khác}} ở {unit}.',
  'account.notice_post_ended':
    'Công việc {role, select, administrator {quản trị} leader {lãnh đạo sở} officer {chuyên viên sở} commune_officer {cán bộ xã} principal {hiệu trưởng} vice_principal {phó hiệu trưởng} school_administrator {giáo vụ} team_head {tổ trưởng chuyên môn} teacher {giáo viên} clerk {văn thư} librarian {thủ thư} equipment_keeper {cán bộ thiết bị} pupil {học sinh} other {khác}} của bạn ở {unit} đã kết thúc.',
  'account.notice_stand_in': '{name} của sở làm thay {unit} trong {hours} giờ. Lí do: {reason}',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
