/** Words of published figures, in Vietnamese. */
export const vi = {
  'publication.nothing': 'Chưa có báo cáo nào được duyệt nên chưa có gì để công bố.',
  'publication.look': 'Xem trang công khai',
  'publication.publish': 'Công bố cho mọi người',
  'publication.again': 'Công bố lại số mới duyệt',
  'publication.end': 'Thôi công bố',
  'publication.standing': 'Đang công bố tại trang {link} từ {at}, do {by}.',
  'publication.none_standing':
    'Chưa công bố. Khi công bố, ai cũng xem được năm năm gần nhất theo xã, phường; số quá nhỏ được che.',
  'publication.published': 'Đã công bố. Mọi người xem được sau vài giây.',
  'publication.ended': 'Đã thôi công bố.',
  'publication.title': 'Số liệu giáo dục',
  'publication.lead': '{province} công bố ngày {day}, theo báo cáo đã duyệt của các trường.',
  'publication.nothing_open': 'Chưa có số liệu được công bố',
  'publication.nothing_open_why': 'Sở giáo dục và đào tạo chưa công bố số liệu nào ở đây.',
  'publication.withheld': 'không hiện',
  'publication.withheld_why':
    'Số của nơi có dưới 5 học sinh, và của ít nhất một nơi nữa, không hiện, để không tính ra được ai.',
  'publication.source_line': '{year}: số liệu ngày {day}, {schools}/{of} trường đã duyệt',
  'publication.json': 'Dữ liệu mở (JSON)',
  'publication.sign_in': 'Đăng nhập',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
