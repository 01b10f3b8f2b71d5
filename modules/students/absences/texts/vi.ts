/** Words of absences, in Vietnamese. */
export const vi = {
  'absences.title': 'Chuyên cần lớp {class}',
  'absences.tab': '{class} · Chuyên cần',
  'absences.line':
    'Số buổi vắng của mỗi tháng, mỗi ngày tính một buổi. Vắng quá {limit} buổi cả năm thì không được lên lớp; từ {from} buổi có cảnh báo.',
  'absences.to_pupils': 'Danh sách lớp',
  'absences.not_begun': 'Năm học chưa bắt đầu',
  'absences.not_begun_why': 'Từ tháng đầu của năm học có thể ghi chuyên cần ở đây.',
  'absences.month_label': 'Tháng ghi',
  'absences.month': 'Tháng {month}',
  'absences.month_short': 'Th. {month}',
  'absences.excused': 'Có phép',
  'absences.unexcused': 'Không phép',
  'absences.total': 'Cả năm',
  'absences.how': 'Gõ số rồi Enter để xuống dòng; mỗi dòng tự lưu khi rời đi.',
  'absences.saved_at': 'Đã lưu {time}{waiting, plural, =0 {} other { · # ô chờ}}',
  'absences.near_count': '{count, plural, other {# học sinh đã vắng từ 36 buổi trở lên.}}',
  'absences.left_on': 'học đến {day}',
  'absences.level.near': 'gần 45',
  'absences.level.beyond': 'quá 45',
  'absences.cell.excused': '{name}, tháng {month}, có phép',
  'absences.cell.unexcused': '{name}, tháng {month}, không phép',
  'absences.refused.not_a_number': 'Chưa lưu: gõ số buổi bằng chữ số, hoặc bỏ trống.',
  'absences.refused.not_in_class': 'Chưa lưu: học sinh không còn ở lớp này.',
  'absences.refused.outside_year': 'Chưa lưu: tháng này chưa đến, hoặc ngoài năm học.',
  'absences.refused.after_leaving': 'Chưa lưu: học sinh đã nghỉ trước tháng này.',
  'absences.refused.negative': 'Chưa lưu: số buổi từ 0 trở lên.',
  'absences.refused.too_many': 'Chưa lưu: hai số cộng lại nhiều hơn số ngày của tháng.',
  'absences.conflict': '{by, select, other {{by}}} đã ghi {excused} có phép, {unexcused} không phép lúc {at}.',
  'absences.keep_theirs': 'Giữ số đó',
  'absences.keep_own': 'Ghi {excused} và {unexcused} của tôi',
  'absences.of_year': 'Chuyên cần {year}',
  'absences.sum': 'Vắng {total} buổi: {excused} có phép, {unexcused} không phép.',
  'absences.month_sum': 'Tháng {month}: {excused} + {unexcused}',
  'absences.too_many_rows': 'Quá nhiều ô trong một lần ghi, nhiều nhất {limit}. Ghi làm nhiều lần.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
