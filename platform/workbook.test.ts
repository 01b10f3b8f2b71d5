import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { crc32, deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { expect, test, vi } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import type { Cell, Grid } from './cell.ts'
import { Invalid } from './errors.ts'
import { readWorkbook } from './workbook-read.ts'
import type { WorkbookLimits } from './workbook-read.ts'
import { writeWorkbook } from './workbook.ts'
import type { WorkbookSheet } from './workbook.ts'

// Each of these starts a thread, which a busy machine keeps waiting.
vi.setConfig({ testTimeout: 30_000 })

test('what is written is read again: texts, numbers, days and their addresses', async () => {
  const grid = await roundTrip({
    name: 'Lớp 6A1: Toán',
    columns: [{ width: 20 }, { width: 8, look: { format: '0.0', border: true } }, { width: 12 }],
    above: [{ row: 0, column: 0, columns: 3, value: 'BẢNG ĐIỂM', look: { bold: true, align: 'center' } }],
    header: ['Họ và tên', 'Điểm', 'Ngày sinh'].map((value, column) => ({
      row: 0,
      column,
      value,
      look: { bold: true },
    })),
    rows: [{ cells: ["H'Rin Niê", 7.5, { day: '2014-02-28' }] }, { cells: ['Đỗ Thị Ân', null, { day: '1969-12-31' }] }],
  })
  expect(grid.name).toBe('Lớp 6A1  Toán')
  expect(grid.merges).toEqual([{ top: 1, left: 1, bottom: 1, right: 3 }])
  expect(grid.rows.map(({ number, cells }) => [number, ...cells])).toEqual([
    [1, 'BẢNG ĐIỂM'],
    [2, 'Họ và tên', 'Điểm', 'Ngày sinh'],
    [3, "H'Rin Niê", 7.5, { day: '2014-02-28' }],
    [4, 'Đỗ Thị Ân', null, { day: '1969-12-31' }],
  ])
})

test.each(['=1+1', '+84 912 345 678', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x","y")'])(
  '%j stays a text that no edit turns into a formula',
  async (value) => {
    const file = await written(simple([[value]]))
    const cell = (await opened(file)).worksheets[0]!.getCell('A2')
    expect(cell.type).toBe(ExcelJS.ValueType.String)
    expect(cell.value).toBe(value)
    expect(cell.numFmt).toBe('@')
  },
)

test('characters that a workbook cannot carry are left out, the rest stays', async () => {
  const grid = await roundTrip(simple([['Nguyễn\u0000\u000bAn\ud800\nB']]))
  expect(grid.rows[1]!.cells).toEqual(['NguyễnAn\ufffd\nB'])
})

test('a printed sheet is A4, repeats its header, freezes it, and opens only what may change', async () => {
  const file = await written({
    ...simple([['6A1', 8]]),
    columns: [
      { width: 20, choices: ['Nam', 'Nữ'] },
      { width: 8, look: { open: true } },
    ],
    above: [{ row: 1, column: 0, columns: 2, value: 'Tiêu đề' }],
    landscape: true,
    frozenColumns: 1,
    protect: true,
    printFooter: '&P/&N',
  })
  const sheet = (await opened(file)).worksheets[0]!
  expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', printTitlesRow: '3:3' })
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, ySplit: 3 })
  expect(sheet.getCell('A4').protection?.locked ?? true).toBe(true)
  expect(sheet.getCell('B4').protection.locked).toBe(false)
  expect(sheet.getCell('A4').dataValidation).toMatchObject({ type: 'list', formulae: ['"Nam,Nữ"'] })
})

