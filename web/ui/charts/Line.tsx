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
            {series.map((line) => {
              const end = line.values.findLastIndex((value) => value !== undefined)
              const last = line.values[end]
              const colour = `var(${line.colour ?? '--c-now'})`
              return (
                <g key={line.label}>
                  <path d={pathOf(line.values, x, y)} fill="none" stroke={colour} strokeWidth="2" />
                  {last !== undefined && (
                    <>
                      <circle cx={x(end)} cy={y(last)} r="3.5" fill={colour} />
                      <text className="lbl" x={x(end) + 9} y={y(last) + 4}>
                        {line.label} <tspan className="strong">{written(last, digits)}</tspan>
                      </text>
                    </>
                  )}
                </g>
              )
            })}
          </>
        )
      }}
    </Chart>
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
