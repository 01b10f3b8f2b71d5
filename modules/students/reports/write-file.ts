import type { Writable } from 'node:stream'
import { pdfOf } from '../../../platform/pdf.ts'
import { sheetWorkbook } from '../../../platform/sheet-workbook.ts'
import type { Paper } from '../../../platform/sheet.ts'
import { writeWorkbook, type WorkbookPart, type WorkbookSheet } from '../../../platform/workbook.ts'
import type { ReportFormat } from './forms.ts'

/** The media types of the two formats. */
export const mediaTypes: Record<ReportFormat, string> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Writes papers into one file: a page or more each, or a sheet each, those of one tab under each other. Gives how many papers are in it. */
export async function writePapers(
  stream: Writable,
  format: ReportFormat,
  papers: AsyncIterable<Paper>,
  info: { title: string; author: string; created: Date },
): Promise<number> {
  if (format === 'pdf') return (await pdfOf(papers, stream, { info })).papers
  const sheets: WorkbookSheet[] = []
  const tabs = new Map<string, WorkbookSheet & { further: WorkbookPart[] }>()
  let lines = 0
  let held = 0
  for await (const { sheet, rows } of papers) {
    const drawn = sheetWorkbook(sheet, rows, { protect: false })
    const tab = sheet.tab === undefined ? undefined : tabs.get(sheet.tab)
    if (tab) tab.further.push(drawn)
    else if (sheet.tab === undefined) sheets.push(drawn)
    else {
      const first = { ...drawn, name: sheet.tab, further: [] }
      tabs.set(sheet.tab, first)
      sheets.push(first)
    }
    lines += rows.length
    held++
  }
  const { rows } = await writeWorkbook(stream, sheets)
  if (rows !== lines) throw new Error(`a workbook holds ${rows} of ${lines} lines`)
  return held
}
