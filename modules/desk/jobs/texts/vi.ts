/** Words of jobs, in Vietnamese. */
export const vi = {
  'job.too_many': 'Bạn đang có {limit} việc chưa xong. Đợi xong một việc, hoặc dừng bớt, rồi làm tiếp.',
  'job.reason_needed':
    'Tệp này có dữ liệu của hơn {limit, number} người nên cần người thứ hai duyệt. Ghi lí do để người duyệt biết.',
  'job.own_release': 'Bạn là người yêu cầu: cần một người khác duyệt.',
  'job.refusal_reason_needed': 'Ghi lí do để người yêu cầu biết.',
  'job.held_notice': '{by} xin xuất dữ liệu của {count, number} người. Xem và duyệt.',
  'job.released_notice': '{by} đã duyệt lượt xuất dữ liệu của {count, number} người. Tệp đang được ghi.',
  'job.refused_notice': '{by} không duyệt lượt xuất dữ liệu của {count, number} người: {reason}',
  'job.held_title': 'Xuất dữ liệu của nhiều người',
  'job.held_submit': 'Gửi xin duyệt',
  'job.held_state': 'Chờ người thứ hai duyệt',
  'job.refused_state': 'Không được duyệt: {reason}',
  'job.stop': 'Thôi',
  'job.releases': 'Duyệt xuất dữ liệu',
  'job.releases_lead':
    'Tệp có dữ liệu của nhiều người chỉ được ghi khi có người thứ hai duyệt. Việc duyệt được ghi vào nhật kí.',
  'job.releases_none': 'Không có lượt xuất nào chờ duyệt.',
  'job.kind_list': 'Danh sách học sinh',
  'job.kind_report': 'Mẫu biểu, phiếu kết quả',
  'job.release_what': '{kind}: dữ liệu của {count, number} người',
  'job.release_who': '{asker}, {at}',
  'job.release': 'Duyệt',
  'job.refuse': 'Không duyệt',
  'job.refuse_title': 'Không duyệt lượt xuất này',
  'job.released': 'Đã duyệt. {asker} được báo.',
  'job.refused': 'Đã từ chối. {asker} được báo.',
  'held.jobs': 'Tệp đã xuất',
  'held.jobs.what': 'Việc xuất tệp lớn và tệp kết quả',
  'held.jobs.why': 'Để người yêu cầu tải tệp về',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
