import { say } from '../../text.ts'
import { Chart, scale } from './Chart.tsx'

/** One bar: its words and its number, already written as it is read. */
export interface BarRow {
  label: string
  value: number
  text: string
  /** The one bar that is meant. */
  point?: boolean
}

/** Amounts side by side: one line each, from 0, the name before and the number behind. */
export function Bar({ label, rows, max }: { label: string; rows: readonly BarRow[]; max?: number }) {
  const top = max ?? Math.max(1, ...rows.map((row) => row.value))
  const names = Math.min(180, Math.max(...rows.map((row) => row.label.length)) * 7.4 + 8)
  const table = { head: [say('ui.chart_name'), say('ui.chart_value')], rows: rows.map((row) => [row.label, row.text]) }
  return (
    <Chart label={label} height={rows.length * 26} table={table}>
      {(width) => {
        const x = scale(0, top, names, Math.max(names + 20, width - 64))
        return rows.map((row, index) => (
          <g key={row.label} transform={`translate(0 ${index * 26})`}>
            <text className="lbl" x="0" y="18">
              {row.label}
            </text>
            <rect
              x={names}
              y="5"
              width={Math.max(1, x(row.value) - names)}
              height="16"
              fill={row.point ? 'var(--c-point)' : 'var(--c-now)'}
            />
            <text className="lbl strong" x={x(row.value) + 6} y="18">
              {row.text}
            </text>
          </g>
        ))
      }}
    </Chart>
  )
}
