/** Words of the first run, in Vietnamese. */
export const vi = {
  'installation.province_unknown': 'Chọn một tỉnh, thành phố trong danh sách.',
  'installation.department_name': 'Ghi tên đầy đủ của sở.',
  'installation.department_code': 'Mã gồm chữ không dấu và số, từ 2 đến 30 kí tự, như 25 hoặc SO-PT.',
  'installation.emblem': 'Biểu trưng là ảnh PNG, JPEG hoặc WebP, nhiều nhất {kilobytes} kB.',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
