/** The server's own words, in Vietnamese. */
export const vi = {
  'server.unauthenticated': 'Phiên đã hết. Đăng nhập lại để làm tiếp.',
  'server.unproven': 'Việc này cần xác nhận lại danh tính. Nhập lại mật khẩu để làm tiếp.',
  'server.not_found': 'Không có mục này, hoặc bạn không được xem.',
  'server.invalid': 'Có chỗ chưa đúng. Xem lại những ô được đánh dấu.',
  'server.year_archived':
    'Năm học {year} đã được đưa vào kho lưu trữ nên không sửa được. Chưa ghi gì; muốn sửa, nhờ người quản trị của sở đưa năm học ra khỏi kho.',
  'server.unstorable':
    'Có giá trị không dùng được (số quá lớn, ngày không có, hoặc kí tự lạ). Chưa ghi gì; sửa rồi gửi lại.',
  'server.unavailable': 'Cơ sở dữ liệu đang khởi động lại. Việc vừa gửi chưa được ghi; thử lại sau ít giây.',
  'server.internal': 'Máy chủ gặp lỗi. Báo mã {id} cho người quản trị.',
  'server.bad_origin': 'Yêu cầu đến từ trang khác và bị từ chối.',
  'server.too_large': 'Nội dung gửi lên quá lớn.',
  'server.unknown_document':
    'Trang này thuộc bản cũ hơn của chương trình, hoặc yêu cầu không do trang gửi. Tải lại trang.',
  'server.token_unknown':
    'Mã truy cập không dùng được: sai, đã hết hạn, đã thu hồi, hoặc người tạo không còn giữ công việc đó.',
  'server.token_too_often': 'Mã truy cập này được gọi nhiều nhất {limit} lần mỗi phút. Chờ sang phút sau.',
  'server.token_persons_only': 'Mã truy cập không làm được việc này: chỉ người đăng nhập mới làm được.',
  'server.token_read_only': 'Mã truy cập này chỉ đọc. Chưa ghi gì.',
} as const
