import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fromBuffer, type Entry } from 'yauzl'
import { expect, test } from 'vitest'
import { odsOf, odsType } from './ods.ts'
import type { Paper } from './sheet.ts'

const paper: Paper = {
  sheet: {
    name: 'Học sinh <1>',
    title: 'Số học sinh & lớp',
    columns: [
      { key: 'name', title: 'Xã', kind: 'text', width: 20 },
      { key: 'a', title: '2025–2026', groups: ['Tỉ lệ (%)'], kind: 'number', width: 10 },
      { key: 'b', title: '2026–2027', groups: ['Tỉ lệ (%)'], kind: 'number', width: 10 },
    ],
    remarks: [[{ text: 'Số liệu ngày 30/09/2026' }]],
  },
  rows: [{ values: { name: '=1+1', a: 70.5, b: '–' } }],
}

async function entriesOf(file: Buffer): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const zip = await new Promise<import('yauzl').ZipFile>((resolve, reject) =>
    fromBuffer(file, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
  )
  zip.readEntry()
  zip.on('entry', (entry: Entry) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) throw error
      void text(stream).then((content) => {
        found.set(entry.fileName, content)
        zip.readEntry()
      })
    })
  })
  await once(zip, 'end')
  return found
}

test('a spreadsheet is a zip whose first entry says what it is, checked by another program', async () => {
  const file = odsOf([paper])
  // The media type stands in clear at its place, as the format demands.
  expect(file.subarray(30, 38).toString()).toBe('mimetype')
  expect(file.subarray(38, 38 + odsType.length).toString()).toBe(odsType)
  const entries = await entriesOf(file)
  expect([...entries.keys()]).toEqual(['mimetype', 'content.xml', 'META-INF/manifest.xml'])
})

test('numbers are numbers, words are words, titles over columns are merged, signs of XML are escaped', async () => {
  const content = (await entriesOf(odsOf([paper]))).get('content.xml')!
  expect(content).toContain('office:value-type="float" office:value="70.5"')
  expect(content).toContain('office:value-type="string"><text:p>=1+1</text:p>')
  expect(content).toContain('<text:p>–</text:p>')
  expect(content).toContain('table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>Tỉ lệ (%)</text:p>')
  expect(content).toContain('table:name="Học sinh &lt;1&gt;"')
  expect(content).toContain('Số học sinh &amp; lớp')
})
