/** Words of notices, in Vietnamese. */
export const vi = {
  'notices.title': 'Thông báo',
  'notices.empty': 'Chưa có thông báo',
  'notices.empty_why': 'Khi có việc liên quan đến bạn, thông báo hiện ở đây.',
  'notices.open': 'Xem',
  'notices.new': 'mới',
} as const

type Vi = typeof vi
declare module '../../../platform/text.ts' {
  interface Texts extends Vi {}
}
