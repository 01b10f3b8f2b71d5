import type { Dot } from '../../ui/charts/DotStrip.tsx'

/** The invented contents of the kit: never shown to anybody at work, and therefore not in the catalogues. */
export const words = {
  title: 'Bộ mẫu',
  lead: 'Chữ, màu, ô điểm, nút, trường nhập, bảng và biểu đồ, để đối chiếu khi dựng.',
  type: 'Chữ',
  cells: 'Ô điểm',
  colours: 'Màu',
  fields: 'Trường nhập và nút',
  more: 'Chọn, tìm, tệp',
  states: 'Trạng thái của trang',
  table: 'Bảng',
  charts: 'Biểu đồ',
  icons: 'Biểu tượng',
  work: 'Cần làm',
} as const

/** Sizes of type with a line set in each. */
export const lines = [
  { size: 34, text: '7,5' },
  { size: 26, text: 'Thứ Hai, 23/11/2026' },
  { size: 20, text: 'Kết quả lớp 8A2' },
  { size: 17, text: 'Điểm giữa kì Ngữ văn' },
  { size: 15, text: 'Nguyễn Thị Phương Thảo · ậ ẫ ễ ỗ ộ ữ ự ỷ Ằ Ẵ Ố Ữ' },
  { size: 14, text: 'Phụ huynh đã được báo lúc 16:20' },
  { size: 13, text: 'TX1 khoá 15/10 · cỡ nhỏ nhất' },
] as const

/** Every colour of the tokens. */
export const colours = [
  'paper',
  'surface',
  'sunken',
  'line',
  'line-strong',
  'control',
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'accent-soft',
  'accent-line',
  'wait',
  'wait-soft',
  'wait-mark',
  'bad',
  'bad-soft',
  'bad-mark',
  'good',
  'good-soft',
  'good-mark',
  'locked',
  'hatch',
  'c-now',
  'c-then',
  'c-point',
  'c-tot',
  'c-kha',
  'c-dat',
  'c-chua',
] as const

/** The states of a cell of the grade grid. */
export const cells = [
  { shape: '', text: '', name: 'Trống', how: 'không có gì' },
  { shape: '', text: '7,5', name: 'Đã lưu', how: 'số, không trang trí' },
  { shape: 'wait', text: '7,0', name: 'Chờ', how: 'tam giác góc trên phải, nền vàng' },
  { shape: 'bad', icon: 'error', text: '11', name: 'Từ chối', how: 'khung, dấu than, gạch lượn; có lời' },
  { shape: 'bad', icon: 'swap', text: '7,5', name: 'Từ chối: hai giá trị', how: 'khung, hai mũi tên; chọn một' },
  { shape: 'locked', text: '6,5', name: 'Đã khoá', how: 'nền xám, ổ khoá ở tiêu đề cột' },
  { shape: 'closed', text: '', name: 'Đã khoá, trống', how: 'gạch chéo' },
  { shape: 'act', text: '8,5', name: 'Con trỏ', how: 'viền mực 2,5 px, phủ lên mọi trạng thái' },
] as const

/** Units with two years of one indicator. */
export const units = [
  { name: 'Xã Yên Lập', pupils: 1754, before: 45, now: 46.2, complete: true },
  { name: 'Xã Mai Châu', pupils: 1890, before: 49.4, now: 50.7, complete: true },
  { name: 'Xã Kim Bôi', pupils: 1483, before: 53, now: 51.6, complete: true },
  { name: 'Xã Lạc Sơn', pupils: 1632, before: 49.4, now: 52.4, complete: false },
  { name: 'Xã Lâm Thao', pupils: 2214, before: 64.4, now: 68.8, complete: true },
] as const

/** One of the units above. */
export type SampleUnit = (typeof units)[number]

/** Dots of a strip, heaped in the middle, from a fixed series. */
export const dots: readonly Dot[] = Array.from({ length: 148 }, (_, index) => {
  const spread = Math.sin(index * 12.9898) * 43758.5453
  const noise = spread - Math.floor(spread)
  const value = index === 0 ? 46.2 : 52 + 32 * ((noise + ((index * 37) % 100) / 100 + ((index * 61) % 97) / 97) / 3)
  return { key: String(index), label: index === 0 ? 'Xã Yên Lập' : `Xã số ${index}`, value }
})

/** Marks of four grades by steps of one point, this year and last. */
export const spreads = [
  { grade: 'Khối 6', now: [0, 0, 6, 8, 30, 37, 77, 73, 54, 33], before: [0, 0, 4, 15, 25, 70, 76, 72, 35, 21] },
  { grade: 'Khối 8', now: [0, 0, 9, 12, 51, 47, 80, 59, 36, 12], before: [0, 0, 1, 9, 33, 46, 85, 80, 35, 20] },
] as const

/** Pupils to be found by typing. */
export const pupils = [
  { value: '1', label: 'Nguyễn Hoàng Anh', hint: '9A2' },
  { value: '2', label: 'Trần Đức Anh', hint: '9A2' },
  { value: '3', label: 'Lê Gia Bảo', hint: '9A3' },
  { value: '4', label: 'Triệu Mai Hương', hint: '9A2' },
  { value: '5', label: 'Đặng Quốc Cường', hint: '8A1' },
] as const

