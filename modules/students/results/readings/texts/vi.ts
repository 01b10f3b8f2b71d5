/** Words of the doubtful places of the law, in Vietnamese. */
export const vi = {
  'reading.title': 'Cách hiểu những chỗ quy định còn để ngỏ',
  'reading.tab': 'Cách hiểu quy định',
  'reading.lead':
    'Thông tư 22/2021 có {count} chỗ đọc được theo hai cách. Sở chọn cách hiểu từ một năm học; kết quả đã duyệt giữ nguyên.',
  'reading.year': 'Năm học',
  'reading.holds': 'Đang áp dụng',
  'reading.own_since': 'sở quyết định, từ năm học {year}',
  'reading.usual': 'cách hiểu của phần mềm, chưa ai đổi',
  'reading.grounds': 'Căn cứ: {source}',
  'reading.confidence.V': 'Đọc trong văn bản',
  'reading.confidence.V2': 'Đọc ở nguồn thứ hai',
  'reading.confidence.K': 'Theo thông lệ',
  'reading.confidence.?': 'Còn để ngỏ',
  'reading.change': 'Đổi cách hiểu',
  'reading.change_what': 'Đổi cách hiểu: {title}',
  'reading.choose': 'Cách hiểu',
  'reading.from': 'Áp dụng từ năm học',
  'reading.source': 'Lí do, văn bản làm căn cứ',
  'reading.source_hint': 'Ví dụ: Công văn 123/SGDĐT-GDTrH ngày 20/11/2026.',
  'reading.weigh': 'Đếm ảnh hưởng',
  'reading.weighing': 'Đang tính lại kết quả của cả tỉnh',
  'reading.weigh_why': 'Tính lại kết quả của năm trước và năm nay theo cách hiểu này; chỉ đếm, không ghi gì.',
  'reading.effect':
    '{year}: {changed, plural, =0 {không học sinh nào đổi kết quả} other {# học sinh đổi kết quả}} trong {pupils, number} học sinh{changed, plural, =0 {} other { ({classes, number} lớp, {schools, number} trường)}}.',
  'reading.effect_past': 'Năm đã qua: các kết quả này giữ nguyên.',
  'reading.effect_approved': '{approved, number} học sinh trong số đó thuộc lớp đã duyệt: kết quả giữ nguyên.',
  'reading.weigh_failed': 'Không đếm được. Thử lại sau.',
  'reading.save': 'Áp dụng từ {year}',
  'reading.cancel': 'Bỏ',
  'reading.saved': 'Đã đổi cách hiểu từ năm học {year}.',
  'reading.history': 'Các quyết định',
  'reading.decided': 'Từ {year}: {value}',
  'reading.decided_by': '{by}, {at}',
  'reading.undone': 'đã hoàn tác {at}',
  'reading.undo': 'Hoàn tác',
  'reading.undone_now': 'Đã hoàn tác.',
  'reading.only_read': 'Lãnh đạo và quản trị của sở đặt cách hiểu; nhà trường và chuyên viên xem.',
  'reading.source_of.singleCommentSubject':
    'Thông tư 22/2021/TT-BGDĐT, Điều 9 khoản 3: “môn học”, từ mà Điều 2 khoản 1 và Điều 5 khoản 3 dùng cho cả hai loại môn.',
  'reading.source_of.harmlessSubject':
    'Thông tư 22/2021/TT-BGDĐT, Điều 9 khoản 3: mức giảm do kết quả của môn đó, không phải do có môn đó.',
  'reading.source_of.optionalSubjects': 'Thông tư 22/2021/TT-BGDĐT, Điều 2 khoản 1: môn tự chọn cũng là “môn học”.',
  'reading.source_of.retestResult': 'Thông tư 22/2021/TT-BGDĐT, Điều 14: kết quả mới “được sử dụng thay thế”.',
  'reading.source_of.bothRemedies':
    'Thông tư 22/2021/TT-BGDĐT, Điều 13 và 14 đọc cùng nhau, như trả lời công dân của Bộ.',
  'reading.source_of.adjustmentAfterRetest':
    'Thông tư 22/2021/TT-BGDĐT, Điều 14: kết quả mới thay kết quả cũ khi xếp mức.',
  'reading.source_of.titleOverAbsenceLimit': 'Thông tư 22/2021/TT-BGDĐT, Điều 15 khoản 1: không nói đến ngày nghỉ.',
  'reading.source_of.exemptInOneTerm':
    'Thông tư 22/2021/TT-BGDĐT không nói; làm như Điều 12 Thông tư 58/2011/TT-BGDĐT.',
  'reading.of.singleCommentSubject': '“Chỉ một môn” kéo mức xuống có thể là môn nhận xét không',
  'reading.why.singleCommentSubject':
    'Khi chỉ một môn làm mức học tập giảm từ 2 mức trở lên, mức đó được nâng lên (Điều 9 khoản 3). Môn ấy có được là môn đánh giá bằng nhận xét không?',
  'reading.choice.singleCommentSubject.counts': 'Được: môn nhận xét cũng tính',
  'reading.choice.singleCommentSubject.does_not_count': 'Không: chỉ môn tính điểm',
  'reading.of.harmlessSubject': 'Nâng mức khi một môn kéo xuống: coi môn đó thế nào',
  'reading.why.harmlessSubject':
    'Để biết mức “nếu không có” kết quả của môn đó, coi như môn đó đạt mức tốt, hay bỏ hẳn môn đó ra?',
  'reading.choice.harmlessSubject.good_mark': 'Coi như môn đó đạt tốt',
  'reading.choice.harmlessSubject.left_out': 'Bỏ môn đó ra',
  'reading.of.optionalSubjects': 'Môn tự chọn có vào xếp mức không',
  'reading.why.optionalSubjects':
    'Tiếng dân tộc thiểu số và Ngoại ngữ 2 có được tính khi xếp mức học tập, lên lớp và danh hiệu không?',
  'reading.choice.optionalSubjects.enter': 'Có tính',
  'reading.choice.optionalSubjects.left_out': 'Không tính',
  'reading.of.retestResult': 'Kết quả kiểm tra lại thay kết quả cũ khi nào',
  'reading.why.retestResult': 'Kiểm tra lại trong hè mà kết quả thấp hơn thì lấy kết quả nào (Điều 14)?',
  'reading.choice.retestResult.replaces': 'Luôn lấy kết quả mới',
  'reading.choice.retestResult.better_of_both': 'Lấy kết quả cao hơn',
  'reading.of.bothRemedies': 'Chưa đạt cả rèn luyện và học tập có được vừa kiểm tra lại vừa rèn luyện',
  'reading.why.bothRemedies':
    'Học sinh Chưa đạt cả hai mặt có được rèn luyện trong hè và kiểm tra lại để xét lên lớp không (Điều 13, 14)?',
  'reading.choice.bothRemedies.allowed': 'Được cả hai',
  'reading.choice.bothRemedies.not_allowed': 'Không được',
  'reading.of.adjustmentAfterRetest': 'Sau kiểm tra lại có nâng mức lần nữa không',
  'reading.why.adjustmentAfterRetest':
    'Quy định nâng mức (Điều 9 khoản 3) có áp dụng cho kết quả sau kiểm tra lại không?',
  'reading.choice.adjustmentAfterRetest.again': 'Có áp dụng',
  'reading.choice.adjustmentAfterRetest.not_again': 'Không',
  'reading.of.titleOverAbsenceLimit': 'Nghỉ quá 45 buổi có còn được khen',
  'reading.why.titleOverAbsenceLimit':
    'Học sinh nghỉ quá 45 buổi mà đủ điều kiện của Điều 15 có được khen thưởng không?',
  'reading.choice.titleOverAbsenceLimit.awarded': 'Vẫn được',
  'reading.choice.titleOverAbsenceLimit.not_awarded': 'Không',
  'reading.of.exemptInOneTerm': 'Miễn học một học kì: kết quả cả năm',
  'reading.why.exemptInOneTerm': 'Được miễn một môn trong một học kì thì kết quả cả năm của môn đó là gì?',
  'reading.choice.exemptInOneTerm.other_term_counts': 'Lấy học kì còn lại',
  'reading.choice.exemptInOneTerm.no_year_result': 'Không có kết quả cả năm',
} as const

type Vi = typeof vi
declare module '../../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
