import type { Sheet, SheetColumn, SheetRow } from '../../../../platform/sheet.ts'
import { formatDay, formatInstant, type TextKey, type TextValues } from '../../../../platform/text.ts'

/** The words of official forms, which are Vietnamese in every language of the interface. */
export type FormWords = (key: TextKey, values?: TextValues) => string

/** A row as it is printed. */
export interface PrintedRow {
  section: string
  words: string
  values: Readonly<Record<string, string | number>>
  indent: number
  figures: { total: number; female: number | null; minority: number | null; female_minority: number | null } | null
  reason: string | null
}

/** A form as it is printed: of a school, or added up over approved ones. */
export interface PrintedForm {
  code: string
  version: number
  period: 'start' | 'end'
  academic_year: number
  as_of: string
  /** Who reports: a school, a commune, the department; and above whom. */
  unit: string
  authority: string
  /** The state of a school's return, or of how many the sums are. */
  standing: string
  /** Who signed it and when. */
  signed: { by: string; at: Date } | null
  rows: readonly PrintedRow[]
  zone: string
}

/** A form of the reporting regime on paper and as a workbook; rows set by hand carry their reason below. */
export function returnPaper(form: PrintedForm, words: FormWords): { sheet: Sheet; rows: SheetRow[] } {
  const period = words('reporting.period_of', {
    period: form.period,
    year: form.academic_year,
    next: form.academic_year + 1,
  })
  const byHand = form.rows.filter(({ reason }) => reason !== null)
  const rows: SheetRow[] = []
  let section = ''
  for (const row of form.rows) {
    if (row.section !== section) {
      section = row.section
      rows.push({ strong: true, values: { name: words(`reporting.section.${section}` as TextKey) } })
    }
    rows.push({
      values: { name: `${indent.repeat(row.indent)}${nameOf(row, words)}${mark(row, byHand)}`, ...figuresOf(row) },
    })
  }
  const sheet: Sheet = {
    name: form.code,
    letterhead: {
      left: [
        { text: form.authority.toLocaleUpperCase('vi') },
        { text: form.unit.toLocaleUpperCase('vi'), strong: true },
      ],
      right: [
        { text: words('reporting.paper_form', { code: form.code }), strong: true },
        { text: words('reporting.paper_regime') },
      ],
    },
    title: words(`reporting.paper_title.${form.period}`),
    subtitle: period,
    facts: [
      [
        { label: words('reporting.paper_as_of'), value: formatDay(form.as_of) },
        { label: words('reporting.paper_standing'), value: form.standing },
      ],
    ],
    columns: columnsOf(words),
    frozenColumns: 1,
    remarks: byHand.map((row, index) => [
      { text: `(${index + 1}) ${nameOf(row, words)}: `, italic: true },
      { text: row.reason ?? '', italic: true },
    ]),
    signatures: form.signed
      ? [
          { role: words('reporting.paper_made_by'), hint: words('reporting.paper_sign') },
          { role: words('reporting.paper_head'), stamp: [form.signed.by, formatInstant(form.signed.at, form.zone)] },
        ]
      : [
          { role: words('reporting.paper_made_by'), hint: words('reporting.paper_sign') },
          { role: words('reporting.paper_head') },
        ],
    footnote: words('reporting.paper_footnote', { version: form.version }),
    pageNumbers: words('reporting.paper_pages'),
  }
  return { sheet, rows }
}

/** Spaces that a layout keeps. */
const indent = '\u00a0'.repeat(4)

const nameOf = ({ words: name, values }: PrintedRow, words: FormWords) =>
  words(`reporting.row.${name}` as TextKey, { ...values })

function mark(row: PrintedRow, byHand: readonly PrintedRow[]): string {
  const at = byHand.indexOf(row)
  return at < 0 ? '' : ` (${at + 1})`
}

/** What has no figure is a dash, never a zero; a column that does not apply is blank. */
function figuresOf({ figures }: PrintedRow): SheetRow['values'] {
  if (!figures) return { total: '–' }
  return { ...figures }
}

const columnsOf = (words: FormWords): SheetColumn[] => [
  { key: 'name', title: words('reporting.indicator'), kind: 'text', width: 46 },
  ...(['total', 'female', 'minority', 'female_minority'] as const).map((key): SheetColumn => ({
    key,
    title: words(`reporting.column.${key}`),
    kind: 'number',
    width: 11,
    align: 'right',
  })),
]
