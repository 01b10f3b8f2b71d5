import type { Context } from '../../platform/context.ts'
import { Invalid } from '../../platform/errors.ts'
import { figuresOf, type FigurePlace, type FigureRow } from './figures.ts'
import type { IndicatorCode, Measure } from './indicators.ts'
import type { Counting, FigureQuestion } from './question.ts'

/** One indicator of a heat table. */
export interface HeatColumn {
  indicator: IndicatorCode
  measure: Measure
}

/** One unit of a heat table: its figure of each column, in their order; null where it has none. */
export interface HeatRow {
  key: string
  name: string
  cells: (FigureRow | null)[]
}

/** Units by indicators: the whole first, then its parts. */
export interface Heat {
  question: Omit<FigureQuestion, 'indicator'>
  place: FigurePlace
  columns: HeatColumn[]
  whole: HeatRow
  rows: HeatRow[]
  at: Date
}

/** The most indicators that stand beside each other. */
export const mostColumns = 8

/** Several indicators unit by unit; each counts and withholds as it does alone. */
export async function heatOf(ctx: Context, asked: FigureQuestion, codes: readonly IndicatorCode[]): Promise<Heat> {
  const indicators = [...new Set(codes)]
  if (indicators.length === 0 || indicators.length > mostColumns)
    throw new Invalid({ path: 'indicators', message: 'figures.fault.columns' })
  const all = await Promise.all(indicators.map((indicator) => figuresOf(ctx, { ...asked, indicator })))
  const [first] = all
  if (!first) throw new Error('no indicator')
  const names = new Map(all.flatMap(({ rows }) => rows.map(({ key, name }) => [key, name] as const)))
  const byKey = all.map(({ rows }) => new Map(rows.map((row) => [row.key, row])))
  const { indicator: _, ...question } = first.question
  const counting: Counting = first.question.counting
  return {
    question: { ...question, counting },
    place: first.place,
    columns: all.map((figures, index) => ({ indicator: indicators[index]!, measure: figures.measure })),
    whole: { key: '', name: '', cells: all.map(({ whole }) => whole) },
    rows: [...names].map(([key, name]) => ({ key, name, cells: byKey.map((rows) => rows.get(key) ?? null) })),
    at: ctx.now,
  }
}
