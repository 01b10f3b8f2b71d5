import { formatNumber, formatPercent, say } from '../../text.ts'
import { Chart, scale } from '../../ui/charts/Chart.tsx'
import { stepsOf } from './spread-steps.ts'
import { markText } from './words.ts'

/** A second spread over the first, as a line. */
export interface SpreadLine {
  label: string
  counts: readonly number[]
  colour: '--c-then' | '--ink-2'
  dashed?: boolean
}

/**
 * How marks are spread, as shares, so that a school and a province can lie over each other: bars for this year (below 5 in
 * the colour that points), lines for what it is compared with, the middle and the quartiles as marks under the axis.
 */
export function SpreadChart({
  label,
  counts,
  lines,
  quartiles,
  perPoint = 2,
  max,
  height = 240,
}: {
  label: string
  counts: readonly number[]
  lines: readonly SpreadLine[]
  /** Lower quartile, median and upper quartile, in points. */
  quartiles?: readonly [number, number, number]
  /** How many bars a point of the scale has. */
  perPoint?: 1 | 2
  /** The share at the top, where several stand beside each other. */
  max?: number
  height?: number
}) {
  const bars = stepsOf(counts, perPoint)
  const over = lines.map((line) => ({ ...line, shares: stepsOf(line.counts, perPoint) }))
  const top = max ?? Math.max(0.01, ...bars, ...over.flatMap(({ shares }) => shares))
  const floor = height - (quartiles ? 40 : 22)
  const y = scale(0, top, floor, 14)
  const rows = bars.map((share, step) => [
    stepName(step, perPoint),
    formatPercent(share),
    ...over.map(({ shares }) => formatPercent(shares[step] ?? 0)),
  ])
  const fives = 5 * perPoint
  return (
    <Chart
      label={label}
      height={height}
      table={{ head: [say('ui.chart_marks'), say('ui.chart_now'), ...lines.map((line) => line.label)], rows }}
    >
      {(width) => {
        const step = width / bars.length
        const x = scale(0, 10, 0, width)
        return (
          <>
            {bars.map((share, at) => (
              <rect
                key={at}
                x={at * step + 1}
                y={y(share)}
                width={Math.max(1, step - 2)}
                height={floor - y(share)}
                fill={at < fives ? 'var(--c-point)' : 'var(--c-now)'}
              >
                <title>{`${stepName(at, perPoint)}: ${formatPercent(share)}`}</title>
              </rect>
            ))}
            {over.map(({ label: name, shares, colour, dashed }) => (
              <path
                key={name}
                d={shares
                  .map((share, at) => `${at === 0 ? `M0 ${y(share)}` : `V${y(share)}`}H${(at + 1) * step}`)
                  .join('')}
                fill="none"
                stroke={`var(${colour})`}
                strokeWidth="1.5"
                strokeDasharray={dashed ? '4 3' : undefined}
              />
            ))}
            <path d={`M0 ${floor + 0.5}H${width}`} stroke="var(--line-strong)" />
            {ticks(width).map((mark) => (
              <text
                key={mark}
                x={mark === 0 ? 1 : mark === 10 ? width - 1 : x(mark)}
                y={floor + 16}
                textAnchor={mark === 0 ? 'start' : mark === 10 ? 'end' : 'middle'}
                className="ax"
              >
                {mark}
              </text>
            ))}
            {quartiles && (
              <>
                <path
                  d={`M${x(quartiles[0])} ${floor + 29}H${x(quartiles[2])}`}
                  stroke="var(--ink-3)"
                  strokeWidth="3"
                />
                <path d={`M${x(quartiles[1])} ${floor + 22}V${floor + 36}`} stroke="var(--ink)" strokeWidth="2.5" />
                <text
                  className="lbl"
                  x={x(quartiles[2]) + 8 > width - 130 ? x(quartiles[0]) - 8 : x(quartiles[2]) + 8}
                  y={floor + 34}
                  textAnchor={x(quartiles[2]) + 8 > width - 130 ? 'end' : 'start'}
                >
                  {say('figures.median')} {markText(quartiles[1])}
                </text>
              </>
            )}
          </>
        )
      }}
    </Chart>
  )
}

const ticks = (width: number) => (width < 280 ? [0, 5, 10] : [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])

function stepName(step: number, perPoint: number) {
  const from = formatNumber(step / perPoint, 1)
  const last = step === 10 * perPoint - 1
  return last ? `${from}–${formatNumber(10, 1)}` : `${from}–<${formatNumber((step + 1) / perPoint, 1)}`
}