test('the parts of a sheet stand in the order that Excel insists on', async () => {
  const file = await written({
    ...simple([['a', 1]]),
    columns: [{ width: 20, choices: ['Nam', 'Nữ'] }, { width: 8 }],
    above: [{ row: 0, column: 0, columns: 2, value: 'Tiêu đề' }],
    protect: true,
  })
  const xml = await entryOf(file, 'xl/worksheets/sheet1.xml')
  const parts = ['</sheetData>', '<sheetProtection', '<mergeCells', '<dataValidations', '<pageMargins', '<pageSetup']
  const places = parts.map((part) => xml.indexOf(part))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('a list too long for a cell rule goes to a hidden sheet', async () => {
  const choices = Array.from({ length: 54 }, (_, index) => `Dân tộc số ${index}`)
  const file = await written({ ...simple([['a'], ['b']]), columns: [{ width: 20, choices }] })
  const workbook = await opened(file)
  expect(workbook.worksheets[1]).toMatchObject({ name: '_lists', state: 'veryHidden' })
  expect(workbook.worksheets[0]!.getCell('A3').dataValidation.formulae).toEqual(["'_lists'!$A$1:$A$54"])
  expect(workbook.worksheets[1]!.getCell('A54').value).toBe('Dân tộc số 53')
})

test('writing pauses, so that nothing else waits, and stops when it is cancelled', async () => {
  const abort = new AbortController()
  const many = { ...simple([]), rows: Array.from({ length: 5000 }, (_, row) => ({ cells: [row] })) }
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  await written(many)
  clearInterval(timer)
  expect(turns).toBeGreaterThan(5)
  const stopped = writeWorkbook(collector([]), [many], { signal: abort.signal, onRows: () => abort.abort() })
  await expect(stopped).rejects.toThrow('aborted')
})

test('a reader who goes away ends the writing', async () => {
  const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('connection lost')) })
  const many = {
    ...simple([]),
    rows: Array.from({ length: 50_000 }, (_, row) => ({ cells: [`${row}`, Math.random()] })),
  }
  await expect(writeWorkbook(gone, [many])).rejects.toThrow('connection lost')
})

test('an untidy workbook gives plain values: rich text, formulas, NFD, merges, hidden rows, further sheets', async () => {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Lớp')
  sheet.getCell('A1').value = { richText: [{ text: 'Nguyễn ' }, { text: 'An', font: { bold: true } }] }
  sheet.getCell('B1').value = { formula: '4+4', result: 8 }
  sheet.getCell('C1').value = { formula: 'IF(1,"","")', result: '' }
  sheet.getCell('D1').value = { error: '#REF!' }
  sheet.getCell('E1').value = { text: 'a@b.vn', hyperlink: 'mailto:a@b.vn' }
  sheet.getCell('F1').value = true
  sheet.getCell('A2').value = 'Trần Hòa'.normalize('NFD')
  sheet.getCell('A3').value = '6A1'
  sheet.getCell('B4').value = 'second'
  sheet.getCell('B5').value = new Date(Date.UTC(1899, 11, 30, 7, 30))
  sheet.mergeCells('A3:A4')
  sheet.getRow(4).hidden = true
  workbook.addWorksheet('Ghi chú').getCell('Z9').value = 'x'
  const [grid, notes] = await readWorkbook(Buffer.from(await workbook.xlsx.writeBuffer()))
  expect(grid!.rows).toEqual([
    { number: 1, hidden: false, cells: ['Nguyễn An', 8, null, { error: '#REF!' }, 'a@b.vn', true] },
    { number: 2, hidden: false, cells: ['Trần Hòa'] },
    { number: 3, hidden: false, cells: ['6A1'] },
    { number: 4, hidden: true, cells: ['6A1', 'second'] },
    { number: 5, hidden: false, cells: [null, '07:30'] },
  ])
  expect(notes!.rows[0]).toMatchObject({ number: 9, cells: { length: 26 } })
})

test('formulas that no spreadsheet ever computed are faults, not empty cells', async () => {
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('a').getCell('A1').value = { formula: '4+4' }
  const [grid] = await readWorkbook(Buffer.from(await workbook.xlsx.writeBuffer()))
  expect(grid!.rows[0]!.cells).toEqual([{ error: '#FORMULA' }])
})

test('a rule or a merge over a whole sheet costs nothing', async () => {
  const sheetXml =
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">' +
    '<c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/>' +
    '</mergeCells><dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1>' +
    '</dataValidation></dataValidations><drawing r:id="rId9"/></worksheet>'
  const [grid] = await readWorkbook(zip({ ...package_, 'xl/worksheets/sheet1.xml': sheetXml }), { seconds: 20 })
  expect(grid!.rows).toEqual([{ number: 1, hidden: false, cells: ['x'] }])
})

const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
const package_: Record<string, string> = {
  '[Content_Types].xml': types,
  '_rels/.rels': '<Relationships/>',
  'xl/workbook.xml': '<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': '<worksheet><sheetData/></worksheet>',
}

