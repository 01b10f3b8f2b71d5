import type { Writable } from 'node:stream'
import { pdfOf } from '../../../platform/pdf.ts'
import { sheetWorkbook } from '../../../platform/sheet-workbook.ts'
import type { Paper } from '../../../platform/sheet.ts'
import { writeWorkbook, type WorkbookSheet } from '../../../platform/workbook.ts'
import type { ReportFormat } from './forms.ts'

/** The media types of the two formats. */
export const mediaTypes: Record<ReportFormat, string> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Writes papers into one file: a page or more each, or a sheet each. Gives how many papers are in it. */
export async function writePapers(
  stream: Writable,
  format: ReportFormat,
  papers: AsyncIterable<Paper>,
  info: { title: string; author: string; created: Date },
): Promise<number> {
  if (format === 'pdf') return (await pdfOf(papers, stream, { info })).papers
  const sheets: WorkbookSheet[] = []
  let lines = 0
  for await (const { sheet, rows } of papers) {
    sheets.push(sheetWorkbook(sheet, rows, { protect: false }))
    lines += rows.length
  }
  const { rows } = await writeWorkbook(stream, sheets)
  if (rows !== lines) throw new Error(`a workbook holds ${rows} of ${lines} lines`)
  return sheets.length
}
