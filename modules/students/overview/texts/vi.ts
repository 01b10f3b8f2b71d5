/** The words of the home pages of a school, in Vietnamese. */
export const vi = {
  'today.term_week': 'Học kì {term, select, 1 {I} other {II}}, tuần {week} · năm học {year}',
  'today.term_over': 'Sau học kì {term, select, 1 {I} other {II}} · năm học {year}',
  'today.next_due':
    '{days, plural, =0 {hôm nay là hạn} other {còn # ngày đến hạn}} điểm {kind, select, midterm {giữa kì} final {cuối kì} other {thường xuyên}} ({day})',
  'today.to_do': 'Cần làm',
  'today.things': '{count} việc',
  'today.nothing_due': 'Không còn điểm nào phải nhập trong ba tuần tới.',
  'today.enter_all':
    '<b>Điểm {kind, select, midterm {giữa kì} final {cuối kì} other {thường xuyên}} {subject} {class}</b> chưa có ô nào',
  'today.enter_rest':
    '<b>Điểm {kind, select, midterm {giữa kì} final {cuối kì} other {thường xuyên}} {subject} {class}</b> còn {left} ô',
  'today.pupils': '{count} học sinh',
  'today.due': '{days, plural, =0 {hạn hôm nay} =1 {hạn ngày mai} other {hạn {weekday}}} {day}',
  'today.late_by': 'quá hạn {days} ngày ({day})',
  'today.held_on': 'bài kiểm tra ngày {day}',
  'today.enter': 'Nhập điểm',
  'today.enter_on': 'Nhập tiếp',
  'today.no_class': 'Chưa được phân công',
  'today.no_class_why': 'Khi trường phân công lớp và môn, sổ điểm của bạn hiện ở đây.',
  'today.book': 'Lớp, môn',
  'today.midterm_bar': 'Điểm giữa kì đã vào sổ',
  'today.midterm_of': 'Điểm giữa kì {subject} {class}',
  'today.midterm_mean': 'Trung bình GK',
  'today.book_state': 'Sổ',
  'today.state.open': 'đang nhập',
  'today.state.submitted': 'đã nộp',
  'today.state.checked': 'đã kiểm tra',
  'today.state.locked': 'đã khoá',
  'today.columns_locked': '{columns} khoá',
  'today.column.regular': 'TX{position}',
  'today.column.midterm': 'GK',
  'today.column.final': 'CK',
  'today.homeroom': 'Chủ nhiệm {class}',
  'today.open_class': 'Mở lớp',
  'today.often_absent': '<b>{name}</b> đã nghỉ {total} buổi',
  'today.absence_limit': 'Quá 45 buổi thì không được lên lớp (Điều 12) · {unexcused} không phép',
  'today.see_absences': 'Xem buổi nghỉ',
  'today.absent_month':
    'Tháng {month}: {pupils, plural, =0 {<b>chưa ghi</b> buổi nghỉ nào} other {<b>#/{of} em</b> có nghỉ học}}',
  'today.absent_kinds': '{excused} buổi có phép, {unexcused} buổi không phép',
  'today.enter_absences': 'Ghi buổi nghỉ',
  'today.conduct_due':
    '{due, plural, =0 {Rèn luyện học kì {term, select, 1 {I} other {II}} <b>đã đủ</b>} other {Rèn luyện học kì {term, select, 1 {I} other {II}}: <b>còn #/{of} em</b> chưa đánh giá}}',
  'today.results_due': 'hạn {day}, {days, plural, =0 {hôm nay} other {còn # ngày}}',
  'today.judge_conduct': 'Đánh giá',
  'today.results_state':
    'Kết quả học kì {term, select, 1 {I} other {II}}: {state, select, open {<b>chưa trình</b>} submitted {<b>đã trình</b>, chờ duyệt} approved {<b>đã duyệt</b>, chưa công bố} other {<b>đã công bố</b>}}',
  'today.open_results': 'Kết quả lớp',
  'today.unclaimed': '<b>{count}/{of} em</b> chưa có phụ huynh nhận tài khoản',
  'today.unclaimed_how': 'In phiếu có mã riêng cho từng em.',
  'today.print_slips': 'In phiếu',
  'today.news': 'Có gì mới',
  'today.all_news': 'Tất cả',
  'today.no_news': 'Chưa có thông báo nào.',
  'today.today': 'Hôm nay',
} as const

type Vi = typeof vi

declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
