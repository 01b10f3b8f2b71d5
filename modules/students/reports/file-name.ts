import { plainFileName } from '../../../platform/file.ts'
import type { TextKey, TextValues } from '../../../platform/text.ts'
import type { ReportForm, ReportFormat } from './forms.ts'
import type { ReportTerm } from './sheets/report-data.ts'

/** The name of a file of forms, without diacritics: "Phieu ket qua 9A2 HK1 2026-2027.pdf". It names no pupil. */
export function reportFileName(
  words: (key: TextKey, values?: TextValues) => string,
  of: { form: ReportForm; format: ReportFormat; term: ReportTerm; academic_year: number },
  classes: string,
): string {
  const term = of.term === 0 ? words('students.term.0') : `HK${of.term}`
  const title = words(`report.form.${of.form}`)
  return plainFileName(`${title} ${classes} ${term} ${of.academic_year}-${of.academic_year + 1}.${of.format}`)
}
