/** The words of the platform's refusals, in Vietnamese: each says what is wrong and what to do. */
export const vi = {
  'name.empty': 'Chưa có họ tên. Ghi họ và tên đầy đủ.',
  'name.control': 'Họ tên có kí tự không nhìn thấy. Xoá đi và gõ lại họ tên.',
  'name.too_long': 'Họ tên dài quá 100 kí tự. Ghi lại họ tên như trong giấy khai sinh.',

  'file.too_large': 'Tệp lớn quá {megabytes} MB. Chia tệp thành nhiều phần, hoặc bỏ bớt hình ảnh.',

  'workbook.empty': 'Tệp rỗng, không có nội dung. Mở tệp bằng Excel, lưu lại rồi tải lên.',
  'workbook.not_a_workbook':
    'Đây không phải tệp Excel, dù tên tệp có thể ghi như vậy. Mở tệp, chọn Lưu thành, kiểu Excel Workbook (.xlsx), rồi tải lên.',
  'workbook.old_format':
    'Đây là tệp Excel kiểu cũ (.xls). Mở bằng Excel, chọn Lưu thành, kiểu Excel Workbook (.xlsx), rồi tải lên.',
  'workbook.binary_format':
    'Đây là tệp Excel nhị phân (.xlsb). Mở bằng Excel, chọn Lưu thành, kiểu Excel Workbook (.xlsx), rồi tải lên.',
  'workbook.password':
    'Tệp có mật khẩu nên không đọc được. Trong Excel chọn Tệp, Thông tin, Bảo vệ sổ làm việc, xoá mật khẩu, lưu lại rồi tải lên.',
  'workbook.macro':
    'Tệp có macro nên không được nhận. Chọn Lưu thành, kiểu Excel Workbook (.xlsx), không có macro, rồi tải lên.',
  'workbook.damaged': 'Tệp hỏng hoặc tải lên chưa trọn. Mở tệp bằng Excel, lưu lại rồi tải lên lần nữa.',
  'workbook.too_large': 'Tệp lớn quá {megabytes} MB. Bỏ bớt hình ảnh và trang tính không cần, rồi tải lên.',
  'workbook.bomb':
    'Tệp bung ra lớn bất thường nên không được mở. Chép các ô cần dùng sang một tệp Excel mới rồi tải lên.',
  'workbook.too_many_sheets': 'Tệp có quá {limit} trang tính. Chỉ giữ những trang cần nhập.',
  'workbook.too_many_rows':
    'Trang “{sheet}” có quá {limit} dòng. Xoá các dòng trống đã định dạng ở cuối, hoặc chia thành nhiều tệp.',
  'workbook.too_many_columns': 'Trang “{sheet}” có quá {limit} cột. Xoá các cột không cần ở bên phải.',
  'workbook.too_complex': 'Tệp phức tạp nên đọc quá lâu. Chép các ô cần dùng sang một tệp Excel mới rồi tải lên.',

  'sheet.reason_column': 'Lí do bị từ chối',
  'sheet.no_header':
    'Không tìm thấy dòng tiêu đề cột trong trang “{sheet}”. Dùng tệp mẫu tải từ đây, hoặc thêm dòng tiêu đề có các cột: {columns}.',
  'sheet.column_missing': 'Trang “{sheet}” thiếu cột “{column}”. Thêm cột này với đúng tiêu đề rồi tải lên.',
  'sheet.column_twice': 'Trang “{sheet}” có hai cột “{column}”. Giữ một cột, đổi tên cột kia.',
  'sheet.did_you_mean': 'Có phải {value}?',
  'sheet.required': 'Ô này không được để trống.',
  'sheet.required_remedy': 'Ghi giá trị vào ô.',
  'sheet.formula': 'Công thức trong ô báo lỗi hoặc chưa được tính ({error}).',
  'sheet.formula_remedy': 'Thay công thức bằng giá trị.',
  'sheet.mark_unknown': '“{value}” không phải là điểm.',
  'sheet.mark_unknown_remedy': 'Ghi số từ 0 đến 10, ví dụ 7,5.',
  'sheet.mark_range': 'Điểm từ 0 đến 10.',
  'sheet.mark_range_remedy': 'Ghi lại điểm, ví dụ 7,5.',
  'sheet.mark_decimals': 'Điểm {value} có hơn một chữ số thập phân.',
  'sheet.mark_decimals_remedy': 'Làm tròn đến một chữ số thập phân.',
  'sheet.mark_is_day': 'Excel đã đổi điểm thành ngày {value}.',
  'sheet.mark_is_day_remedy': 'Ghi lại điểm với dấu phẩy, ví dụ 8,5.',
  'sheet.number_unknown': '“{value}” không phải là số.',
  'sheet.number_unknown_remedy': 'Ghi bằng chữ số.',
  'sheet.number_low': 'Số {value} nhỏ quá, ít nhất là {min}.',
  'sheet.number_low_remedy': 'Ghi lại số trong khoảng cho phép.',
  'sheet.number_high': 'Số {value} lớn quá, nhiều nhất là {max}.',
  'sheet.number_high_remedy': 'Ghi lại số trong khoảng cho phép.',
  'sheet.number_decimals': 'Số {value} có quá nhiều chữ số thập phân.',
  'sheet.number_decimals_remedy': '{decimals, plural, =0 {Ghi số nguyên.} other {Ghi nhiều nhất # chữ số thập phân.}}',
  'sheet.day_unknown': '“{value}” không phải là ngày có thật.',
  'sheet.day_unknown_remedy': 'Ghi ngày/tháng/năm, ví dụ 05/09/2014.',
  'sheet.day_year': 'Năm trong “{value}” chỉ có hai chữ số.',
  'sheet.day_year_remedy': 'Ghi năm đủ bốn chữ số, ví dụ 05/09/2014.',
  'sheet.choice_unknown': '“{value}” không có trong danh sách.',
  'sheet.choice_unknown_remedy': 'Chọn một trong: {choices}.',
  'sheet.text_control': 'Ô có kí tự không nhìn thấy.',
  'sheet.text_control_remedy': 'Xoá ô và gõ lại.',
  'sheet.text_long': 'Nội dung dài quá {limit} kí tự.',
  'sheet.text_long_remedy': 'Viết ngắn lại.',

  'preview.twice': 'Trùng với dòng {row}.',
  'preview.twice_remedy': 'Giữ một dòng, xoá dòng kia.',
} as const

type Vi = typeof vi
declare module '../../platform/text.ts' {
  interface Texts extends Vi {}
}
