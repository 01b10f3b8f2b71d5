/** Words of guardians' slips, in Vietnamese. */
export const vi = {
  'guardian.no_second_fact':
    'Hồ sơ của {child} chưa có số điện thoại hay số định danh của {name}. Bổ sung vào hồ sơ trước khi in phiếu.',
  'guardian.too_many': 'Mỗi lần in nhiều nhất {limit} phiếu.',
  'guardian.notice_claimed':
    '{name} vừa mở quyền xem kết quả của {child} bằng phiếu của trường. Nếu thấy lạ, báo giáo viên chủ nhiệm.',
  'guardian.notice_ended': 'Nhà trường đã chấm dứt quyền xem kết quả của {child} đối với {name}.',
  'guardians.title': 'Phụ huynh lớp {class}',
  'guardians.slips_title': 'Phiếu cho phụ huynh lớp {class}',
  'guardians.summary': '{claimed} trong {pupils} học sinh đã có người xem được kết quả.',
  'guardians.print_all': 'In {count} phiếu cho người chưa có',
  'guardian.none_chosen': 'Chọn ít nhất một phụ huynh.',
  'guardians.slips_foot': "In {day}, {name}. Cắt theo đường nét đứt. Trang '{page}'/'{pages}'",
  'guardians.pdf_all': 'Tệp PDF, {count} phiếu',
  'guardians.pdf_done': 'Đã tải tệp có {count} phiếu. Mã chỉ nằm trong tệp này.',
  'guardians.pupil': 'Học sinh',
  'guardians.guardian': 'Phụ huynh trong hồ sơ',
  'guardians.kind': '{kind, select, father {bố} mother {mẹ} other {người giám hộ}}',
  'guardians.nobody': 'chưa có ai trong hồ sơ',
  'guardians.state': 'Quyền xem',
  'guardians.acts': 'Việc',
  'guardians.print_one': 'In phiếu',
  'guardians.reset': 'Phiếu mới (đặt lại mật khẩu)',
  'guardians.no_number': 'thiếu số điện thoại và số căn cước',
  'guardians.end': 'Chấm dứt quyền xem',
  'guardians.end_title': 'Chấm dứt quyền xem của {name}',
  'guardians.end_lead':
    'Người này không xem được gì của em nữa, phiên đang mở kết thúc ngay, phụ huynh còn lại được báo.',
  'guardians.ended': 'Đã chấm dứt quyền xem của {name}.',
  'guardians.ended_on': 'Chấm dứt {day}: {reason}',
  'guardians.claimed_on': 'Đã mở {day}',
  'guardians.slip_until': 'Phiếu chờ, hạn {day}',
  'guardians.slip_dead': 'Phiếu hết hạn hoặc đã huỷ',
  'guardians.none': 'chưa in phiếu',
  'guardians.empty': 'Lớp chưa có học sinh',
  'guardians.empty_why': 'Khi lớp có danh sách, phụ huynh trong hồ sơ hiện ở đây.',
  'guardians.slip_child': '{kind, select, father {Bố} mother {Mẹ} other {Người giám hộ}} của em {child}, lớp {class}',
  'guardians.slip_hint':
    'Cần thêm 4 số cuối số điện thoại hoặc số căn cước đã khai với trường. Mỗi phiếu dùng một lần, cho một người.',
  'guardians.pupils_without': '{count} học sinh chưa có tài khoản riêng.',
  'guardians.open_pupils': 'Cấp {count} tài khoản học sinh',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
