/** Words of making the first administrator, in Vietnamese. */
export const vi = {
  'first_run.link_refused':
    'Liên kết không đúng, đã dùng hoặc đã hết hạn. Chạy lệnh npm run admin-link trên máy chủ để có liên kết mới.',
  'first_run.login_needed': 'Gõ số điện thoại hoặc tên đăng nhập.',
  'first_run.province_needed': 'Cần điền phần về tỉnh trước khi tạo tài khoản quản trị.',
  'setup.title': 'Bắt đầu dùng',
  'setup.checking': 'Đang kiểm tra liên kết.',
  'setup.lead': 'Làm một lần: khai tỉnh và năm học đầu tiên, rồi tạo tài khoản quản trị của sở.',
  'setup.another': 'Thêm quản trị của sở',
  'setup.another_lead': 'Tạo thêm một tài khoản quản trị của sở.',
  'setup.province': 'Tỉnh và sở',
  'setup.province_name': 'Tỉnh, thành phố',
  'setup.choose': 'chọn trong danh sách',
  'setup.department_name': 'Tên đầy đủ của sở',
  'setup.department_of': 'Sở Giáo dục và Đào tạo {province}',
  'setup.department_code': 'Mã của sở',
  'setup.department_code_hint': 'Mã trong ngành, chữ không dấu và số.',
  'setup.emblem': 'Biểu trưng (không bắt buộc)',
  'setup.emblem_chosen': 'Biểu trưng đã chọn',
  'setup.emblem_hint': 'Ảnh PNG, JPEG hoặc WebP, nhiều nhất 100 kB.',
  'setup.year': 'Năm học {from}–{to}',
  'setup.year_starts': 'Khai giảng',
  'setup.year_ends': 'Kết thúc năm học',
  'setup.term_starts': 'Học kì {term} từ',
  'setup.term_ends': 'Học kì {term} đến',
  'setup.administrator': 'Quản trị của sở',
  'setup.begin': 'Bắt đầu dùng',
  'setup.make': 'Tạo tài khoản quản trị',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
