import { crc32 } from 'node:zlib'
import { headerCells, headerDepth, type Paper, type Value } from './sheet.ts'

/** The media type of an OpenDocument spreadsheet. */
export const odsType = 'application/vnd.oasis.opendocument.spreadsheet'

/**
 * Forms as an OpenDocument spreadsheet (ISO/IEC 26300), one tab each: title, header with its groups, rows, remarks.
 * Numbers are numbers; nothing in it is a formula.
 */
export function odsOf(papers: readonly Paper[]): Buffer {
  const content = `${head}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:spreadsheet>${papers.map(tableOf).join('')}</office:spreadsheet></office:body></office:document-content>`
  const manifest = `${head}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${odsType}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`
  return zipOf([
    ['mimetype', odsType],
    ['content.xml', content],
    ['META-INF/manifest.xml', manifest],
  ])
}

const head = '<?xml version="1.0" encoding="UTF-8"?>'

function tableOf({ sheet, rows }: Paper): string {
  const { columns, title, subtitle, facts = [], remarks = [] } = sheet
  const above = [
    title,
    subtitle,
    ...facts.map((line) => line.map(({ label, value }) => `${label}: ${value}`).join(' · ')),
  ]
  const lines = [
    ...above.flatMap((text) => (text ? [line([textCell(text)])] : [])),
    ...headerLines(columns),
    ...rows.map(({ values }) => line(columns.map(({ key }) => cellOf(values[key] ?? null)))),
    ...remarks.map((runs) => line([textCell(runs.map(({ text }) => text).join(''))])),
  ]
  return `<table:table table:name="${escaped(sheet.name)}"><table:table-column table:number-columns-repeated="${columns.length}"/>${lines.join('')}</table:table>`
}

function headerLines(columns: Paper['sheet']['columns']): string[] {
  const cells = headerCells(columns)
  return Array.from({ length: headerDepth(columns) }, (_, row) =>
    line(
      columns.map((__, column) => {
        const cell = cells.find((one) => one.row === row && one.column === column)
        if (!cell) return '<table:covered-table-cell/>'
        const span =
          cell.rows > 1 || cell.columns > 1
            ? ` table:number-columns-spanned="${cell.columns}" table:number-rows-spanned="${cell.rows}"`
            : ''
        return textCell(cell.title, span)
      }),
    ),
  )
}

const line = (cells: readonly string[]) => `<table:table-row>${cells.join('')}</table:table-row>`

function cellOf(value: Value): string {
  if (value === null || value === '') return '<table:table-cell/>'
  if (typeof value === 'number')
    return `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`
  return textCell(String(value))
}

const textCell = (text: string, span = '') =>
  `<table:table-cell office:value-type="string"${span}><text:p>${escaped(text)}</text:p></table:table-cell>`

// Control characters have no place in XML.
const escaped = (text: string) =>
  text
    // oxlint-disable-next-line no-control-regex -- exactly these are taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** A zip whose entries are stored as they are; the format asks this of its first entry. */
function zipOf(entries: readonly (readonly [name: string, content: string])[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of entries) {
    const [path, body] = [Buffer.from(name), Buffer.from(content)]
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    // Names are UTF-8; the date is the format's first day, so that the same figures give the same file.
    shared.writeUInt16LE(0x0800, 2)
    shared.writeUInt16LE(0x21, 8)
    shared.writeUInt32LE(crc32(body), 10)
    shared.writeUInt32LE(body.length, 14)
    shared.writeUInt32LE(body.length, 18)
    shared.writeUInt16LE(path.length, 22)
    files.push(Buffer.from('PK\u0003\u0004'), shared, path, body)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), shared, place, path)
    offset += 30 + path.length + body.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, listed, end])
}