test.each<[string, string, () => Buffer | Promise<Buffer>, Partial<WorkbookLimits>?]>([
  ['a file of 0 bytes', 'workbook.empty', () => Buffer.alloc(0)],
  [
    'a table of HTML named .xlsx',
    'workbook.not_a_workbook',
    () => Buffer.from('<html><table><tr><td>1</td></tr></table>'),
  ],
  [
    'a text document named .xlsx',
    'workbook.not_a_workbook',
    () => zip({ '[Content_Types].xml': types, 'word/document.xml': '<w/>' }),
  ],
  [
    'an old .xls',
    'workbook.old_format',
    () => Buffer.concat([ole, Buffer.alloc(2000), Buffer.from('Workbook', 'utf16le')]),
  ],
  [
    'a password',
    'workbook.password',
    () => Buffer.concat([ole, Buffer.alloc(2000), Buffer.from('EncryptedPackage', 'utf16le')]),
  ],
  ['a zip with a password', 'workbook.password', () => zip(package_, { encrypted: true })],
  ['macros', 'workbook.macro', () => zip({ ...package_, 'xl/vbaProject.bin': 'x' })],
  [
    'the type of macros',
    'workbook.macro',
    () =>
      zip({
        ...package_,
        '[Content_Types].xml': `${types}<!-- application/vnd.ms-excel.sheet.macroEnabled.main+xml -->`,
      }),
  ],
  ['a binary workbook', 'workbook.binary_format', () => zip({ '[Content_Types].xml': types, 'xl/workbook.bin': 'x' })],
  ['half a file', 'workbook.damaged', async () => (await written(simple([['a']]))).subarray(0, 900)],
  [
    'a broken sheet',
    'workbook.damaged',
    () => zip({ ...package_, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row' }),
  ],
  ['broken bytes within', 'workbook.damaged', () => zip(package_, { corrupt: true })],
  ['51 MB', 'workbook.too_large', () => Buffer.alloc(51 * 1024 * 1024)],
  ['a zip bomb', 'workbook.bomb', () => zip({ ...package_, 'xl/worksheets/sheet2.xml': '0'.repeat(25_000_000) })],
  [
    'a zip bomb that lies',
    'workbook.bomb',
    () => zip({ ...package_, 'xl/media/a.png': '0'.repeat(25_000_000) }, { lie: 100 }),
  ],
  [
    'a swarm of files',
    'workbook.bomb',
    () => zip({ ...package_, a: 'x'.repeat(600), b: 'x'.repeat(600) }, {}),
    { unpackedBytes: 1000 },
  ],
  ['a sheet too long', 'workbook.too_many_rows', () => written(simple([['a'], ['b'], ['c']])), { rows: 3 }],
  ['a sheet too wide', 'workbook.too_many_columns', () => written(simple([['a', 'b', 'c']])), { columns: 2 }],
  ['too many sheets', 'workbook.too_many_sheets', () => written(simple([['a']]), simple([['b']])), { sheets: 1 }],
  ['a file that takes for ever', 'workbook.too_complex', () => written(simple([['a']])), { seconds: 0.001 }],
])('%s is refused as %s', async (_what, reason, file, limits) => {
  const refused = readWorkbook(await file(), limits)
  await expect(refused).rejects.toThrow(Invalid)
  await expect(refused).rejects.toMatchObject({ violations: [{ path: 'file', message: reason }] })
})

function simple(rows: Cell[][]): WorkbookSheet {
  return {
    name: 'a',
    columns: [{ width: 20 }, { width: 8 }],
    header: [{ row: 0, column: 0, value: 'Cột' }],
    rows: rows.map((cells) => ({ cells })),
  }
}

async function roundTrip(sheet: WorkbookSheet): Promise<Grid> {
  const [grid] = await readWorkbook(await written(sheet))
  return grid!
}

async function written(...sheets: WorkbookSheet[]): Promise<Buffer> {
  const chunks: Buffer[] = []
  await writeWorkbook(collector(chunks), sheets)
  return Buffer.concat(chunks)
}

function collector(chunks: Buffer[]): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk)
      done()
    },
  })
}

async function opened(file: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file as unknown as ExcelJS.Buffer)
  return workbook
}

async function entryOf(file: Buffer, name: string): Promise<string> {
  const archive = await fromBufferPromise(file, { lazyEntries: true })
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName === name) return text(await archive.openReadStreamPromise(entry))
  }
  return ''
}

/** A zip made by hand, so that it can be wrong on purpose. */
function zip(
  files: Record<string, string>,
  faults: { encrypted?: boolean; corrupt?: boolean; lie?: number } = {},
): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text)
    const packed = deflateRawSync(data)
    if (faults.corrupt) packed.fill(0xff)
    const size = data.length > 1_000_000 && faults.lie ? faults.lie : data.length
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(faults.encrypted ? 1 : 0, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(data), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(size, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, rest, Buffer.from(name)]),
    )
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, central, end])
}
