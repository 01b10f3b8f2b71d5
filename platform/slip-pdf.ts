import type { Column, Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces.d.ts'
import { paperFont, type PdfForm } from './sheet-pdf.ts'

/** A slip to be cut out and handed over: for whom, a code in letters and as a square for a telephone, and what to do. */
export interface CutSlip {
  title: string
  name: string
  lines: readonly string[]
  code: string
  hints: readonly string[]
  /** What the square says. */
  qr: string
}

/** Slips on pages of A4, eight on a page, with lines to cut along. */
export interface SlipPaper {
  slips: readonly CutSlip[]
  /** Drawn small at the foot of each page; `{page}` and `{pages}` are filled in. */
  footnote?: string
}

const [width, height] = [595.28, 841.89]
const margin = 28
/** The foot stands inside the lower margin. */
const foot = 24
const [across, down] = [2, 4]
const slipHeight = (height - margin - margin - foot) / down
const padding = 10
const square = 76
const cutLine: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineStyle: () => ({ dash: { length: 4, space: 3 } }),
  vLineStyle: () => ({ dash: { length: 4, space: 3 } }),
  hLineColor: () => '#555555',
  vLineColor: () => '#555555',
  paddingLeft: () => padding,
  paddingRight: () => padding,
  paddingTop: () => padding,
  paddingBottom: () => 0,
}

/** Draws slips for PDF. */
export function slipPdf({ slips, footnote }: SlipPaper): PdfForm {
  const rows: TableCell[][] = Array.from({ length: Math.ceil(slips.length / across) }, (_, row) =>
    Array.from({ length: across }, (_, column) => cell(slips[row * across + column])),
  )
  return {
    page: { orientation: 'portrait', width, height },
    margins: { left: margin, top: margin, right: margin, bottom: margin + foot },
    style: { font: paperFont, fontSize: 10, lineHeight: 1.15 },
    content: [
      {
        layout: cutLine,
        table: {
          widths: Array.from({ length: across }, () => (width - 2 * margin) / across - 2 * padding - 1),
          heights: slipHeight - padding - 1,
          dontBreakRows: true,
          body: rows,
        },
      },
    ],
    footer: (page, pages) => footOf(footnote, page, pages),
  }
}

function cell(slip: CutSlip | undefined): TableCell {
  if (!slip) return { text: '' }
  const words: Column = {
    width: '*',
    stack: [
      { text: slip.title, fontSize: 9.5 },
      { text: slip.name, bold: true, fontSize: 12, margin: [0, 2, 0, 0] },
      ...slip.lines.map((text): Content => ({ text })),
    ],
  }
  return {
    stack: [
      { columns: [words, { width: square, qr: slip.qr, fit: square, eccLevel: 'M' } as Column], columnGap: 8 },
      { text: slip.code, bold: true, fontSize: 14, margin: [0, 4, 0, 4] },
      ...slip.hints.map((text): Content => ({ text, fontSize: 8.5 })),
    ],
  }
}

function footOf(footnote: string | undefined, page: number, pages: number): Content {
  if (!footnote) return ''
  const text = footnote.replace('{page}', String(page)).replace('{pages}', String(pages))
  return { text, fontSize: 8, alignment: 'center', margin: [margin, 6, margin, 0] }
}
