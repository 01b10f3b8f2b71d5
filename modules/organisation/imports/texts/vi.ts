/** Words of bringing lists by file, in Vietnamese. */
export const vi = {
  'import.no_list':
    'Không tìm thấy danh sách nào trong tệp. Dùng tệp mẫu tải từ đây; các trang cần có tên và tiêu đề cột như mẫu: {lists}.',
  'import.no_rows': 'Các trang trong tệp chưa có dòng nào. Điền dữ liệu dưới dòng tiêu đề rồi tải lên.',
  'import.too_many_rows': 'Tệp có {rows, number} dòng, quá {limit, number}. Chia thành nhiều tệp.',
  'import.refused_rows':
    '{rows, number} dòng bị từ chối nên chưa ghi gì. Sửa các dòng đó, bỏ chúng ra, hoặc chọn chỉ ghi các dòng đúng.',
  'import.nothing_to_write': 'Không có dòng nào mới hoặc thay đổi, nên không có gì để ghi.',
  'import.already_ended':
    'Tệp này đã được {state, select, written {ghi} undone {hoàn tác} other {bỏ}} rồi. Tải lại trang để xem.',
  'import.not_written': 'Tệp này chưa được ghi, hoặc đã hoàn tác.',
  'import.workbook_name': 'So lieu dau nam {year}.xlsx',
  'import.corrected_name': '{name} - can sua.xlsx',
  'import.reason': 'Lí do bị từ chối',
  'undo.altered':
    'Không hoàn tác được: {table, select, assignment {phân công} class {lớp} section {lớp môn} staff {hồ sơ nhân sự} student {hồ sơ học sinh} enrollment {việc xếp lớp} guardianship {người giám hộ} other {một số bản ghi}} đã được sửa sau lần ghi này. Sửa từng chỗ bằng tay.',
  'undo.stands_on':
    'Không hoàn tác được: đã có {table, select, assignment {phân công} subject_result {điểm} mark_change {điểm} enrollment {học sinh xếp lớp} section {lớp môn} section_member {học sinh trong lớp môn} post {công việc} account {tài khoản} absence {ngày nghỉ} gradebook {sổ điểm} other {dữ liệu khác}} dựa trên những gì đã ghi. Xoá hoặc kết thúc các phần đó trước.',
  'upload.no_file': 'Chưa có tệp. Chọn một tệp Excel (.xlsx).',
  'upload.too_large': 'Tệp lớn quá {megabytes} MB. Bỏ bớt hình ảnh và trang tính không cần, rồi tải lên.',
  'upload.broken': 'Tệp tải lên chưa trọn. Tải lại lần nữa.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
