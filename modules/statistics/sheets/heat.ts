import type { Paper, SheetColumn, SheetRow } from '../../../platform/sheet.ts'
import { formatAcademicYear, formatInstant } from '../../../platform/text.ts'
import type { Heat, HeatRow } from '../heat.ts'
import { decimalsOf, narrowing, type Say, unitName } from './figures.ts'

/** The heat table as a sheet: units by indicators, each with what it is measured in; the whole stands first. */
export function heatPaper(heat: Heat, say: Say, zone: string): { papers: Paper[]; name: string } {
  const { question, columns, whole, rows } = heat
  const period = `${say(`figures.term.${question.term}`)} ${formatAcademicYear(question.academic_year)}`
  const title = say('figures.heat')
  const valuesOf = ({ cells }: HeatRow) =>
    Object.fromEntries(
      columns.map(({ indicator, measure }, index) => {
        const now = cells[index]?.now ?? null
        return [indicator, now === null ? null : now * (measure === 'share' ? 100 : 1)]
      }),
    )
  const body: SheetRow[] = [
    { strong: true, values: { name: say('figures.whole'), ...valuesOf(whole) } },
    ...rows.map((row) => ({ values: { name: unitName(row, question.by, say), ...valuesOf(row) } })),
  ]
  const sheet = {
    name: say('figures.sheet_name'),
    orientation: 'landscape' as const,
    title,
    subtitle: period,
    facts: [
      [
        { label: say('figures.counts_what'), value: say(`figures.counting.${question.counting}`) },
        { label: say('figures.counted_at'), value: formatInstant(heat.at, zone) },
      ],
      [{ label: say('figures.narrowed_to'), value: narrowing(question, say) }],
    ],
    columns: [
      { key: 'name', title: say(`figures.by.${question.by}`), kind: 'text', width: 32 } satisfies SheetColumn,
      ...columns.map(({ indicator, measure }): SheetColumn => ({
        key: indicator,
        title: `${say(`figures.indicator.${indicator}`)} (${say(`figures.unit.${measure}`)})`,
        kind: 'number',
        width: 16,
        align: 'right',
        decimals: decimalsOf(measure),
      })),
    ],
    frozenColumns: 1,
    remarks: columns.map(({ indicator }) => [
      { text: `${say(`figures.indicator.${indicator}`)}: ${say(`figures.how.${indicator}`)}` },
    ]),
  }
  return { papers: [{ sheet, rows: body }], name: say('figures.file_name', { indicator: title, period }) }
}