/** The words of the controls. */
export const controls = {
  fieldsTitle: 'Trường nhập và nút',
  name: 'Họ và tên',
  nameValue: 'Hà Thị Bích Ngọc',
  nameHint: 'Như trong giấy khai sinh.',
  birth: 'Ngày sinh',
  birthValue: '31/02/2012',
  birthError: 'Tháng 2 năm 2012 không có ngày 31.',
  reason: 'Lí do sửa điểm sau khi khoá',
  reasons: [{ value: 'review', label: 'Phúc tra bài kiểm tra' }],
  day: 'Ngày kiểm tra',
  pupil: 'Học sinh',
  comment: 'Nhận xét',
  commentValue: 'Nắm chắc kiến thức, trình bày còn vắn tắt.',
  file: 'Tệp sổ điểm',
  fileHint: 'Tệp .xlsx của trường, tối đa 10 MB.',
  fileError: 'Tệp này có mật khẩu. Bỏ mật khẩu trong Excel rồi chọn lại.',
  shared: 'Máy dùng chung',
  sharedHint: 'Không giữ lại gì trên máy này.',
  write: 'Ghi 30 ô',
  preview: 'Xem trước',
  undo: 'Hoàn tác',
  lock: 'Khoá sổ',
  lockReason: 'còn 28 ô trống',
  busy: 'Đang ghi',
  locked: 'đã khoá',
  waiting: 'thiếu 1 trường',
  refused: '3 ô bị từ chối',
  approved: 'đã duyệt',
  fresh: 'mới',
  choices: 'Chọn, hỏi, báo',
  viewLabel: 'Cách xem',
  views: [
    { value: 'both', label: 'Biểu đồ và bảng' },
    { value: 'table', label: 'Chỉ bảng' },
  ],
  menuLabel: 'Khối',
  menu: ['6–9', '6', '7', '8', '9'],
  ask: 'Hỏi',
  askTitle: 'Ghi 30 ô vào sổ 9A2',
  askText: '26 ô mới và 4 ô thay đổi, trong một lần. Hoàn tác được cả lần nhập đến khi khoá sổ.',
  announce: 'Báo',
  done: 'Đã ghi 30 ô lúc 10:42.',
  undone: 'Đã trả lại 30 ô.',
  tabs: [
    { value: 'pupils', label: 'Học sinh', count: '45' },
    { value: 'marks', label: 'Điểm', count: '17/45' },
  ],
  tabText: '45 học sinh, 2 em mới chuyển đến.',
  note: 'Ô bị từ chối không cản các ô khác.',
  noteWait: 'Hạn điểm giữa kì là thứ Sáu 27/11.',
  noteBad: 'Máy chủ từ chối lần ghi này, 41 ô còn nguyên.',
  noteGood: 'Đã ghi 30 ô lúc 10:42.',
  noteAcc: 'Từ hôm nay sổ tự lưu từng ô.',
} as const

/** The words of lists, tables and states. */
export const lists = {
  work: [
    { what: 'Điểm giữa kì Toán 8A4 chưa có ô nào', detail: '42 học sinh · hạn thứ Sáu 27/11', action: 'Nhập điểm' },
    { what: '2 ô ở sổ 9A2 cần chọn hoặc sửa', detail: 'Nguyễn Bảo Châu có hai giá trị', action: 'Xem 2 ô' },
    { what: 'Bàn Văn Thắng nghỉ 3 buổi liền', detail: 'Không phép, từ 19/11', action: 'Gọi, ghi lại' },
  ],
  workCount: '3 việc',
  unit: 'Đơn vị',
  pupils: 'Học sinh',
  before: '2024–2025',
  now: '2025–2026',
  change: 'Thay đổi',
  picture: 'Hai năm',
  books: 'Đủ sổ',
  complete: 'đủ',
  lacking: 'thiếu 1 trường',
  loading: 'Bảng đang tải',
  empty: 'Lớp 6A9 chưa có học sinh',
  emptyWhy: 'Lớp được mở hôm nay, 8:15. Khi văn thư xếp xong, sổ điểm hiện ra ở đây; bạn không phải làm gì.',
  emptySteps: ['Văn thư xếp học sinh: Đặng Thu Hường', 'Sổ mở cột TX1 theo lịch của trường'],
  emptyAction: 'Nhắn văn thư',
  job: 'Đang in học bạ cả trường',
  jobDetail: 'Còn khoảng 20 giây. Có thể rời trang; kết quả nằm ở chuông thông báo.',
} as const

/** The words of the charts; each title says what its chart found. */
export const charts = {
  levels: 'Bốn mức trên một thanh: 77 % đạt Tốt hoặc Khá',
  levelNames: ['Tốt', 'Khá', 'Đạt', 'Chưa đạt'],
  levelCounts: [412, 538, 251, 39],
  strip: 'Mỗi chấm là một xã hoặc phường: đa số từ 60 đến 80 %',
  province: 'Toàn tỉnh 70,9 %',
  spread: 'Giữa kì I: khối 8 giảm 9,5 điểm %',
  above: 'từ 5,0',
  below: 'dưới 5,0',
  lastYear: 'năm trước',
  line: 'Điểm giữa kì đã vào sổ tăng đều trong bốn tuần',
  times: ['2/11', '9/11', '16/11', '23/11'],
  lineNow: 'năm nay',
  bar: 'Khối 6 đông nhất: 318 học sinh',
  bars: [
    { label: 'Khối 6', value: 318, text: '318' },
    { label: 'Khối 7', value: 312, text: '312' },
    { label: 'Khối 8', value: 306, text: '306' },
    { label: 'Khối 9', value: 304, text: '304' },
  ],
} as const

/** The axis of percentages that the samples share. */
export const axis = { from: 40, to: 90, ticks: [40, 50, 60, 70, 80, 90] } as const
