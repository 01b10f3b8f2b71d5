import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { paperFonts } from './font.ts'
import type { PdfInfo, PdfOrder } from './pdf.ts'
import { paperFont, sheetPdf } from './sheet-pdf.ts'
import type { PdfForm } from './sheet-pdf.ts'
import { slipPdf } from './slip-pdf.ts'

// The thread in which `pdfOf` lays out and draws. pdfmake's own entry lays out one document as a whole, so that memory
// grows with a school and pages count through; here its layout runs once for each form, into one open file.
const pdfmake = createRequire(import.meta.resolve('pdfmake/package.json'))
const internal = <T>(name: string): T => (pdfmake(`./js/${name}.js`) as { default: T }).default

type Page = unknown
type OpenPdf = NodeJS.EventEmitter & { end(): void }
type Layout = {
  registerTableLayouts(layouts: unknown): void
  layoutDocument(
    content: unknown,
    pdf: OpenPdf,
    styles: object,
    style: PdfForm['style'],
    background: undefined,
    header: undefined,
    footer: PdfForm['footer'],
    watermark: undefined,
    pageBreak: undefined,
  ): Page[]
}
const PdfFile =
  internal<new (fonts: object, images: object, patterns: object, files: object, options: object) => OpenPdf>(
    'PDFDocument',
  )
const LayoutBuilder =
  internal<new (page: PdfForm['page'], margins: PdfForm['margins'], svg: object) => Layout>('LayoutBuilder')
const Renderer = internal<new (pdf: OpenPdf) => { renderPages(pages: Page[]): void }>('Renderer')
const SvgMeasure = internal<new () => object>('SVGMeasure')

const { title, author, created } = workerData as PdfInfo
const port = parentPort!
const fonts = { [paperFont]: await paperFonts() }
const options = {
  autoFirstPage: false,
  bufferPages: false,
  compress: true,
  font: null,
  lang: 'vi',
  displayTitle: true,
  info: { Title: title, Author: author, CreationDate: created, Producer: '', Creator: '' },
}
const pdf = new PdfFile(fonts, {}, {}, {}, options)
let chunks: Uint8Array[] = []
pdf.on('data', (chunk: Buffer) => chunks.push(Uint8Array.from(chunk)))
pdf.on('end', () => answer(0, true))

port.on('message', (order: PdfOrder) => {
  if ('end' in order) pdf.end()
  else void draw('slips' in order.paper ? slipPdf(order.paper) : sheetPdf(order.paper))
})

async function draw({ content, footer, page, margins, style }: PdfForm): Promise<void> {
  const layout = new LayoutBuilder(page, margins, new SvgMeasure())
  const pages = layout.layoutDocument(content, pdf, {}, style, undefined, undefined, footer, undefined, undefined)
  new Renderer(pdf).renderPages(pages)
  await nextTurn()
  answer(pages.length, false)
}

function answer(pages: number, ended: boolean): void {
  port.postMessage(
    { pages, chunks, ended },
    chunks.map((chunk) => chunk.buffer as ArrayBuffer),
  )
  chunks = []
}
