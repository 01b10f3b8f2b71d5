import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Paper } from '../../platform/sheet.ts'
import { Sheet } from './Sheet.tsx'

const paper: Paper = {
  sheet: {
    name: 'Phiếu',
    title: 'PHIẾU KẾT QUẢ',
    letterhead: {
      left: [{ text: 'TRƯỜNG THCS NGUYỄN DU', strong: true }],
      right: [{ text: 'Độc lập - Tự do - Hạnh phúc' }],
    },
    facts: [[{ label: 'Lớp', value: '9A2', strong: true }]],
    columns: [
      { key: 'subject', title: 'Môn học', kind: 'text', width: 30 },
      { key: 'first', title: 'Học kì I', groups: ['Điểm'], kind: 'mark', width: 9 },
      { key: 'second', title: 'Học kì II', groups: ['Điểm'], kind: 'mark', width: 9 },
    ],
    signatures: [{ role: 'HIỆU TRƯỞNG', stamp: ['Kí số: Phạm Quốc Hùng'], name: 'Phạm Quốc Hùng' }],
    footnote: 'Không tẩy xoá.',
    verification: 'Mã 9F4K-27QM-11',
  },
  rows: [{ values: { subject: 'Toán <1>', first: 85, second: null }, struck: true }],
}

test('the page draws the same form: merged headers, named rows, marks as printed, struck rows', () => {
  const html = renderToStaticMarkup(<Sheet {...paper} />)
  expect(html).toContain('<th rowSpan="2" colSpan="1" scope="col">Môn học</th>')
  expect(html).toContain('<th rowSpan="1" colSpan="2" scope="colgroup">Điểm</th>')
  expect(html).toContain('<th scope="row" class="left"><s>Toán &lt;1&gt;</s></th>')
  expect(html).toContain('<td class="center"><s>8,5</s></td><td class="center"></td>')
  for (const text of ['Lớp: <b>9A2</b>', 'Kí số: Phạm Quốc Hùng', 'Không tẩy xoá. Mã 9F4K-27QM-11'])
    expect(html).toContain(text)
})
