import type { Paper, Sheet, SheetColumn, SheetRow } from '../../../platform/sheet.ts'
import { formatAcademicYear, formatInstant, formatPercent } from '../../../platform/text.ts'
import type { Spread, SpreadFigures, SpreadRow } from '../spread.ts'
import { narrowing, type Say, unitName } from './figures.ts'

/** The spread of marks as two sheets: what each unit's amounts to, and how often each tenth stands. */
export function spreadPapers(figures: SpreadFigures, say: Say, zone: string): { papers: Paper[]; name: string } {
  const { asked, whole, rows, reference } = figures
  const period = `${say(`figures.term.${asked.term}`)} ${formatAcademicYear(asked.academic_year)}`
  const title = `${say('figures.spread')} · ${figures.subject} · ${say(`figures.spread_kind.${asked.kind}`)}`
  const head = {
    orientation: 'landscape' as const,
    title,
    subtitle: period,
    facts: [
      [
        { label: say('figures.counts_what'), value: say(`figures.counting.${asked.counting}`) },
        { label: say('figures.counted_share'), value: formatPercent(figures.counted, 'vi') },
        { label: say('figures.counted_at'), value: formatInstant(figures.at, zone) },
      ],
      [{ label: say('figures.definition'), value: say('figures.how_spread') }],
      [{ label: say('figures.narrowed_to'), value: narrowing(asked, say) }],
    ],
    frozenColumns: 1,
  }
  const units: Sheet = {
    ...head,
    name: say('figures.sheet_name'),
    columns: [
      { key: 'name', title: say(`figures.by.${asked.by}`), kind: 'text', width: 32 },
      number('marks', say('figures.base_of.marks'), 0),
      number('mean', say('figures.mean'), 2),
      number('before', say('figures.mean_before', { year: formatAcademicYear(asked.academic_year - 1) }), 2),
      number('lower', say('figures.lower_quartile'), 2),
      number('median', say('figures.median'), 2),
      number('upper', say('figures.upper_quartile'), 2),
      number('below_five', `${say('figures.below_five')} (%)`, 1),
      number('from_eight', `${say('figures.from_eight')} (%)`, 1),
    ],
  }
  const tenths: Sheet = {
    ...head,
    name: say('figures.spread'),
    columns: [
      { key: 'mark', title: say('figures.mark'), kind: 'number', width: 12, align: 'right', decimals: 1 },
      number('now', formatAcademicYear(asked.academic_year), 0),
      number('before', formatAcademicYear(asked.academic_year - 1), 0),
      ...(reference ? [number('reference', say('figures.whole'), 0)] : []),
    ],
  }
  return {
    papers: [
      {
        sheet: units,
        rows: [
          { ...lineOf({ ...whole, name: say('figures.whole') }), strong: true },
          ...rows.map((row) => lineOf({ ...row, name: unitName(row, asked.by, say) })),
        ],
      },
      { sheet: tenths, rows: Array.from({ length: 101 }, (_, tenth) => tenthOf(tenth, whole, reference)) },
    ],
    name: say('figures.file_name', { indicator: title, period }),
  }
}

const number = (key: string, title: string, decimals: number): SheetColumn => ({
  key,
  title,
  kind: 'number',
  width: 14,
  align: 'right',
  decimals,
})

function lineOf({ name, now, before }: SpreadRow): SheetRow {
  const { summary } = now
  return {
    values: {
      name,
      marks: summary?.marks ?? null,
      mean: summary?.mean ?? null,
      before: before.summary?.mean ?? null,
      lower: summary?.lower_quartile ?? null,
      median: summary?.median ?? null,
      upper: summary?.upper_quartile ?? null,
      below_five: summary && summary.below_five * 100,
      from_eight: summary && summary.from_eight * 100,
    },
  }
}

function tenthOf(tenth: number, { now, before }: SpreadRow, reference: Spread | null): SheetRow {
  const count = ({ counts }: Spread) => counts[tenth] ?? null
  return {
    values: {
      mark: tenth / 10,
      now: count(now),
      before: count(before),
      ...(reference ? { reference: count(reference) } : {}),
    },
  }
}
