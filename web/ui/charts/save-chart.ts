/** How a picture of a chart is kept. */
export type ChartFormat = 'svg' | 'png'

const kept = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const
const margin = 16
const head = 34

/** Gives the first chart of an element to the person as a file, with its title over it; nothing where there is none. */
export async function saveChart(within: ParentNode | null, { title, format }: { title: string; format: ChartFormat }) {
  const chart = within?.querySelector<SVGSVGElement>('.chart svg[role="img"]')
  if (!chart) return
  const drawn = standalone(chart, title)
  const text = new XMLSerializer().serializeToString(drawn)
  const file = new Blob([text], { type: 'image/svg+xml' })
  const name = `${title.replace(/[\\/:*?"<>|]/g, '-').slice(0, 120)}.${format}`
  give(format === 'svg' ? file : await painted(file, drawn), name)
}

/** A copy that needs no page around it: what the style sheet says stands in the elements. */
function standalone(chart: SVGSVGElement, title: string): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement
  const [from, to] = [chart, copy].map((svg) => [...svg.querySelectorAll<SVGElement>('*')])
  from?.forEach((element, index) => {
    const style = getComputedStyle(element)
    for (const name of kept) to?.[index]?.setAttribute(name, style.getPropertyValue(name))
    to?.[index]?.removeAttribute('class')
  })
  const [width, height] = [chart.clientWidth + 2 * margin, chart.clientHeight + 2 * margin + head]
  const page = getComputedStyle(document.documentElement)
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
    svg.setAttribute(name, String(value))
  const ground = document.createElementNS(svg.namespaceURI, 'rect') as SVGRectElement
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', page.getPropertyValue('--surface'))
  const words = document.createElementNS(svg.namespaceURI, 'text') as SVGTextElement
  words.textContent = title
  const font = getComputedStyle(document.body).fontFamily
  for (const [name, value] of Object.entries({
    x: margin,
    y: margin + 12,
    'font-family': font,
    'font-size': 15,
    'font-weight': 600,
  }))
    words.setAttribute(name, String(value))
  words.setAttribute('fill', page.getPropertyValue('--ink'))
  const body = document.createElementNS(svg.namespaceURI, 'g') as SVGGElement
  body.setAttribute('transform', `translate(${margin} ${margin + head})`)
  body.append(...copy.childNodes)
  svg.append(ground, words, body)
  return svg as SVGSVGElement
}

async function painted(file: Blob, drawn: SVGSVGElement): Promise<Blob> {
  const image = new Image()
  const address = URL.createObjectURL(file)
  image.src = address
  await image.decode()
  const canvas = document.createElement('canvas')
  // Twice as many points, so that it is sharp on paper.
  canvas.width = 2 * Number(drawn.getAttribute('width'))
  canvas.height = 2 * Number(drawn.getAttribute('height'))
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(address)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  )
}

function give(file: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
