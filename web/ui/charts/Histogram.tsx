import { formatNumber, say } from '../../text.ts'
import { Chart, scale } from './Chart.tsx'

/**
 * How marks are spread over ten steps of one point (the last holds 10 as well). Below the threshold in the colour that
 * points; last year as a line. Histograms that stand side by side share `max`.
 */
export function Histogram({
  label,
  counts,
  before,
  threshold = 5,
  max,
  height = 138,
}: {
  label: string
  counts: readonly number[]
  before?: readonly number[]
  threshold?: number
  max?: number
  height?: number
}) {
  const top = max ?? Math.max(1, ...counts, ...(before ?? []))
  const floor = height - 22
  const y = scale(0, top, floor, 4)
  const rows = counts.map((count, step) => [
    stepName(step, counts.length),
    formatNumber(count),
    formatNumber(before?.[step] ?? 0),
  ])
  return (
    <Chart
      label={label}
      height={height}
      table={{ head: [say('ui.chart_marks'), say('ui.chart_now'), say('ui.chart_before')], rows }}
    >
      {(width) => {
        const step = width / counts.length
        return (
          <>
            {counts.map((count, at) => (
              <rect
                key={at}
                x={at * step + 1}
                y={y(count)}
                width={Math.max(1, step - 2)}
                height={floor - y(count)}
                fill={at < threshold ? 'var(--c-point)' : 'var(--c-now)'}
              />
            ))}
            {before && <path d={steps(before, step, y)} fill="none" stroke="var(--c-then)" strokeWidth="1.5" />}
            <path d={`M0 ${floor + 0.5}H${width}`} stroke="var(--line-strong)" />
            <path d={`M${threshold * step} ${floor}v5`} stroke="var(--ink-3)" />
            <text x="1" y={height - 4} className="ax">
              0
            </text>
            <text x={threshold * step} y={height - 4} textAnchor="middle" className="ax">
              {threshold}
            </text>
            <text x={width - 1} y={height - 4} textAnchor="end" className="ax">
              {counts.length}
            </text>
          </>
        )
      }}
    </Chart>
  )
}

function steps(counts: readonly number[], step: number, y: (count: number) => number) {
  return counts.map((count, at) => `${at === 0 ? `M0 ${y(count)}` : `V${y(count)}`}H${(at + 1) * step}`).join('')
}

function stepName(step: number, of: number) {
  return step === of - 1 ? `${step}–${of}` : `${step}–<${step + 1}`
}
