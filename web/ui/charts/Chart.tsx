import type { ReactNode } from 'react'
import { useWidth } from './use-width.ts'

/** The numbers of a chart, for those who read rather than see: a header and rows of words. */
export interface ChartTable {
  head: readonly string[]
  rows: readonly (readonly string[])[]
}

/**
 * The frame of every chart: a picture drawn at its real width, with a sentence for a name, and the same numbers as a
 * table beside it that is heard and not seen. A page's "Chỉ bảng" shows a table of its own in sight.
 */
export function Chart({
  label,
  height,
  table,
  children,
}: {
  /** What the chart found, in a sentence. */
  label: string
  height: number
  table?: ChartTable
  children: (width: number) => ReactNode
}) {
  const [element, width] = useWidth()
  return (
    <div className="chart" ref={element}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {width > 0 && children(width)}
      </svg>
      {table && <TableAlternative label={label} table={table} />}
    </div>
  )
}

function TableAlternative({ label, table }: { label: string; table: ChartTable }) {
  return (
    <div className="sr">
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            {table.head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, index) =>
                index === 0 ? (
                  <th key={index} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={index}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Places a value on an axis of so many pixels. */
export function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  return (value) => start + ((value - from) / (to - from || 1)) * (end - start)
}
