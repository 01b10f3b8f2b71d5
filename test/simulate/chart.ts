import type { Kind } from './expected.ts'
import { slice, type Course, type Latency } from './measured.ts'

const names: Readonly<Record<Kind, string>> = {
  'sign-in': 'Signing in, and who that is',
  grid: 'Grid of a class',
  save: 'Save of five marks',
  parent: "Parent's page, and the visit noted",
  principal: "Head's overview of the school",
}
const width = 900
const panel = 132
const top = 64
const left = 64
const right = 90
/** The axis of time, logarithmic: from one millisecond to ten seconds. */
const decades = 4
const plot = 84
const style = `text { font: 13px "Source Sans 3", "Segoe UI", sans-serif; fill: #1b1a17 } .head { font-size: 17px; font-weight: 600 }
.name { font-weight: 600 } .dim { fill: #5c584f; font-size: 12px } .rule { stroke: #dedacf } .p50 { stroke: #1d4f91; fill: none; stroke-width: 2 }
.p99 { stroke: #a1352b; fill: none; stroke-width: 1.5; stroke-dasharray: 5 3 }`

/** Draws latency over time as SVG: for each kind the median and the 99th percentile of every ten seconds. */
export function chart(title: string, notes: readonly string[], courses: readonly Course[]): string {
  const height = top + courses.length * panel + 28 + notes.length * 17
  const body = courses.map((course, index) => panelOf(course, top + index * panel))
  const foot = notes.map((note, line) => text(left, height - 10 - (notes.length - 1 - line) * 17, note, 'dim'))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(title)}</title><style>${style}</style><rect width="${width}" height="${height}" fill="#fff"/>
${text(left, 28, title, 'head')}
${text(left, 48, 'Latency from when somebody wanted it, in every ten seconds: solid the median, dashed 99 of 100. Logarithmic.', 'dim')}
${body.join('\n')}
${foot.join('\n')}
</svg>
`
}

function panelOf({ kind, faults, whole, slices }: Course, above: number): string {
  const floor = above + 24 + plot
  const rules = Array.from({ length: decades + 1 }, (_, decade) => {
    const y = floor - (decade / decades) * plot
    const label = decade < 3 ? `${10 ** decade} ms` : `${10 ** (decade - 3)} s`
    return `<line class="rule" x1="${left}" x2="${width - right}" y1="${y}" y2="${y}"/>${text(left - 8, y + 4, label, 'dim', 'end')}`
  })
  const minutes = (slices.length * slice) / 60_000
  const times = Array.from({ length: Math.floor(minutes) + 1 }, (_, minute) => {
    const x = left + (minute / minutes) * (width - left - right)
    return text(x, floor + 15, minute === 0 ? '0' : `${minute} min`, 'dim', 'middle')
  })
  const line = (name: 'p50' | 'p99') => {
    const points = slices.flatMap((latency, index) =>
      latency.count === 0 ? [] : [`${xOf(index, slices.length).toFixed(1)},${yOf(latency[name], floor).toFixed(1)}`],
    )
    const last = slices.findLast(({ count }) => count > 0)
    const end = last ? text(width - right + 6, yOf(last[name], floor) + 4, name, 'dim') : ''
    return `<polyline class="${name}" points="${points.join(' ')}"/>${end}`
  }
  const seconds = (slices.length * slice) / 1000
  const words = `${(whole.count / seconds).toFixed(1)} a second, ${inWords(whole)}, ${faults === 0 ? 'no error' : `${faults} errors`}`
  return [
    `${text(left, above + 14, names[kind], 'name')}${text(width - right, above + 14, words, '', 'end')}`,
    ...rules,
    ...times,
    line('p50'),
    line('p99'),
  ].join('\n')
}

const inWords = ({ p50, p99, slowest }: Latency): string =>
  `p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms, slowest ${Math.round(slowest)} ms`

const xOf = (index: number, of: number): number => left + ((index + 0.5) / of) * (width - left - right)

const yOf = (milliseconds: number, floor: number): number =>
  floor - (Math.min(decades, Math.max(0, Math.log10(milliseconds))) / decades) * plot

const text = (x: number, y: number, words: string, name: string, anchor = 'start'): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" class="${name}" text-anchor="${anchor}">${escaped(words)}</text>`

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
