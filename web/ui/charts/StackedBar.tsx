import { formatNumber, formatPercent, say } from '../../text.ts'
import { Chart } from './Chart.tsx'

/** One part of the whole: its words, how many, and its colour (`--c-tot` …). */
export interface Part {
  label: string
  count: number
  colour: string
}

/** The colours of the four levels, best first. */
export const levelColours = ['--c-tot', '--c-kha', '--c-dat', '--c-chua'] as const

/** The shares of a whole as one bar, labelled directly; a label without room stands at the right edge or gives way. */
export function StackedBar({ label, parts, compact }: { label: string; parts: readonly Part[]; compact?: boolean }) {
  const total = parts.reduce((sum, part) => sum + part.count, 0)
  const rows = parts.map((part) => [part.label, formatNumber(part.count), formatPercent(part.count / (total || 1))])
  return (
    <Chart
      label={label}
      height={compact ? 18 : 74}
      table={{ head: [say('ui.chart_name'), say('ui.chart_count'), say('ui.chart_share')], rows }}
    >
      {(width) =>
        placed(parts, total, width).map((part) => (
          <g key={part.label}>
            <rect
              x={part.x}
              y={compact ? 0 : 24}
              width={part.width}
              height={compact ? 18 : 26}
              fill={`var(${part.colour})`}
            />
            {!compact && part.labelled && (
              <>
                <text x={part.anchor} y="16" textAnchor={part.end ? 'end' : 'start'} className="lbl strong">
                  {part.label} {formatNumber(part.count)}
                </text>
                <text x={part.anchor} y="68" textAnchor={part.end ? 'end' : 'start'} className="ax">
                  {formatPercent(part.count / total)}
                </text>
              </>
            )}
          </g>
        ))
      }
    </Chart>
  )
}

function placed(parts: readonly Part[], total: number, width: number) {
  let x = 0
  let free = 0
  return parts
    .filter((part) => part.count > 0)
    .map((part, index, all) => {
      const room = (part.count / total) * width
      const words = `${part.label} ${part.count}`.length * 7.4
      const last = index === all.length - 1
      const end = last && room < words
      const anchor = end ? width : x
      const labelled = end ? free <= width - words : room >= Math.min(words, 48) || last
      const place = { ...part, x, width: Math.max(1, room - (last ? 0 : 2)), anchor, end, labelled }
      if (labelled) free = anchor + words
      x += room
      return place
    })
}
