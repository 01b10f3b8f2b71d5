import { formatNumber, say } from '../../text.ts'
import { Chart, scale } from './Chart.tsx'
import { tickText } from './Dumbbell.tsx'
import type { Axis } from './Dumbbell.tsx'

/** One dot: a unit and where it stands. */
export interface Dot {
  key: string
  label: string
  value: number
}

const radius = 3.4
const gap = 2 * radius + 0.6

/** Where each stands among all: one dot each, heaped where they are many; one pointed at, and the whole as a line. */
export function DotStrip({
  label,
  dots,
  axis,
  unit,
  point,
  reference,
}: {
  label: string
  dots: readonly Dot[]
  axis: Axis
  unit: string
  /** The key of the dot pointed at. */
  point?: string
  reference?: { label: string; value: number }
}) {
  const rows = dots.map((dot) => [dot.label, `${formatNumber(dot.value, 1)} ${unit}`])
  return (
    <Chart label={label} height={110} table={{ head: [say('ui.chart_name'), unit], rows }}>
      {(width) => {
        const x = scale(axis.from, axis.to, 8, width - 8)
        const heap = heaped(dots, x)
        const pointed = heap.find(({ dot }) => dot.key === point)
        const pointedName = pointed && `${pointed.dot.label} ${formatNumber(pointed.dot.value, 1)} ${unit}`
        const pointedAt = pointed && beside(pointed.cx - 6, width)
        const referenceAt = reference && beside(x(reference.value), width)
        const crowded = pointedName && referenceAt && meet(reference.label, referenceAt, pointedName, pointedAt!)
        return (
          <>
            {axis.ticks.map((tick, index) => (
              <g key={tick}>
                <path d={`M${x(tick)} 6V84`} stroke="var(--c-grid)" />
                <text
                  className="ax"
                  y="102"
                  x={index === 0 ? 1 : index === axis.ticks.length - 1 ? width - 1 : x(tick)}
                  textAnchor={index === 0 ? 'start' : index === axis.ticks.length - 1 ? 'end' : 'middle'}
                >
                  {tickText(axis, tick)} {unit}
                </text>
              </g>
            ))}
            {reference && (
              <>
                <path d={`M${x(reference.value)} 4V84`} stroke="var(--ink-3)" strokeDasharray="3 3" />
                <text className="lbl" y={crowded ? 80 : 14} {...referenceAt}>
                  {reference.label}
                </text>
              </>
            )}
            {heap.map(({ dot, cx, cy }) => (
              <circle
                key={dot.key}
                cx={cx}
                cy={cy}
                r={radius}
                fill={dot.key === point ? 'var(--c-point)' : 'var(--c-now)'}
                fillOpacity={dot.key === point ? 1 : 0.62}
              >
                <title>{`${dot.label}: ${formatNumber(dot.value, 1)} ${unit}`}</title>
              </circle>
            ))}
            {pointed && (
              <>
                <path d={`M${pointed.cx} ${pointed.cy - 6}V22`} stroke="var(--c-point)" />
                <text className="lbl strong" y="17" {...pointedAt}>
                  {pointedName}
                </text>
              </>
            )}
          </>
        )
      }}
    </Chart>
  )
}

/** Puts each dot as near to the middle line as those already placed allow: below, above, below … */
function heaped(dots: readonly Dot[], x: (value: number) => number) {
  const placed: { dot: Dot; cx: number; cy: number }[] = []
  for (const dot of dots.toSorted((a, b) => a.value - b.value)) {
    const cx = x(dot.value)
    const near = placed.filter((other) => cx - other.cx < gap)
    const free = (cy: number) => near.every((other) => Math.hypot(cx - other.cx, cy - other.cy) >= gap)
    let away = 0
    while (!free(46 + away) && Math.abs(away) < 36) away = away > 0 ? -away : -away + gap / 2
    placed.push({ dot, cx, cy: 46 + away })
  }
  return placed
}

interface Place {
  x: number
  textAnchor: 'start' | 'end'
}

function beside(x: number, width: number): Place {
  return x > width - 140 ? { x: x - 6, textAnchor: 'end' } : { x: x + 6, textAnchor: 'start' }
}

/** Whether two names on one line would run into each other; 8 px a letter is more than any name takes. */
function meet(one: string, at: Place, other: string, otherAt: Place): boolean {
  const from = (name: string, { x, textAnchor }: Place) => (textAnchor === 'end' ? x - 8 * name.length : x)
  const [left, right] = [from(one, at), from(other, otherAt)]
  return left < right + 8 * other.length && right < left + 8 * one.length
}
