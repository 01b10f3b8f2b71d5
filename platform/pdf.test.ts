import { Writable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { pdfOf } from './pdf.ts'
import { sheetPdf } from './sheet-pdf.ts'
import type { Paper, Sheet } from './sheet.ts'

// Each of these starts a thread, which a busy machine keeps waiting.
vi.setConfig({ testTimeout: 30_000 })

const sheet: Sheet = {
  name: '9A2',
  title: 'PHIẾU KẾT QUẢ HỌC TẬP VÀ RÈN LUYỆN',
  facts: [
    [
      { label: 'Họ và tên', value: 'NGUYỄN MINH KHÔI', strong: true },
      { label: 'Lớp', value: '9A2' },
    ],
  ],
  columns: [
    { key: 'subject', title: 'Môn học', kind: 'text', width: 30 },
    { key: 'first', title: 'Học kì I', groups: ['Điểm'], kind: 'mark', width: 9 },
    { key: 'second', title: 'Học kì II', groups: ['Điểm'], kind: 'mark', width: 9 },
  ],
  signatures: [{ role: 'HIỆU TRƯỞNG', stamp: ['Kí số: Phạm Quốc Hùng'], name: 'Phạm Quốc Hùng' }],
  footnote: 'Bản 1, không tẩy xoá.',
  verification: 'Tra tại hocba.vidu.edu.vn, mã 9F4K-27QM-11',
  pageNumbers: 'Trang {page}/{pages}',
}
const card = (rows = 12): Paper => ({
  sheet,
  rows: Array.from({ length: rows }, (_, row) => ({
    values: { subject: `Lịch sử và Địa lí ${row}`, first: 75, second: null },
  })),
})

test('forms follow each other in one file, each with its own orientation, and are counted', async () => {
  const seen: number[][] = []
  const landscape: Paper = { ...card(), sheet: { ...sheet, orientation: 'landscape' } }
  const { file, told } = await drawn([card(), landscape, card(120)], {
    onPaper: (papers, pages) => seen.push([papers, pages]),
  })
  expect(file.subarray(0, 5).toString()).toBe('%PDF-')
  expect(file.subarray(-6).toString().trim()).toBe('%%EOF')
  const text = file.toString('latin1')
  expect(text.match(/\/MediaBox \[0 0 841\.89 595\.28\]/g)).toHaveLength(1)
  expect(text.match(/\/MediaBox \[0 0 595\.28 841\.89\]/g)).toHaveLength(told.pages - 1)
  expect(told.papers).toBe(3)
  expect(told.pages).toBeGreaterThan(4)
  expect(seen).toEqual([
    [1, 1],
    [2, 2],
    [3, told.pages],
  ])
})

test('the type is inside the file, in regular and bold, so that it looks the same everywhere', async () => {
  const text = (await drawn([card()])).file.toString('latin1')
  expect(text).toMatch(/\/FontName \/\w{6}\+Tinos-Regular/)
  expect(text).toMatch(/\/FontName \/\w{6}\+Tinos-Bold/)
  expect(text.match(/\/FontFile2/g)?.length).toBeGreaterThanOrEqual(2)
})

test('the header repeats, no row is cut, and pages are counted within each form', () => {
  const { content, footer } = sheetPdf(card())
  const table = content.find((part) => typeof part === 'object' && 'table' in part)
  expect(table).toMatchObject({ table: { headerRows: 2, dontBreakRows: true, keepWithHeaderRows: 1 } })
  expect(JSON.stringify(footer(2, 3))).toContain('Trang 2/3')
  expect(JSON.stringify(footer(2, 3))).toContain('mã 9F4K-27QM-11')
  expect(JSON.stringify(content)).toContain('7,5')
})

test('wide tables get smaller type instead of leaving the page', () => {
  const columns = Array.from({ length: 24 }, (_, index) => ({
    key: `${index}`,
    title: 'TX',
    kind: 'mark' as const,
    width: 6,
  }))
  const table = sheetPdf({ sheet: { ...sheet, columns }, rows: [] }).content.find(
    (part) => typeof part === 'object' && 'table' in part,
  )
  const { widths } = (table as { table: { widths: number[] } }).table
  expect(widths.reduce((sum, width) => sum + width + 6.6, 0)).toBeLessThan(497)
  expect((table as { fontSize: number }).fontSize).toBeLessThan(9)
})

test('forms may come one by one, the server goes on meanwhile, and a cancelled file ends', async () => {
  async function* many() {
    for (let index = 0; index < 30; index++) yield card()
  }
  let turns = 0
  const timer = setInterval(() => turns++, 2)
  const { told } = await drawn(many())
  clearInterval(timer)
  expect(told).toEqual({ papers: 30, pages: 30 })
  expect(turns).toBeGreaterThan(20)
  const abort = new AbortController()
  await expect(drawn(many(), { signal: abort.signal, onPaper: () => abort.abort() })).rejects.toThrow('aborted')
})

test('a form that cannot be drawn and a reader who goes away are errors, not silence', async () => {
  await expect(drawn([{ sheet: { ...sheet, columns: undefined as never }, rows: [] }])).rejects.toThrow('undefined')
  await expect(drawn([])).rejects.toThrow('at least one page')
  const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('connection lost')) })
  await expect(pdfOf([card(), card(), card()], gone)).rejects.toThrow('connection lost')
})

async function drawn(papers: Parameters<typeof pdfOf>[0], options: Parameters<typeof pdfOf>[2] = {}) {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(Buffer.from(chunk))
      done()
    },
  })
  const told = await pdfOf(papers, stream, options)
  return { told, file: Buffer.concat(chunks) }
}
