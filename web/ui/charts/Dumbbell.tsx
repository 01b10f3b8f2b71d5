import { formatNumber } from '../../text.ts'
import { scale } from './Chart.tsx'

/** The axis that the rows of one table share. */
export interface Axis {
  from: number
  to: number
  ticks: readonly number[]
}

/** A tick of an axis as it is read, with as many decimals as its neighbours need. */
export function tickText({ ticks }: Axis, tick: number): string {
  const decimals = ticks.map((one) => String(one).split('.')[1]?.length ?? 0)
  return formatNumber(tick, Math.max(...decimals))
}

const width = 330

/** Two years of one unit inside its row of a table; the row holds the numbers, the header holds `DumbbellAxis`. */
export function Dumbbell({
  label,
  before,
  now,
  axis,
  reference,
}: {
  label: string
  before: number | undefined
  now: number
  axis: Axis
  /** The value of the whole, as a dotted line through all rows. */
  reference?: number
}) {
  const x = scale(axis.from, axis.to, 6, width - 6)
  const colour = before !== undefined && now < before ? 'var(--c-point)' : 'var(--c-now)'
  return (
    <svg className="dumbbell" width={width} height="22" viewBox={`0 0 ${width} 22`} role="img" aria-label={label}>
      {axis.ticks.map((tick) => (
        <path key={tick} d={`M${x(tick)} 0V22`} stroke="var(--c-grid)" />
      ))}
      {reference !== undefined && <path d={`M${x(reference)} 0V22`} stroke="var(--ink-3)" strokeDasharray="2 2" />}
      {before !== undefined && (
        <>
          <path d={`M${x(before)} 11H${x(now)}`} stroke={colour} strokeWidth="2.5" />
          <circle cx={x(before)} cy="11" r="4" fill="var(--surface)" stroke="var(--c-then)" strokeWidth="2" />
        </>
      )}
      <circle cx={x(now)} cy="11" r="4.5" fill={colour} />
    </svg>
  )
}

/** The axis of a column of dumbbells, for its header. */
export function DumbbellAxis({ axis, unit }: { axis: Axis; unit: string }) {
  const x = scale(axis.from, axis.to, 6, width - 6)
  return (
    <svg className="dumbbell" width={width} height="18" viewBox={`0 0 ${width} 18`} aria-hidden="true">
      {axis.ticks.map((tick, index) => {
        const last = index === axis.ticks.length - 1
        const anchor = index === 0 ? 'start' : last ? 'end' : 'middle'
        return (
          <text key={tick} className="ax" y="13" x={index === 0 ? 0 : last ? width : x(tick)} textAnchor={anchor}>
            {tickText(axis, tick)}
            {last && ` ${unit}`}
          </text>
        )
      })}
    </svg>
  )
}
