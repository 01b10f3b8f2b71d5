import { formatNumber, say } from '../../text.ts'
import { Chart, scale } from './Chart.tsx'

/** One line over time; at most four, each labelled at its end. Nothing known at a time is a gap, never a 0. */
export interface Series {
  label: string
  values: readonly (number | undefined)[]
  colour?: '--c-now' | '--c-then' | '--c-point' | '--c-kha'
}

/** Values over time. */
export function Line({
  label,
  times,
  series,
  height = 180,
  digits = 1,
}: {
  label: string
  times: readonly string[]
  series: readonly Series[]
  height?: number
  digits?: number
}) {
  const known = series.flatMap((line) => line.values.filter((value) => value !== undefined))
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const rows = times.map((time, at) => [time, ...series.map((line) => written(line.values[at], digits))])
  return (
    <Chart
      label={label}
      height={height}
      table={{ head: [say('ui.chart_time'), ...series.map((line) => line.label)], rows }}
    >
      {(width) => {
        const words = Math.max(...series.map((line) => line.label.length)) * 7 + 44
        const x = scale(0, times.length - 1, 16, Math.max(60, width - words))
        const y = scale(low, high, height - 32, 12)
        return (
          <>
            <path d={`M0 ${height - 22.5}H${width}`} stroke="var(--line-strong)" />
            {times.map((time, at) => (
              <text key={time} className="ax" x={x(at)} y={height - 6} textAnchor={at === 0 ? 'start' : 'middle'}>
                {time}
              </text>
            ))}
            {endsOf(series, y).map(({ line, end, last, label: at }) => {
              const colour = `var(${line.colour ?? '--c-now'})`
              return (
                <g key={line.label}>
                  <path d={pathOf(line.values, x, y)} fill="none" stroke={colour} strokeWidth="2" />
                  {alone(line.values).map((time) => (
                    <circle key={time} cx={x(time)} cy={y(line.values[time] ?? 0)} r="2.5" fill={colour} />
                  ))}
                  <circle cx={x(end)} cy={y(last)} r="3.5" fill={colour} />
                  <text className="lbl" x={x(end) + 9} y={at + 4}>
                    {line.label} <tspan className="strong">{written(last, digits)}</tspan>
                  </text>
                </g>
              )
            })}
          </>
        )
      }}
    </Chart>
  )
}

/** Where each line ends, and where its label stands: at its end, moved down where labels would meet. */
function endsOf(series: readonly Series[], y: (value: number) => number) {
  let free = -Infinity
  return series
    .map((line) => {
      const end = line.values.findLastIndex((value) => value !== undefined)
      return { line, end, last: line.values[end] ?? 0 }
    })
    .filter(({ end }) => end >= 0)
    .toSorted((a, b) => b.last - a.last)
    .map((one) => {
      const label = Math.max(y(one.last), free)
      free = label + 17
      return { ...one, label }
    })
}

/** The times at which a value has no neighbour, and would not be seen as a line. */
function alone(values: Series['values']) {
  return [...values.keys()].filter(
    (at) => values[at] !== undefined && values[at - 1] === undefined && values[at + 1] === undefined,
  )
}

function pathOf(values: Series['values'], x: (at: number) => number, y: (value: number) => number) {
  let pen = 'M'
  let path = ''
  for (const [at, value] of values.entries()) {
    if (value === undefined) pen = 'M'
    else {
      path += `${pen}${x(at)} ${y(value)}`
      pen = 'L'
    }
  }
  return path
}

function written(value: number | undefined, digits: number) {
  return value === undefined ? '' : formatNumber(value, digits)
}
